"""What kind of thing some bytes are, by what is in them and never by their name."""

import json
import re
import zipfile

from tallystick.kit.errors import Refused
from tallystick.lake.read.archives import ZIP_ERRORS
from tallystick.lake.read.dialect import dialect_of
from tallystick.lake.read.limits import MIB
from tallystick.lake.read.refusals import ASK, DOWNLOAD_AGAIN, SAVE_AS, UNPACK

CFB_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# Starts that say what a file is. None of them can start a delimited text of payments.
_MAGIC: list[tuple[bytes, str, str]] = [
    (b"%PDF-", "This is a PDF.", ASK),
    (b"\x89PNG\r\n\x1a\n", "This is a picture (PNG).", ASK),
    (b"\xff\xd8\xff", "This is a picture (JPEG).", ASK),
    (b"GIF87a", "This is a picture (GIF).", ASK),
    (b"GIF89a", "This is a picture (GIF).", ASK),
    (b"II*\x00", "This is a picture (TIFF).", ASK),
    (b"MM\x00*", "This is a picture (TIFF).", ASK),
    (b"\x00\x00\x01\x00", "This is a picture (an icon).", ASK),
    (b"Rar!\x1a\x07", "This is a RAR archive, which we do not read.", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "This is a 7-Zip archive, which we do not read.", UNPACK),
    (b"\xfd7zXZ\x00", "This is packed with xz, which we do not read.", UNPACK),
    (b"\x28\xb5\x2f\xfd", "This is packed with Zstandard, which we do not read.", UNPACK),
    (b"\x7fELF", "This is a computer program, not a spreadsheet.", ASK),
    (b"{\\rtf", "This is a word-processor document (RTF).", ASK),
    (b"MIME-Version:", "This is a web page saved by Excel under a workbook's name.", SAVE_AS),
    (b"%!PS", "This is a PostScript document.", ASK),
    (b"SQLite format 3\x00", "This is a database (SQLite).", "Export the payments from it as CSV and load that."),
    (b"PAR1", "This is a Parquet file.", "Export the payments from it as CSV and load that."),
    (
        b"version https://git-lfs.github.com/spec/",
        "This is a pointer to a file kept in Git LFS, not the file itself.",
        "Fetch the real file (`git lfs pull`) and load that.",
    ),
]
_OTHER_DOCUMENTS = {
    "xl/workbook.bin": "an Excel binary workbook (.xlsb)",
    "word/document.xml": "a Word document",
    "ppt/presentation.xml": "a PowerPoint presentation",
    "Index/Document.iwa": "an Apple Numbers workbook",
    "Index.zip": "an Apple Numbers workbook",
    "META-INF/MANIFEST.MF": "a computer program (Java)",
}
# Some writers number it or keep it elsewhere.
_WORKBOOK_PART = re.compile(r"(?:^|/)workbook\d*\.xml$")
_HTML_TAG = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|script|title|div)\b", re.IGNORECASE)
# Turtle, or N-Triples: subject, verb and object, and a full stop.
_RDF_START = re.compile(rb"@prefix\s|@base\s|(?:<[^<>\s]+>\s+){2}\S.*\.\s*[\r\n]")
_XML_NOISE = re.compile(rb"\s*(?:<\?xml[^>]*\?>|<!--.*?-->)", re.DOTALL)
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 26, 27})
_JSON_START = re.compile(rb'\s*(?:\{\s*(?:"|\})|\[\s*(?:[\[{"\]\d-]|true|false|null))')
_JSON_PARSE_BYTES = 64 * MIB


def kind_of(data: bytes) -> str:
    """``zip`` ``gzip`` ``cfb`` (an old Office file) or ``text``. Raises Refused for what is surely none of these.

    ``text`` may still turn out to be a web page or the like: see `refuse_other_text`.
    """
    if not data:
        raise Refused("The file is empty.", what_to_do=DOWNLOAD_AGAIN)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return "zip"
    if data.startswith(b"\x1f\x8b"):
        return "gzip"
    if data.startswith(CFB_MAGIC):
        return "cfb"
    for magic, reason, what_to_do in _MAGIC:
        if data.startswith(magic):
            raise Refused(reason, what_to_do=what_to_do)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        raise Refused("This is a picture (WebP).", what_to_do=ASK)
    if data[4:12] in (b"ftypheic", b"ftypmif1", b"ftypavif"):
        raise Refused("This is a picture (HEIC or AVIF).", what_to_do=ASK)
    if data[257:262] == b"ustar":
        raise Refused("This is a tar archive, which we do not read.", what_to_do=UNPACK)
    if data.startswith(b"BZh") and data[4:10] == b"1AY&SY":
        raise Refused("This is packed with bzip2, which we do not read.", what_to_do=UNPACK)
    if data.startswith(b"BM") and data[6:10] == b"\0\0\0\0":
        raise Refused("This is a picture (BMP).", what_to_do=ASK)
    if re.match(rb"\x09[\x00\x02\x04\x08][\x04\x06\x08]\x00", data):
        raise Refused("This is a workbook of a very old Excel, which we do not read.", what_to_do=SAVE_AS)
    if data.startswith(b"MZ") and b"\0" in data[:256]:
        raise Refused("This is a computer program, not a spreadsheet.", what_to_do=ASK)
    return "text"


