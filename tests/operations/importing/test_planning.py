"""What a plan says about a branch's workbook, before anything is stored."""

from __future__ import annotations

from datetime import date

import pytest

from kyosai_desktop.domain.fact import Period
from kyosai_desktop.domain.problem import Severity
from kyosai_desktop.domain.series import Measure
from kyosai_desktop.operations.importing import (
    Answer,
    Counting,
    ImportOptions,
    ImportPlan,
    Outcome,
    PlannedCell,
    QuestionKind,
    apply,
    plan,
)

TITLE = ["2024年5月末 新規加入実績"]
HEADER = ["ブロック", "こくみん共済", "長期共済", "マイカー共済"]
MAY = Period.span(date(2023, 6, 1), date(2024, 5, 31))


def at(found: ImportPlan, address: str) -> PlannedCell:
    [cell] = [cell for cell in found.cells if cell.address == address]
    return cell


def outcomes(found: ImportPlan) -> dict[str, Outcome]:
    return {cell.address: cell.outcome for cell in found.cells}


def codes(found: ImportPlan) -> list[str]:
    return [note.code for note in found.notes]


def messages(found: ImportPlan) -> list[str]:
    return [check.problem.message for check in found.checks if check.problem]


def test_a_plain_branch_workbook_is_understood_without_a_question(book, sent) -> None:
    found = plan(book, sent("5月末実績.xlsx", [TITLE, HEADER, ["石狩", 181, 163, 285], ["後志", 27, 17, 39]]))
    assert found.questions == ()
    assert found.notes == ()
    assert not found.blocking
    assert set(outcomes(found).values()) == {Outcome.ADDED}
    cell = at(found, "B3")
    assert cell.new is not None and cell.key is not None
    assert (cell.row, cell.row_label, cell.column, cell.new.thousandths) == (
        3,
        "石狩",
        "こくみん共済",
        181_000,
    )
    assert cell.key.period == MAY
    assert found.subject == "2024年5月 実績"


def test_planning_changes_nothing(book, sent, dump) -> None:
    before = dump(book)
    plan(book, sent("5月末実績.xlsx", [TITLE, HEADER, ["石狩", 181, 163, 285], ["知らない", 1, 2, 3]]))
    assert dump(book) == before
    assert [step.label for step in book.history()] == ["ブックを作成"]


def test_cells_are_added_changed_or_the_same_as_in_the_book(book, sent) -> None:
    apply(book, plan(book, sent("a.xlsx", [TITLE, HEADER, ["後志", 21, 17, 39]])), backup=False)
    found = plan(book, sent("b.xlsx", [TITLE, HEADER, ["後志", 27, 17, 39], ["石狩", 1, 2, 3]]))
    assert outcomes(found) == {
        "B3": Outcome.CHANGED,
        "C3": Outcome.SAME,
        "D3": Outcome.SAME,
        "B4": Outcome.ADDED,
        "C4": Outcome.ADDED,
        "D4": Outcome.ADDED,
    }
    changed = at(found, "B3")
    assert changed.old is not None and changed.new is not None
    assert (changed.old.thousandths, changed.new.thousandths) == (21_000, 27_000)
    assert found.row_counts()[Outcome.CHANGED] == 1


@pytest.mark.parametrize(
    ("written", "thousandths"),
    [
        ("１２３", 123_000),
        ("▲1,234", -1_234_000),
        ("△ 5", -5_000),
        ("(7)", -7_000),
        ("45件", 45_000),
        (0.1 + 0.2, 300),
        (83526.99900000001, 83_526_999),
        (0.1, 100),
        (0, 0),
        (-3, -3_000),
        ("－", None),
    ],
)
def test_values_are_read_exactly(book, sent, written, thousandths) -> None:
    cell = at(plan(book, sent("a.xlsx", [TITLE, HEADER, ["石狩", written]])), "B3")
    assert cell.outcome is Outcome.ADDED
    assert cell.new is not None
    assert cell.new.thousandths == thousandths


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("三十一", "number.unreadable"),
        (1.2345, "number.too_fine"),
        (date(2024, 5, 31), "cell.date"),
        ("1(1)", "number.two_in_one"),
        (True, "cell.bool"),
        ("#REF!", "cell.error"),
        ("=1+1", "cell.uncached"),
        (1e30, "number.too_large"),
        ("0123", "number.leading_zero"),
        ("12人", "number.other_unit"),
    ],
)
def test_what_is_no_figure_is_an_error_with_its_address(book, sent, written, code) -> None:
    found = plan(book, sent("a.xlsx", [TITLE, HEADER, ["石狩", written, 2]]))
    cell = at(found, "B3")
    assert cell.outcome is Outcome.ERROR
    assert cell.problem is not None
    assert (cell.problem.code, cell.problem.place.cell) == (code, "B3")
    assert cell.problem.message.startswith("3行目（石狩）の「こくみん共済」")
    assert at(found, "C3").outcome is Outcome.ADDED
    assert found.blocking


