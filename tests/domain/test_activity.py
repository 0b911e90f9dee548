"""Counts that follow from entries: 「361回、8,485名」「103会員」."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kyosai_desktop.domain.activity import Activity, Counting, count, counts_on, summaries, within
from kyosai_desktop.domain.axis import Axis, Member
from kyosai_desktop.domain.fact import Period

UNION, BRANCH, OTHER, CLOSED = 1, 2, 3, 4
AXIS = Axis(
    9,
    "union",
    "産別",
    [
        Member(UNION, 9, "a", "自治労"),
        Member(BRANCH, 9, "b", "札幌市職", UNION),
        Member(OTHER, 9, "c", "私鉄総連"),
        Member(CLOSED, 9, "d", "全逓", valid_to=2010),
    ],
)
YEAR_START = date(2024, 4, 1)


def entry(
    member: int = 0, persons: int | None = None, *, name: str = "", day: date | None = None
) -> Activity:
    when = day or date(2024, 7, 3)
    return Activity(1, 1, 2024, "学習会", name, member, start=when, end=when, persons=persons)


def test_the_papers_sentence_follows_from_the_entries() -> None:
    entries = [entry(UNION, 20), entry(UNION, 15), entry(BRANCH), entry(0, 8_450, name="友の会")]
    [summary] = summaries(entries)
    assert summary.text() == "学習会　4回、8,485名、3団体（人数のない記録 1件）"


def test_an_organisation_counts_once_however_it_is_spelled() -> None:
    entries = [entry(name="友の会 髙橋"), entry(name="友の会高橋"), entry(name="友の会（再掲）高橋"), entry()]
    assert count(entries, Counting.ORGANISATIONS) == 1
    assert (
        count([entry(UNION, name="自治労"), entry(UNION, name="自治労北海道")], Counting.ORGANISATIONS) == 1
    )


def test_what_a_member_did_counts_for_those_above_it() -> None:
    entries = [entry(BRANCH, 10), entry(UNION, 5), entry(BRANCH, 1)]
    assert counts_on(entries, Counting.TIMES, AXIS, 2024) == {UNION: 3, BRANCH: 2, OTHER: 0}
    assert counts_on(entries, Counting.PERSONS, AXIS, 2024) == {UNION: 16, BRANCH: 11, OTHER: 0}
    assert counts_on(entries, Counting.ORGANISATIONS, AXIS, 2024) == {UNION: 2, BRANCH: 1, OTHER: 0}


def test_a_vague_date_counts_where_it_cannot_be_outside() -> None:
    july = Activity(1, 1, 2024, start=date(2024, 7, 1), end=date(2024, 7, 31))
    undated = Activity(2, 1, 2024)
    week = Period.span(date(2024, 7, 1), date(2024, 7, 7))
    whole = Period.span(date(2024, 7, 1), date(2024, 7, 31))
    assert within([july, undated], week, YEAR_START) == []
    assert within([july, undated], whole, YEAR_START) == [july]
    assert within([july], Period.as_of(date(2024, 9, 30)), YEAR_START) == [july]
    assert within([july], Period.as_of(date(2024, 7, 30)), YEAR_START) == []


@given(
    st.lists(
        st.tuples(
            st.sampled_from([0, UNION, BRANCH, OTHER]), st.none() | st.integers(0, 500), st.integers(0, 364)
        ),
        max_size=30,
    ),
    st.integers(1, 363),
)
def test_times_and_persons_of_parts_of_the_year_add_up(
    rows: list[tuple[int, int | None, int]], cut: int
) -> None:
    entries = [entry(m, p, name="x", day=date.fromordinal(YEAR_START.toordinal() + at)) for m, p, at in rows]
    end = date.fromordinal(YEAR_START.toordinal() + 364)
    middle = date.fromordinal(YEAR_START.toordinal() + cut)
    first = within(entries, Period.span(YEAR_START, middle), YEAR_START)
    after = within(entries, Period.span(date.fromordinal(middle.toordinal() + 1), end), YEAR_START)
    for counting in (Counting.TIMES, Counting.PERSONS):
        assert count(first, counting) + count(after, counting) == count(entries, counting)
    whole = count(entries, Counting.ORGANISATIONS)
    assert max(count(first, Counting.ORGANISATIONS), count(after, Counting.ORGANISATIONS)) <= whole
