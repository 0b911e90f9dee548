"""Where the files that ship with the program are: fonts, icons, presets, lists of holidays."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent

# An installed wheel and the frozen program carry the files inside the package; a checkout has them beside it.
# The package comes first: beside it, in site-packages, another distribution's "resources" may stand.
_PLACES = (_PACKAGE / "resources", _PACKAGE.parent / "resources")


def resource_path(*parts: str) -> Path:
    """The path of a shipped file or folder: ``resource_path("fonts", "BIZUDGothic-Regular.ttf")``.

    Raises FileNotFoundError with a sentence in Japanese when the installation lacks it.
    """
    for place in _PLACES:
        if place.is_dir():
            found = place.joinpath(*parts)
            if found.exists():
                return found
            break
    wanted = "/".join(("resources", *parts))
    raise FileNotFoundError(
        f"プログラムに付属するファイル {wanted} が {_PACKAGE} の中にも隣にもありません。"
        "プログラムを入れ直してください。"
    )
