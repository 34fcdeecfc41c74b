"""Published files, as they were published."""

import csv
import gzip
import io
from collections import Counter
from pathlib import Path

import pytest

from tallystick.kit.errors import Refused
from tallystick.lake.read import Limits, open_file
from tallystick.lake.read.delimited import careful_grid, fast_grid
from tallystick.lake.read.dialect import dialect_of
from tallystick.lake.read.text import decoded


@pytest.fixture(scope="module")
def raw_files(real_data: Path) -> list[Path]:
    return sorted(path for path in real_data.glob("spend/*/raw/*") if path.is_file())


def test_every_file_is_opened_or_refused_for_a_true_reason(raw_files: list[Path]) -> None:
    reasons = {
        "leeds/raw/2018-10.csv": "The file is empty.",
        "darlington/raw/2016-04.csv": "This is a web page",
        "gla_baddata/raw/bad-month-401.html": "This is a web page",
    }
    refused = {}
    formats: Counter[str] = Counter()
    for path in raw_files:
        name = "/".join(path.parts[-3:])
        try:
            found = open_file(path)
        except Refused as no:
            refused[name] = no.reason
            continue
        formats[found.format] += 1
        assert all(sheet.cells.height == len(sheet.lines) for sheet in found.sheets)
        if name.endswith("archive_ncc_category.ods"):
            assert [part.sheet for part in found.refused] == ["Pivot Table_Sheet1_1"]
        else:
            assert found.refused == []
    for name, reason in refused.items():
        assert reason.startswith("This is JSON." if name.endswith(".json") else reasons.pop(name))
    assert not reasons
    assert formats["xlsx"] == 19
    assert formats["xls"] == formats["ods"] == 1


def test_the_fast_way_reads_real_files_as_the_careful_way_does(raw_files: list[Path]) -> None:
    """Every ninth file, to be quick; where no quote strays, both read as many records as the csv module."""
    limits = Limits()
    fast_ones = 0
    files = [path for path in raw_files if path.suffix == ".csv" and path.stat().st_size][::9]
    for path in files:
        data = path.read_bytes()
        text = decoded(gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data)
        dialect = dialect_of(text.utf8)
        careful = careful_grid(text.utf8, dialect, limits)
        records = sum(1 for _ in csv.reader(io.StringIO(text.utf8.decode(), newline=""), delimiter=dialect.delimiter))
        assert records == careful.cells.height, path
        fast = fast_grid(text.utf8, dialect, limits)
        if fast is not None:
            fast_ones += 1
            assert fast.lines.equals(careful.lines), path
            assert fast.cells.equals(careful.cells), path
    assert fast_ones > 0.9 * len(files)
