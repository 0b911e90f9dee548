"""Storing a plan: one step, every figure with its source, undone to the last row."""

from __future__ import annotations

import io
import json

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kyosai_desktop.domain.problem import Refused
from kyosai_desktop.excel.reader import WorkbookReader
from kyosai_desktop.operations import books
from kyosai_desktop.operations.importing import (
    Answer,
    ImportOptions,
    Outcome,
    apply,
    plan,
    plan_summary,
    read_file,
    source_of,
)
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store.backup import BackupReason, list_backups
from kyosai_desktop.store.catalogue import load_catalogue

TITLE = ["2024年5月末 新規加入実績"]
HEADER = ["ブロック", "こくみん共済", "長期共済", "マイカー共済"]
ROWS = [TITLE, HEADER, ["石狩", 181, "１６３", 285], ["後志", 27.5, "－", None], ["計", 208.5, 163, 285]]


def refused(book, found, **options) -> list[str]:
    with pytest.raises(Refused) as caught:
        apply(book, found, **options)
    return [problem.code for problem in caught.value.problems]


def test_an_import_is_one_step_with_a_backup_before_it(book, sent, figures) -> None:
    done = apply(book, plan(book, sent("5月末実績.xlsx", ROWS)))
    assert (done.changed, done.added, done.same, done.errors) == (5, 5, 0, 0)
    assert book.history()[0].label == "取り込み：5月末実績.xlsx（追加5・変更0）"
    assert book.history()[0].id == done.step_id
    [backup] = list_backups(book.path)
    assert backup.reason is BackupReason.IMPORT
    values = {(indicator, member): value for (indicator, _, _, member), value in figures(book).items()}
    assert values == {
        ("こくみん共済", "石狩"): 181_000,
        ("長期共済", "石狩"): 163_000,
        ("マイカー共済", "石狩"): 285_000,
        ("こくみん共済", "後志"): 27_500,
        ("長期共済", "後志"): None,
    }


def test_every_stored_value_knows_file_sheet_cell_and_text(book, sent) -> None:
    found = plan(book, sent("5月末実績.xlsx", ROWS, sheet="ブロック別"))
    apply(book, found, backup=False)
    told = {}
    for cell in found.writes:
        assert cell.key is not None
        fact = facts_sql.load_fact(book, cell.key)
        assert fact is not None
        origin = source_of(book, fact)
        assert origin is not None
        assert (origin.file_name, origin.sheet) == ("5月末実績.xlsx", "ブロック別")
        assert origin.imported_at.utcoffset() is not None
        told[origin.cell] = origin.original
    assert told == {"B3": "181", "C3": "１６３", "D3": "285", "B4": "27.5", "C4": "－"}


def test_undo_brings_the_book_back_to_the_last_row_and_redo_returns(book, sent, dump) -> None:
    apply(book, plan(book, sent("4月.xlsx", [["2024年4月末 実績"], *ROWS[1:]])), backup=False)
    before = dump(book)
    workbook = sent("a.xlsx", [*ROWS[:-1], ["上川中央", 5, 6, 7], ["新しい地区", 1, 2, 3]])
    known, unknown = plan(book, workbook).questions
    answers = {known.id: Answer("kamikawa-naka"), unknown.id: Answer("新しく登録（道南支店）")}
    apply(book, plan(book, workbook, ImportOptions(answers=answers)), backup=False)
    after = dump(book)
    assert after != before
    assert len(after["member"]) == len(before["member"]) + 1
    assert len(after["alias"]) == len(before["alias"]) + 1
    book.undo()
    assert dump(book) == before
    book.redo()
    assert dump(book) == after


def test_undo_after_a_restart(tmp_path, sent, dump, book) -> None:
    from kyosai_desktop.store.opening import open_book

    before = dump(book)
    apply(book, plan(book, sent("a.xlsx", ROWS)))
    book.close()
    again = open_book(book.path, user="佐藤")
    try:
        again.undo()
        assert dump(again) == before
    finally:
        again.close()


def test_the_same_file_twice_is_told_and_changes_nothing(book, sent, dump) -> None:
    workbook = sent("a.xlsx", ROWS)
    apply(book, plan(book, workbook))
    before, steps = dump(book), len(book.history())
    again = plan(book, workbook)
    [note] = [note for note in again.notes if note.code == "import.already_imported"]
    assert "取り込み済みです" in note.message
    assert again.counts()[Outcome.SAME] == 5
    done = apply(book, again)
    assert (done.changed, done.step_id, bool(done.note)) == (0, 0, True)
    assert (dump(book), len(book.history())) == (before, steps)


