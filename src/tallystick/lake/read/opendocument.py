"""ODS, read as a stream: a table may say "repeat this row a million times", so nothing is repeated unread."""

import zipfile
from collections.abc import Iterator

from tallystick.kit.errors import Refused
from tallystick.lake.read.grid import Grid
from tallystick.lake.read.limits import Allowance


def tables(archive: zipfile.ZipFile, allowance: Allowance) -> Iterator[tuple[str, Grid | Refused | None]]:
    raise Refused("This kind of workbook is not read yet.", what_to_do="Save it as .xlsx or CSV and load that.")
