"""A pandas script such as an analyst writes: find the header, clean whole columns, keep file and line, write Parquet.

It knows the words that these files have for headings, and does two files at a time on two cores. It does not tell who
published them, keep raw bytes, reconcile, quarantine, remember, or check anything.
"""

import gzip
import io
import json
import re
import sys
from multiprocessing import Pool
from pathlib import Path

import pandas as pd

AMOUNT = re.compile(r"net|amount|value|gross|total|nett", re.I)
DATE = re.compile(r"date|updated|paid on", re.I)
SUPPLIER = re.compile(r"supplier|beneficiary|vendor|merchant|payee", re.I)
NOT_NAME = re.compile(r"number|code|ref|vat|type|postcode|registered|registration|\bid\b(?!\()", re.I)


def clean(job: tuple[str, str]) -> int:
    file, folder = job
    data = Path(file).read_bytes()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    lines = text.splitlines()[:40]
    header = next(
        (i for i, line in enumerate(lines) if AMOUNT.search(line) and SUPPLIER.search(line) and line.count(",") > 2), 0
    )
    width = max((line.count(",") for line in lines), default=0) + 1
    frame = pd.read_csv(
        io.StringIO(text), header=None, names=range(width + 8), skiprows=header, dtype=str, keep_default_na=False,
        skip_blank_lines=False, on_bad_lines="skip", engine="c",
    )  # fmt: skip
    names = [str(cell).strip() for cell in frame.iloc[0]]
    frame = frame.iloc[1:]
    amounts = [i for i, n in enumerate(names) if AMOUNT.search(n) and not NOT_NAME.search(n)]
    suppliers = [i for i, n in enumerate(names) if SUPPLIER.search(n) and not NOT_NAME.search(n)]
    dates = [i for i, n in enumerate(names) if DATE.search(n)]
    if not amounts or not suppliers:
        return 0
    for i in range(len(names)):
        frame[i] = frame[i].str.strip()
    money = frame[amounts[0]].str.replace(r"[£,\s]", "", regex=True)
    negative = money.str.startswith("(") | money.str.endswith("-")
    pounds = pd.to_numeric(money.str.strip("()-").where(negative, money), errors="coerce")
    pounds = pounds.where(~negative, -pounds)
    out = pd.DataFrame(
        {names[i] or f"column {i}": frame[i] for i in range(len(names)) if i not in (*amounts[:1], *suppliers[:1])}
    )
    out["supplier"] = frame[suppliers[0]]
    out["supplier_key"] = out["supplier"].str.lower().str.replace(r"[^\w]+", " ", regex=True).str.strip()
    out["pence"] = (pounds * 100).round().astype("Int64")
    if dates:
        out["date"] = pd.to_datetime(frame[dates[0]], dayfirst=True, format="mixed", errors="coerce")
    out["redacted"] = out["supplier"].str.contains("redact|withheld", case=False)
    out["duplicate"] = frame.duplicated()
    out["file"] = file
    out["row"] = frame.index + header + 1
    out = out[out["pence"].notna() & (out["supplier"] != "")]
    out.to_parquet(Path(folder) / f"{abs(hash(file))}.parquet", index=False)
    return len(out)


if __name__ == "__main__":
    files = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    with Pool(2) as pool:
        rows = sum(pool.imap_unordered(clean, [(f, sys.argv[2]) for f in files], chunksize=4))
    print(json.dumps({"rows": rows}))
