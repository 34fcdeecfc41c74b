"""A supplier's name taken apart: legal form, trading and former names, brackets, sites, numbers.

A name has one or more faces: texts under which the same supplier may stand elsewhere. ``Acme Holdings Ltd t/a Bright
Sparks`` has three: the whole, ``acme holdings`` and ``bright sparks``.
"""

import re
from dataclasses import dataclass

from tallystick.reference.company_names import CompanyNames, company_names
from tallystick.suppliers.rules.folding import plain, words

LONGEST = 300
"""Letters of a name that are taken apart. What comes after them is a remark, or a cell that was never a name."""

WHOLE, LEGAL, TRADING, FORMER, ASIDE = "whole", "legal", "trading", "former", "aside"

_TRADING = re.compile(
    r"""[\s,;(\[-]*(?:\bt\s*[/\\-]\s*as?\b\.?|\bt\.\s*a\.|\bl/a\b|\bd/b/a\b|\bdba\b|\btas\b|\(\s*ta\s
      |\bt/?as\b|\btrading\s+(?:as|under|name(?:\s+of)?)\b
      |\ba\s+(?:trading\s+)?(?:division|name|style|arm|subsidiary)\s+of\b)[\s:,.-]*""",
    re.VERBOSE,
)
_FORMER = re.compile(
    r"""[\s,;(\[-]*(?:\b(?:formerly|formally|previously)(?:\s+(?:known|trading))?(?:\s+as)?\b|\bf/?k/?a\b|\ba/?k/?a\b
      |\b(?:also|now|better|more\s+commonly)\s+known\s+as\b|\bknown\s+as\b|\bnow\s+trading\s+as\b)[\s:,.-]*""",
    re.VERBOSE,
)
_DROPPED = re.compile(r"\bc/o\b.*|[(\[-]\s*(?:a\s+)?part\s+of\b.*|[(\[]\s*(?:the\s*)?[)\]]")
_MAYBE_PARTS = re.compile(r"/|-\s*a|t\.\s*a|\bta|trading|\ba\s.*\bof\b|dba|fka|aka|formerly|formally|previously|known")
_MAYBE_DROPPED = re.compile(r"c/o|part\s+of|[(\[]\s*(?:the\s*)?[)\]]")
_MAYBE_SITE = re.compile(r"(?<=[a-z0-9.)])\s*(?:[(\[]([^()\[\]]+)[)\]]?|\s-+\s+([^()\[\]-]+)$)")
_BESIDE_SITES = ("place", "place_type", "direction", "number")
_BRACKETS = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]?")


@dataclass(frozen=True, slots=True)
class Face:
    """text: words with single spaces, without the legal form. kind: WHOLE, LEGAL, TRADING, FORMER or ASIDE."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a name says. key: names with one key differ by case, punctuation, spacing, "the", "and" and legal form only.

    faces: the whole name first. legal: ``ltd``, ``plc``, ``llp``, ``cic`` … or "". Never without a face.
    """

    key: str
    faces: tuple[Face, ...]
    legal: str


def parse(name: str) -> Parsed:
    """`name` taken apart, its first LONGEST letters only.

    Parsing a face again gives that face, unless nothing in `name` says who it is.
    """
    known = company_names()
    text = plain(name[:LONGEST])[:LONGEST]
    if _MAYBE_DROPPED.search(text):
        text = _without(text, _DROPPED)
    if _MAYBE_SITE.search(text):
        text = _MAYBE_SITE.sub(lambda found: _unless_site(found, known), text)
    parts = _parts(text) if _MAYBE_PARTS.search(text) else [(WHOLE, text)]
    faces: dict[str, str] = {}
    legal = ""
    whole: list[str] = []
    for kind, part in parts:
        main, asides = _brackets(part, known)
        its = words(main)
        while kind in (TRADING, FORMER) and len(its) > 1 and its[0] in known.legal_forms:
            its = its[1:]
        stripped, tail, form = _stripped(its, known)
        legal = legal or form
        if len(parts) > 1 and all(word in known.legal_forms for word in stripped):
            continue
        beside = [_stripped(words(aside), known)[0] for aside in asides]
        faces_of = [(kind, stripped)] + [(ASIDE, part_) for part_ in beside]
        whole += stripped + tail + [word for part_ in beside for word in part_]
        for face_kind, its_words in faces_of:
            face = _settled(its_words, known)
            if face and (face_kind not in (TRADING, FORMER, ASIDE) or _says_which(face, known)):
                faces.setdefault(face, face_kind)
    entire = _settled(whole, known) or " ".join(words(text)) or text or name.casefold().strip()
    found = {entire: WHOLE}
    found |= {face: (LEGAL if kind == WHOLE else kind) for face, kind in faces.items() if face != entire}
    key = "|".join(compact(face) for face in found)
    return Parsed(key, tuple(Face(face, kind) for face, kind in found.items()), legal)


def compact(face: str) -> str:
    """A face without spaces or "and": ``core stream`` and ``corestream`` are one."""
    return "".join(word for word in face.split() if word != "and") or face.replace(" ", "")


