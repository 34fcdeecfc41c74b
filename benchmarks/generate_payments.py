"""Make a home of tidy payments, as large as wanted, to measure builds and pages on.

    python -m benchmarks.generate_payments FOLDER --payments 10000000

The payments are made up. Their shape is that of published local-government spend: 40 bodies that publish monthly,
200,000 suppliers of whom few take most of the money and most are paid by one body, each by few departments under few
accounts and descriptions, for a time; some nine payments to a line, most lines with one or two and few with thousands;
a redaction in twelve, a negative amount in thirty. The same seed gives the same payments. A folder that has them
already is only built again.
"""

import argparse
import json
import resource
import sys
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import polars as pl

from tallystick.lake.build import Entry, assemble, writing
from tallystick.lake.decisions import Decisions
from tallystick.lake.one_file import reading_key
from tallystick.lake.reading import FileReading, TableReading
from tallystick.lake.store.home import Home
from tallystick.lake.tidy.names import supplier_key
from tallystick.lake.tidy.publisher import Publisher
from tallystick.lake.tidy.schema import FURNITURE, PAYMENTS, QUARANTINE

BODIES, SUPPLIERS, ROWS = 40, 200_000, 2_600
SHARED = 12_000
"""How many suppliers several bodies pay. The others are each paid by one."""

_SHARED_BY_ONE = 1_600
_ONSETS = ("b", "bl", "br", "c", "cl", "d", "dr", "f", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "pr", "r", "s",
           "st", "t", "th", "tr", "v", "w", "z")  # fmt: skip
_VOWELS = ("a", "e", "i", "o", "u", "ea", "oo", "ai")
_CODAS = ("ck", "d", "ft", "g", "ld", "ll", "lm", "m", "n", "nd", "ng", "nt", "p", "r", "rd", "rn", "sk", "ss", "st",
          "t", "th", "x")  # fmt: skip
_ENDINGS = ("Limited", "Ltd", "LLP", "Trust", "& Sons", "plc")
_THINGS = [
    "agency staff",
    "software licences",
    "residential care",
    "home to school transport",
    "grounds maintenance",
    "legal fees",
    "highway repairs",
    "print and post",
    "catering supplies",
    "telephone lines",
    "foster care",
    "waste disposal",
    "consultancy",
    "electricity",
    "gas",
    "water",
    "training",
    "vehicle hire",
    "building works",
    "day centre places",
]


@dataclass(frozen=True)
class Lines:
    """What one body buys: a row for each combination of supplier, department, account and description that it has.

    weight: how often it is paid while it is bought, few of them very often. begins, ends: months, the last excluded.
    """

    frame: pl.DataFrame
    weight: np.ndarray
    begins: np.ndarray
    ends: np.ndarray
    size: np.ndarray


def _words(random: np.random.Generator, count: int) -> list[str]:
    """Made-up words of two syllables."""
    parts = (_ONSETS, _VOWELS, _CODAS, _ONSETS, _VOWELS, _CODAS)
    chosen = [[part[n] for n in random.integers(0, len(part), count)] for part in parts]
    return ["".join(letters) for letters in zip(*chosen, strict=True)]


def _names(random: np.random.Generator) -> pl.DataFrame:
    """supplier, supplier_key, supplier_number: every supplier. What one sells is in its name, and is its number's."""
    supplier = [
        f"{word.title()} {_THINGS[n % len(_THINGS)].title()} {_ENDINGS[n % len(_ENDINGS)]}"
        for n, word in enumerate(_words(random, SUPPLIERS))
    ]
    numbers = pl.int_range(100_000, 100_000 + SUPPLIERS, eager=True)
    return pl.DataFrame(
        {
            "supplier": supplier,
            "supplier_key": [supplier_key(name) for name in supplier],
            "supplier_number": numbers.cast(pl.String),
        }
    )


