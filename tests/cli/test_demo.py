"""The demo from beginning to end, read back as its users see it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from kyosai_desktop import cli
from kyosai_desktop.operations import books
from kyosai_desktop.reports.preview import page_sizes, page_text
from kyosai_desktop.store import settings as settings_sql
from kyosai_desktop.store.opening import open_book

ACHIEVEMENT = "労済_2023年度_重点共済_達成状況"


@pytest.fixture(scope="module")
def made_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demo that was made twice: the second time over the first."""
    folder = tmp_path_factory.mktemp("demo") / "見本"
    for _ in range(2):
        assert cli.main(["demo", "--dir", str(folder), "--no-window"]) == 0
    return folder


def lines(pdf: Path) -> list[str]:
    data = pdf.read_bytes()
    return [line for page in range(len(page_sizes(data))) for line in page_text(data, page).splitlines()]


@pytest.mark.parametrize(
    ("product", "figures"),
    [
        ("こくみん共済", "1,150 746 64.9"),
        ("長期共済", "800 822 102.8"),
        ("生命系共済 計", "1,950 1,568 80.4"),
        ("マイカー共済", "1,000 1,091 109.1"),
        ("自賠責共済（新規）", "1,900 1,779 93.6"),
        ("自賠責共済（継続）", "1,535 1,368 89.1"),
        ("自賠責共済 計", "3,435 3,147 91.6"),
        ("火災共済", "1,250 1,146 91.7"),
        ("自然災害共済", "800 723 90.4"),
    ],
)
def test_the_achievement_paper_prints_the_published_figures(
    made_demo: Path, product: str, figures: str
) -> None:
    assert f"{product} {figures}" in lines(made_demo / "papers" / f"{ACHIEVEMENT}.pdf")


def test_the_total_is_the_sum_with_the_published_value_beside_it(made_demo: Path) -> None:
    text = " ".join(lines(made_demo / "papers" / f"{ACHIEVEMENT}.pdf"))
    assert "全共済 計 8,435 7,675" in text
    assert "公表 7,676" in text and "91.0" in text


def test_a_council_that_rounds_down_prints_58_3(made_demo: Path) -> None:
    (row,) = [
        line
        for line in lines(made_demo / "papers" / "ろうきん_2023年度_預金・融資・各種サービス実績.pdf")
        if "3,708" in line
    ]
    assert row.endswith("6,350 3,708 58.3")


def test_the_workbook_has_the_same_achievement(made_demo: Path) -> None:
    workbook = openpyxl.load_workbook(made_demo / "papers" / f"{ACHIEVEMENT}.xlsx")
    rows = {
        row[0].value: [cell.value for cell in row[1:]] for row in workbook.active.iter_rows() if row[0].value
    }
    workbook.close()
    assert rows["こくみん共済"] == [1150, 746, 64.9]
    assert rows["全共済 計"] == [8435, 7675, 91.0]


def test_the_imported_blocks_are_on_paper(made_demo: Path) -> None:
    text = lines(made_demo / "papers" / "労済_2023年度_ブロック別_達成状況.pdf")
    for block in ("釧路", "根室", "檜山", "宗谷"):
        (row, *_) = [line for line in text if f"{block} " in line]
        assert len([word for word in row.split() if word.replace(",", "").isdigit()]) >= 8, row


def test_everything_is_where_the_readme_says(made_demo: Path) -> None:
    assert sorted(path.name for path in made_demo.iterdir()) == [
        "branch",
        "papers",
        "sample.kyosai",
        "バックアップ",
    ]
    assert len(list((made_demo / "branch").glob("*.xlsx"))) == 3
    pdfs = {path.stem for path in (made_demo / "papers").glob("*.pdf")}
    assert pdfs == {path.stem for path in (made_demo / "papers").glob("*.xlsx")}
    for paper in ("重点共済_達成状況", "ブロック別_達成状況", "役員体制", "会議日程"):
        assert f"労済_2023年度_{paper}" in pdfs


def test_every_imported_figure_knows_its_cell_and_each_import_can_be_undone(run, made_demo: Path) -> None:
    labels = [step["label"] for step in run("history", made_demo / "sample.kyosai", "--json").json["steps"]]
    assert [label.partition("：")[0] for label in labels[:3]] == ["取り込み"] * 3


def test_the_book_is_whole_and_marked_as_a_sample(run, made_demo: Path) -> None:
    path = made_demo / "sample.kyosai"
    assert run("verify", path).status == 0
    book = open_book(path)
    assert settings_sql.read_setting(book, settings_sql.SAMPLE)
    book.close()


def test_it_tells_what_it_did(run, tmp_path: Path) -> None:
    ran = run("demo", "--dir", tmp_path / "見本", "--no-window")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.count("を取り込みました：追加") == 3
    assert "公表値が7,676件、計算した値が7,675件で、1件違います。" in ran.out
    assert ran.out.rstrip().endswith(str(tmp_path / "見本" / "sample.kyosai"))


def test_its_json_says_what_was_made(run, tmp_path: Path) -> None:
    ran = run("demo", "--dir", tmp_path, "--no-window", "--json")
    made = ran.json
    assert (ran.status, made["status"], made["book"]) == (0, "done", str(tmp_path / "sample.kyosai"))
    assert [file["added"] for file in made["files"]] and sum(file["added"] for file in made["files"]) == 84
    assert {file["outcome"] for file in made["files"]} == {"imported"}
    assert all(isinstance(file["step"], str) for file in made["files"])
    assert all(Path(path).is_file() for path in made["outputs"])
    assert [finding["difference"] for finding in made["findings"]] == ["11", "1"]


def test_a_book_that_is_no_sample_is_never_replaced(run, tmp_path: Path) -> None:
    books.create(tmp_path / "sample.kyosai", "rosai").close()
    before = (tmp_path / "sample.kyosai").read_bytes()
    ran = run("demo", "--dir", tmp_path, "--no-window", "--json")
    assert (ran.status, ran.code) == (2, "demo.not_sample")
    assert (tmp_path / "sample.kyosai").read_bytes() == before


def test_a_folder_that_cannot_be_made_is_told(run, tmp_path: Path) -> None:
    (tmp_path / "見本").write_text("ファイル", encoding="utf-8")
    ran = run("demo", "--dir", tmp_path / "見本", "--no-window", "--json")
    assert (ran.status, ran.code) == (2, "output.folder")


def test_a_demo_that_breaks_off_leaves_the_earlier_book(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("demo", "--dir", tmp_path, "--no-window")
    before = (tmp_path / "sample.kyosai").read_bytes()

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kyosai_desktop.operations.demo.write_branch_books", interrupted)
    assert run("demo", "--dir", tmp_path, "--no-window").status == 2
    assert (tmp_path / "sample.kyosai").read_bytes() == before
    assert [path.name for path in tmp_path.glob("*.kyosai")] == ["sample.kyosai"]


def test_the_window_is_asked_for_only_when_there_is_a_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":9")
    assert cli.run(["demo", "--dir", str(tmp_path)]).window == tmp_path / "sample.kyosai"
    assert cli.run(["demo", "--dir", str(tmp_path), "--no-window"]).window is None
    monkeypatch.delenv("DISPLAY")
    assert cli.run(["demo", "--dir", str(tmp_path)]).window is None


def test_without_a_folder_it_goes_to_the_users_documents(run, home: Path) -> None:
    ran = run("demo", "--no-window", "--json")
    book = Path(ran.json["book"])
    assert ran.status == 0 and book.is_file()
    assert book.is_relative_to(home) and book.parent.name == "共済デスク見本"