def test_a_file_whose_import_was_undone_is_new_again(book, sent) -> None:
    workbook = sent("a.xlsx", ROWS)
    apply(book, plan(book, workbook), backup=False)
    book.undo()
    assert plan(book, workbook).notes == ()


def test_errors_stop_it_unless_they_are_left_out(book, sent, dump, figures) -> None:
    found = plan(book, sent("a.xlsx", [TITLE, HEADER, ["石狩", 181, "三十一", 285]]))
    before = dump(book)
    assert refused(book, found) == ["number.unreadable"]
    assert dump(book) == before
    done = apply(book, found, skip_bad=True, backup=False)
    assert (done.added, done.errors) == (2, 1)
    assert "エラーの1セルを除いて" in done.note
    assert len(figures(book)) == 2


def test_open_questions_stop_it_even_when_errors_are_left_out(book, sent) -> None:
    found = plan(book, sent("a.xlsx", [TITLE, HEADER, ["上川", 1, 2, 3], ["石狩", 1, 2, 3]]))
    assert refused(book, found, skip_bad=True) == ["import.question_open"]


def test_nothing_to_import_is_refused(book, sent) -> None:
    assert refused(book, plan(book, sent("a.xlsx", [["連絡票"]]))) == ["import.no_table"]


def test_a_book_changed_after_the_preview_is_not_overwritten(book, sent, dump) -> None:
    first = plan(book, sent("a.xlsx", [TITLE, HEADER, ["石狩", 1, 2, 3]]))
    second = plan(book, sent("b.xlsx", [TITLE, HEADER, ["石狩", 4, 5, 6]]))
    apply(book, first, backup=False)
    before = dump(book)
    assert refused(book, second) == ["import.book_changed"]
    assert dump(book) == before


def test_a_member_that_is_gone_after_the_preview_is_noticed(book, sent) -> None:
    found = plan(book, sent("a.xlsx", [TITLE, HEADER, ["石狩", 1, 2, 3]]))
    with book.change("石狩を消す") as tx:
        tx.execute("DELETE FROM member WHERE code = 'ishikari'")
    assert refused(book, found) == ["import.book_changed"]


def test_an_accepted_spelling_is_known_next_time(book, sent) -> None:
    workbook = sent("a.xlsx", [TITLE, HEADER, ["上川中央", 1, 2, 3]])
    [question] = plan(book, workbook).questions
    apply(book, plan(book, workbook, ImportOptions(answers={question.id: Answer("上川中")})), backup=False)
    june = plan(book, sent("b.xlsx", [["2024年4月末 実績"], HEADER, ["上川 中央", 1, 2, 3]]))
    assert june.questions == ()
    aliases = load_catalogue(book).axes[question_axis(book)].by_code("kamikawa-naka").aliases
    assert aliases == ("上川中央",)


def question_axis(book) -> int:
    return book.query("SELECT id FROM axis WHERE code = 'region'")[0][0]


def test_a_row_left_out_stays_left_out_next_time(book, sent) -> None:
    workbook = sent("a.xlsx", [TITLE, HEADER, ["その他地区", 1, 2, 3], ["石狩", 1, 2, 3]])
    [question] = plan(book, workbook).questions
    apply(book, plan(book, workbook, ImportOptions(answers={question.id: Answer("exclude")})), backup=False)
    again = plan(book, sent("b.xlsx", [["2024年4月末 実績"], HEADER, ["その他地区", 1], ["石狩", 2]]))
    assert again.questions == ()
    assert again.counts()[Outcome.NOT_TAKEN] == 1


def test_a_changed_figure_keeps_its_note_and_status(book, sent) -> None:
    found = plan(book, sent("a.xlsx", [TITLE, HEADER, ["石狩", 1]]))
    apply(book, found, backup=False)
    with book.change("注を付ける") as tx:
        tx.execute("UPDATE fact SET note = '移管を除く', status = '速報'")
    apply(book, plan(book, sent("b.xlsx", [TITLE, HEADER, ["石狩", 2]])), backup=False)
    assert book.query("SELECT thousandths, note, status FROM fact") == [(2_000, "移管を除く", "速報")]


