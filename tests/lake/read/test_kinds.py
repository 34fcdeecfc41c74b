import gzip
import json
from pathlib import Path

import pytest

from tallystick.kit.errors import Refused
from tallystick.lake.read import Opened, open_file

CSV = b"Supplier,Date,Amount,Description\n" + b"Smith Ltd,01/02/2024,12.50,Desks\n" * 5


def opened(folder: Path, data: bytes, name: str = "file.dat") -> Opened:
    path = folder / name
    path.write_bytes(data)
    return open_file(path)


@pytest.mark.parametrize("name", ["spend.csv", "spend.xls", "spend.pdf", "spend.zip", "spend"])
def test_the_name_is_never_looked_at(tmp_path: Path, name: str) -> None:
    assert opened(tmp_path, CSV, name).format == "csv"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\n \r\n\t\n", "nothing in it but blank lines"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "picture"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "picture"),
        (b"GIF89a" + bytes(50), "picture"),
        (b"II*\x00" + bytes(50), "picture"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "picture"),
        (b"Rar!\x1a\x07\x01\x00", "RAR"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "7-Zip"),
        (b"MZ\x90\x00\x03\x00\x00\x00" + bytes(60), "program"),
        (b"\x7fELF\x02\x01\x01" + bytes(60), "program"),
        (bytes(range(256)) * 20, "not text"),
        (bytes(5000), "not text"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "Git LFS"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n", "saved by Excel"),
        (b"{\\rtf1\\ansi Payments}", "RTF"),
        (b"<!DOCTYPE html>\n<html><body>Not found</body></html>", "web page"),
        (b"\r\n  <HTML><HEAD>\r\n<TITLE>404</TITLE>", "web page"),
        ("<html lang='en'><body>x</body></html>".encode("utf-16"), "web page"),
        (b"\xef\xbb\xbf<!-- saved -->\n<table><tr><td>Supplier</td></tr></table>", "web page"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0"><html></html>', "web page"),
        (b'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table></table></html>', "saved by Excel"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "old XML form"),
        (b'<?xml version="1.0"?><payments><payment/></payments>', "XML"),
        (b"<payments>\n <payment>5</payment></payments>", "XML"),
        (b'<?xml version="1.0"?><rdf:RDF xmlns:rdf="x"/>', "RDF"),
        (b"@prefix p: <http://example.org/> .\np:a p:b p:c .", "RDF"),
        (b'<http://a.uk/1> <http://a.uk/paid> "5" .\n<http://a.uk/2> <http://a.uk/paid> "6" .\n', "RDF"),
        (json.dumps([{"supplier": "Smith", "amount": 5}], indent=1).encode(), "JSON"),
        (json.dumps({"payments": [1, 2]}).encode("utf-8-sig"), "JSON"),
        (b'{"supplier": "Smith", "amount": 5}\n{"supplier": "Jones", "amount": 6}\n', "JSON"),
        (b'{"payments": [{"supplier": "Smith", "amou', "JSON"),
        (b"[" * 100_000, "JSON"),
        (b"\x1f\x8b\x08\x00\x00", "damaged"),
        (gzip.compress(CSV, mtime=0)[:-12], "damaged"),
        (gzip.compress(CSV, mtime=0) + b"rubbish", "damaged"),
        (gzip.compress(gzip.compress(CSV, mtime=0), mtime=0), "twice over"),
        (b"PK\x03\x04 this is no zip at all", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000), "damaged"),
    ],
)
def test_what_is_not_a_spreadsheet_is_refused_for_what_it_is(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(Refused, match=reason) as refused:
        opened(tmp_path, data)
    assert refused.value.what_to_do


@pytest.mark.parametrize(
    "data",
    [
        b"{SELECT * FROM payments}\n" + CSV,
        b'{"report": "spend"}\n' + CSV,
        b"[draft]\n" + CSV,
        b"<5000 only>\n" + CSV,
        b"<Redacted>,01/02/2024,5.00,x\n" * 9,
        b"MZ Supplies,01/02/2024,5.00,x\n" * 9,
        b"BM Holdings,01/02/2024,5.00,x\n" * 9,
        b"GIF Ltd,01/02/2024,5.00,x\n" * 9,
        CSV + b"\x1a",
        CSV + bytes(4096),
        CSV.replace(b"Smith", b"Sm\0th"),
        b"-- SELECT a, b FROM c WHERE d > 500;\n/* { } */\n" + CSV,
    ],
)
def test_what_only_looks_like_something_else_is_read(tmp_path: Path, data: bytes) -> None:
    sheet = opened(tmp_path, data).sheets[0]
    assert sheet.cells.width == 4
    assert sheet.cells[-1].row(0)[0] not in (None, "\x1a", "␀")


def test_a_gzipped_text(tmp_path: Path) -> None:
    found = opened(tmp_path, gzip.compress(CSV[:50]) + gzip.compress(CSV[50:]) + bytes(100))
    assert (found.format, found.encoding, found.compression) == ("csv", "utf-8", "gzip")
    assert found.sheets[0].name is None
    assert found.sheets[0].cells.height == 6
