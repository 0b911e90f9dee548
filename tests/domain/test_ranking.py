"""順位: who is first, with ties."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from kyosai_desktop.domain.ranking import ranks

figures = st.lists(st.none() | st.builds(Fraction, st.integers(-20, 20), st.integers(1, 3)), max_size=30)


def of(*values: int | None) -> list[Fraction | None]:
    return [None if value is None else Fraction(value) for value in values]


def test_ties_share_a_rank_and_the_next_is_skipped() -> None:
    assert ranks(of(30, 20, 20, 10)) == [1, 2, 2, 4]
    assert ranks(of(5, 5, 5)) == [1, 1, 1]


def test_where_less_is_better_the_smallest_is_first() -> None:
    assert ranks(of(30, 20, 20, 10), more_is_better=False) == [4, 2, 2, 1]


def test_who_has_not_reported_has_no_rank_and_zero_has_one() -> None:
    assert ranks(of(None, 0, 8, None, -3)) == [None, 2, 1, None, 3]
    assert ranks([]) == []
    assert ranks(of(None)) == [None]


def test_only_exactly_equal_figures_tie() -> None:
    assert ranks([Fraction(1, 3), Fraction(2, 6), Fraction(333_333, 1_000_000)]) == [1, 1, 3]


def test_the_ten_offices_of_the_published_table_come_in_their_national_order() -> None:
    national, result, target = zip(
        *[(20, 675, 2611), (36, 43, 320), (3, 281, 410), (40, 97, 930), (30, 37, 220), (13, 213, 670)],
        *[(18, 133, 470), (24, 128, 590), (2, 723, 970), (28, 161, 840)],
        strict=True,
    )
    progress = [Fraction(done, wanted) for done, wanted in zip(result, target, strict=True)]
    by_national_rank = [1 + sum(other < rank for other in national) for rank in national]
    assert ranks(progress) == by_national_rank


@given(figures, st.booleans())
def test_a_rank_is_one_more_than_the_number_who_are_better(
    values: list[Fraction | None], more_is_better: bool
) -> None:
    given_ranks = ranks(values, more_is_better=more_is_better)
    reported = [value for value in values if value is not None]
    for value, rank in zip(values, given_ranks, strict=True):
        if value is None:
            assert rank is None
        else:
            better = [other for other in reported if (other > value if more_is_better else other < value)]
            assert rank == len(better) + 1
