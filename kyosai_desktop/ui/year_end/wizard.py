"""年度更新: ① what is carried over, ② a last look, ③ what was done."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget, QWizard, QWizardPage

from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.domain.series import Council
from kyosai_desktop.operations import year_end
from kyosai_desktop.operations.year_end import EVERYTHING, Carried, CarriedItem, RolledOver, YearPlan
from kyosai_desktop.store.book import Book
from kyosai_desktop.ui.combo_box import ComboBox
from kyosai_desktop.ui.labels import Paragraph, plain, row
from kyosai_desktop.ui.session import Session

_HINTS = {
    Carried.OFFICERS: "前年度と同じ役員から始めます。新任と退任は、直したところから自動で決まります。",
    Carried.MEETINGS: "会議名と会場だけを写します。日付は空です。ブロックの会議は、届いた日程から入力します。",
    Carried.CAMPAIGNS: "1年後の同じ日に移します。",
    Carried.TARGETS: "前年度の目標を下書きとして写します。後から直せます。",
}
_UNITS = {Carried.OFFICERS: "名", Carried.MEETINGS: "件", Carried.CAMPAIGNS: "件", Carried.TARGETS: "個"}


class YearWizard(QWizard):
    """Begins a year of one council. ``done_over`` holds what was done once it is."""

    def __init__(
        self,
        session: Session,
        council: Council,
        years: Sequence[FiscalYear],
        wanted: FiscalYear,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.council = council
        self.done_over: RolledOver | None = None
        self.setWindowTitle(f"年度更新　{council.name}")
        self.setWizardStyle(QWizard.WizardStyle.ModernStyle)
        self.setOption(QWizard.WizardOption.NoBackButtonOnStartPage)
        self.setOption(QWizard.WizardOption.NoCancelButtonOnLastPage)
        for which, words in (
            (QWizard.WizardButton.NextButton, "次へ"),
            (QWizard.WizardButton.BackButton, "戻る"),
            (QWizard.WizardButton.CancelButton, "やめる"),
            (QWizard.WizardButton.FinishButton, "閉じる"),
        ):
            self.setButtonText(which, words)
        self.choice = ChoicePage(self, years, wanted)
        self.confirmation = ConfirmationPage(self)
        self.result_page = ResultPage(self)
        for page in (self.choice, self.confirmation, self.result_page):
            self.addPage(page)
        self.resize(680, 500)

    def plan(self, chosen: Collection[Carried] = EVERYTHING) -> YearPlan:
        """What carrying the chosen kinds into the chosen year would do."""
        year = self.choice.chosen_year()
        return self.session.read(lambda book: year_end.plan_year(book, self.council, year, chosen))


class ChoicePage(QWizardPage):
    """① Which year, and what is carried over."""

    def __init__(self, wizard: YearWizard, years: Sequence[FiscalYear], wanted: FiscalYear) -> None:
        super().__init__(wizard)
        self._wizard = wizard
        self.setTitle("① 何を引き継ぐか")
        self.setSubTitle("前の年度はそのまま残ります。新しい年度にもうあるものは、上書きしません。")
        self.year = ComboBox("作る年度")
        for each in years:
            self.year.addItem(each.long_text(), each)
        self.year.setCurrentIndex(list(years).index(wanted))
        label = plain("作る年度(&Y)")
        label.setBuddy(self.year)
        self.choices = {what: QCheckBox() for what in Carried}
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addLayout(row(label, self.year, None))
        layout.addWidget(
            Paragraph("分類（地域・産別）、項目、様式、設定は、年度に関係なくそのまま使えます。", "muted")
        )
        for what, box in self.choices.items():
            box.setMinimumHeight(28)
            layout.addWidget(box)
            hint = Paragraph(_HINTS[what], "muted")
            hint.setContentsMargins(24, 0, 0, 0)
            layout.addWidget(hint)
            box.toggled.connect(self.completeChanged)
        layout.addStretch(1)
        self.year.currentIndexChanged.connect(self._count)
        self._count()

    def chosen_year(self) -> FiscalYear:
        """The year to begin."""
        year: FiscalYear = self.year.currentData()
        return year

    def chosen(self) -> frozenset[Carried]:
        """What is ticked."""
        return frozenset(what for what, box in self.choices.items() if box.isChecked())

    def isComplete(self) -> bool:
        return bool(self.chosen())

    def _count(self) -> None:
        plan = self._wizard.session.read(
            partial(year_end.plan_year, council=self._wizard.council, year=self.chosen_year())
        )
        for item in plan.items:
            box = self.choices[item.what]
            box.setText(_counted(item, plan.year))
            box.setEnabled(item.added > 0)
            box.setChecked(item.added > 0)
        self.completeChanged.emit()


class ConfirmationPage(QWizardPage):
    """② What will happen; the next button does it."""

    def __init__(self, wizard: YearWizard) -> None:
        super().__init__(wizard)
        self._wizard = wizard
        self._plan: YearPlan | None = None
        self.setTitle("② 確認")
        self.setSubTitle("実行の前に、自動でバックアップを作ります。実行した後も「元に戻す」で取り消せます。")
        self.setCommitPage(True)
        self.sentence = Paragraph()
        self.items = Paragraph()
        self.problem = Paragraph("", "bad")
        layout = QVBoxLayout(self)
        layout.setSpacing(14)
        for words in (self.sentence, self.items, self.problem):
            layout.addWidget(words)
        layout.addStretch(1)

    def initializePage(self) -> None:
        self._plan = plan = self._wizard.plan(self._wizard.choice.chosen())
        self.sentence.set_words(plan.sentence())
        self.items.set_words("\n".join(f"・{_counted(item, plan.year)}" for item in plan.items))
        self.problem.set_words("")
        self.setButtonText(QWizard.WizardButton.CommitButton, f"{plan.year.text()}を作る")

    def validatePage(self) -> bool:
        plan = self._plan
        if plan is None:
            return False
        outcome = self._wizard.session.read(partial(_carry_out, plan=plan))
        if isinstance(outcome, Problem):
            self.problem.set_words(outcome.sentence())
            self._plan_again()
            return False
        self._wizard.done_over = outcome
        return True

    def _plan_again(self) -> None:
        """After a refusal: plan again, and keep telling why it was refused."""
        told = self.problem.accessibleName()
        self.initializePage()
        self.problem.set_words(told)


class ResultPage(QWizardPage):
    """③ What was done."""

    def __init__(self, wizard: YearWizard) -> None:
        super().__init__(wizard)
        self._wizard = wizard
        self.setTitle("③ 実行しました")
        self.words = Paragraph()
        layout = QVBoxLayout(self)
        layout.addWidget(self.words)
        layout.addStretch(1)

    def initializePage(self) -> None:
        done = self._wizard.done_over
        if done is None:
            return
        year = self._wizard.choice.chosen_year()
        lines = [f"{year.text()}を作りました。{year.previous().text()}はそのまま残っています。", ""]
        lines += [f"・{_done(item)}" for item in done.items]
        lines += [
            "",
            f"実行前のバックアップ：{done.backup.path.name}",
            "取り消すときは、編集メニューの「元に戻す」を選んでください。",
        ]
        self.words.set_words("\n".join(lines))


def _carry_out(book: Book, plan: YearPlan) -> RolledOver | Problem:
    try:
        return year_end.roll_over(book, plan)
    except Refused as refused:
        return refused.problems[0]


def _counted(item: CarriedItem, year: FiscalYear) -> str:
    unit = _UNITS[item.what]
    left = f"{year.text()}にある{item.left:,}{unit}はそのまま" if item.left else ""
    if item.added:
        added = f"{item.added:,}{unit}を写します"
        return f"{item.what.value}　{added}（{left}）" if left else f"{item.what.value}　{added}"
    return (
        f"{item.what.value}　写すものはありません（{left or f'{year.previous().text()}に登録がありません'}）"
    )


def _done(item: CarriedItem) -> str:
    unit = _UNITS[item.what]
    left = f"、もうあった{item.left:,}{unit}はそのまま" if item.left else ""
    return f"{item.what.value}　{item.added:,}{unit}を写しました{left}"
