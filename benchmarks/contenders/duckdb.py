"""DuckDB reading every column of every file as text into one table, with the file's name: no cleaning at all.

The floor that nothing which understands the files can be under: headers, totals and titles are rows like any other.
"""

import gzip
import json
import sys
from pathlib import Path

import duckdb

if __name__ == "__main__":
    files = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    work = Path(sys.argv[2])
    lake = duckdb.connect(str(work / "text.duckdb"), config={"threads": 2, "memory_limit": "1GB"})
    width = 60
    lake.execute(f"create table text ({', '.join(f'c{i} varchar' for i in range(width))}, file varchar)")
    columns = "{" + ", ".join(f"'c{i}': 'VARCHAR'" for i in range(width)) + "}"
    scratch = work / "utf8.csv"
    for file in files:
        data = Path(file).read_bytes()
        if data[:2] == b"\x1f\x8b":
            data = gzip.decompress(data)
        encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
        scratch.write_text(text, encoding="utf-8", newline="")
        lake.execute(
            f"insert into text select *, ? from read_csv(?, auto_detect=false, header=false, columns={columns},"
            " delim=',',"
            " quote='\"', null_padding=true, strict_mode=false, ignore_errors=true, parallel=false)",
            [file, str(scratch)],
        )
    rows = lake.execute("select count(*) from text").fetchall()[0][0]
    print(json.dumps({"rows": rows}))
