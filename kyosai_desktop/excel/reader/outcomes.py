"""The fixed list of what can become of a file that isn't read, each with its Japanese cause and next step."""

from __future__ import annotations

from enum import Enum

from kyosai_desktop.domain.problem import Place, Problem, Refused
from kyosai_desktop.excel.reader import limits


class Outcome(Enum):
    """Why a file was not read; the value is the ``code`` of the ``Problem``."""

    MISSING = "file.missing"
    IS_FOLDER = "file.is_folder"
    LOCK_FILE = "file.lock_file"
    UNREADABLE = "file.unreadable"
    EMPTY = "file.empty"
    TOO_LARGE = "file.too_large"
    WEB_PAGE = "file.web_page"
    NOT_A_WORKBOOK = "file.not_a_workbook"
    UNSUPPORTED = "file.unsupported"
    PASSWORD = "file.password"
    DAMAGED_ZIP = "file.damaged_zip"
    DAMAGED = "file.damaged"
    UNSAFE = "file.unsafe"
    ENCODING = "file.encoding"
    READER_STOPPED = "file.reader_stopped"
    READER_TIMEOUT = "file.reader_timeout"
    CHANGED_WHILE_READING = "file.changed_while_reading"
    NO_SPACE = "file.no_space"
    CANCELLED = "file.cancelled"


_MEGABYTE = 1024 * 1024
_SAVE_AGAIN = (
    "Excelで開き、「名前を付けて保存」で「Excelブック（*.xlsx）」として保存し直してから、"
    "もう一度取り込んでください。"
)
_ASK_AGAIN = "元のファイルをExcelで開けるか確かめ、開けないときは、送り主にもう一度送ってもらってください。"

_SENTENCES: dict[Outcome, tuple[str, str]] = {
    Outcome.MISSING: (
        "このファイルは見つかりません。移動または削除されたか、名前が変わっています。",
        "ファイルの場所を確かめて、もう一度選んでください。",
    ),
    Outcome.IS_FOLDER: (
        "これはフォルダーのため、ブックとしては読めません。",
        "フォルダーの中のファイルを選んでください。",
    ),
    Outcome.LOCK_FILE: (
        "名前が「~$」で始まるファイルは、Excelがブックを開いているあいだだけ作る目印で、表は入っていません。",
        "「~$」の付かない、同じ名前のファイルを選んでください。",
    ),
    Outcome.UNREADABLE: (
        "このファイルは開けません。ほかのプログラムが使っているか、読み取りの権限がありません。",
        (
            "Excelで開いている場合は閉じてから、もう一度お試しください。"
            "閉じても開けないときは、デスクトップなどに写したものを選んでください。"
        ),
    ),
    Outcome.EMPTY: (
        "このファイルは中身が空（0バイト）です。送信や保存の途中で切れた可能性があります。",
        "送り主にもう一度送ってもらってください。",
    ),
    Outcome.TOO_LARGE: (
        (
            "このファイルは大きすぎるため読めません。読めるのは、"
            f"ファイルの大きさ{limits.MAX_FILE_BYTES // _MEGABYTE}MB、"
            f"展開後{limits.MAX_UNZIPPED_BYTES // _MEGABYTE}MB、"
            f"値の入ったセル{limits.MAX_FILLED_CELLS // 10_000}万個までです。"
        ),
        "必要な表だけを新しいブックに写して、そのブックを取り込んでください。",
    ),
    Outcome.WEB_PAGE: (
        (
            "名前はブックですが、中身はウェブページ（HTML）です。"
            "ダウンロードのときに、案内やエラーのページが保存された可能性があります。"
        ),
        (
            "送り主のページを開き直して、ファイルをもう一度ダウンロードしてください。"
            "表が見えるときは、Excelで開いて「Excelブック（*.xlsx）」として保存し直してください。"
        ),
    ),
    Outcome.NOT_A_WORKBOOK: (
        "このファイルは{found}で、Excelのブックではありません。",
        "ブック（*.xlsx、*.xls）またはCSV（*.csv）を選んでください。",
    ),
    Outcome.UNSUPPORTED: ("このファイルは{found}で、このプログラムでは読めない形式です。", _SAVE_AGAIN),
    Outcome.PASSWORD: (
        "このファイルには、開くためのパスワードが付いています。",
        "Excelで開いてパスワードを外したブックを、別の名前で保存して取り込んでください。",
    ),
    Outcome.DAMAGED_ZIP: (
        "このブックは途中で切れているか、一部が壊れています。送信や保存の途中で止まった可能性があります。",
        _ASK_AGAIN,
    ),
    Outcome.DAMAGED: (
        "このファイルは中身のつじつまが合わず、値を正しく読み取れません。",
        _SAVE_AGAIN + "Excelでも開けないときは、送り主にもう一度送ってもらってください。",
    ),
    Outcome.UNSAFE: (
        "このブックには、ふつうのExcelが書かない宣言（DOCTYPE）が含まれています。安全のため読みません。",
        "送り主を確かめてください。確かな送り主のときは、Excelで保存し直してもらってください。",
    ),
    Outcome.ENCODING: (
        "{line}行目に、UTF-8としてもシフトJIS（CP932）としても読めない文字があります。",
        "Excelで開き、「CSV UTF-8（コンマ区切り）」として保存し直してから、もう一度取り込んでください。",
    ),
    Outcome.READER_STOPPED: (
        (
            "このファイルを読んでいる途中で、読み取りの部品が止まりました。"
            "ファイルの中身に無理があります。"
            "取り込みは行われていません。"
        ),
        _SAVE_AGAIN,
    ),
    Outcome.READER_TIMEOUT: (
        f"このファイルは、{limits.MAX_SECONDS:.0f}秒たっても読み終わらないため、読み取りをやめました。",
        "必要な表だけを新しいブックに写して、そのブックを取り込んでください。",
    ),
    Outcome.CHANGED_WHILE_READING: (
        (
            "このファイルは、読んでいるあいだに書き換えられ続けています。"
            "写している途中か、誰かが保存しています。"
        ),
        "書き込みが終わるのを待って、もう一度取り込んでください。",
    ),
    Outcome.NO_SPACE: (
        "一時的な写しを作れないため、このファイルを読めません。ディスクの空きが足りない可能性があります。",
        "ディスクの空きを増やしてから、もう一度取り込んでください。",
    ),
    Outcome.CANCELLED: (
        "読み取りは途中で取りやめになりました。何も変わっていません。",
        "必要なときは、もう一度取り込んでください。",
    ),
}


def problem_of(outcome: Outcome, file: str, *, sheet: str = "", cell: str = "", **details: str) -> Problem:
    """The ``Problem`` for a file; ``details`` fills the sentence's own blanks (``found``, ``line``)."""
    message, next_step = _SENTENCES[outcome]
    place = Place(file=file, sheet=sheet, cell=cell)
    return Problem(outcome.value, message.format(**details), next_step, place=place)


def refusal(outcome: Outcome, file: str, **details: str) -> Refused:
    """The same, ready to raise."""
    return Refused(problem_of(outcome, file, **details))