def test_the_sentence_of_an_unreadable_cell(book, sent) -> None:
    found = plan(book, sent("a.xlsx", [*[[]] * 4, TITLE, HEADER, ["東胆振", "三十一"]]))
    problem = at(found, "B7").problem
    assert problem is not None
    assert problem.message + problem.next_step == (
        "7行目（東胆振）の「こくみん共済」が数値として読めません。書かれているのは「三十一」です。"
        "セルを直すか、この行を除いて取り込めます。"
    )


def test_a_percentage_is_not_a_count(book, sent) -> None:
    def as_percent(workbook) -> None:
        workbook.active["B3"].number_format = "0.0%"

    found = plan(book, sent("a.xlsx", [TITLE, HEADER, ["石狩", 0.91]], change=as_percent))
    problem = at(found, "B3").problem
    assert problem is not None and problem.code == "number.other_unit"


def test_a_blank_cell_leaves_what_is_stored(book, sent, figures) -> None:
    apply(book, plan(book, sent("a.xlsx", [TITLE, HEADER, ["石狩", 181, 163, 285]])), backup=False)
    found = plan(book, sent("b.xlsx", [TITLE, HEADER, ["石狩", 182, None, "  "]]))
    assert outcomes(found) == {"B3": Outcome.CHANGED}
    apply(book, found, backup=False)
    assert sorted(value for value in figures(book).values()) == [163_000, 182_000, 285_000]


def test_spellings_of_one_name_are_found(book, sent) -> None:
    rows = [["石　狩", 1], ["桧山", 2], ["東 胆振※1", 3], ["網走（仮）", 4]]
    found = plan(book, sent("a.xlsx", [TITLE, HEADER, *rows]))
    assert found.questions == ()
    region = plan(book, sent("b.xlsx", [TITLE, HEADER, ["石狩", 1], ["檜山", 2], ["東胆振", 3], ["網走", 4]]))
    assert [cell.key for cell in found.cells] == [cell.key for cell in region.cells]


def test_an_unknown_name_is_asked_about_with_the_likeliest_first(book, sent) -> None:
    found = plan(book, sent("a.xlsx", [TITLE, HEADER, ["石狩", 1, 2, 3], ["上川", 4, 5, 6]]))
    [question] = found.questions
    assert question.kind is QuestionKind.MEMBER
    assert {choice.text for choice in question.choices[:3]} == {"上川中", "上川南", "上川北"}
    assert [choice.text for choice in question.choices[-2:]] == [
        "新しく登録（どこにも属さない）",
        "この行を除く",
    ]
    assert question.place.cell == "A4"
    assert {outcomes(found)[address] for address in ("B4", "C4", "D4")} == {Outcome.ERROR}
    assert found.blocking


def test_a_name_with_ブロック_behind_it_is_suggested_but_not_assumed(book, sent) -> None:
    found = plan(book, sent("a.xlsx", [TITLE, HEADER, ["上川中ブロック", 4]]))
    assert found.questions[0].choices[0].text == "上川中"


def test_an_answer_by_code_or_by_text_settles_it(book, sent) -> None:
    workbook = sent("a.xlsx", [TITLE, HEADER, ["上川中央", 4]])
    [question] = plan(book, workbook).questions
    for choice in ("kamikawa-naka", "上川中"):
        found = plan(book, workbook, ImportOptions(answers={question.id: Answer(choice)}))
        assert (found.questions, outcomes(found)) == ((), {"B3": Outcome.ADDED})
    wrong = plan(book, workbook, ImportOptions(answers={question.id: Answer("どこか")}))
    assert len(wrong.questions) == 1
    assert "import.answer_unknown" in codes(wrong)


def test_a_row_can_be_left_out_by_answer_or_by_number(book, sent) -> None:
    workbook = sent("a.xlsx", [TITLE, HEADER, ["どこか", 4], ["石狩", "三"]])
    [question] = plan(book, workbook).questions
    options = ImportOptions(answers={question.id: Answer("exclude")}, excluded_rows=frozenset({("実績", 4)}))
    found = plan(book, workbook, options)
    assert outcomes(found) == {"B3": Outcome.NOT_TAKEN, "B4": Outcome.NOT_TAKEN}
    assert not found.blocking


