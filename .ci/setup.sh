#!/bin/sh
# Makes .venv and installs the program into it: `sh .ci/setup.sh`; with what the tests need: `sh .ci/setup.sh tests`.
# Run again at will: it does only what is missing. System libraries are installed where apt-get may, else named.
set -eu
cd "$(dirname "$0")/.."
extra=${1:-}
say() { printf '%s\n' "$*" >&2; }

may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

apt_updated=
apt_install() {
    if [ -z "$apt_updated" ]; then
        apt-get update -qq >/dev/null 2>&1 </dev/null || true # an old list may still do
        apt_updated=1
    fi
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >/dev/null 2>&1 </dev/null
}

# --- Python 3.11 or newer -------------------------------------------------------------------------------------------
python=
for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    say "Python 3.11以降が見つかりません（python3 は $(python3 -V 2>&1 | head -n 1)）。Python 3.11以降を入れてから、もう一度実行してください。"
    exit 1
fi

# --- What the system must lend --------------------------------------------------------------------------------------
can_make_venv() { "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; }
if ! can_make_venv; then
    # Debian splits venv off; its package carries the version, python3-venv follows the default python3
    versioned=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    if may_install; then
        apt_install "$versioned" || apt_install python3-venv || true
    fi
    if ! can_make_venv; then
        say "Pythonの仮想環境を作る部品がありません。管理者が「apt-get install $versioned」で入れてから、もう一度実行してください。"
        exit 1
    fi
fi

missing_packages() {
    "$python" - "${DISPLAY:-}" <<'PYTHON'
import ctypes
import sys

needed = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "fontconfig",
}
if sys.argv[1]:  # a screen: Qt's window plug-in wants these as well
    needed |= {
        "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
        "libxcb-cursor.so.0": "libxcb-cursor0",
        "libxcb-icccm.so.4": "libxcb-icccm4",
        "libxcb-image.so.0": "libxcb-image0",
        "libxcb-keysyms.so.1": "libxcb-keysyms1",
        "libxcb-randr.so.0": "libxcb-randr0",
        "libxcb-render-util.so.0": "libxcb-render-util0",
        "libxcb-shape.so.0": "libxcb-shape0",
        "libxcb-xkb.so.1": "libxcb-xkb1",
    }
missing = []
for library, package in needed.items():
    try:
        ctypes.CDLL(library)
    except OSError:
        missing.append(package)
if sys.platform == "linux":
    print(*missing)
PYTHON
}
packages=$(missing_packages)
if [ -n "$packages" ] && may_install; then
    say "画面の表示に要るライブラリを入れています（$packages）…"
    for package in $packages; do # one at a time: a name that this system does not know stops only itself
        apt_install "$package" || true
    done
    packages=$(missing_packages)
fi
if [ -n "$packages" ]; then
    say "画面の表示に要るライブラリがありません。コマンドでの利用はこのままできますが、画面とテストには、管理者が「apt-get install $packages」で入れてください。"
fi

# --- The virtual environment ----------------------------------------------------------------------------------------
stamp=".venv/installed-${extra:-program}"
state="$(cksum <pyproject.toml) $(pwd -P) $("$python" -c 'import sys; print(sys.version.split()[0], sys.base_prefix)')"
if .venv/bin/python -c 'import kyosai_desktop' >/dev/null 2>&1 && [ "$(cat "$stamp" 2>/dev/null)" = "$state" ]; then
    exit 0
fi
say "仮想環境 .venv に必要な部品を入れています。初めは数分かかります…"
if ! .venv/bin/python -c 'import pip' >/dev/null 2>&1 || [ "$(cat .venv/made-by 2>/dev/null)" != "${state#* * }" ]; then
    rm -rf .venv
    "$python" -m venv .venv
    printf '%s\n' "${state#* * }" >.venv/made-by
fi
.venv/bin/python -m pip install -qq --disable-pip-version-check --no-input --editable ".${extra:+[$extra]}" </dev/null
printf '%s\n' "$state" >"$stamp"