def _without(text: str, pattern: re.Pattern[str]) -> str:
    shorter = pattern.sub(" ", text)
    return shorter if any(letter.isalnum() for letter in shorter) else text


def _unless_site(found: re.Match[str], known: CompanyNames) -> str:
    """What stands in brackets or after a dash, or nothing where it only says which office: ``(Head Office)``."""
    its = words(found.group(1) or found.group(2))
    sites = [word for word in its if word in known.sites]
    if sites and all(w in sites or w.isdigit() or known.kinds.get(w) in _BESIDE_SITES for w in its):
        return " "
    return found.group()


def _parts(text: str) -> list[tuple[str, str]]:
    """(kind, text) of what stands before and after "trading as" and "formerly"; the first is the legal name."""
    former = [part for part in _FORMER.split(text) if part.strip()]
    found: list[tuple[str, str]] = []
    for number, part in enumerate(former):
        trading = [p for p in _TRADING.split(part) if any(c.isalnum() for c in p)]
        for at, piece in enumerate(trading):
            kind = TRADING if at else (FORMER if number else LEGAL)
            found.append((kind, piece))
    if len(found) <= 1:
        return [(WHOLE, found[0][1] if found else text)]
    return found


def _brackets(text: str, known: CompanyNames) -> tuple[str, list[str]]:
    """The text with brackets opened where they only say which (places, countries, kinds), and what else they held."""
    asides: list[str] = []
    if not any(bracket in text for bracket in "([{"):
        return text, asides

    def opened(found: re.Match[str]) -> str:
        inside = words(found.group(1))
        if not inside or all(word.isdigit() for word in inside):
            return " "
        after = words(text[found.end() :])
        last = all(word in known.legal_forms for word in after)
        plain_words = all(
            known.kinds.get(word, "person") != "person" or word in known.legal_forms or word == "the" for word in inside
        )
        initials = len(inside) == 1 and inside[0] == "".join(word[0] for word in words(text[: found.start()]))
        if initials or (last and not plain_words):
            asides.append(found.group(1))
            return " "
        return f" {found.group(1)} "

    main = _BRACKETS.sub(opened, text)
    return (main if words(main) else text), asides


def _stripped(its: list[str], known: CompanyNames) -> tuple[list[str], list[str], str]:
    """(words before the legal form, words after it, the form). Nothing is stripped that would leave no word."""
    form = ""
    if not known.long_form_words.isdisjoint(its):
        joined = f" {' '.join(its)} "
        for long, short in known.long_forms:
            if f" {long} " in joined[1:]:
                joined = joined[:1] + joined[1:].replace(f" {long} ", f" {short} ")
        its = joined.split()
    for at in range(1, len(its)):
        if its[at] in known.legal_forms and (form := _form(its[at])):
            tail = [w for w in its[at + 1 :] if w not in known.legal_forms and not w.isdigit() and w != "the"]
            return _last_forms(its[:at], known)[0], tail, form
    its, form = _last_forms(its, known)
    return its, [], form


def _last_forms(its: list[str], known: CompanyNames) -> tuple[list[str], str]:
    form = ""
    while len(its) > 1 and its[-1] in known.last_legal_forms and len(its[0]) > 1:
        form = form or _form(its[-1])
        its = its[:-1]
    return its, form


def _form(word: str) -> str:
    if word in ("plc", "llp", "cic", "cio", "inc", "gmbh", "llc", "lp"):
        return word
    return "ltd" if word.startswith(("l", "im", "cyf")) else "other"


def _unarticled(its: list[str]) -> list[str]:
    """Without articles, and without what is left at the ends: "and", and numbers that are a publisher's own."""
    kept = [word for word in its if word != "the"]
    while kept and (gone := _number_at_end(kept) or kept[-1] == "and"):
        del kept[-gone:]
    while kept and (kept[0] == "and" or (len(kept) > 1 and len(kept[0]) > 4 and kept[0].isdigit())):
        del kept[0]
    return kept or its


def _number_at_end(its: list[str]) -> int:
    """How many words at the end are a publisher's number, as it stands or in groups of figures; 0 if there is none."""
    many = 0
    while many < len(its) - 1 and its[-1 - many].isdigit():
        many += 1
    return many if len(" ".join(its[len(its) - many :])) > 4 else 0


def _settled(its: list[str], known: CompanyNames) -> str:
    """Words as one text, without what still can go: taking one thing away may bring two initials together, or a legal
    form to the end."""
    while True:
        shorter = _unarticled(_stripped(words(" ".join(its)), known)[0])
        if shorter == its:
            return " ".join(its)
        its = shorter


def _says_which(face: str, known: CompanyNames) -> bool:
    """Whether a part of a name could find its supplier alone: it has a word that is no place or kind of thing."""
    return len(face) > 2 and any(
        known.kinds.get(word, "person") == "person"
        and not word.isdigit()
        and len(word) > 1
        and known.frequencies.get(word, 0) < 400
        for word in face.split()
    )