def test_a_row_left_out_asks_nothing_while_its_name_is_asked_for_another_row(book, sent) -> None:
    workbook = sent("a.xlsx", [TITLE, HEADER, ["どこか", 4], ["石狩", 5], ["ほか", 6], ["どこか", 7]])
    assert len(plan(book, workbook).questions) == 2
    for out, left in (({3}, 2), ({3, 6}, 1), ({3, 5, 6}, 0)):
        found = plan(book, workbook, ImportOptions(excluded_rows=frozenset(("実績", row) for row in out)))
        assert len(found.questions) == left
        assert found.blocking == bool(left)
    created = plan(book, workbook, ImportOptions(create=True, excluded_rows=frozenset({("実績", 5)})))
    assert [member.name for member in created.new_members] == ["どこか"]


def test_create_registers_every_unknown_name(book, sent) -> None:
    workbook = sent("a.xlsx", [TITLE, HEADER, ["新ブロック", 4], ["石狩", 5]])
    found = plan(book, workbook, ImportOptions(create=True))
    assert found.questions == ()
    [member] = found.new_members
    assert (member.name, member.kinds) == ("新ブロック", frozenset({"ブロック"}))
    key = at(found, "B3").key
    assert key is not None and key.member1 == member.id


def test_a_支所_is_not_taken_for_a_ブロック_of_nearly_its_name(book, sent) -> None:
    found = plan(book, sent("a.xlsx", [TITLE, HEADER, ["釧路支所", 4], ["釧路", 5]]))
    assert [question.place.cell for question in found.questions] == ["A3"]


def test_拠点_restricts_the_names(book, sent) -> None:
    rows = [["拠点", "こくみん共済"], ["釧路支所", 1], ["道北支店", 2]]
    found = plan(book, sent("a.xlsx", [TITLE, *rows]))
    assert found.questions == ()
    asked = plan(book, sent("b.xlsx", [TITLE, ["拠点", "こくみん共済"], ["釧路", 1]]))
    assert asked.questions[0].text == "「釧路」は、どの拠点ですか。"


def test_産別_and_products(book, sent) -> None:
    found = plan(book, sent("a.xlsx", [TITLE, ["産別", "こくみん共済"], ["自治労", 10], ["JP労組", 20]]))
    assert found.questions == ()
    assert set(outcomes(found).values()) == {Outcome.ADDED}


def test_産別_and_ブロック_together(book, sent) -> None:
    rows = [["ブロック", "産別", "こくみん共済"], ["石狩", "自治労", 10], ["石狩", "北教組", 20]]
    found = plan(book, sent("a.xlsx", [TITLE, *rows]))
    key = at(found, "C3").key
    assert found.questions == ()
    assert key is not None and key.member1 and key.member2


def test_a_branchs_list_of_産別_is_not_taken_for_the_whole_councils(book, sent) -> None:
    workbook = sent(
        "道北支店.xlsx", [["道北支店 2024年5月末 実績"], ["産別", "こくみん共済"], ["自治労", 10]]
    )
    found = plan(book, workbook)
    [question] = found.questions
    assert question.kind is QuestionKind.SCOPE
    assert [choice.text for choice in question.choices] == ["道北支店の数字", "全体の数字", "この表を除く"]
    answered = plan(book, workbook, ImportOptions(answers={question.id: Answer("dohoku")}))
    key = at(answered, "B3").key
    assert key is not None and key.member1 and key.member2
    whole = plan(book, workbook, ImportOptions(answers={question.id: Answer("whole")}))
    key = at(whole, "B3").key
    assert key is not None and key.member1 and not key.member2


def test_two_row_headers_with_目標_実績_差異_達成率(book, sent) -> None:
    rows = [
        ["2024年5月末"],
        ["ブロック", "こくみん共済", None, None, None],
        [None, "目標", "実績", "差異", "達成率"],
        ["石狩", 200, 150, -50, 0.75],
        ["後志", 100, 64.9, "▲35.1", "64.9%"],
    ]
    found = plan(book, sent("a.xlsx", rows, merges=["A2:A3", "B2:E2"]))
    assert found.questions == ()
    assert {address: outcome for address, outcome in outcomes(found).items() if address[1] == "4"} == {
        "B4": Outcome.ADDED,
        "C4": Outcome.ADDED,
        "D4": Outcome.NOT_TAKEN,
        "E4": Outcome.NOT_TAKEN,
    }
    target, result = at(found, "B4").key, at(found, "C4").key
    assert target is not None and result is not None
    assert target.period == result.period == MAY
    assert target.series_id != result.series_id
    assert (len(found.checks), messages(found)) == (4, [])


