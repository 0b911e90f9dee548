"""Shipped files are found in a checkout, an installed wheel and a frozen bundle."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from kyosai_desktop.domain.resources import resource_path

ROOT = Path(__file__).resolve().parents[2]
FONTS = {
    "BIZUDGothic-Regular.ttf",
    "BIZUDGothic-Bold.ttf",
    "BIZUDPGothic-Regular.ttf",
    "BIZUDPGothic-Bold.ttf",
    "BIZUDMincho-Regular.ttf",
    "NotoSansJP-Regular.ttf",
}


def where(package_parent: Path, *parts: str) -> subprocess.CompletedProcess[str]:
    """What a fresh interpreter that sees only ``package_parent`` answers for a resource."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from kyosai_desktop.domain.resources import resource_path\n"
        "print(resource_path(*sys.argv[2:]))"
    )
    return subprocess.run(
        [sys.executable, "-I", "-X", "utf8", "-c", code, str(package_parent), *parts],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel as ``pip install .`` builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    (path,) = folder.glob("*.whl")
    return zipfile.ZipFile(path)


def test_a_checkout_has_the_files_beside_the_package() -> None:
    assert resource_path("icons", "home.svg") == ROOT / "resources/icons/home.svg"
    assert resource_path("icons").is_dir()


def test_a_missing_file_is_named_with_the_way_out() -> None:
    with pytest.raises(FileNotFoundError, match=r"resources/icons/no-such\.svg .*入れ直してください"):
        resource_path("icons", "no-such.svg")


def test_the_wheel_carries_every_module_and_every_shipped_file(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    package = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "kyosai_desktop").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    shipped = {
        f"kyosai_desktop/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / "resources").rglob("*")
        if path.is_file()
    }
    assert {f"kyosai_desktop/resources/fonts/{font}" for font in FONTS} <= shipped
    assert package | shipped <= names
    assert all(name.startswith(("kyosai_desktop/", "kyosai_desktop-")) for name in names)


def test_an_installed_wheel_uses_its_own_files(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    """Also the shape of the frozen bundle. A stranger's ``resources`` beside the package is not ours."""
    wanted = [name for name in wheel.namelist() if name.endswith(".py") or "/icons/" in name]
    wheel.extractall(tmp_path, wanted)
    (tmp_path / "resources" / "fonts").mkdir(parents=True)
    (tmp_path / "resources" / "fonts" / "stranger.ttf").touch()

    found = where(tmp_path, "icons", "home.svg")
    assert Path(found.stdout.strip()) == tmp_path / "kyosai_desktop/resources/icons/home.svg"

    stranger = where(tmp_path, "fonts", "stranger.ttf")
    assert stranger.returncode == 1
    assert "FileNotFoundError: プログラムに付属するファイル resources/fonts/stranger.ttf" in stranger.stderr


@pytest.mark.parametrize(
    ("licence", "pattern"),
    [
        ("fonts/OFL-BIZUDGothic.txt", "BIZUD*Gothic-*.ttf"),
        ("fonts/OFL-BIZUDMincho.txt", "BIZUDMincho-*.ttf"),
        ("fonts/OFL-NotoSansJP.txt", "NotoSansJP-*.ttf"),
        ("icons/LICENSE-Tabler.txt", "*.svg"),
    ],
)
def test_every_shipped_font_and_icon_has_its_licence_text(licence: str, pattern: str) -> None:
    path = resource_path(*licence.split("/"))
    text = path.read_text(encoding="utf-8")
    assert list(path.parent.glob(pattern))
    assert "WITHOUT WARRANTY OF ANY KIND" in text
    assert ("SIL OPEN FONT LICENSE Version 1.1" in text) == licence.startswith("fonts/")


def test_icons_take_the_colour_of_the_theme() -> None:
    icons = list(resource_path("icons").glob("*.svg"))
    assert len(icons) >= 45
    fixed = [icon.name for icon in icons if 'stroke="currentColor"' not in icon.read_text(encoding="utf-8")]
    assert fixed == []
