"""``import``: real branch workbooks through the real reader, and files that are none."""

from __future__ import annotations

import json
import shutil
import struct
from pathlib import Path

import openpyxl
import pytest
import xlwt


def changed(path: Path, target: Path, cells: dict[str, object]) -> Path:
    """A copy of a branch workbook with other cells."""
    workbook = openpyxl.load_workbook(path)
    for address, value in cells.items():
        workbook.active[address] = value
    workbook.save(target)
    workbook.close()
    return target


def blocks_csv(run, book: Path) -> str:
    run("print", book, "rosai.blocks", "-o", book.with_suffix(".csv"))
    return book.with_suffix(".csv").read_text(encoding="utf-8-sig")


def test_a_folder_is_imported_file_by_file(run, book: Path, branch_books: list[Path]) -> None:
    ran = run("import", book, branch_books[0].parent, "--json")
    assert (ran.status, ran.json["status"], ran.json["problems"]) == (0, "done", [])
    files = ran.json["files"]
    assert [Path(file["path"]).name for file in files] == [path.name for path in branch_books]
    assert [(file["outcome"], file["changed"], file["errors"]) for file in files] == [("imported", 0, 0)] * 3
    assert sum(file["added"] for file in files) == 84
    steps = run("history", book, "--json").json["steps"]
    assert [step["id"] for step in steps[:3]] == [file["step"] for file in reversed(files)]
    codes = [item["code"] for item in run("check", book, "--json").json["findings"]]
    assert codes == ["sum.unallocated", "published.differs"]


def test_people_are_told_the_counts(run, book: Path, branch_books: list[Path]) -> None:
    ran = run("import", book, branch_books[0])
    assert (ran.status, ran.err) == (0, "")
    assert "：2024年5月 実績　追加35件・変更0件・同じ0件・エラー0件。取り込みました。" in ran.out


def test_the_same_file_again_changes_nothing_and_says_so(run, book: Path, branch_books: list[Path]) -> None:
    run("import", book, branch_books[0])
    before = blocks_csv(run, book)
    ran = run("import", book, branch_books[0], "--json")
    assert ran.status == 1
    assert [problem["code"] for problem in ran.json["problems"]] == ["import.already_imported"]
    assert (ran.json["files"][0]["outcome"], ran.json["files"][0]["same"]) == ("unchanged", 35)
    assert blocks_csv(run, book) == before


def test_a_dry_run_tells_all_and_changes_nothing(run, book: Path, branch_books: list[Path]) -> None:
    before = book.read_bytes()
    ran = run("import", book, *branch_books, "--dry-run", "--json")
    assert (ran.status, ran.json["dry_run"]) == (0, True)
    assert [file["outcome"] for file in ran.json["files"]] == ["planned"] * 3
    assert book.read_bytes() == before


def test_error_cells_stop_the_file_unless_they_may_be_left_out(
    run, book: Path, branch_books: list[Path], tmp_path: Path
) -> None:
    path = changed(branch_books[0], tmp_path / "直し.xlsx", {"B4": "約三十"})
    before = book.read_bytes()
    ran = run("import", book, path, "--json")
    assert (ran.status, ran.json["files"][0]["outcome"]) == (2, "not_done")
    (place,) = {
        (problem["place"]["file"], problem["place"]["cell"])
        for problem in ran.json["problems"]
        if problem["severity"] == "error"
    }
    assert place == ("直し.xlsx", "B4")
    assert book.read_bytes() == before
    ran = run("import", book, path, "--skip-bad", "--json")
    assert (ran.status, ran.json["files"][0]["outcome"], ran.json["files"][0]["errors"]) == (1, "imported", 1)


def test_a_cell_outside_the_table_is_told_never_dropped(
    run, book: Path, branch_books: list[Path], tmp_path: Path
) -> None:
    path = changed(branch_books[0], tmp_path / "欄外.xlsx", {"L20": 321})
    ran = run("import", book, path, "--json")
    assert [(cell["cell"], cell["text"]) for cell in ran.json["unread"]] == [("L20", "321")]
    assert (ran.status, ran.json["files"][0]["outcome"]) == (1, "imported")


def test_an_unknown_name_is_asked_about_and_the_answer_goes_on(
    run, book: Path, branch_books: list[Path], tmp_path: Path
) -> None:
    path = changed(branch_books[0], tmp_path / "名前.xlsx", {"A4": "上川のまん中"})
    before = book.read_bytes()
    ran = run("import", book, path, "--json")
    assert ran.status == 2 and book.read_bytes() == before
    (question,) = ran.json["questions"]
    assert (question["kind"], question["cell"]) == ("member", "A4")
    assert "上川のまん中" in question["text"] and question["choices"]
    wanted = next(choice["code"] for choice in question["choices"] if "上川中" in choice["text"])
    answers = tmp_path / "答え.json"
    answers.write_text(json.dumps({question["id"]: wanted}), encoding="utf-8")
    ran = run("import", book, path, "--answers", answers, "--json")
    assert (ran.status, ran.json["questions"]) in [(0, []), (1, [])]
    assert ran.json["files"][0]["outcome"] == "imported"