def test_a_rate_or_difference_that_does_not_follow_is_told_with_both_numbers(book, sent) -> None:
    rows = [["2024年5月末"], ["ブロック", "こくみん共済 目標", "こくみん共済 実績", "こくみん共済 達成率"]]
    found = plan(book, sent("a.xlsx", [*rows, ["石狩", 1150, 746, 64.8]]))
    assert messages(found) == ["3行目（石狩）の「こくみん共済 達成率」は64.8ですが、実績÷目標は64.9％です。"]
    assert not found.blocking


def test_subtotals_inside_the_data_are_compared_and_never_stored(book, sent) -> None:
    rows = [
        ["支店", "ブロック", "こくみん共済"],
        ["道央支店", "石狩", 10],
        [None, "後志", 20],
        ["道央支店 計", None, 30],
        ["道東支店", "釧路", 1],
        [None, "根室", 2],
        ["小計", None, 4],
        ["全道 計", None, 33],
    ]
    found = plan(book, sent("a.xlsx", [TITLE, *rows]))
    assert found.questions == ()
    assert [a for a, o in outcomes(found).items() if o is Outcome.NOT_TAKEN] == ["C5", "C8", "C9"]
    assert messages(found) == ["8行目（小計）の「こくみん共済」は4ですが、内訳を足すと3です（差 1）。"]
    assert [check.found for check in found.checks] == ["30", "4", "33"]


def test_a_支店_row_above_its_ブロック_is_their_total(book, sent) -> None:
    rows = [["支店・ブロック", "こくみん共済"], ["道南支店", 6], ["南渡島", 1], ["北渡島", 2], ["檜山", 3]]
    found = plan(book, sent("a.xlsx", [TITLE, *rows]))
    assert outcomes(found)["B3"] is Outcome.NOT_TAKEN
    assert (len(found.checks), messages(found)) == (1, [])


def test_total_columns_are_compared(book, sent) -> None:
    header = ["ブロック", "こくみん共済", "長期共済", "生命系共済 計", "マイカー共済", "合計"]
    found = plan(book, sent("a.xlsx", [TITLE, header, ["石狩", 10, 20, 30, 5, 36]]))
    assert found.questions == ()
    assert outcomes(found)["D3"] is outcomes(found)["F3"] is Outcome.NOT_TAKEN
    assert messages(found) == ["3行目（石狩）の「合計」は36ですが、内訳を足すと35です（差 1）。"]


def test_a_product_above_others_is_a_figure_where_its_parts_are_absent(book, sent) -> None:
    found = plan(book, sent("a.xlsx", [TITLE, ["ブロック", "生命系共済", "マイカー共済"], ["石狩", 30, 5]]))
    assert outcomes(found) == {"B3": Outcome.ADDED, "C3": Outcome.ADDED}


def test_再掲_is_neither_stored_nor_compared(book, sent) -> None:
    found = plan(book, sent("a.xlsx", [TITLE, HEADER, ["石狩", 1], ["石狩（再掲）", 1], ["計", 1]]))
    assert outcomes(found)["B4"] is Outcome.NOT_TAKEN
    assert (len(found.checks), messages(found)) == (1, [])


def test_the_same_name_twice_is_an_error_for_both_with_both_addresses(book, sent) -> None:
    found = plan(book, sent("a.xlsx", [TITLE, HEADER, ["檜山", 1], ["桧山", 2], ["石狩", 3]]))
    assert outcomes(found) == {"B3": Outcome.ERROR, "B4": Outcome.ERROR, "B5": Outcome.ADDED}
    problem = at(found, "B4").problem
    assert problem is not None
    assert (problem.code, "B3とB4" in problem.message) == ("import.duplicate", True)


def test_the_same_product_twice_is_an_error_for_both(book, sent) -> None:
    found = plan(book, sent("a.xlsx", [TITLE, ["ブロック", "こくみん共済", "こくみん"], ["石狩", 1, 1]]))
    assert outcomes(found) == {"B3": Outcome.ERROR, "C3": Outcome.ERROR}


