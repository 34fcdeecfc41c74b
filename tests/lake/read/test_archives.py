import gzip
import io
import stat
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from tallystick.kit.errors import Refused
from tallystick.lake.read import Limits, open_file

CSV = b"Supplier,Amount\nSmith Ltd,12.50\n"


def zipped(path: Path, members: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def workbook() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    for name in ("April", "May"):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ["Supplier", "Amount"])
        sheet.write_row(1, 0, ["Smith Ltd", 12.5])
    book.close()
    return out.getvalue()


def test_a_zip_of_many_kinds(tmp_path: Path) -> None:
    found = open_file(
        zipped(
            tmp_path / "spend.csv",
            {
                "2024/april.csv": CSV,
                "2024/may.csv.gz": gzip.compress(CSV.replace(b",", b";")),
                "book.dat": workbook(),
                "readme.txt": b"%PDF-1.4",
                "inner.zip": zipped(tmp_path / "inner.zip", {"a.csv": CSV}).read_bytes(),
                "__MACOSX/2024/._april.csv": b"\0\5\x16\7",
                "2024/.DS_Store": b"\0\0\0\1Bud1",
                "Thumbs.db": b"x",
                "empty/": b"",
            },
        )
    )
    assert (found.format, found.encoding, found.compression) == ("zip", None, None)
    assert [(sheet.name, sheet.member, sheet.format, sheet.encoding) for sheet in found.sheets] == [
        ("2024/april.csv", "2024/april.csv", "csv", "utf-8"),
        ("2024/may.csv.gz", "2024/may.csv.gz", "semicolon", "utf-8"),
        ("book.dat!April", "book.dat", "xlsx", None),
        ("book.dat!May", "book.dat", "xlsx", None),
    ]
    assert [(part.sheet, part.reason) for part in found.refused] == [
        ("readme.txt", "This is a PDF."),
        ("inner.zip", "This is an archive inside an archive."),
    ]


def test_a_gzipped_zip(tmp_path: Path) -> None:
    path = tmp_path / "spend"
    path.write_bytes(gzip.compress(zipped(tmp_path / "a.zip", {"a.csv": CSV}).read_bytes()))
    found = open_file(path)
    assert (found.format, found.compression, len(found.sheets)) == ("zip", "gzip", 1)


@pytest.mark.parametrize(
    "name", ["../evil.csv", "/etc/evil.csv", "C:/evil.csv", "..\\evil.csv", "a/../../evil.csv", "C:evil.csv"]
)
def test_a_path_that_climbs_out_is_refused_by_name(tmp_path: Path, name: str) -> None:
    found = open_file(zipped(tmp_path / "a.zip", {name: CSV, "good.csv": CSV}))
    assert [sheet.name for sheet in found.sheets] == ["good.csv"]
    assert [part.sheet for part in found.refused] == [name]
    assert "outside the archive" in found.refused[0].reason
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_a_folder_written_with_backslashes_is_no_climb(tmp_path: Path) -> None:
    assert open_file(zipped(tmp_path / "a.zip", {"2024\\april.csv": CSV})).sheets


def test_a_link_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        link = zipfile.ZipInfo("link.csv")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("good.csv", CSV)
    assert "link" in open_file(tmp_path / "a.zip").refused[0].reason


def test_when_every_member_is_refused_so_is_the_archive(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"a\.pdf: This is a PDF\. b\.png: This is a picture"):
        open_file(zipped(tmp_path / "a.zip", {"a.pdf": b"%PDF-1.4", "b.png": b"\x89PNG\r\n\x1a\n"}))


def test_an_archive_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="nothing in this file"):
        open_file(zipped(tmp_path / "a.zip", {".DS_Store": b"x"}))
    with pytest.raises(Refused, match="nothing in this file"):
        open_file(zipped(tmp_path / "b.zip", {}))


def test_locked_members(tmp_path: Path) -> None:
    data = bytearray(zipped(tmp_path / "a.zip", {"a.csv": CSV}).read_bytes())
    data[6] |= 1  # the flag in the member's own header, then in the directory
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "b.zip").write_bytes(data)
    with pytest.raises(Refused, match="locked with a password"):
        open_file(tmp_path / "b.zip")


def test_a_damaged_member_and_a_damaged_directory(tmp_path: Path) -> None:
    data = bytearray(zipped(tmp_path / "a.zip", {"a.csv": CSV * 50, "b.csv": CSV}).read_bytes())
    data[45] ^= 0xFF
    (tmp_path / "b.zip").write_bytes(data)
    found = open_file(tmp_path / "b.zip")
    assert [sheet.name for sheet in found.sheets] == ["b.csv"]
    assert "damaged" in found.refused[0].reason
    (tmp_path / "c.zip").write_bytes(data[:-10])
    with pytest.raises(Refused, match="damaged"):
        open_file(tmp_path / "c.zip")


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"word/document.xml": b"<w/>"}, "Word"),
        ({"ppt/presentation.xml": b"<p/>"}, "PowerPoint"),
        ({"xl/workbook.bin": b"x"}, "binary workbook"),
        ({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}, "OpenDocument text"),
        ({"Index/Document.iwa": b"x"}, "Numbers"),
    ],
)
def test_documents_that_are_zips_underneath(tmp_path: Path, members: dict[str, bytes], reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        open_file(zipped(tmp_path / "a.zip", members))


def test_too_many_members(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {f"{i}.csv": b"" for i in range(60)}, method=zipfile.ZIP_STORED)
    with pytest.raises(Refused, match="more than 50 files"):
        open_file(path, Limits(members=50))
    with pytest.raises(Refused, match="more than 5 files"):
        open_file(path, Limits(members=5))


def test_bombs_are_refused_whole(tmp_path: Path) -> None:
    limits = Limits(ratio_from_bytes=1024 * 1024, unpacked_bytes=64 * 1024 * 1024)
    bomb = b"0" * 40 * 1024 * 1024
    with pytest.raises(Refused, match="200 times its size"):
        open_file(zipped(tmp_path / "a.zip", {"good.csv": CSV, "bomb.csv": bomb}), limits)
    (tmp_path / "a.gz").write_bytes(gzip.compress(bomb))
    with pytest.raises(Refused, match="200 times its size"):
        open_file(tmp_path / "a.gz", limits)
    with pytest.raises(Refused, match="more than 10 MB"):
        open_file(tmp_path / "a.gz", Limits(unpacked_bytes=10 * 1024 * 1024))


def test_a_zip_that_lies_about_sizes(tmp_path: Path) -> None:
    """The directory says that a bomb is 10 bytes long."""
    data = bytearray(zipped(tmp_path / "a.zip", {"bomb.csv": b"0" * 30_000_000}).read_bytes())
    directory = data.index(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = (10).to_bytes(4, "little")
    data[22:26] = (10).to_bytes(4, "little")
    (tmp_path / "b.zip").write_bytes(data)
    with pytest.raises(Refused, match="damaged"):
        open_file(tmp_path / "b.zip")


def test_a_file_over_the_limit_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(2 * 1024**3)
    with pytest.raises(Refused, match="is 2 GB, and we read at most 1 GB"):
        open_file(path)
