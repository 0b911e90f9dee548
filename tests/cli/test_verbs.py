"""The verbs on a real book: what they do, what they say, and how they end."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from kyosai_desktop.domain.edit import TypedCell
from kyosai_desktop.operations.books import councils
from kyosai_desktop.operations.editing import enter
from kyosai_desktop.operations.papers import viewpoint_in
from kyosai_desktop.store.backup import list_backups
from kyosai_desktop.store.opening import open_book


def test_new_makes_a_book_with_its_papers(run, tmp_path: Path) -> None:
    path = tmp_path / "2024.kyosai"
    ran = run("new", path, "--preset", "rosai", "--year", "2024")
    assert (ran.status, ran.err) == (0, "")
    papers = run("papers", path, "--json").json["papers"]
    assert {paper["council"] for paper in papers} == {"rosai"}
    assert {tuple(paper["years"]) for paper in papers} == {()}


def test_new_with_the_sample_has_figures(run, tmp_path: Path) -> None:
    path = tmp_path / "見本.kyosai"
    assert run("new", path, "--preset", "rosai", "--sample").status == 0
    assert run("check", path, "--json").json["findings"][-1]["found"] == "7676"


def test_new_never_replaces_a_file(run, book: Path) -> None:
    before = book.read_bytes()
    ran = run("new", book, "--preset", "both", "--json")
    assert (ran.status, ran.code) == (2, "book.exists")
    assert book.read_bytes() == before


def test_the_sample_needs_a_council(run, tmp_path: Path) -> None:
    ran = run("new", tmp_path / "a.kyosai", "--preset", "empty", "--sample", "--json")
    assert (ran.status, ran.code) == (2, "new.sample_of_nothing")
    assert list(tmp_path.iterdir()) == []


def test_papers_are_listed_for_people_and_for_programs(run, book: Path) -> None:
    assert "rosai.achievement" in run("papers", book).out
    listed = run("papers", book, "--json", "--council", "ろうきん").json["papers"]
    ids = [paper["id"] for paper in listed]
    assert ids[:2] == ["rokin.targets", "rokin.targets.branches"]
    assert ids[-2:] == ["rokin.roster", "rokin.meetings"]
    assert listed[0] == {
        "id": "rokin.targets",
        "title": "年間目標",
        "kind": "form",
        "council": "rokin",
        "years": [2022, 2023, 2024],
        "formats": ["pdf", "xlsx", "csv", "json"],
    }


def test_an_unknown_council_names_those_there_are(run, book: Path) -> None:
    ran = run("papers", book, "--council", "全労済")
    assert ran.status == 2
    assert (
        ran.err
        == "「全労済」という会議体はこのブックにありません。このブックの会議体は rosai（労済）、rokin（ろうきん） です。\n"
    )


@pytest.mark.parametrize("ending", ["pdf", "xlsx", "csv", "json"])
def test_print_writes_the_format_that_is_asked_for(run, book: Path, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"達成状況.{ending}"
    ran = run("print", book, "rosai.achievement", "-o", target, "--json")
    assert ran.status == 0
    assert ran.json["outputs"] == [
        {"id": "rosai.achievement", "path": str(target), "council": "rosai", "year": 2023, "month": "2024-05"}
    ]
    assert target.stat().st_size > 100


def test_print_takes_the_title_the_year_and_the_edition(run, book: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    ran = run("print", book, "重点共済 達成状況", "--year", "2022", "--edition", "当日", "-o", target)
    assert ran.status == 0
    paper = json.loads(target.read_text(encoding="utf-8"))
    assert (paper["year"], paper["as_of"]) == (2022, "2023年5月31日現在")


def test_print_takes_any_day_and_the_day_to_compare_with(run, book: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.json"

    def printed(*options: str) -> tuple[str, list[str]]:
        assert run("print", book, "rosai.donations", *options, "-o", target).status == 0
        paper = json.loads(target.read_text(encoding="utf-8"))
        return paper["as_of"], [cell["text"] for cell in paper["cells"][2]]

    assert printed() == ("2024年5月31日現在（前回 2024年2月20日）", ["2,151", "2,502", "351"])
    assert printed("--as-of", "2024-02-20")[0] == "2024年2月20日現在"
    assert printed("--earlier", "2024-03-31") == (
        "2024年5月31日現在（前回 2024年3月31日）", ["", "2,502", ""],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["rosai.blocks", "--as-of", "2024-02-20"], "viewpoint.not_by_days"),
        (["rosai.roster", "--as-of", "2024-02-20"], "viewpoint.not_by_days"),
        (["rosai.app", "--earlier", "2024-02-20"], "viewpoint.nothing_to_compare"),
        (["rosai.donations", "--as-of", "2024-02-20", "--earlier", "2024-02-20"], "day.not_before"),
        (["--all", "--as-of", "2024-02-20"], "print.day_of_one_paper"),
    ],
)
def test_a_day_that_a_paper_does_not_have_is_refused(
    run, book: Path, tmp_path: Path, words: list[str], code: str
) -> None:
    ran = run("print", book, *words, "-o", tmp_path / "資料", "--json")
    assert ran.status == 2
    assert [problem["code"] for problem in ran.json["problems"]] == [code]


def test_print_all_makes_the_folder_and_every_paper_with_figures(run, book: Path, tmp_path: Path) -> None:
    folder = tmp_path / "資料" / "2023"
    ran = run("print", book, "--all", "--council", "rosai", "--year", "2023", "-o", folder, "--json")
    assert ran.status == 0
    listed = run("papers", book, "--council", "rosai", "--json").json["papers"]
    with_figures = [paper["id"] for paper in listed if 2023 in paper["years"]]
    assert len(with_figures) >= 8
    assert [output["id"] for output in ran.json["outputs"]] == with_figures
    assert sorted(file.name for file in folder.iterdir()) == sorted(
        Path(output["path"]).name for output in ran.json["outputs"]
    )
    assert (folder / "労済_2023年度_重点共済_達成状況.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--all", "-o", "全部.pdf"], "print.folder_needed"),
        (["rosai.achievement", "-o", "a.docx"], "paper.format"),
        (["rosai.nothing", "-o", "a.pdf"], "paper.unknown"),
        (["役員体制", "-o", "a.pdf"], "paper.ambiguous"),
        (["rosai.achievement", "-o", "どこにもない/a.pdf"], "folder_missing"),
        (
            ["rosai.achievement", "--year", "2023", "--month", "2024-06", "-o", "a.pdf"],
            "viewpoint.month_outside",
        ),
        (["--all", "--year", "1999", "-o", "資料"], "print.nothing"),
    ],
)
def test_what_cannot_be_printed_writes_nothing(
    run, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], code: str
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    ran = run("print", book, *words, "--json")
    assert (ran.status, ran.code) == (2, code)
    assert sorted(tmp_path.rglob("*")) == before


def test_check_finds_what_is_missing_and_what_was_published(run, book: Path) -> None:
    ran = run("check", book, "--json")
    assert (ran.status, ran.json["status"]) == (1, "problems")
    assert ran.json["periods"] == [
        {"council": "rosai", "year": 2023, "month": "2024-05"},
        {"council": "rokin", "year": 2023, "month": "2023-09"},
    ]
    published = next(item for item in ran.json["findings"] if item["code"] == "published.differs")
    assert (published["certainty"], published["found"]) == ("possible", "7676")
    assert published["place"]["form"] == "重点共済 達成状況"
    assert set(published) == {
        "id",
        "certainty",
        "code",
        "place",
        "expected",
        "found",
        "difference",
        "cause",
        "message",
    }


def test_check_of_one_paper_keeps_to_it(run, book: Path) -> None:
    assert run("check", book, "rosai.targets.blocks").status == 0
    assert run("check", book, "rokin.roster").status == 0
    assert run("check", book, "重点共済 達成状況").status == 1


def test_check_without_findings_says_so(run, book: Path) -> None:
    ran = run("check", book, "--council", "rokin")
    assert (ran.status, ran.err) == (0, "")
    assert "食い違いはありませんでした。" in ran.out


def test_strict_takes_a_note_seriously(run, book: Path) -> None:
    opened = open_book(book)
    rokin = councils(opened)[1]
    viewpoint = viewpoint_in(opened, rokin, date(2023, 9, 30), 2023)
    enter(opened, "rokin.services", viewpoint, [TypedCell(5, 1, "3,500")], "実績を入力")
    opened.close()
    assert run("check", book, "--council", "rokin").status == 0
    ran = run("check", book, "--council", "rokin", "--strict", "--json")
    assert (ran.status, [item["certainty"] for item in ran.json["findings"]]) == (1, ["note"])


def test_history_lists_the_steps_newest_first(run, book: Path) -> None:
    steps = run("history", book, "--json").json["steps"]
    assert [step["label"] for step in steps] == ["見本データを入れる", "ブックを作成"]
    assert set(steps[0]) == {"id", "time", "user", "label", "tables", "state", "undoable"}
    assert steps[0]["undoable"] and isinstance(steps[0]["id"], str)
    assert "見本データを入れる" in run("history", book).out


def test_undo_takes_back_an_import_to_the_last_row(run, book: Path, branch_books: list[Path]) -> None:
    before = run("print", book, "rosai.blocks", "-o", book.with_suffix(".csv"))
    was = book.with_suffix(".csv").read_bytes()
    assert run("import", book, branch_books[0]).status == 0
    run("print", book, "rosai.blocks", "-o", book.with_suffix(".csv"))
    assert book.with_suffix(".csv").read_bytes() != was
    ran = run("undo", book, "--json")
    assert (before.status, ran.status) == (0, 0)
    assert [step["state"] for step in ran.json["steps"]] == ["undone"]
    run("print", book, "rosai.blocks", "-o", book.with_suffix(".csv"))
    assert book.with_suffix(".csv").read_bytes() == was


def test_undo_takes_several_steps_or_none(run, book: Path, branch_books: list[Path]) -> None:
    assert run("import", book, branch_books[0]).status == 0
    ran = run("undo", book, "5", "--json")
    assert (ran.status, ran.code) == (2, "undo.too_many")
    assert run("history", book, "--json").json["steps"][0]["state"] == "done"
    assert len(run("undo", book, "2", "--json").json["steps"]) == 2
    assert run("undo", book, "--json").status == 2, "making the book isn't undone"


def test_backup_is_made_beside_the_book_or_where_it_is_asked_for(run, book: Path, tmp_path: Path) -> None:
    ran = run("backup", book, "--json")
    assert ran.status == 0
    assert [str(backup.path) for backup in list_backups(book)] == [ran.json["backup"]]
    assert run("backup", book, "-o", tmp_path / "持ち出し.kyosai").status == 0
    again = run("backup", book, "-o", tmp_path / "持ち出し.kyosai", "--json")
    assert (again.status, again.code) == (2, "book.exists")


def test_verify_says_that_a_book_is_whole(run, book: Path) -> None:
    ran = run("verify", book)
    assert (ran.status, ran.err) == (0, "")
    assert "壊れているところはありません。" in ran.out


def test_verify_finds_a_damaged_page_that_opening_does_not_see(run, book: Path) -> None:
    with contextlib.closing(sqlite3.connect(book)) as connection:
        [(page,)] = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'officer'").fetchall()
        [(size,)] = connection.execute("PRAGMA page_size").fetchall()
    good = book.read_bytes()
    book.write_bytes(good[: (page - 1) * size] + b"\xff" * size + good[page * size :])
    damaged = book.read_bytes()
    ran = run("verify", book, "--json")
    assert (ran.status, ran.code) == (1, "book.partly_damaged")
    ran = run("print", book, "rosai.roster", "-o", book.with_suffix(".pdf"), "--json")
    assert (ran.status, ran.code) == (2, "book.partly_damaged")
    assert book.read_bytes() == damaged


def test_a_backup_that_cannot_be_made_at_the_close_is_told_and_stops_an_import(
    run, book: Path, branch_books: list[Path]
) -> None:
    (book.parent / "バックアップ").write_text("フォルダーではない", encoding="utf-8")
    before = book.read_bytes()
    ran = run("import", book, branch_books[0], "--json")
    assert (ran.status, ran.code) == (2, "backup.not_made")
    assert book.read_bytes() == before
    ran = run("undo", book, "--json")
    assert (ran.status, ran.json["status"], ran.code) == (1, "problems", "backup.not_made")
    assert run("history", book, "--json").json["steps"][0]["state"] == "undone"


def test_restore_brings_back_the_backup_and_keeps_what_was_there(run, book: Path) -> None:
    backup = run("backup", book, "--json").json["backup"]
    run("undo", book)
    ran = run("restore", backup, book, "--json")
    assert ran.status == 0
    assert run("history", book, "--json").json["steps"][0]["state"] == "done"
    assert run("history", ran.json["kept"], "--json").json["steps"][0]["state"] == "undone"


def test_restore_from_nothing_or_from_a_damaged_backup_changes_nothing(
    run, book: Path, tmp_path: Path
) -> None:
    before = book.read_bytes()
    assert run("restore", tmp_path / "ない.kyosai", book, "--json").code == "backup.missing"
    damaged = tmp_path / "壊れた.kyosai"
    damaged.write_bytes(before[:5000] + b"\xff" * 20_000 + before[25_000:])
    assert run("restore", damaged, book, "--json").code == "backup.damaged"
    assert book.read_bytes() == before


def test_the_list_of_papers_keeps_ids_and_titles_apart(run, book: Path) -> None:
    lines = run("papers", book).out.splitlines()
    ids = [line.partition(" ")[0] for line in lines]
    assert (
        len({len(line) - len(line[len(id_) :].lstrip()) for id_, line in zip(ids, lines, strict=True)}) == 1
    )
    assert all(id_.isascii() for id_ in ids)


@pytest.mark.parametrize("paper", ["rosai.achievement", "rosai.roster"])
def test_a_paper_of_a_year_without_anything_is_written_and_told(
    run, book: Path, tmp_path: Path, paper: str
) -> None:
    ran = run("print", book, paper, "--year", "2019", "-o", tmp_path / "a.pdf", "--json")
    assert (ran.status, ran.code) == (1, "print.empty")
    assert "2019年度" in ran.json["problems"][0]["message"] and (tmp_path / "a.pdf").exists()
