"""``setup``: load and save a 設定ブック without a window."""

from __future__ import annotations

from pathlib import Path

import pytest
from office_settings import office_workbook


def test_a_council_is_loaded_into_an_empty_book_and_saved_again(run, tmp_path: Path) -> None:
    book, path = tmp_path / "友.kyosai", office_workbook(tmp_path / "友の会.xlsx")
    run("new", book, "--preset", "empty")
    ran = run("setup", book, "--load", path)
    assert ran.status == 0
    assert "追加　会議体　友の会推進会議" in ran.out
    assert [paper["id"] for paper in run("papers", book, "--json").json["papers"]][:3] == [
        "tomo.targets",
        "tomo.results",
        "tomo.summary",
    ]
    first, second = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    assert run("setup", book, "--save", first).status == 0
    other = tmp_path / "別.kyosai"
    run("new", other, "--preset", "empty")
    run("setup", other, "--load", first)
    run("setup", other, "--save", second)
    assert first.read_bytes() == second.read_bytes()


def test_a_dry_run_tells_and_changes_nothing(run, book: Path, tmp_path: Path) -> None:
    path = office_workbook(tmp_path / "友の会.xlsx")
    before = run("history", book, "--json").json["steps"]
    told = run("setup", book, "--load", path, "--dry-run", "--json").json
    assert (told["status"], told["dry_run"], told["step"], told["changed"]) == ("done", True, None, 0)
    assert told["changes"][0] == {
        "sheet": "会議体",
        "action": "added",
        "name": "友の会推進会議",
        "fields": [
            {"column": column, "old": "", "new": text}
            for column, text in {
                "コード": "tomo",
                "名称": "友の会推進会議",
                "略称": "友の会",
                "年度開始月": "4",
                "端数処理": "四捨五入",
                "率の小数桁": "1",
                "差に符号": "○",
                "分類": "area",
            }.items()
        ],
    }
    assert run("history", book, "--json").json["steps"] == before


def test_loading_is_one_step_and_the_second_time_none(run, book: Path, tmp_path: Path) -> None:
    path = office_workbook(tmp_path / "友の会.xlsx")
    loaded = run("setup", book, "--load", path, "--json").json
    newest = run("history", book, "--json").json["steps"][0]
    assert (loaded["added"], loaded["changed"], loaded["step"]) == (47, 0, newest["id"])
    assert newest["label"] == "設定ブックを読み込み：友の会.xlsx（追加47・変更0）"
    again = run("setup", book, "--load", path)
    assert (again.status, again.out) == (
        0,
        "ブックの設定は、この設定ブックのとおりです。変わるものはありません。\n",
    )
    run("undo", book)
    assert "tomo" not in run("papers", book).out


def test_mistakes_are_told_with_their_places_and_change_nothing(run, book: Path, tmp_path: Path) -> None:
    path = office_workbook(tmp_path / "友の会.xlsx", 系列_B4="kuti", 項目_F4="出資 ×")
    before = book.read_bytes()
    ran = run("setup", book, "--load", path, "--json")
    assert ran.status == 2
    places = [problem["place"] for problem in ran.json["problems"]]
    assert [(place["file"], place["sheet"], place["row"], place["column"]) for place in places] == [
        ("友の会.xlsx", "項目", "4行目", "計算式"),
        ("友の会.xlsx", "系列", "4行目", "項目"),
    ]
    assert book.read_bytes() == before


def test_a_unit_of_figures_is_something_to_look_at(run, book: Path, tmp_path: Path) -> None:
    import openpyxl

    path = tmp_path / "設定.xlsx"
    run("setup", book, "--save", path)
    workbook = openpyxl.load_workbook(path)
    line = next(row for row in workbook["項目"].iter_rows() if row[1].value == "fire")
    line[3].value = "口"
    workbook.save(path)
    ran = run("setup", book, "--load", path)
    assert ran.status == 1
    assert "変更　項目　火災共済：単位「件」→「口」" in ran.out
    assert "入力済みの数字はそのままです" in ran.err


@pytest.mark.parametrize("words", [(), ("--load", "a.xlsx", "--save", "b.xlsx")])
def test_either_load_or_save_is_needed(run, book: Path, words: tuple[str, ...]) -> None:
    assert run("setup", book, *words).status == 2


def test_a_file_that_is_no_workbook_is_told(run, book: Path, tmp_path: Path) -> None:
    (tmp_path / "設定.xlsx").write_text("<html></html>", encoding="utf-8")
    assert run("setup", book, "--load", tmp_path / "設定.xlsx").status == 2
