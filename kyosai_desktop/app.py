"""The program's entrance: a first word that is a command runs without a window, anything else opens one."""

from __future__ import annotations

import sys

COMMANDS = frozenset(
    {
        "backup",
        "cancel",
        "check",
        "demo",
        "export",
        "history",
        "import",
        "new",
        "papers",
        "print",
        "restore",
        "setup",
        "undo",
        "verify",
    }
)


def main(argv: list[str] | None = None) -> int:
    """Run the program with ``argv`` (without the program's name); returns the exit status."""
    arguments = sys.argv[1:] if argv is None else argv
    if arguments[:1] == ["--reader"]:  # the frozen program starts itself again as its workbook reader
        from kyosai_desktop.excel.reader import child

        return child.main()
    book = arguments[0] if arguments else None
    if arguments and (arguments[0] in COMMANDS or arguments[0].startswith("-") or len(arguments) > 1):
        from kyosai_desktop import cli

        ended = cli.run(arguments)
        if ended.window is None:
            return ended.status
        book = str(ended.window)
    from kyosai_desktop import ui

    return ui.start(book)