def test_an_unanswered_question_is_printed_for_people(
    run, book: Path, branch_books: list[Path], tmp_path: Path
) -> None:
    path = changed(branch_books[0], tmp_path / "名前.xlsx", {"A4": "上川のまん中"})
    ran = run("import", book, path)
    assert ran.status == 2
    assert "質問 " in ran.out and "答え：" in ran.out and "--answers" in ran.err


@pytest.mark.parametrize("text", ["", "[]", '{"a": 1}', "{", '{"a": {"once": true}}'])
def test_answers_that_cannot_be_read_are_refused(
    run, book: Path, branch_books: list[Path], tmp_path: Path, text: str
) -> None:
    (tmp_path / "答え.json").write_text(text, encoding="utf-8")
    ran = run("import", book, branch_books[0], "--answers", tmp_path / "答え.json", "--json")
    assert (ran.status, ran.code) == (2, "answers.unreadable")


def test_one_bad_file_does_not_keep_the_others_out(
    run, book: Path, branch_books: list[Path], tmp_path: Path
) -> None:
    broken = tmp_path / "切れた.xlsx"
    broken.write_bytes(branch_books[0].read_bytes()[:3000])
    ran = run("import", book, branch_books[0], broken, branch_books[1], "--json")
    assert ran.status == 2
    assert [file["outcome"] for file in ran.json["files"]] == ["imported", "not_done", "imported"]


def aborting(path: Path) -> Path:
    """A well-formed old workbook whose declared size makes the reader's process abort."""
    workbook = xlwt.Workbook()
    workbook.add_sheet("実績").write(0, 0, "ブロック")
    workbook.save(str(path))
    data = path.read_bytes()
    declared = data.index(struct.pack("<HH", 0x0200, 14))
    far = struct.pack("<HHIIHHH", 0x0200, 14, 0, 0xFFFFFFFE, 0, 0xFFFE, 0)
    path.write_bytes(data[:declared] + far + data[declared + len(far) :])
    return path


def not_a_workbook(path: Path) -> Path:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    return path


def broken_zip(path: Path) -> Path:
    openpyxl.Workbook().save(path)
    path.write_bytes(path.read_bytes()[:-400])
    return path


def nothing(path: Path) -> Path:
    return path


@pytest.mark.parametrize(
    ("make", "name", "code"),
    [
        (not_a_workbook, "写真.xlsx", "file.not_a_workbook"),
        (broken_zip, "切れた.xlsx", "file.damaged_zip"),
        (aborting, "罠.xls", "file.reader_stopped"),
        (nothing, "ない.xlsx", "file.missing"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence_and_changes_nothing(
    run, book: Path, tmp_path: Path, make, name: str, code: str
) -> None:
    path = make(tmp_path / name)
    before = book.read_bytes()
    ran = run("import", book, path)
    assert ran.status == 2
    assert ran.err.startswith(f"{name}：") and ran.err.count("\n") == 1
    assert run("import", book, path, "--json").code == code
    assert book.read_bytes() == before


def test_a_folder_without_workbooks_is_told(run, book: Path, tmp_path: Path) -> None:
    folder = tmp_path / "空"
    folder.mkdir()
    (folder / "~$道北.xlsx").write_bytes(b"")
    ran = run("import", book, folder, "--json")
    assert (ran.status, ran.code) == (2, "file.none_in_folder")


def test_an_unknown_measure_names_the_known_ones(run, book: Path, branch_books: list[Path]) -> None:
    ran = run("import", book, branch_books[0], "--measure", "成績", "--json")
    assert (ran.status, ran.code) == (2, "measure.unknown")
    assert "目標、実績" in ran.json["problems"][0]["next"]


def test_period_and_measure_are_taken_from_the_command(
    run, book: Path, branch_books: list[Path], tmp_path: Path
) -> None:
    path = shutil.copy(branch_books[0], tmp_path / "支店.xlsx")
    changed(path, path, {"A1": "支店の数字"})
    ran = run("import", book, path, "--measure", "実績", "--period", "2024-04", "--cumulative", "--json")
    assert ran.status in (0, 1)
    assert (ran.json["files"][0]["outcome"], ran.json["files"][0]["added"]) == ("imported", 35)
    paper = book.with_suffix(".json")
    run("print", book, "rosai.blocks", "--month", "2024-04", "-o", paper)
    assert any(
        cell["source"] for line in json.loads(paper.read_text(encoding="utf-8"))["cells"] for cell in line
    )


def test_a_mark_over_a_figure_and_fine_decimals_are_questions(
    run, book: Path, branch_books: list[Path], tmp_path: Path
) -> None:
    assert run("import", book, branch_books[0]).status in (0, 1)
    path = changed(branch_books[0], tmp_path / "印.xlsx", {"B4": "－", "C4": 1.23456})
    before = book.read_bytes()
    ran = run("import", book, path, "--json")
    assert ran.status == 2 and book.read_bytes() == before
    asked = {question["kind"]: question for question in ran.json["questions"]}
    assert set(asked) == {"absent", "decimals"}
    assert "該当なしへ1件" in ran.err and ran.json["files"][0]["emptied"] == 1
    answers = tmp_path / "答え.json"
    answers.write_text(
        json.dumps({asked["absent"]["id"]: "keep", asked["decimals"]["id"]: "down"}), encoding="utf-8"
    )
    ran = run("import", book, path, "--answers", answers, "--json")
    assert (ran.json["questions"], ran.json["files"][0]["changed"]) == ([], 1)
