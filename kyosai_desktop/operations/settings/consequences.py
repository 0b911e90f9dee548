"""What changed settings would mean for the figures that are stored already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kyosai_desktop.domain.problem import Place, Problem, Severity
from kyosai_desktop.domain.series import Council, Indicator, Keeping, Series
from kyosai_desktop.operations.settings.confirmed_figures import confirmed_figures
from kyosai_desktop.operations.settings.member_years import figures_outside_years
from kyosai_desktop.operations.settings.read import Settings, id_of
from kyosai_desktop.operations.settings.sheets import SettingsRow
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.masters_update import axes_with_figures, has_figures

Rows = Mapping[str, Sequence[SettingsRow]]


def consequences(book: Book, before: Settings, after: Settings, rows: Rows) -> list[Problem]:
    """Errors (``settings.has_figures``) where stored figures would be read as something else or not at all, warnings
    (``settings.unit_of_figures``, ``settings.counted_figures``) where they stay and only their unit changes, or are
    kept behind counts of the register. Errors too for figures outside the years of their member
    (``organisation.has_figures``) and where confirmed ones would change (``settings.confirmed``). ``rows`` are those
    behind ``after``."""
    return [
        *_councils(book, before, after, rows),
        *_indicators(book, before, after, rows),
        *_series(book, before, after, rows),
        *figures_outside_years(book, before, after, rows),
        *confirmed_figures(book, before, after, rows),
    ]


def _councils(book: Book, before: Settings, after: Settings, rows: Rows) -> Iterator[Problem]:
    now: dict[int, Council] = {council.id: council for council in before.councils}
    for row in rows["会議体"]:
        council = next(each for each in after.councils if each.code == row["コード"])
        old = now.get(council.id)
        moved = old is not None and old.start_month != council.start_month
        if (
            old
            and moved
            and _any_figures(book, [each for each in before.series if each.council_id == old.id])
        ):
            yield _has_figures(
                row,
                "年度開始月",
                f"「{council.name}」には入力済みの数字があるため、"
                f"年度開始月を{old.start_month}月から{council.start_month}月に変えられません。",
                f"年度開始月を{old.start_month}に戻すか、別のコードで新しい会議体を作ってください。",
            )


def _indicators(book: Book, before: Settings, after: Settings, rows: Rows) -> Iterator[Problem]:
    now: dict[int, Indicator] = {indicator.id: indicator for indicator in before.indicators}
    new = {indicator.id: indicator for indicator in after.indicators}
    for row in rows["項目"]:
        indicator = new[id_of("indicator", row["会議体"], row["コード"])]
        old = now.get(indicator.id)
        if old is None or old.unit == indicator.unit:
            continue
        if _any_figures(book, [each for each in before.series if each.indicator_id == old.id]):
            yield Problem(
                "settings.unit_of_figures",
                f"「{indicator.name}」の単位は「{old.unit}」から「{indicator.unit}」に変わりますが、"
                "入力済みの数字はそのままです。",
                "数字も直すときは、読み込んだあとに入力し直してください。",
                Severity.WARNING,
                _place(row, "単位"),
            )


def _series(book: Book, before: Settings, after: Settings, rows: Rows) -> Iterator[Problem]:
    now: dict[int, Series] = {series.id: series for series in before.series}
    new = {series.id: series for series in after.series}
    for row in rows["系列"]:
        series = new[id_of("series", row["会議体"], row["項目"], row["区分"], row["別枠"])]
        old = now.get(series.id)
        if old is None or old == series or not has_figures(book, old.id):
            continue
        if old.keeping is not series.keeping:
            yield _has_figures(
                row,
                "集め方",
                f"入力済みの数字があるため、集め方を「{old.keeping.value}」から"
                f"「{series.keeping.value}」に変えられません。",
                f"「実績」のセルの詳細にある「{series.keeping.value}に換える」で、数字ごと換えてください。"
                if {old.keeping, series.keeping} == {Keeping.MONTHLY, Keeping.CUMULATIVE}
                else f"集め方を「{old.keeping.value}」に戻すか、別枠に名前を書いて新しい系列にしてください。",
            )
        gone = set(old.breakdowns) - set(series.breakdowns)
        if gone & axes_with_figures(book, old.id):
            yield _has_figures(
                row,
                "内訳",
                "なくなる内訳に、入力済みの数字があります。",
                "内訳を元に戻すか、その数字を消してから読み込んでください。",
            )
        if series.counted and old.counted is None:
            yield Problem(
                "settings.counted_figures",
                "活動記録から数えるようになるため、入力済みの数字は表に出なくなります。",
                "数字は消えません。数え方を空にすると、また表に出ます。",
                Severity.WARNING,
                _place(row, "数え方"),
            )


def _any_figures(book: Book, series: Sequence[Series]) -> bool:
    return any(has_figures(book, each.id) for each in series)


def _has_figures(row: SettingsRow, header: str, message: str, next_step: str) -> Problem:
    return Problem("settings.has_figures", message, next_step, place=_place(row, header))


def _place(row: SettingsRow, header: str) -> Place:
    return Place(file=row.file, sheet=row.sheet, row=f"{row.number}行目", column=header)