def test_the_summary_is_json_with_what_the_command_line_promises(book, sent) -> None:
    open_plan = plan(book, sent("a.xlsx", [TITLE, HEADER, ["上川", 1, 2, 3], ["石狩", "x", 2, 3]]))
    told = json.loads(json.dumps(plan_summary(open_plan, "branch/a.xlsx")))
    [file] = told["files"]
    assert (file["path"], file["outcome"], file["added"], file["errors"], file["step"]) == (
        "branch/a.xlsx",
        "not_done",
        2,
        4,
        None,
    )
    [question] = told["questions"]
    assert set(question) == {"id", "kind", "file", "sheet", "cell", "text", "choices"}
    assert {problem["code"] for problem in told["problems"]} == {"import.question", "number.unreadable"}
    good = plan(book, sent("b.xlsx", ROWS))
    assert plan_summary(good)["files"][0]["outcome"] == "planned"
    done = apply(book, good, backup=False)
    [file] = plan_summary(good, imported=done)["files"]
    assert (file["outcome"], file["step"]) == ("imported", done.step_id)


BLOCKS = ["石狩", "後志", "西胆振", "東胆振", "日高", "空知", "釧路", "根室", "十勝", "網走", "留萌", "宗谷"]
PRODUCTS = ["こくみん共済", "長期共済", "マイカー共済", "火災共済", "自然災害共済"]
counts = st.one_of(
    st.none(),
    st.integers(-(10**9), 10**9).map(lambda n: n * 1000),
    st.integers(-(10**6), 10**6),
)


@st.composite
def tables(draw):
    blocks = draw(st.lists(st.sampled_from(BLOCKS), min_size=1, unique=True))
    products = draw(st.lists(st.sampled_from(PRODUCTS), min_size=1, unique=True))
    rows = draw(
        st.lists(
            st.lists(counts, min_size=len(products), max_size=len(products)),
            min_size=len(blocks),
            max_size=len(blocks),
        )
    )
    as_text = draw(st.booleans())
    blank_rows = draw(st.integers(0, 2))
    return blocks, products, rows, as_text, blank_rows


def written(thousandths: int | None, as_text: bool):
    if thousandths is None:
        return None
    if thousandths % 1000 == 0 and not as_text:
        return thousandths // 1000
    if not as_text:
        return thousandths / 1000
    whole, part = divmod(abs(thousandths), 1000)
    digits = f"{whole:,}" + (f".{part:03}" if part else "")
    return ("▲" if thousandths < 0 else "") + digits


@pytest.fixture(scope="module")
def shared_reader():
    with WorkbookReader() as reader:
        yield reader


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(table=tables())
def test_any_table_written_to_a_workbook_comes_back_as_the_same_figures(
    tmp_path_factory, shared_reader, table
) -> None:
    blocks, products, rows, as_text, blank_rows = table
    folder = tmp_path_factory.mktemp("往復")
    workbook = openpyxl.Workbook()
    page = workbook.active
    page.append(["2024年5月末 実績"])
    for _ in range(blank_rows):
        page.append([])
    page.append(["ブロック", *products])
    for name, values in zip(blocks, rows, strict=True):
        page.append([name, *(written(value, as_text) for value in values)])
    with io.BytesIO() as stream:
        workbook.save(stream)
        (folder / "a.xlsx").write_bytes(stream.getvalue())
    book = books.create(folder / "a.kyosai", "rosai", user="田中")
    try:
        found = plan(book, read_file(shared_reader, folder / "a.xlsx"))
        expected = {
            (product, block): value
            for block, values in zip(blocks, rows, strict=True)
            for product, value in zip(products, values, strict=True)
            if value is not None
        }
        if not expected:
            assert found.cells == ()
            return
        assert found.questions == ()
        apply(book, found, backup=False)
        stored = book.query(
            "SELECT i.name, m.name, f.thousandths FROM fact f JOIN series s ON s.id = f.series_id"
            " JOIN indicator i ON i.id = s.indicator_id JOIN member m ON m.id = f.member1_id"
        )
        assert {(product, block): value for product, block, value in stored} == expected
    finally:
        book.close()


def test_a_name_registered_before_and_renamed_since_can_be_registered_again(book, sent) -> None:
    rows = [TITLE, HEADER, ["新ブロック", 1], ["石狩", 2]]
    apply(book, plan(book, sent("a.xlsx", rows), ImportOptions(create=True)), backup=False)
    with book.change("改称") as tx:
        tx.execute("UPDATE member SET name = '別のブロック' WHERE name = '新ブロック'")
    again = plan(book, sent("b.xlsx", rows), ImportOptions(create=True))
    assert apply(book, again, backup=False).added == 1
    assert book.query("SELECT count(*) FROM member WHERE code LIKE 'new-%'") == [(2,)]
