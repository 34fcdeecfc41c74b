"""The text of a PDF as WeasyPrint writes it: read out of its own streams and character maps, to see what is in it."""

import re
import zlib

_STREAM = re.compile(rb"(\d+) 0 obj\n<<(.*?)>>\nstream\n(.*?)\nendstream", re.DOTALL)
_FONT = re.compile(rb"/BaseFont /(\w+)\+[^/]+/ToUnicode (\d+) 0 R")
_SHOWN = re.compile(rb"/(\w+) [\d.]+ Tf\n(.*?) T[Jj]", re.DOTALL)
_UTF16 = re.compile(rb"\(\xfe\xff(.*?)\)|<feff([0-9a-f]*)>", re.DOTALL)


def streams(pdf: bytes) -> dict[int, bytes]:
    """Every stream, unpacked, by the number of its object."""
    found = {}
    for number, about, content in _STREAM.findall(pdf):
        found[int(number)] = zlib.decompress(content) if b"FlateDecode" in about and b"/Image" not in about else b""
    return found


def text_of(pdf: bytes) -> str:
    """What is shown on the pages, in the order of the file, whole too, and then every text that stands outside them."""
    unpacked = streams(pdf)
    objects = b"\n".join(content for content in unpacked.values())
    maps = {font.decode(): _characters(unpacked[int(number)]) for font, number in _FONT.findall(objects)}
    shown = []
    for content in unpacked.values():
        for font, codes in _SHOWN.findall(content):
            letters = maps[font.decode()]
            every = "".join(re.findall(r"<([0-9a-f]+)>", codes.decode("latin-1")))
            shown.append("".join(letters[every[at : at + 4]] for at in range(0, len(every), 4)))
    beside = [bytes.fromhex(hexed.decode()).decode("utf-16-be") for _, hexed in _UTF16.findall(objects) if hexed]
    return "\n".join([*shown, " ".join(shown), "".join(shown), *beside, objects.decode("latin-1")])


def pages_of(pdf: bytes) -> int:
    return sum(len(re.findall(rb"/Type /Page/", content)) for content in streams(pdf).values())


def _characters(cmap: bytes) -> dict[str, str]:
    block = b"".join(re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL)).decode()
    pairs = re.findall(r"<([0-9a-f]{4})> <([0-9a-f]+)>", block)
    return {code: bytes.fromhex(said).decode("utf-16-be") for code, said in pairs}
