"""Find public bodies in free text and in paths, only where the words leave no doubt."""

import re
from typing import TYPE_CHECKING

from tallystick.reference.authorities import fits
from tallystick.reference.names import TYPE_WORDS, fold

if TYPE_CHECKING:
    from tallystick.reference.organisations import Directory, Organisation

_URI = re.compile(r"https?://[^\s\"'<>,;|]+", re.IGNORECASE)
_PATH = re.compile(r"^\S+$|\.[A-Za-z][A-Za-z0-9]{1,4}(\.gz)?$")
_ENDING = re.compile(r"(\.[A-Za-z][A-Za-z0-9]{1,4}){1,2}$")
_SEPARATORS = re.compile(r"[/\\!]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")

SPEND_WORDS = frozenset(
    """
    spend spending spends payment payments paid expenditure supplier suppliers invoice invoices over above
    greater than transparency data report reports publication published open card cards procurement purchase gpc
    p month monthly quarter quarterly q year annual fy to from for in and of by all csv final v version k raw
    local example tidy list detail details january february march april may june july august september october
    november december jan feb mar apr jun jul aug sep sept oct nov dec financial
    """.split()  # noqa: SIM905 - a list this long reads better as prose
)
_SPEND = frozenset(
    """
    spend spending payments expenditure transparency over500 500 invoices
    """.split()  # noqa: SIM905 - a list this long reads better as prose
)
_ORDINARY = frozenset(
    """
    reading bury hart eden craven boston rugby fife angus moray highland powys corby dover crawley swale slough
    lincoln
    """.split()  # noqa: SIM905 - a list this long reads better as prose
)
"""Councils' names that are also ordinary words or first names: alone in a file's name they do not count."""
_NEVER_IN_A_PATH = frozenset(
    """
    down monitor nice nexus tate centro treasury
    """.split()  # noqa: SIM905 - a list this long reads better as prose
)
_KNOWN_INITIALS = frozenset(
    """
    gla tfl dft dwp dfe fco moj mod hmt bis
    """.split()  # noqa: SIM905 - a list this long reads better as prose
)
_ACCOUNTS = frozenset({"home", "users"})
_BROADER = frozenset({"north", "south", "east", "west", "mid", "upper", "lower", "northern", "southern"})
_NOT_THE_COUNCIL = frozenset({"voluntary", "churches", "mosques", "faiths", "disabled", "tax", "house", "housing"})
_AFTER = TYPE_WORDS - {"royal", "london"}
_BEFORE = TYPE_WORDS | {"of"}


def find(directory: "Directory", text: str, on: str | None) -> list["Organisation"]:
    """See `Directory.in_text`."""
    found: dict[str, Organisation] = {}
    for uri in _URI.findall(text):
        coded = directory.by_code(uri)
        if coded is not None:
            found.setdefault(coded.code, coded)
    text = _URI.sub(" ", text)
    pieces = [text]
    if _PATH.search(text.strip()):
        pieces = [p for p in _SEPARATORS.split(text) if p]
        for at, piece in enumerate(pieces):
            if at and pieces[at - 1].casefold() in _ACCOUNTS:
                continue
            organisation = _segment(directory, piece, on, last=at == len(pieces) - 1 and "." in piece)
            if organisation is not None:
                found.setdefault(organisation.code, organisation)
        pieces = [_CAMEL.sub(" ", _ENDING.sub("", p)) for p in pieces]
    for piece in pieces:
        for organisation in _mentioned(directory, fold(piece).split(), on):
            found.setdefault(organisation.code, organisation)
    return list(found.values())


def _segment(directory: "Directory", piece: str, on: str | None, *, last: bool) -> "Organisation | None":
    """A folder or file name that is a body's name and nothing else but a date and words about spending."""
    whole = _ENDING.sub("", piece) if last else piece
    folded = fold(_CAMEL.sub(" ", whole))
    words = folded.split()
    rest = [w for w in words if w not in SPEND_WORDS and not w.strip("abkpqthvfy").isdigit()]
    if not rest or len(rest) > 10:
        return None
    half = len(rest) // 2
    if len(rest) % 2 == 0 and rest[:half] == rest[half:]:
        rest = rest[:half]
    name = " ".join(rest)
    if name in _NEVER_IN_A_PATH or (len(name) < 4 and name not in _KNOWN_INITIALS):
        return None
    if name in _ORDINARY and last and not _SPEND & set(words):
        return None
    # "and" and "of" are words about spending too: first try the stretch of the name that they may have been cut from
    first, final = words.index(rest[0]), len(words) - words[::-1].index(rest[-1])
    return directory.by_name(" ".join(words[first:final]), on) or directory.by_name(name, on)


def _mentioned(directory: "Directory", words: list[str], on: str | None) -> list["Organisation"]:
    found: list[Organisation] = []
    at = 0
    while at < len(words):
        step = 1
        for phrase in directory.starts.get(words[at], ()):
            size = len(phrase)
            if tuple(words[at : at + size]) != phrase:
                continue
            organisation, end = _named_here(directory, words, at, size, on)
            if organisation is not None:
                found.append(organisation)
                step = max(end - at, 1)
                break
        at += step
    return found


def _named_here(
    directory: "Directory", words: list[str], at: int, size: int, on: str | None
) -> "tuple[Organisation | None, int]":
    """The body named at words[at : at + size], and where its name ends."""
    core = " ".join(words[at : at + size])
    candidates = directory.cores(core)
    if candidates:
        before = at
        while before > 0 and words[before - 1] in _BEFORE:
            before -= 1
        end = at + size
        while end < len(words) and words[end] in _AFTER:
            end += 1
        left, right = words[before:at], words[at + size : end]
        if before > 0 and words[before - 1] in _BROADER and before == at:
            return None, at
        welsh = left[:1] == ["council"] and all(o.nation == "Wales" for o, _ in candidates)
        if welsh or _is_council(left, right, words[:before], words[end : end + 3]):
            said = frozenset(w for w in left + right if w in TYPE_WORDS)
            name = " ".join(words[before:end])
            exact = directory.by_name(name, on)
            if exact is not None:
                return exact, end
            fitting = [o for o, allowed in candidates if fits(core, said, allowed)]
            if len(fitting) == 1:
                return fitting[0], end
    if size > 1:
        organisation = directory.by_name(core, on)
        if organisation is not None and not directory.cores(core):
            return organisation, at + size
    return None, at


def _is_council(left: list[str], right: list[str], preceding: list[str], following: list[str]) -> bool:
    """Whether the words around a place's name make it the authority, not the place."""
    if set(following) & _NOT_THE_COUNCIL:
        return False
    if {"council", "cc", "corporation"} & set(right) or "unitary authority" in " ".join(right):
        return True
    begins = not preceding or preceding[-1] in SPEND_WORDS
    ends = not following or following[0] in SPEND_WORDS or following[0].isdigit()
    if left and left[-1] in {"of", "borough"} and {"borough", "council"} & set(left):
        return begins or "borough" in left
    if left[-2:] == ["city", "of"]:
        return ends
    return bool({"borough", "county", "city", "district"} & set(right)) and begins and ends