def workbook_format(archive: zipfile.ZipFile) -> str | None:
    """``xlsx`` or ``ods``, or None for an archive of files. Raises Refused for a document of some other program."""
    names = {name.replace("\\", "/").lstrip("/") for name in archive.NameToInfo}
    if "xl/workbook.xml" in names or ("_rels/.rels" in names and any(map(_WORKBOOK_PART.search, names))):
        return "xlsx"
    if "content.xml" in names and ("mimetype" in names or "META-INF/manifest.xml" in names):
        return _open_document_format(archive)
    for part, what in _OTHER_DOCUMENTS.items():
        if part in names:
            raise Refused(f"This is {what}, which we do not read.", what_to_do=SAVE_AS if "workbook" in what else ASK)
    return None


def _open_document_format(archive: zipfile.ZipFile) -> str:
    """``ods``. Raises Refused for an OpenDocument text, presentation or drawing."""
    try:
        with archive.open("mimetype") as part:
            declared = part.read(200)
    except (KeyError, RuntimeError, NotImplementedError, *ZIP_ERRORS):
        return "ods"
    if declared.startswith(b"application/vnd.oasis.opendocument.") and b"spreadsheet" not in declared:
        raise Refused("This is an OpenDocument text, presentation or drawing.", what_to_do=ASK)
    return "ods"


def refuse_binary(text_as_published: bytes) -> None:
    """Raise Refused when bytes thought to be text (not UTF-16) hold too many characters that no text has."""
    if text_as_published.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        raise Refused(
            "This text is in UTF-32, which we do not read.", what_to_do="Save it as CSV in UTF-8 and load that."
        )
    head = text_as_published[: 256 * 1024]
    if len(head) - len(head.translate(None, _CONTROL)) > 0.05 * len(head):
        raise Refused(
            "This is not text, nor a workbook or archive that we know.",
            what_to_do="Check that the right file was loaded. " + ASK,
        )


def refuse_other_text(utf8: bytes) -> None:
    """Raise Refused when a text is a web page, XML, RDF or JSON, or has nothing in it but spaces."""
    head = utf8[:65536].lstrip()
    if not head and not utf8.strip():
        raise Refused("The file has nothing in it but blank lines.", what_to_do=DOWNLOAD_AGAIN)
    if _RDF_START.match(head):
        raise Refused("This is RDF (linked data).", what_to_do=ASK)
    if head.startswith(b"<"):
        _refuse_markup(head)
    if head.startswith((b"{", b"[")) and _is_json(utf8):
        raise Refused("This is JSON.", what_to_do=ASK)


def _refuse_markup(head: bytes) -> None:
    bare = head
    while noise := _XML_NOISE.match(bare):
        bare = bare[noise.end() :]
    bare = bare.lstrip()
    if b'progid="Excel.Sheet"' in head or b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        raise Refused("This is a workbook in Excel's old XML form, which we do not read.", what_to_do=SAVE_AS)
    if _HTML_TAG.match(bare):
        if b"office:excel" in head:
            raise Refused("This is a web page saved by Excel under a workbook's name.", what_to_do=SAVE_AS)
        raise Refused("This is a web page (HTML), often an error page saved in place of the file.", what_to_do=ASK)
    if b"<rdf:RDF" in head:
        raise Refused("This is RDF (linked data).", what_to_do=ASK)
    if head.startswith(b"<?xml") or re.match(rb"<([A-Za-z_][\w:.-]*)[^<>]*>\s*<", bare):
        raise Refused("This is XML.", what_to_do=ASK)


def _is_json(utf8: bytes) -> bool:
    """Whether the whole is JSON, or a record of JSON on every line, or damaged JSON. A delimited text is none."""
    if len(utf8) <= _JSON_PARSE_BYTES and _parses(utf8):
        return True
    first_lines = [line for line in utf8[:MIB].splitlines()[:3] if line.strip()]
    if len(first_lines) > 1 and all(line.lstrip().startswith((b"{", b"[")) and _parses(line) for line in first_lines):
        return True
    if not _JSON_START.match(utf8):
        return False
    dialect = dialect_of(utf8)
    return dialect.width < 3 or dialect.consistency < 0.5


def _parses(text: bytes) -> bool:
    try:
        json.loads(text)
    except RecursionError:
        return True
    except ValueError:
        return False
    return True
