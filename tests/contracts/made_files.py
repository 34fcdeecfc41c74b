"""Small files of every kind that is taken as a document, and of some that are not."""

import io
import zipfile

import xlsxwriter
import xlwt

_ODF = "application/vnd.oasis.opendocument."
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def packed(**entries: bytes | str) -> bytes:
    """A zip: ``__`` in a name stands for a slash, ``_DOT_`` for a full stop."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in entries.items():
            file.writestr(name.replace("__", "/").replace("_DOT_", "."), content)
    return out.getvalue()


def office(folder: str, **more: bytes) -> bytes:
    """A file of a newer Office: as far as its parts go."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr(f"{folder}/document.xml", "<x/>")
        for name, content in more.items():
            file.writestr(f"{folder}/{name.replace('_DOT_', '.')}", content)
    return out.getvalue()


def old(*streams: str) -> bytes:
    """A file of an older Office: as far as the names of its streams go."""
    return OLD_OFFICE + b"".join((name + "\0").encode("utf-16-le") + bytes(60) for name in streams)


def workbook() -> bytes:
    """A real XLSX."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    book.add_worksheet().write(0, 0, "x")
    book.close()
    return out.getvalue()


def old_workbook() -> bytes:
    """A real XLS."""
    out, book = io.BytesIO(), xlwt.Workbook()
    book.add_sheet("a").write(0, 0, "x")
    book.save(out)
    return out.getvalue()


PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(30) + b"IEND\xaeB`\x82"
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(30) + b"\xff\xd9"
GIF = b"GIF89a" + bytes(20) + b"\x00;"
MAIL = b"From: a@x.example\r\nTo: b@x.example\r\nSubject: Late\r\n\r\nAgain.\r\n"
PROGRAM = b"MZ" + bytes(200)

TAKEN = {
    "agreement.pdf": PDF,
    "agreement.docx": office("word"),
    "prices.xlsx": workbook(),
    "slides.PPTX": office("ppt"),
    "agreement.doc": old("WordDocument"),
    "prices.xls": old_workbook(),
    "slides.ppt": old("PowerPoint Document"),
    "letter.msg": old("__properties_version1.0"),
    "agreement.odt": packed(mimetype=_ODF + "text"),
    "prices.ods": packed(mimetype=_ODF + "spreadsheet"),
    "slides.odp": packed(mimetype=_ODF + "presentation"),
    "notes.txt": "Caf\u00e9 at \u00a35".encode("cp1252"),
    "notes.v2.txt": "Café".encode("utf-16"),
    "prices.csv": b"item,price\nhandset,12.00\n",
    "letter.eml": MAIL,
    "scan.png": PNG,
    "scan.jpg": JPG,
    "scan.jpeg": JPG,
    "scan.gif": GIF,
    "scan.tif": b"II*\x00" + bytes(40),
    "scan.webp": b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(20),
}
MACROS = {
    "prices.xlsm": workbook(),
    "prices.xlsx": office("xl", vbaProject_DOT_bin=b"x"),
    "agreement.docx": office("word", vbaProject_DOT_bin=b"x"),
    "prices.xls": old("Workbook", "_VBA_PROJECT"),
    "agreement.doc": old("WordDocument", "_VBA_PROJECT"),
    "prices.ods": packed(mimetype=_ODF + "spreadsheet", **{"Basic__script-lc_DOT_xml": "<x/>"}),
}
SOMETHING_ELSE = {
    "agreement.pdf": PROGRAM,
    "agreement.docx": PDF,
    "prices.xlsx": office("word"),
    "prices.xls": old("WordDocument"),
    "notes.txt": PROGRAM,
    "notes.csv": PNG,
    "page.txt": b"<html><script>alert(1)</script></html>",
    "picture.txt": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "scan.png": JPG,
    "scan.jpg": b"<html>a page</html>",
    "letter.eml": b"nothing like a letter",
    "letter.msg": MAIL,
    "agreement.odt": packed(a="x"),
}
NOT_TAKEN = {
    "setup.exe": PROGRAM,
    "run.sh": b"#!/bin/sh\n",
    "page.html": b"<html></html>",
    "picture.svg": b"<svg/>",
    "script.js": b"alert(1)",
    "agreement.pdf.exe": PDF,
    "everything.zip": packed(a="x"),
    "no ending": PDF,
}