def test_a_second_sheet_that_repeats_the_figures_is_left_out(book, sent) -> None:
    table = [TITLE, HEADER, ["石狩", 1]]
    found = plan(book, sent("a.xlsx", {"提出": table, "元データ": table}))
    assert [cell.outcome for cell in found.cells] == [Outcome.ADDED, Outcome.NOT_TAKEN]
    other = plan(book, sent("b.xlsx", {"提出": table, "元データ": [TITLE, HEADER, ["石狩", 2]]}))
    assert [cell.outcome for cell in other.cells] == [Outcome.ERROR, Outcome.ERROR]


def test_one_sheet_for_each_month(book, sent) -> None:
    sheets = {f"{month}月": [["2023年度 実績"], HEADER, ["石狩", month]] for month in (6, 7, 1)}
    found = plan(book, sent("年間.xlsx", sheets))
    assert found.questions == ()
    ends = [cell.key.period.end for cell in found.cells if cell.key]
    assert ends == [date(2023, 6, 30), date(2023, 7, 31), date(2024, 1, 31)]


def test_an_unknown_column_with_figures_is_asked_about_and_one_with_words_is_not(book, sent) -> None:
    header = ["ブロック", "こくみん共済", "ペット共済", "連絡事項"]
    workbook = sent("a.xlsx", [TITLE, header, ["石狩", 1, 2, "よろしく"]])
    found = plan(book, workbook)
    [question] = found.questions
    assert (question.kind, question.place.cell) == (QuestionKind.INDICATOR, "C2")
    assert outcomes(found) == {"B3": Outcome.ADDED, "C3": Outcome.ERROR, "D3": Outcome.NOT_TAKEN}
    without = plan(book, workbook, ImportOptions(answers={question.id: Answer("この列を除く")}))
    assert outcomes(without)["C3"] is Outcome.NOT_TAKEN
    renamed = plan(book, workbook, ImportOptions(answers={question.id: Answer("choki")}))
    assert outcomes(renamed)["C3"] is Outcome.ADDED


def test_a_product_under_an_unknown_group_is_not_the_product(book, sent) -> None:
    rows = [["ブロック", "職域", None], [None, "こくみん共済", "長期共済"], ["石狩", 1, 2]]
    one_group = plan(book, sent("a.xlsx", [TITLE, *rows], merges=["A2:A3", "B2:C2"]))
    assert one_group.questions == ()  # one name over every column says nothing about one of them
    rows = [["ブロック", "職域", "居住域"], [None, "こくみん共済", "こくみん共済"], ["石狩", 1, 2]]
    two_groups = plan(book, sent("b.xlsx", [TITLE, *rows], merges=["A2:A3"]))
    assert len(two_groups.questions) == 2
    assert set(outcomes(two_groups).values()) == {Outcome.ERROR}


def test_last_years_columns_are_not_taken(book, sent) -> None:
    header = ["ブロック", "こくみん共済 実績", "こくみん共済 前年実績", "こくみん共済 前年比"]
    found = plan(book, sent("a.xlsx", [["2024年5月末"], header, ["石狩", 10, 9, 1.1]]))
    assert [o.name for o in outcomes(found).values()] == ["ADDED", "NOT_TAKEN", "NOT_TAKEN"]


@pytest.mark.parametrize(
    ("file", "sheet", "title", "end"),
    [
        ("a.xlsx", "実績", "令和6年5月末 実績", date(2024, 5, 31)),
        ("a.xlsx", "実績", "R6.5 実績", date(2024, 5, 31)),
        ("a.xlsx", "5月末", "2023年度 実績", date(2024, 5, 31)),
        ("北見_R6.5.xlsx", "実績", "新規加入実績", date(2024, 5, 31)),
        ("実績_202405.xlsx", "実績", "", date(2024, 5, 31)),
        ("a.xlsx", "実績", "2023年度 上期 実績", date(2023, 11, 30)),
        ("a.xlsx", "実績", "2023年度 実績", date(2024, 5, 31)),
    ],
)
def test_the_time_is_found_in_title_sheet_or_file_name(book, sent, file, sheet, title, end) -> None:
    found = plan(book, sent(file, [[title], HEADER, ["石狩", 1]], sheet=sheet))
    assert found.questions == ()
    key = at(found, "B3").key
    assert key is not None
    assert (key.period.start, key.period.end) == (date(2023, 6, 1), end)


