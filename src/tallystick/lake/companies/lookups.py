"""Questions to the register in use, about many companies at once."""

import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from tallystick.kit.errors import Refused
from tallystick.lake.companies import store
from tallystick.lake.companies.meaning import NAME_SAYS, is_sme, is_vcse
from tallystick.lake.companies.names import bare_keys_of, keys_of
from tallystick.lake.companies.numbers import company_numbers
from tallystick.lake.store.home import Home

MEMORY_LIMIT = "400MB"
THREADS = 2

_COMPANY = """
    c.company_number, c.name, c.status, c.company_category, c.country_of_origin, c.incorporated, c.dissolved,
    c.post_town, c.postcode, c.accounts_category, c.accounts_made_up, c.sic_codes
"""
_PREVIOUS = """
    LEFT JOIN (
        SELECT company_number, list(name ORDER BY position) AS names FROM previous_names
        SEMI JOIN found USING (company_number) GROUP BY company_number
    ) AS p USING (company_number)
"""
_BY_NUMBER = f"""
WITH found AS (SELECT w.asked, w.company_number FROM wanted AS w)
SELECT found.asked, {_COMPANY}, coalesce(p.names, []) AS previous_names
FROM found JOIN companies AS c USING (company_number) {_PREVIOUS}
ORDER BY found.asked
"""
_BY_KEY = f"""
WITH found AS (
    SELECT w.asked, k.company_number, bool_or(k.key = w.key) AS exact, NOT bool_or(NOT k.previous) AS previous,
           arg_min(k.name, (k.key <> w.key, k.previous)) AS matched_name,
           max(k.until) FILTER (WHERE k.previous) AS until
    FROM wanted AS w JOIN name_keys AS k ON k.bare_key = w.bare_key AND (NOT w.whole OR k.key = w.key)
    GROUP BY w.asked, k.company_number
)
SELECT found.asked, found.exact, found.previous, found.matched_name,
       CASE WHEN found.previous THEN found.until END AS until,
       {_COMPANY}, coalesce(p.names, []) AS previous_names
FROM found JOIN companies AS c USING (company_number) {_PREVIOUS}
ORDER BY found.asked, NOT found.exact, found.previous, company_number
"""


class NoRegister(Refused):
    """No company register has been loaded yet."""

    def __init__(self) -> None:
        super().__init__(
            "No company register has been loaded.",
            what_to_do="Load the Companies House basic company data file with `tallystick companies load`.",
        )


def by_numbers(home: Home, numbers: Iterable[str]) -> pl.DataFrame:
    """The company of each number, one row for each that the register has.

    asked: the number as it was given, which may lack noughts or capitals. Then company_number, name, status,
    company_category, country_of_origin, incorporated, dissolved, post_town, postcode, accounts_category,
    accounts_made_up, sic_codes (list), previous_names (list, latest first), sme and vcse (indications: true, false or
    null). Raises NoRegister.
    """
    asked = _asked(numbers)
    wanted = pl.DataFrame({"asked": asked, "company_number": company_numbers(asked, shortest=6)}).drop_nulls()
    return _answer(home, _BY_NUMBER, wanted)


def by_names(home: Home, names: Iterable[str]) -> pl.DataFrame:
    """Which companies have, or had, each name, as `by_name_keys` answers. Names may be in any case and punctuation."""
    asked = _asked(names)
    return _by_keys(home, asked, keys_of(asked), exact=False)


def by_name_keys(home: Home, keys: Iterable[str], *, exact: bool = False) -> pl.DataFrame:
    """Which companies have, or had, the name of each key (`lake.tidy.names.supplier_key`): all of them.

    asked: the key. exact: whether the names agree to the legal form, and not only without it. previous: whether it is
    only a name that the company had, and then until: when it changed. matched_name: the name that agrees. Then the
    columns of `by_numbers`. The best match of each key comes first: exact, then present, then by number. With `exact`,
    names that agree only without their legal form are left out. Raises NoRegister.
    """
    asked = _asked(keys)
    return _by_keys(home, asked, asked, exact=exact)


def quarantined(home: Home, most: int = 100) -> pl.DataFrame:
    """Rows of the register in use that are no company: file, line, reason, company_number as written, name."""
    found: pl.DataFrame = (
        _cursor(home).execute("SELECT * FROM quarantine ORDER BY reason, file, line LIMIT ?", [most]).pl()
    )
    return found


def _by_keys(home: Home, asked: pl.Series, keys: pl.Series, *, exact: bool) -> pl.DataFrame:
    wanted = pl.DataFrame({"asked": asked, "key": keys, "bare_key": bare_keys_of(keys)}).filter(pl.col("key") != "")
    return _answer(home, _BY_KEY, wanted.with_columns(whole=pl.lit(exact)))


def _asked(texts: Iterable[str]) -> pl.Series:
    series = texts if isinstance(texts, pl.Series) else pl.Series(list(texts), dtype=pl.String())
    return series.drop_nulls().unique().alias("asked")


def _answer(home: Home, sql: str, wanted: pl.DataFrame) -> pl.DataFrame:
    cursor = _cursor(home)
    cursor.register("wanted", wanted.to_arrow())
    try:
        return _indicated(cursor.execute(sql).pl())
    finally:
        cursor.unregister("wanted")


def _indicated(found: pl.DataFrame) -> pl.DataFrame:
    """With sme and vcse, asked once for each distinct word, and of each name that has something to say."""
    accounts, kinds = found["accounts_category"], found["company_category"]
    sme = {text: is_sme(text) for text in accounts.unique().to_list()}
    vcse = {text: is_vcse(text) for text in kinds.unique().to_list()}
    social = [vcse[kind] for kind in kinds.to_list()]
    for row in found["name"].str.contains(NAME_SAYS).arg_true().to_list():
        social[row] = is_vcse(kinds[row], found["name"][row])
    return found.with_columns(
        pl.Series("sme", [sme[text] for text in accounts.to_list()], dtype=pl.Boolean()),
        pl.Series("vcse", social, dtype=pl.Boolean()),
    )


_open: dict[Path, tuple[str, Any]] = {}
_opening = threading.Lock()


def _cursor(home: Home) -> Any:
    """A cursor on the register in use now, opened read-only with no way to any other file."""
    register = store.current_id(home)
    if register is None or store.current(home) is None:
        raise NoRegister
    with _opening:
        known = _open.get(home.root)
        if known is None or known[0] != register:
            path = store.folder_of(home) / register / store.DATABASE
            known = _open[home.root] = (register, _connected(path))
        return known[1].cursor()


def _connected(path: Path) -> Any:
    connection = duckdb.connect(
        str(path),
        read_only=True,
        config={
            "threads": THREADS,
            "memory_limit": MEMORY_LIMIT,
            "enable_external_access": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )
    connection.execute("SET lock_configuration = true")
    return connection
