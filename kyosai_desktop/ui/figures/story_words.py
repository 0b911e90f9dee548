"""A cell's story in words: where its figure is from, and each thing that was done to it."""

from __future__ import annotations

from fractions import Fraction

from kyosai_desktop.domain.compute.explain import Explanation, How
from kyosai_desktop.domain.fact import Fact, Role, Status
from kyosai_desktop.domain.rounding import Rounding, fixed_text
from kyosai_desktop.domain.table import Missing
from kyosai_desktop.operations.importing import Provenance
from kyosai_desktop.operations.provenance import CellStory, FactState, FactStep, Writing
from kyosai_desktop.store.history import StepState
from kyosai_desktop.ui.reading_list import when_words

NOT_REPORTED = "未報告"
NOT_APPLICABLE = "－（該当なし）"

_MADE_OF = {
    How.MONTHS: "月ごとの数字の合計です。",
    How.DIFFERENCE: "累計の差です。",
    How.INDICATORS: "下の項目の合計です。",
    How.BELOW: "下の内訳の合計です。",
    How.REMAINDER: "入力した計から、内訳の合計を引いた残りです。",
    How.COUNT: "表の中で達成率が100％以上の数です。",
    How.LABEL: "数字の入らないセルです。",
}


def place_words(explanation: Explanation) -> str:
    """「石狩／こくみん共済／実績」."""
    return "／".join(part for part in explanation.place if part)


def value_words(explanation: Explanation) -> str:
    """The value with its unit, or which kind of nothing stands there."""
    cell = explanation.cell
    if cell.missing is Missing.NOT_APPLICABLE and explanation.typed:
        return NOT_APPLICABLE
    if not cell.text:
        return NOT_REPORTED if cell.missing is Missing.NOT_REPORTED else "空欄"
    has_unit = cell.text.endswith(explanation.unit) or cell.value is None
    return cell.text if has_unit else f"{cell.text}{explanation.unit}"


def origin_words(story: CellStory) -> str:
    """Where the value is from, in one or two sentences."""
    explained = story.explanation
    if story.written is not None and explained.how in (How.ENTERED, How.DIFFERENCE, How.MONTHS):
        return _written_words(story.written, story.fact)
    if explained.how is How.REGISTER:
        return f"活動記録から数えています（{explained.formula}）。"
    if explained.how in (How.FORMULA, How.EXPRESSION):
        return f"計算：{explained.formula}"
    if explained.cell.missing is Missing.NOT_REPORTED and explained.typed and not explained.parts:
        return "まだ報告されていません。0件のときは 0 を、数字がないと決まっているときは「－」を入力します。"
    return _MADE_OF.get(explained.how, "")


def _written_words(written: Writing, fact: Fact | None) -> str:
    when = when_words(written.time.astimezone())
    if written.imported is not None:
        source = written.imported
        return (
            f"「{source.file_name}」のシート「{source.sheet}」のセル{source.cell}から取り込みました"
            f"（{_stood(source)}）。{when}　{written.user}"
        )
    note = f"注記：{fact.note}" if fact is not None and fact.note else ""
    return f"{when}に{written.user}が入力しました（{written.label}）。{note}"


def _stood(source: Provenance) -> str:
    if source.corrected:
        return f"元の表記「{source.original}」を、取り込むときに手で「{source.corrected}」に直しました"
    return f"元の表記「{source.original}」"


def commented_words(written: Writing | None) -> str:
    """Who wrote the comment, and when."""
    return f"{written.user}　{when_words(written.time.astimezone())}" if written else ""


def change_words(step: FactStep) -> tuple[str, str]:
    """One change as two lines: what it did to the figure; when, by whom and in which step."""
    before, after = _state_words(step.before), _state_words(step.after)
    if not step.valued and step.before is not None and step.after is not None:
        before, after = step.before.status.value, step.after.status.value
        if before == after:
            before, after = "注記", "変更"
    elif _status_in(step.before) is not _status_in(step.after):
        before, after = before + _status_words(step.before), after + _status_words(step.after)
    published = "公表値 " if step.role is Role.PUBLISHED else ""
    undone = "" if step.state is StepState.DONE else "（元に戻した操作）"
    when = when_words(step.time.astimezone())
    return f"{published}{before} → {after}{undone}", f"{when}　{step.user}　{step.label}"


def _status_in(state: FactState | None) -> Status:
    return Status.FINAL if state is None else state.status


def _status_words(state: FactState | None) -> str:
    return f"（{state.status.value}）" if state is not None else ""


def _state_words(state: FactState | None) -> str:
    if state is None:
        return NOT_REPORTED
    return "－" if state.thousandths is None else exact_words(state.thousandths)


def exact_words(thousandths: int) -> str:
    """A stored figure with as many decimals as it has."""
    value = Fraction(thousandths, 1000)
    decimals = 0
    while (value * 10**decimals).denominator > 1:
        decimals += 1
    return fixed_text(value, decimals, Rounding.HALF_UP)


STATUS_HELP = {
    Status.PRELIMINARY: "あとで変わることがある数字",
    Status.FINAL: "決まった数字",
    Status.APPROXIMATE: "おおよその数字",
}