def test_a_time_that_is_nowhere_is_asked_and_the_answer_may_be_words(book, sent) -> None:
    workbook = sent("a.xlsx", [["実績"], HEADER, ["石狩", 1]])
    [question] = plan(book, workbook).questions
    assert question.kind is QuestionKind.PERIOD
    for answer in ("2024年5月", "2024-05", "令和6年5月末"):
        found = plan(book, workbook, ImportOptions(answers={question.id: Answer(answer)}))
        key = at(found, "B3").key
        assert key is not None and key.period == MAY
    assert plan(book, workbook, ImportOptions(period=MAY)).questions == ()
    may = Period.span(date(2024, 5, 1), date(2024, 5, 31))
    key = at(plan(book, workbook, ImportOptions(period=may)), "B3").key
    assert key is not None and key.period == MAY
    monthly = ImportOptions(period=may, counting=Counting.MONTHLY)
    key = at(plan(book, workbook, monthly), "B3").key
    assert key is not None and key.period == may


def test_a_file_name_that_says_another_month_is_asked_about(book, sent) -> None:
    found = plan(book, sent("北見_R6.6.xlsx", [TITLE, HEADER, ["石狩", 1]]))
    [question] = found.questions
    assert [choice.text for choice in question.choices] == ["2024年5月", "2024年6月"]


def test_目標_or_実績_is_asked_when_nothing_says_it_and_remembered(book, sent) -> None:
    workbook = sent("a.xlsx", [["2024年5月末"], HEADER, ["石狩", 1]], sheet="表")
    [question] = plan(book, workbook).questions
    assert [choice.text for choice in question.choices] == ["目標", "実績", "純増", "順位"]
    options = ImportOptions(answers={question.id: Answer("実績")})
    apply(book, plan(book, workbook, options), backup=False)
    next_month = sent("b.xlsx", [["2024年4月末"], HEADER, ["石狩", 1]], sheet="表")
    assert plan(book, next_month).questions == ()


def test_an_answer_given_once_is_not_remembered(book, sent) -> None:
    workbook = sent("a.xlsx", [TITLE, HEADER, ["上川中央", 1]])
    [question] = plan(book, workbook).questions
    options = ImportOptions(answers={question.id: Answer("kamikawa-naka", once=True)})
    apply(book, plan(book, workbook, options), backup=False)
    assert len(plan(book, workbook).questions) == 1


def test_targets_belong_to_the_year(book, sent) -> None:
    found = plan(book, sent("a.xlsx", [["2023年度 目標"], HEADER, ["石狩", 200]]))
    key = at(found, "B3").key
    assert key is not None
    assert (key.period, key.version) == (MAY, 0)
    revised = plan(book, sent("b.xlsx", [["2023年度 目標"], HEADER, ["石狩", 200]]), ImportOptions(version=1))
    key = at(revised, "B3").key
    assert key is not None and key.version == 1


def test_a_new_value_of_a_revised_target_goes_to_the_newest_revision(book, sent) -> None:
    first = sent("a.xlsx", [["2023年度 目標"], HEADER, ["石狩", 200]])
    apply(book, plan(book, first, ImportOptions(version=1)), backup=False)
    found = plan(book, sent("b.xlsx", [["2023年度 目標"], HEADER, ["石狩", 210], ["後志", 5]]))
    assert outcomes(found) == {"B3": Outcome.CHANGED, "B4": Outcome.ADDED}
    assert [cell.key.version for cell in found.cells if cell.key] == [1, 0]


def test_only_the_measure_that_was_chosen(book, sent) -> None:
    header = ["ブロック", "こくみん共済 目標", "こくみん共済 実績"]
    found = plan(
        book,
        sent("a.xlsx", [["2024年5月末"], header, ["石狩", 200, 150]]),
        ImportOptions(measure=Measure.RESULT),
    )
    assert outcomes(found) == {"B3": Outcome.NOT_TAKEN, "C3": Outcome.ADDED}


def test_the_council_is_found_by_its_products(both, sent) -> None:
    found = plan(both, sent("a.xlsx", [TITLE, HEADER, ["石狩", 1]]))
    assert (found.questions, found.cells[0].outcome) == ((), Outcome.ADDED)


