"""Look into a file that is to be kept as a document, without opening it as what it says it is."""

import zipfile
from pathlib import Path

import puremagic

from tallystick.contracts.rules.documents import MACRO_STREAM, OLD_EXCEL, STREAMS, Looked

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_ENTRIES = 20_000
_HEAD = 65_536
_SURE = 0.4
_ENCODINGS = ("utf-8-sig", "cp1252")
_CONTROLS = {chr(number) for number in range(32)} - set("\t\n\r\f")


def look_into(path: Path) -> Looked:
    """What there is to be seen of the file. Never raises for what is in it."""
    content = path.read_bytes()
    told = _told(content)
    text = _as_text(content)
    entries, mimetype = _entries(path)
    return Looked(
        told=frozenset(ending for ending, _ in told),
        sure=frozenset(ending for ending, likely in told if likely >= _SURE),
        entries=entries,
        mimetype=mimetype,
        streams=_streams(content),
        text=text is not None,
        head=(text or "")[:_HEAD],
    )


def _told(content: bytes) -> list[tuple[str, float]]:
    try:
        found = puremagic.magic_string(content)
    except (puremagic.PureError, ValueError):
        return []
    return [(one.extension.lstrip(".").casefold(), one.confidence) for one in found]


def _entries(path: Path) -> tuple[tuple[str, ...] | None, str]:
    """Names in a zip, and what an OpenDocument says it is."""
    if not zipfile.is_zipfile(path):
        return None, ""
    try:
        with zipfile.ZipFile(path) as packed:
            names = tuple(packed.namelist()[:_MOST_ENTRIES])
            if "mimetype" not in names:
                return names, ""
            with packed.open("mimetype") as said:
                return names, said.read(200).decode("ascii", errors="replace").strip()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
        return (), ""


def _streams(content: bytes) -> frozenset[str] | None:
    """Which of the streams that matter an old Office file has: their names stand in it in UTF-16."""
    if not content.startswith(_OLD_OFFICE):
        return None
    wanted = (*STREAMS.values(), OLD_EXCEL, MACRO_STREAM)
    return frozenset(name for name in wanted if (name + "\0").encode("utf-16-le") in content)


def _as_text(content: bytes) -> str | None:
    """The content as text, or None where it is none."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = _ENCODINGS
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if _CONTROLS & set(text) else text
    return None