def _lines(random: np.random.Generator, body: int, months: int, rows: int, names: pl.DataFrame) -> Lines:
    """The lines of a body. Each supplier is paid by one department or a few, under few accounts and descriptions."""
    shared = np.unique((random.random(2 * _SHARED_BY_ONE) ** 2 * SHARED).astype(np.int64))
    own = (SUPPLIERS - SHARED) // BODIES
    first = SHARED + body * own
    pool = np.concatenate([shared, np.arange(first, first + own)])
    weight = random.lognormal(0, 1.6, len(pool))
    many = max(len(pool), months * rows // 9 * 2)
    at = np.concatenate([np.arange(len(pool)), random.choice(len(pool), many - len(pool), p=weight / weight.sum())])
    who = pool[at]
    thing = who % len(_THINGS)
    nth = random.integers(0, 3, many)
    department = (who * 7 + nth * (random.random(many) < 0.3)) % 25
    account = thing * 40 + (who + random.integers(0, 4, many) ** 2) % 40
    wording = (who * 13 + random.integers(0, 40, many)) % 900
    begins = (random.random(many) * (months + 12)).astype(np.int64) - 12
    frame = names[who].with_columns(
        department=pl.format("Department {}", pl.Series(department)),
        account=pl.format("Account {}", pl.Series(account)),
        category_code=pl.Series(account).cast(pl.String),
        description=pl.format(
            "{} {}", pl.Series([_THINGS[n].capitalize() for n in thing.tolist()]), pl.Series(wording)
        ),
        redacted=pl.Series(random.random(many) < 0.08),
    )
    withheld = pl.col("redacted")
    frame = frame.with_columns(
        supplier=pl.when(withheld).then(pl.lit("REDACTED")).otherwise("supplier"),
        supplier_key=pl.when(withheld).then(pl.lit("redacted")).otherwise("supplier_key"),
    )
    return Lines(
        frame,
        weight=random.lognormal(0, 2.0, many),
        begins=begins,
        ends=begins + 1 + random.geometric(1 / 14, many),
        size=random.normal(10.5, 1.5, many),
    )


def _file(random: np.random.Generator, lines: Lines, number: int, month: date, rows: int) -> pl.DataFrame:
    """The payments of one month, drawn from what the body then buys."""
    bought = np.flatnonzero((lines.begins <= number) & (lines.ends > number))
    if not len(bought):
        bought = np.arange(len(lines.weight))
    weights = np.cumsum(lines.weight[bought])
    drawn = bought[np.minimum(np.searchsorted(weights, random.random(rows) * weights[-1]), len(bought) - 1)]
    pence = np.exp(random.normal(lines.size[drawn], 0.9)).astype(np.int64)
    frame: pl.DataFrame = lines.frame[drawn]
    return frame.with_columns(
        date=pl.Series(np.datetime64(month) + np.sort(random.integers(0, 28, rows))),
        amount_pence=pl.Series(pence * np.where(random.random(rows) < 0.033, -1, 1)),
        transaction=pl.Series(random.integers(10**7, 10**8, rows)),
        duplicate=pl.Series(random.random(rows) < 0.01),
        fingerprint=pl.Series(random.integers(0, 2**63, rows, dtype=np.uint64)),
        extra=pl.concat_str(
            pl.lit('{"Cost centre":"'),
            pl.Series(random.integers(10_000, 12_000, rows)),
            pl.lit(f'","Period":"{month.isoformat()[:7]}"}}'),
        ),
        month=pl.lit(month),
        amount_basis=pl.lit("net"),
        category_scheme=pl.lit("ProClass"),
        card=pl.lit(False),
        row=pl.int_range(2, rows + 2),
    ).with_columns(net_pence="amount_pence")


def write_tidy(home: Home, payments: int, seed: int = 1834) -> None:
    """Write the tidy files of `payments` payments, and the raw file behind the first month of each body."""
    home.create()
    random = np.random.default_rng(seed)
    names = _names(random)
    bodies = _words(random, BODIES)
    months = max(1, payments // (BODIES * ROWS))
    rows = payments // (BODIES * months)
    for body in range(BODIES):
        code, name = f"GB-LAE-{body:03d}", f"{bodies[body].title()} Council"
        lines = _lines(random, body, months, rows, names)
        for number in range(months):
            month = date(2015 + number // 12, number % 12 + 1, 1)
            sha256 = f"{body:032x}{number:032x}"
            file = f"{code}-{month.isoformat()[:7]}.csv"
            frame = _file(random, lines, number, month, rows).with_columns(
                organisation_code=pl.lit(code), organisation=pl.lit(name), file=pl.lit(file), sha256=pl.lit(sha256)
            )
            missing = [pl.lit(None, dtype).alias(column) for column, dtype in PAYMENTS.items() if column not in frame]
            frame = frame.with_columns(missing).select(pl.col(c).cast(dtype) for c, dtype in PAYMENTS.items())
            _write_file(home, frame, file, sha256, {"code": code, "name": name, "how": "content"})
            if number == 0:
                raw = home.raw_file(sha256)
                raw.parent.mkdir(exist_ok=True)
                frame.select("organisation", "date", "supplier", "amount_pence", "description").write_csv(raw)


def _write_file(home: Home, frame: pl.DataFrame, file: str, sha256: str, who: dict[str, str | None]) -> None:
    folder = home.tidy / sha256 / "made"
    folder.mkdir(parents=True)
    frame.write_parquet(folder / "payments.parquet", compression="zstd", compression_level=1)
    pl.DataFrame(schema=QUARANTINE).write_parquet(folder / "quarantine.parquet")
    pl.DataFrame(schema=FURNITURE).write_parquet(folder / "furniture.parquet")
    pence = int(frame["amount_pence"].sum())
    table = TableReading(
        None,
        1,
        rows_read=frame.height,
        payments=frame.height,
        pence_read=pence,
        pence_payments=pence,
        first_date=str(frame["date"].min()),
        last_date=str(frame["date"].max()),
        amount_basis="net",
    )
    reading = FileReading(file, sha256, frame.height * 180, "csv", "utf-8", "loaded", None, who, [table])
    (folder / "reading.json").write_text(json.dumps(reading.as_json()), encoding="utf-8")


def entries_of(home: Home) -> list[Entry]:
    """The entries of a home that `write_tidy` made, as this version of Tallystick would have read them."""
    entries = []
    for path in sorted(home.tidy.glob("*/made/reading.json")):
        reading = FileReading.from_json(json.loads(path.read_text(encoding="utf-8")))
        code, name = reading.organisation["code"], reading.organisation["name"]
        publisher = Publisher(code, name, "content")
        reading.key = reading_key(reading.sha256, reading.file, publisher, None, Decisions())
        tidy = path.parent.relative_to(home.root).as_posix()
        loaded_at = "2026-11-22T09:00:00+00:00"
        entries.append(Entry(reading.sha256, reading.file, loaded_at, "loaded", tidy, code, name, reading))
    return entries


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--payments", type=int, default=10_000_000)
    given = parser.parse_args()
    home = Home.find(given.folder)
    started = time.perf_counter()
    if not home.tidy.exists():
        write_tidy(home, given.payments)
    entries = entries_of(home)
    print(f"tidy: {len(entries)} files, {time.perf_counter() - started:.1f} s")
    started = time.perf_counter()

    def said(step: str) -> None:
        print(f"{time.perf_counter() - started:7.2f} s  {step}", flush=True)

    with writing(home):
        manifest = assemble(
            home,
            entries,
            [],
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            progress=said,
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform != "darwin" else 1024**3)
    print(f"build: {manifest.payments:,} payments, {time.perf_counter() - started:.1f} s, peak {peak:.2f} GiB")


if __name__ == "__main__":
    main()
