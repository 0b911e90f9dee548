"""``export``: a book's figures and registers as files for other programs, and back."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from kyosai_desktop.store.opening import open_book


def lines_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def figures_of(path: Path) -> list[tuple[object, ...]]:
    book = open_book(path)
    found = book.query(
        "SELECT series_id, start, end, period_kind, version, role, member1_id, member2_id, thousandths, status, note"
        " FROM fact ORDER BY 1, 2, 3, 4, 5, 6, 7, 8"
    )
    book.close()
    return found


def test_what_is_exported_can_be_imported_into_an_empty_book(run, book: Path, tmp_path: Path) -> None:
    ran = run("export", book, "-o", tmp_path / "出力", "--facts", "--json")
    assert (ran.status, ran.err.count("\n")) == (0, 1)
    (output,) = ran.json["outputs"]
    assert output["lines"] == len(figures_of(book)) > 1_000
    copy = tmp_path / "写し.kyosai"
    assert run("new", copy, "--preset", "both").status == 0
    taken = run("import", copy, output["path"], "--json")
    assert taken.status == 0
    assert taken.json["files"][0]["added"] == output["lines"]
    assert figures_of(copy) == figures_of(book)
    again = run("import", copy, output["path"], "--json")
    assert again.json["files"][0] | {"path": ""} == {
        "path": "", "outcome": "unchanged", "subject": f"数字の一覧（{output['lines']:,}件）", "added": 0,
        "changed": 0, "same": output["lines"], "emptied": 0, "errors": 0, "not_taken": 0, "unread": 0, "step": None,
    }  # fmt: skip


def test_all_adds_the_registers(run, book: Path, tmp_path: Path) -> None:
    ran = run("export", book, "-o", tmp_path / "全部", "--all", "--json")
    names = [Path(output["path"]).name for output in ran.json["outputs"]]
    assert names == ["facts.csv", "officers.csv", "meetings.csv", "activities.csv"]
    officers = lines_of(tmp_path / "全部" / "officers.csv")
    assert officers[0][:7] == ["会議体", "年度", "役職", "区分", "選出団体", "氏名", "ふりがな"]
    assert ["労済", "2023", "議長"] in [line[:3] for line in officers]
    meetings = lines_of(tmp_path / "全部" / "meetings.csv")
    assert any(line[2] == "十勝" for line in meetings)
    activities = lines_of(tmp_path / "全部" / "activities.csv")
    for output, lines in zip(ran.json["outputs"][1:], (officers, meetings, activities), strict=True):
        assert output["lines"] == len(lines) - 1 > 0


def test_one_council_only(run, book: Path, tmp_path: Path) -> None:
    run("export", book, "-o", tmp_path / "ろうきん", "--all", "--council", "ろうきん")
    assert {line[0] for line in lines_of(tmp_path / "ろうきん" / "facts.csv")[1:]} == {"rokin"}
    assert {line[0] for line in lines_of(tmp_path / "ろうきん" / "officers.csv")[1:]} == {"ろうきん"}


def test_csv_goes_into_a_folder(run, book: Path, tmp_path: Path) -> None:
    ran = run("export", book, "-o", tmp_path / "facts.csv", "--json")
    assert (ran.status, ran.code) == (2, "export.folder_needed")
    (tmp_path / "ファイル").write_text("前からある", encoding="utf-8")
    ran = run("export", book, "-o", tmp_path / "ファイル", "--json")
    assert (ran.status, ran.code) == (2, "output.folder")


def test_a_step_is_cancelled_by_its_id_and_later_ones_stay(run, book: Path, branch_books: list[Path]) -> None:
    before = figures_of(book)
    first = run("import", book, branch_books[0], "--json").json["files"][0]["step"]
    after_first = figures_of(book)
    assert run("import", book, branch_books[1]).status == 0
    assert first in run("history", book).out
    ran = run("cancel", book, first, "--json")
    assert ran.status == 0
    assert ran.json["steps"][0]["id"] == first
    assert (ran.json["restored"] > 0, ran.json["kept"]) == (True, 0)
    assert set(figures_of(book)) & (set(after_first) - set(before)) == set()
    again = run("cancel", book, first, "--json")
    assert (again.status, again.code) == (2, "cancel.nothing_left")
    assert run("undo", book).status == 0  # cancelling is a step like any other
    assert set(after_first) <= set(figures_of(book))


@pytest.mark.parametrize(("step", "code"), [("12", "history.no_such_step"), ("latest", "arguments")])
def test_a_step_that_is_none_cannot_be_cancelled(run, book: Path, step: str, code: str) -> None:
    ran = run("cancel", book, step, "--json")
    assert (ran.status, ran.code) == (2, code)


def test_what_was_changed_since_is_kept_and_told(
    run, book: Path, branch_books: list[Path], tmp_path: Path
) -> None:
    step = run("import", book, branch_books[0], "--json").json["files"][0]["step"]
    run("export", book, "-o", tmp_path / "出力")
    facts = tmp_path / "出力" / "facts.csv"
    lines = lines_of(facts)
    imported = open_book(book)
    ((series, member, value),) = imported.query(
        "SELECT i.code, m.code, f.thousandths FROM fact f JOIN series s ON s.id = series_id"
        " JOIN indicator i ON i.id = s.indicator_id JOIN member m ON m.id = member1_id WHERE step_id = ? LIMIT 1",
        (int(step),),
    )
    imported.close()
    changed = [
        line for line in lines[1:] if line[1] == series and line[10] == member and line[2] == "実績"
        and line[13] == f"{value / 1000:g}"
    ]  # fmt: skip
    changed[0][13] = "987654"
    with facts.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([lines[0], changed[0]])
    assert run("import", book, facts).status == 0
    ran = run("cancel", book, step, "--json")
    assert (ran.status, ran.json["kept"], ran.code) == (1, 1, "cancel.kept")


def test_the_version_is_told(run) -> None:
    ran = run("--version")
    assert ran.status == 0
    assert ran.out.startswith("kyosai-desktop ")


def test_an_xlsx_is_the_workbook_for_analysts(run, book: Path, tmp_path: Path) -> None:
    target = tmp_path / "分析.xlsx"
    ran = run("export", book, "-o", target, "--council", "労済", "--json")
    assert ran.status == 0
    assert ran.json["outputs"] == [{"path": str(target), "lines": ran.json["outputs"][0]["lines"]}]
    assert openpyxl.load_workbook(target).sheetnames == ["一覧", "労済 目標", "労済 実績", "労済 順位"]
    ran = run("export", book, "-o", target, "--all", "--json")
    assert (ran.status, ran.code) == (2, "export.figures_only")
    ran = run("export", book, "-o", tmp_path / "ない" / "分析.xlsx", "--json")
    assert (ran.status, ran.code) == (2, "folder_missing")
