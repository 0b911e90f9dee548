"""Damage workbooks in many ways and read each: run as a program, it prints the outcomes as JSON.

``damaged.xlsx``: bytes of the file are changed; every read that succeeds must give the original's values.
``strange.xlsx``: bytes of one part are changed and the zip is sound again. ``damaged.xls``: bytes of an old
workbook. In the last two a changed value may be read, as nothing in the file says otherwise; the outcome must
still be known.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import sys
import zipfile
from collections import Counter
from pathlib import Path

import xlsxwriter
import xlwt

from kyosai_desktop.domain.problem import Refused
from kyosai_desktop.excel.reader import Outcome, WorkbookReader

MODES = ("damaged.xlsx", "strange.xlsx", "damaged.xls")
CODES = {outcome.value for outcome in Outcome}


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("mode", choices=MODES)
    arguments.add_argument("--files", type=int, required=True)
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--folder", type=Path, required=True)
    given = arguments.parse_args()
    given.folder.mkdir(parents=True)
    mistakes: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: mistakes.append(record.getMessage())
    logging.getLogger().addHandler(handler)
    outcomes, faults = run(given.mode, given.files, given.seed, given.folder)
    print(json.dumps({"outcomes": outcomes, "faults": faults + mistakes}))
    return 0


def run(mode: str, files: int, seed: int, folder: Path) -> tuple[Counter[str], list[str]]:
    outcomes: Counter[str] = Counter()
    faults: list[str] = []
    original = write_xls(folder / "見本.xls") if mode.endswith(".xls") else write_xlsx(folder / "見本.xlsx")
    broken = folder / f"傷{original.suffix}"
    with WorkbookReader() as reader:
        values = reader.read(original).sheets
        for number in range(seed, seed + files):
            chance = random.Random(number)
            if mode == "strange.xlsx":
                rezip(original, broken, chance)
            else:
                broken.write_bytes(damage(original.read_bytes(), chance))
            try:
                read = reader.read(broken).sheets
            except Refused as refused:
                code = refused.problems[0].code
                outcomes[code] += 1
                if code not in CODES or (code == "file.reader_stopped" and mode != "damaged.xls"):
                    faults.append(f"{number}: {code}")
            else:
                outcomes["read"] += 1
                outcomes["read wrong"] += read != values
                if mode == "damaged.xlsx" and read != values:
                    faults.append(f"{number}: a wrong value")
    return outcomes, faults


def write_xlsx(path: Path) -> Path:
    book = xlsxwriter.Workbook(str(path))
    percent = book.add_format({"num_format": "0.0%"})
    day = book.add_format({"num_format": 27})
    for name in ("目標", "実績"):
        sheet = book.add_worksheet(name)
        sheet.merge_range("A1:D1", f"{name} 2023年度")
        sheet.write_row(1, 0, ["ブロック", "こくみん共済", "達成率", "基準日"])
        for row in range(2, 22):
            sheet.write_string(row, 0, f"第{row}ブロック")
            sheet.write_number(row, 1, row * 37)
            sheet.write_number(row, 2, row / 64, percent)
            sheet.write_number(row, 3, 45_400 + row, day)
    book.close()
    return path


def write_xls(path: Path) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("実績")
    percent = xlwt.easyxf(num_format_str="0.0%")
    sheet.write_merge(0, 0, 0, 2, "実績 2023年度")
    for row in range(1, 30):
        sheet.write(row, 0, f"第{row}ブロック")
        sheet.write(row, 1, row * 37)
        sheet.write(row, 2, row / 64, percent)
    book.save(str(path))
    return path


def damage(data: bytes, chance: random.Random) -> bytes:
    """Flip, overwrite, blank, cut out, double or cut off some bytes."""
    broken = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8))):
        if not broken:
            break
        place = chance.randrange(len(broken))
        length = chance.choice((1, 2, 4, 64))
        match chance.randrange(6):
            case 0:
                broken[place] ^= 1 << chance.randrange(8)
            case 1:
                broken[place : place + length] = chance.randbytes(length)
            case 2:
                broken[place : place + length] = b"\0" * length
            case 3:
                del broken[place : place + length]
            case 4:
                broken[place:place] = broken[place : place + length]
            case _:
                del broken[place:]
    return bytes(broken)


def rezip(original: Path, broken: Path, chance: random.Random) -> None:
    with zipfile.ZipFile(original) as source, zipfile.ZipFile(broken, "w") as target:
        chosen = chance.choice([name for name in source.namelist() if name.startswith(("xl/", "_rels/"))])
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, damage(data, chance) if name == chosen else data)


if __name__ == "__main__":
    sys.exit(main())