def test_what_fits_both_councils_is_asked(both, sent) -> None:
    rows = [["2024年5月末"], ["ブロック", "目標", "実績"], ["石狩", 1, 2]]
    found = plan(both, sent("a.xlsx", rows))
    [question] = found.questions
    assert (question.kind, len(question.choices)) == (QuestionKind.COUNCIL, 2)
    assert {cell.outcome for cell in found.cells} == {Outcome.ERROR}
    titled = plan(both, sent("b.xlsx", [["労済 こくみん共済 2024年5月末"], *rows[1:]]))
    assert titled.questions == ()
    assert {cell.outcome for cell in titled.cells} == {Outcome.ADDED}


def test_a_list_of_products_without_places(both, sent) -> None:
    rows = [
        ["2024年度 上期"],
        ["項目", "年間目標", "上期実績", "達成率"],
        ["非対面（ろうきんアプリ・エコ通帳・団体IB）", 6350, 3708, "58.3%"],
    ]
    found = plan(both, sent("a.xlsx", rows))
    assert found.questions == ()
    assert outcomes(found) == {"B3": Outcome.ADDED, "C3": Outcome.ADDED, "D3": Outcome.NOT_TAKEN}
    target, result = at(found, "B3").key, at(found, "C3").key
    assert target is not None and result is not None
    assert target.period == Period.span(date(2024, 4, 1), date(2025, 3, 31))
    assert result.period == Period.span(date(2024, 4, 1), date(2024, 9, 30))
    assert messages(found) == []  # 58.39… is printed 58.3 by this council


def test_a_unit_that_is_not_the_items_is_asked_about(book, sent) -> None:
    found = plan(book, sent("a.xlsx", [TITLE, [None, None, "（単位：口）"], HEADER, ["石狩", 1]]))
    assert [question.kind for question in found.questions] == [QuestionKind.UNIT]
    assert plan(book, sent("b.xlsx", [TITLE, ["（単位：件）"], HEADER, ["石狩", 1]])).questions == ()


def test_hidden_rows_hidden_sheets_notes_and_drafts_are_reported(book, sent) -> None:
    def hide(workbook) -> None:
        workbook["実績"].row_dimensions[4].hidden = True
        workbook["控え"].sheet_state = "hidden"

    table = [["2024年5月末 実績（案）"], HEADER, ["石狩", 1], ["後志", 2], ["※ 速報です"]]
    sheets = {"実績": table, "控え": [TITLE, HEADER, ["石狩", 9]], "記入例": [TITLE, HEADER, ["石狩", 9]]}
    found = plan(book, sent("a.xlsx", sheets, change=hide))
    assert sorted(codes(found)) == [
        "import.draft",
        "import.hidden_rows",
        "import.note",
        "import.sheet_left_out",
        "import.sheet_left_out",
    ]
    assert len(found.cells) == 2


def test_cells_outside_the_tables_are_listed(book, sent) -> None:
    rows = [TITLE, HEADER, ["石狩", 1, 2, 3, None, 99], *[[]] * 4, ["集計", 500]]
    found = plan(book, sent("a.xlsx", rows))
    assert {(cell.address, cell.text) for cell in found.unread} >= {("F3", "99"), ("B8", "500")}
    assert "import.unread" in codes(found)


def test_a_row_of_figures_without_a_name_is_an_error(book, sent) -> None:
    found = plan(book, sent("a.xlsx", [TITLE, HEADER, ["石狩", 1, 2, 3], [None, 4, 5, 6]]))
    problem = at(found, "C4").problem
    assert problem is not None and problem.code == "import.no_row_name"


def test_a_workbook_without_a_table_and_one_without_figures(book, sent) -> None:
    nothing = plan(book, sent("a.xlsx", [["連絡票"], ["よろしくお願いします"]]))
    empty = plan(book, sent("b.xlsx", [TITLE, HEADER, ["石狩"], ["後志"]]))
    assert ("import.no_table" in codes(nothing), nothing.blocking) == (True, True)
    assert ("import.no_figures" in codes(empty), empty.blocking) == (True, True)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_csv_in_every_encoding(book, csv_sent, encoding) -> None:
    text = '2024年5月末 実績,,\r\nブロック,こくみん共済,長期共済\r\n石狩,"1,181",▲3\r\n後志,－,\r\n'
    found = plan(book, csv_sent("実績.csv", text, encoding))
    assert found.questions == ()
    values = {cell.address: cell.new.thousandths for cell in found.cells if cell.new}
    assert values == {"B3": 1_181_000, "C3": -3_000, "B4": None}


