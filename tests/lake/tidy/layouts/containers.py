"""One table in different kinds of text file and archive."""

import gzip
import io
import zipfile
from typing import Any

from tests.lake.tidy.layouts.making import DEP, PAID, SUPPLIER, A, D, Layout, S, listing, pound, published, rows, text

LAYOUTS: list[Layout] = []


def add(name: str, content: str | bytes, **truth: Any) -> None:
    LAYOUTS.append(published(name, content, **truth))


add("tab_in_csv", text(rows([D, DEP, S, A]), delimiter="\t"))
add("pipe", text(rows([D, DEP, S, A]), delimiter="|"))
add("bare_cr", text(rows([D, DEP, S, A]), end="\r"))
add("utf16", text(rows([D, DEP, S, ("Amount", lambda p: pound(p.pence))]), delimiter="\t").encode("utf-16"))
add("cp1252", text(rows([D, DEP, S, ("Amount", lambda p: pound(p.pence))])).encode("cp1252"))
add("bom", "\ufeff" + listing([D, DEP, S, A]))
add("all_quoted", text(rows([D, DEP, S, A]), quote_all=True))
add(
    "line_quoted",
    "".join(
        '"' + line.replace('"', '""') + '"\r\n'
        for line in listing([D, DEP, ("Supplier Name", SUPPLIER), A]).splitlines()
    ),
)
add("sep_line", "sep=,\r\n" + listing([D, DEP, S, A]), furniture=2)
add("gz", gzip.compress(listing([D, DEP, S, A]).encode(), mtime=0), file="spend.csv.gz")


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for n, c in files.items():
            z.writestr(n, c)
    return out.getvalue()


add(
    "zip_months",
    zipped(
        {"april/a.csv": listing([D, DEP, S, A], paid=PAID[:10]), "may/b.csv": listing([D, S, DEP, A], paid=PAID[10:])}
    ),
    file="spend.zip",
    furniture=2,
)
