"""年度更新: drafts of what the year before had, in one step, over nothing that exists."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kyosai_desktop.domain.campaign import Campaign
from kyosai_desktop.domain.edit import TypedCell
from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.meeting import MeetingStatus
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.series import Council
from kyosai_desktop.operations import books, confirming, editing, meetings, rosters, tables, year_end
from kyosai_desktop.operations.year_end import Carried, RolledOver
from kyosai_desktop.store.backup import BackupReason, list_backups, verify_backup
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.campaigns import insert_campaigns, load_campaigns
from kyosai_desktop.store.opening import open_book

NEXT = FiscalYear(2025, 6)


def rosai(book: Book) -> Council:
    return books.councils(book)[0]


def targets_of(book: Book, year: int) -> list[list[str]]:
    seen = Viewpoint(rosai(book), FiscalYear(year, 6), Month(year, 6))
    table = tables.table(book, "rosai.targets.blocks", seen)
    return [[cell.text for cell in line] for line in table.cells]


def names_of(book: Book, year: int) -> list[str]:
    return [row.labels[0] for row in rosters.roster_table(book, rosai(book), year).rows if row.labels[0]]


def rolled(book: Book, year: FiscalYear = NEXT, **options: object) -> RolledOver:
    done = year_end.roll_over(book, year_end.plan_year(book, rosai(book), year, **options))
    assert isinstance(done, RolledOver)
    return done


def everything(book: Book) -> dict[str, list[tuple[object, ...]]]:
    return {
        name: sorted(book.query(f"SELECT * FROM {name}"), key=repr)
        for name in ("fact", "officer", "meeting", "campaign", "confirmed_period")
    }


def test_a_year_begins_with_drafts_of_the_year_before(filled: Book) -> None:
    before = everything(filled)
    plan = year_end.plan_year(filled, rosai(filled), NEXT)
    assert everything(filled) == before
    done = rolled(filled)
    assert done.applied.changed == plan.added > 0
    assert targets_of(filled, 2025) == targets_of(filled, 2024)
    assert any(text for line in targets_of(filled, 2025) for text in line)
    assert len(names_of(filled, 2025)) == len(names_of(filled, 2024)) == 15
    after = everything(filled)
    for table, rows in before.items():
        assert set(rows) <= set(after[table]), f"the old year's {table} changed"


def test_meetings_are_carried_over_without_dates(filled: Book) -> None:
    have = [each for each in meetings.meetings_of(filled, rosai(filled), 2024) if each.block_id == 0]
    rolled(filled, NEXT)
    made = meetings.meetings_of(filled, rosai(filled), 2025)
    assert [(each.kind, each.number, each.venue) for each in made] == [
        (each.kind, each.number, each.venue) for each in sorted(have, key=lambda each: each.number)
    ]
    assert all(each.start is None and each.date_text == "" for each in made)
    assert all(each.status is MeetingStatus.PLANNED and each.attendance is None for each in made)
    assert len(have) > 0


def test_campaigns_move_by_a_year_and_keep_the_ends_of_months(filled: Book) -> None:
    council = rosai(filled)
    with filled.change("期間") as tx:
        insert_campaigns(
            tx,
            [
                Campaign(1, council.id, 2024, "車の補償", "春", date(2025, 2, 1), date(2025, 2, 28)),
                Campaign(2, council.id, 2024, "家の保障", "夏", date(2024, 7, 15), date(2024, 8, 20)),
            ],
        )
    rolled(filled, NEXT, chosen=[Carried.CAMPAIGNS])
    moved = {each.label: (each.start, each.end) for each in load_campaigns(filled, council.id, 2025)}
    assert moved["春"] == (date(2026, 2, 1), date(2026, 2, 28))
    assert moved["夏"] == (date(2025, 7, 15), date(2025, 8, 20))


def test_the_end_of_february_stays_its_end(filled: Book) -> None:
    council = rosai(filled)
    with filled.change("期間") as tx:
        insert_campaigns(
            tx, [Campaign(3, council.id, 2026, "車", "閏", date(2027, 2, 28), date(2027, 2, 28))]
        )
    rolled(filled, FiscalYear(2027, 6), chosen=[Carried.CAMPAIGNS])
    [found] = load_campaigns(filled, council.id, 2027)
    assert (found.start, found.end) == (date(2028, 2, 29), date(2028, 2, 29))


def test_one_step_takes_everything_back(filled: Book) -> None:
    before, steps = everything(filled), len(filled.history())
    rolled(filled)
    assert len(filled.history()) == steps + 1
    assert filled.undo_label() == "年度更新：労済 2025年度"
    filled.undo()
    assert everything(filled) == before
    filled.redo()
    assert everything(filled) != before


def test_a_sound_backup_is_made_before(filled: Book) -> None:
    done = rolled(filled)
    [backup] = [each for each in list_backups(filled.path) if each.reason is BackupReason.YEAR_END]
    assert backup == done.backup
    assert verify_backup(backup.path) is None
    copy = open_book(_copied(backup.path, filled.path.parent / "戻す.kyosai"), user="佐藤")
    assert names_of(copy, 2025) == []
    copy.close()


def _copied(source: Path, target: Path) -> Path:
    target.write_bytes(source.read_bytes())
    return target


def test_what_exists_is_left_and_counted(filled: Book) -> None:
    council = rosai(filled)
    seen = Viewpoint(council, NEXT, Month(2025, 6))
    table = tables.table(filled, "rosai.targets.blocks", seen)
    row = next(at for at, each in enumerate(table.rows) if each.name == "石狩")
    editing.enter(filled, "rosai.targets.blocks", seen, [TypedCell(row, 0, "9,999")], "入力")
    rosters.add_officer(filled, council, 2025)
    plan = year_end.plan_year(filled, council, NEXT)
    counts = {item.what: (item.added > 0, item.left) for item in plan.items}
    assert counts[Carried.TARGETS] == (True, 1)
    assert counts[Carried.OFFICERS] == (False, 1)
    rolled(filled)
    assert targets_of(filled, 2025)[row][0] == "9,999"
    assert len(names_of(filled, 2025)) == 1


def test_a_second_time_there_is_nothing_to_do(filled: Book) -> None:
    rolled(filled)
    before, backups = everything(filled), len(list_backups(filled.path))
    refused = year_end.roll_over(filled, year_end.plan_year(filled, rosai(filled), NEXT))
    assert isinstance(refused, Problem)
    assert refused.sentence() == (
        "2025年度にもう登録されているため、引き継ぐものがありません。"
        "年度を2025年度に切り替えて、そのまま入力を始められます。"
    )
    assert (everything(filled), len(list_backups(filled.path))) == (before, backups)


def test_only_what_was_chosen_is_carried(filled: Book) -> None:
    done = rolled(filled, NEXT, chosen=[Carried.OFFICERS])
    assert [item.what for item in done.items] == [Carried.OFFICERS]
    assert names_of(filled, 2025) and not any(text for line in targets_of(filled, 2025) for text in line)


def test_a_book_changed_since_the_plan_is_left_alone(filled: Book) -> None:
    plan = year_end.plan_year(filled, rosai(filled), NEXT)
    rosters.add_officer(filled, rosai(filled), 2024)
    before = everything(filled)
    refused = year_end.roll_over(filled, plan)
    assert isinstance(refused, Problem) and refused.code == "year_end.book_changed"
    assert everything(filled) == before


def test_a_confirmed_new_year_takes_no_targets(filled: Book) -> None:
    confirming.confirm_year(filled, rosai(filled), NEXT)
    plan = year_end.plan_year(filled, rosai(filled), NEXT)
    assert plan.targets == ()


def test_units_that_ended_get_no_target(filled: Book) -> None:
    with filled.change("閉じる") as tx:
        tx.execute("UPDATE member SET valid_to = 2024 WHERE name = '石狩'")
    rolled(filled)
    [(member,)] = filled.query("SELECT id FROM member WHERE name = '石狩'")
    assert filled.query("SELECT 1 FROM fact WHERE member1_id = ? AND start >= '2025-06-01'", (member,)) == []


def test_the_other_council_is_not_touched(filled: Book) -> None:
    other = books.councils(filled)[1]
    rolled(filled)
    assert filled.query("SELECT 1 FROM officer WHERE council_id = ? AND year = 2025", (other.id,)) == []


def test_the_plan_says_what_happens(filled: Book) -> None:
    plan = year_end.plan_year(filled, rosai(filled), NEXT, [Carried.OFFICERS, Carried.TARGETS])
    assert plan.sentence() == (
        "2025年度を作ります。2024年度はそのまま残ります。引き継ぐもの：分類・様式・役員・目標。"
        "前年度の目標は写してから直せます。"
    )
