"""Records of a register to companies, names they had, and rows that cannot be used, each with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from tallystick.kit.errors import Refused
from tallystick.lake.companies.names import bare_keys_of, keys_of
from tallystick.lake.companies.numbers import WHOLE, company_numbers
from tallystick.lake.companies.published import COLUMNS, PREVIOUS_NAMES, positions
from tallystick.lake.companies.sources import LIMITS
from tallystick.lake.read.delimited import grid_of
from tallystick.lake.read.dialect import Dialect
from tallystick.lake.read.grid import Grid

NO_NUMBER = "no company number"
MALFORMED = "company number malformed"
NO_NAME = "no company name"
REPEATED = "company number repeated"
TOO_WIDE = "more cells than headings"

_DIALECT = Dialect(",", "csv", len(COLUMNS), 1.0)
_DATES = ("incorporated", "dissolved", "accounts_made_up")
_TEXTS = ("status", "company_category", "country_of_origin", "post_town", "postcode", "accounts_category")


@dataclass(frozen=True)
class Read:
    """What one block holds. Each frame has `row`, which no other row of the register has.

    companies: row, company_number, name, and what else is kept. previous: row, company_number, position, name, until.
    keys: row, company_number, key, bare_key, name, previous, until. quarantine: row, file, line, reason,
    company_number, name. rows, blank: records, and those with nothing in them.
    """

    companies: pl.DataFrame
    previous: pl.DataFrame
    keys: pl.DataFrame
    quarantine: pl.DataFrame
    rows: int
    blank: int


class Records:
    """The records of one text, block by block. first_row: what `row` begins at."""

    def __init__(self, file: str, first_row: int) -> None:
        self.file = file
        self.row = first_row
        self._line = 0
        self._at: dict[str, int] | None = None
        self._width = 0

    def read(self, utf8: bytes) -> Read:
        """What a block holds. The first begins with the headings; Refused says which of those needed it lacks."""
        grid = grid_of(utf8, _DIALECT, LIMITS)
        lines = grid.lines + self._line
        self._line += utf8.count(b"\n")
        if self._at is None:
            grid, lines = self._headed(grid, lines)
        assert self._at is not None
        taken = _taken(grid, lines, self._at, self._width).with_columns(
            row=pl.int_range(self.row, self.row + lines.len(), dtype=pl.Int64), file=pl.lit(self.file)
        )
        self.row += lines.len()
        return _read(taken)

    @property
    def headed(self) -> bool:
        """Whether headings have been seen."""
        return self._at is not None

    def _headed(self, grid: Grid, lines: pl.Series) -> tuple[Grid, pl.Series]:
        if not grid.cells.height:
            raise Refused(f"There is nothing in {self.file}.", what_to_do="Check that it is the right file.")
        header = list(grid.cells.row(0))
        self._at = positions(header, self.file)
        self._width = max(n for n, heading in enumerate(header) if heading) + 1
        return Grid(grid.cells.slice(1), grid.lines.slice(1)), lines.slice(1)


def _taken(grid: Grid, lines: pl.Series, at: Mapping[str, int], width: int) -> pl.DataFrame:
    """Our columns of the published ones, bare of spaces and nulls where empty; `wide`: cells beyond the headings."""
    names = grid.cells.columns
    cells = {
        own: grid.cells[names[n]].cast(pl.String) if n < len(names) else pl.lit(None, pl.String)
        for own, n in at.items()
    }
    beyond = [pl.col(name).is_not_null() for name in names[width:]]
    any_cell = pl.any_horizontal(pl.all().is_not_null()) if names else pl.lit(False)
    frame = grid.cells.select(wide=pl.any_horizontal(beyond) if beyond else pl.lit(False), filled=any_cell)
    frame = frame.with_columns(lines.alias("line")).with_columns(**cells)
    texts = pl.col(*at)
    return frame.with_columns(texts.str.strip_chars()).with_columns(
        pl.when(texts.str.len_bytes() > 0).then(texts).name.keep()
    )


def _read(taken: pl.DataFrame) -> Read:
    rows, blank = taken.height, int((~taken["filled"]).sum())
    frame = taken.filter("filled")
    frame = frame.with_columns(written=pl.col("company_number"))
    frame = frame.with_columns(company_numbers(frame["company_number"]).alias("company_number"))
    whole = pl.col("company_number").str.contains(f"^{WHOLE.pattern}$").fill_null(value=False)
    reason = (
        pl.when("wide")
        .then(pl.lit(TOO_WIDE))
        .when(pl.col("written").is_null())
        .then(pl.lit(NO_NUMBER))
        .when(~whole)
        .then(pl.lit(MALFORMED))
        .when(pl.col("name").is_null())
        .then(pl.lit(NO_NAME))
    )
    frame = frame.with_columns(reason=reason)
    quarantine = frame.filter(pl.col("reason").is_not_null()).select(
        "row", "file", "line", "reason", company_number="written", name="name"
    )
    good = frame.filter(pl.col("reason").is_null())
    previous = _previous(good)
    return Read(_companies(good), previous, _keys(good, previous), quarantine, rows, blank)


def _companies(good: pl.DataFrame) -> pl.DataFrame:
    sic = pl.concat_list([_sic(pl.col(f"sic_{n}")) for n in range(1, 5)]).list.drop_nulls()
    return good.select(
        "row", "file", "line", "company_number", "name", *_TEXTS, *[_day(c) for c in _DATES], sic.alias("sic_codes")
    )


def _previous(good: pl.DataFrame) -> pl.DataFrame:
    several = [
        good.filter(pl.col(f"previous_name_{n}").is_not_null()).select(
            "row",
            "company_number",
            pl.lit(n, pl.Int8).alias("position"),
            pl.col(f"previous_name_{n}").alias("name"),
            _day(f"previous_until_{n}").alias("until"),
        )
        for n in range(1, PREVIOUS_NAMES + 1)
    ]
    return pl.concat(several)


def _keys(good: pl.DataFrame, previous: pl.DataFrame) -> pl.DataFrame:
    named = pl.concat(
        [
            good.select("row", "company_number", "name", previous=pl.lit(False), until=pl.lit(None, pl.Date())),
            previous.select("row", "company_number", "name", previous=pl.lit(True), until="until"),
        ]
    )
    key = keys_of(named["name"]).alias("key")
    return named.with_columns(key, bare_keys_of(key).alias("bare_key"))


def _day(column: str) -> pl.Expr:
    """A date as published, ``31/12/2024``; as spreadsheets and other systems save it again; or null."""
    text = pl.col(column)
    return pl.coalesce(text.str.to_date("%d/%m/%Y", strict=False), text.str.to_date("%Y-%m-%d", strict=False)).alias(
        column
    )


def _sic(text: pl.Expr) -> pl.Expr:
    """``62020 - Information technology consultancy activities`` to ``62020``; ``None Supplied`` to null."""
    return text.str.extract(r"^(\d{4,5})\b", 1)