def test_a_confirmed_month_takes_nothing(book, sent) -> None:
    council_id = book.query("SELECT id FROM council")[0][0]
    with book.change("確定") as tx:
        tx.execute("INSERT INTO confirmed_period VALUES (?, 2023, 5, ?)", (council_id, tx.step_id))
    found = plan(book, sent("a.xlsx", [TITLE, HEADER, ["石狩", 1]]))
    problem = at(found, "B3").problem
    assert problem is not None and problem.code == "period.confirmed"
    assert plan(book, sent("b.xlsx", [["2024年4月末 実績"], HEADER, ["石狩", 1]])).errors == ()


def test_every_note_is_a_sentence_for_a_user(book, sent) -> None:
    rows = [["実績（案）"], HEADER, ["上川", "x", 2, 3], ["石狩", 1, 2, 3], ["石狩", 1, 2, 3], ["計", 9]]
    found = plan(book, sent("a.xlsx", rows))
    said = [*found.notes, *(cell.problem for cell in found.cells if cell.problem)]
    for problem in said:
        assert problem.message.endswith(("。", "）")) or problem.severity is Severity.NOTE
        assert "不正" not in problem.message
        assert "！" not in problem.message


def test_one_months_figures_are_stored_as_the_months_and_told(book, sent) -> None:
    found = plan(book, sent("a.xlsx", [["2024年5月分（当月）実績"], HEADER, ["石狩", 1]]))
    key = at(found, "B3").key
    assert key is not None
    assert key.period == Period.span(date(2024, 5, 1), date(2024, 5, 31))
    assert codes(found) == ["import.month_only"]


def test_rows_of_a_classification_that_the_council_does_not_use_are_errors(both, sent) -> None:
    with both.change("労済だけの分類") as tx:
        tx.execute(
            "DELETE FROM council_axis WHERE council_id = (SELECT id FROM council WHERE code = 'rokin')"
            " AND axis_id = (SELECT id FROM axis WHERE code = 'union')"
        )
    rokin = both.query("SELECT id FROM council WHERE code = 'rokin'")[0][0]
    header = ["産別", "非対面（ろうきんアプリ・エコ通帳・団体IB）"]
    workbook = sent("a.xlsx", [["2024年5月末 実績"], header, ["自治労", 1]])
    problem = at(plan(both, workbook, ImportOptions(council_id=rokin)), "B3").problem
    assert problem is not None and problem.code == "import.row_header_unknown"


def test_a_list_of_other_names_does_not_become_thousands_of_questions(book, sent) -> None:
    rows = [[f"組合員{number}", 1] for number in range(1000)]
    found = plan(book, sent("a.xlsx", [TITLE, ["産別", "こくみん共済"], *rows]))
    assert len(found.questions) == 200
    assert len(found.errors) == 1000


def test_a_series_that_is_not_kept_by_産別_takes_nothing(both, sent) -> None:
    header = ["産別", "非対面（ろうきんアプリ・エコ通帳・団体IB）"]
    found = plan(both, sent("a.xlsx", [["2024年5月末 実績"], header, ["自治労", 1]]))
    problem = at(found, "B3").problem
    assert problem is not None and problem.code == "import.no_breakdown"


def test_every_column_says_what_its_figures_become(book, sent) -> None:
    rows = [TITLE, ["ブロック", "こくみん共済 目標", "こくみん共済 実績", "備考"], ["石狩", 239, 181, "x"]]
    found = plan(book, sent("5月末実績.xlsx", rows))
    assert found.taken_as["こくみん共済 目標"] == ("2023年度 目標",)
    assert found.taken_as["こくみん共済 実績"] == ("2024年5月 実績（累計）",)
    assert set(found.taken_as) == {"こくみん共済 目標", "こくみん共済 実績"}
    may = Period.span(date(2024, 5, 1), date(2024, 5, 31))
    monthly = ImportOptions(period=may, counting=Counting.MONTHLY, answers={})
    found = plan(book, sent("5月実績.xlsx", [["2024年5月 実績"], HEADER, ["石狩", 1, 2, 3]]), monthly)
    assert set(found.taken_as.values()) == {("2024年5月 実績（当月）",)}


def test_a_column_of_the_same_name_in_two_months_says_both(book, sent) -> None:
    def lines(month: str) -> list[list[object]]:
        return [[f"{month}末 実績（累計）"], ["ブロック", "こくみん共済"], ["石狩", 7]]

    found = plan(book, sent("実績.xlsx", {"4月": lines("2024年4月"), "5月": lines("2024年5月")}))
    assert found.taken_as == {"こくみん共済": ("2024年4月 実績（累計）", "2024年5月 実績（累計）")}
