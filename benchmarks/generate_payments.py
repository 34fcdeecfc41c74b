"""Make a home of tidy payments, as large as wanted, to measure builds and pages on.

    python -m benchmarks.generate_payments FOLDER --payments 10000000

The payments are made up. Their shape is that of published local-government spend: 40 bodies that publish monthly,
200,000 suppliers of whom few take most of the money, 300,000 distinct descriptions, a redaction in twelve, a negative
amount in thirty. The same seed gives the same payments. A folder that has them already is only built again.
"""

import argparse
import json
import resource
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import polars as pl

from tallystick.lake.build import Entry, assemble, writing
from tallystick.lake.decisions import Decisions
from tallystick.lake.one_file import reading_key
from tallystick.lake.reading import FileReading, TableReading
from tallystick.lake.store.home import Home
from tallystick.lake.tidy.publisher import Publisher
from tallystick.lake.tidy.schema import FURNITURE, PAYMENTS, QUARANTINE

BODIES, SUPPLIERS, DESCRIPTIONS, ROWS = 40, 200_000, 300_000, 2_600
_SYLLABLES = [
    *("bar", "cal", "den", "fen", "gor", "hal", "ken", "lam", "mor", "nor"),
    *("pen", "ros", "sal", "tar", "ver", "wic", "yar", "zel", "ash", "bri"),
]
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


def _words(numbers: np.ndarray, parts: int) -> list[str]:
    """A made-up word of `parts` syllables for each number, the same for the same number."""
    return [
        "".join(_SYLLABLES[(int(n) // len(_SYLLABLES) ** p) % len(_SYLLABLES)] for p in range(parts)) for n in numbers
    ]


def _names() -> tuple[pl.Series, pl.Series, pl.Series]:
    numbers = np.arange(SUPPLIERS)
    endings = ["Limited", "Ltd", "LLP", "Trust", "& Sons", "plc"]
    words = _words(numbers, 4)
    suppliers = [f"{w.title()} {_THINGS[n % 20].title()} {endings[n % 6]}" for n, w in enumerate(words)]
    keys = [s.lower().replace("&", "and") for s in suppliers]
    descriptions = [
        f"{_THINGS[n % 20].capitalize()} {w} {n % 997}" for n, w in enumerate(_words(np.arange(DESCRIPTIONS) * 7, 3))
    ]
    return pl.Series(suppliers), pl.Series(keys), pl.Series(descriptions)


def _skewed(random: np.random.Generator, size: int, among: int) -> np.ndarray:
    """Numbers below `among`, few of them very common."""
    return np.minimum((random.random(size) ** 3 * among).astype(np.int64), among - 1)


def _file(
    random: np.random.Generator,
    body: int,
    month: date,
    rows: int,
    names: tuple[pl.Series, ...],
) -> pl.DataFrame:
    suppliers, keys, descriptions = names
    who = (_skewed(random, rows, SUPPLIERS // 8) * 8 + body * 131 * (random.random(rows) < 0.7)) % SUPPLIERS
    what = (_skewed(random, rows, DESCRIPTIONS // 4) * 4 + body * 97) % DESCRIPTIONS
    redacted = random.random(rows) < 0.08
    pence = np.exp(random.normal(10.5, 1.8, rows)).astype(np.int64) * np.where(random.random(rows) < 0.033, -1, 1)
    frame = pl.DataFrame(
        {
            "supplier": suppliers.gather(who),
            "supplier_key": keys.gather(who),
            "description": descriptions.gather(what),
            "date": np.datetime64(month) + np.sort(random.integers(0, 28, rows)),
            "amount_pence": pence,
            "supplier_number": who + 100_000,
            "department": random.integers(0, 25, rows),
            "account": what % 2_000,
            "category_code": what % 1_500,
            "transaction": random.integers(10**7, 10**8, rows),
            "cost_centre": random.integers(10_000, 12_000, rows),
            "redacted": redacted,
            "duplicate": random.random(rows) < 0.01,
            "fingerprint": random.integers(0, 2**63, rows, dtype=np.uint64),
        }
    )
    return frame.with_columns(
        supplier=pl.when("redacted").then(pl.lit("REDACTED")).otherwise("supplier"),
        supplier_key=pl.when("redacted").then(pl.lit("redacted")).otherwise("supplier_key"),
        department=pl.format("Department {}", "department"),
        account=pl.format("Account {}", "account"),
        category_code=pl.format("{}", "category_code"),
        extra=pl.concat_str(
            pl.lit('{"Cost centre":"'),
            "cost_centre",
            pl.lit(f'","Period":"{month.isoformat()[:7]}"}}'),
        ),
        month=pl.lit(month),
        net_pence="amount_pence",
        amount_basis=pl.lit("net"),
        category_scheme=pl.lit("ProClass"),
        card=pl.lit(False),
        row=pl.int_range(2, rows + 2),
    )


def write_tidy(home: Home, payments: int, seed: int = 1834) -> None:
    """Write the tidy files of `payments` payments, and the raw file behind the first month of each body."""
    home.create()
    random = np.random.default_rng(seed)
    names = _names()
    months = max(1, payments // (BODIES * ROWS))
    rows = payments // (BODIES * months)
    for body in range(BODIES):
        code, name = f"GB-LAE-{body:03d}", f"{_words(np.array([body * 401]), 3)[0].title()} Council"
        for number in range(months):
            month = date(2015 + number // 12, number % 12 + 1, 1)
            sha256 = f"{body:032x}{number:032x}"
            file = f"{code}-{month.isoformat()[:7]}.csv"
            frame = _file(random, body, month, rows, names).with_columns(
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
