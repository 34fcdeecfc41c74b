"""The list of UK public bodies, and how a body is recognised from a name, a code, a column, a title or a path.

Pure once loaded. Every name is compared after `names.fold`; a name that fits two bodies fits none, unless the day
(`on`) leaves only one of them standing. A successor is told, never put in a body's place.
"""

import csv
import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tallystick.kit.errors import Refused
from tallystick.reference.authorities import fits, permitted_types
from tallystick.reference.names import TYPE_WORDS, fold, place

LOCAL_AUTHORITIES = frozenset(
    {"district council", "unitary authority", "metropolitan district council", "London borough council"}
    | {"county council", "city corporation"}
)
HEALTH_WORDS = frozenset({"nhs", "trust", "hospital", "hospitals", "healthcare", "ccg", "icb"})
_HEALTH_NOISE = frozenset(
    {"nhs", "trust", "hospital", "hospitals", "university", "teaching", "healthcare", "health", "of"}
)
_URI = re.compile(r"https?://[^\s\"'<>,;|]+", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")
_STRONG_CODE = re.compile(r"^([ENSWK]\d{8}|\d\d[A-Z]{2}|GB-[A-Z]+-\w+|ts:[\w-]+|[EW]\d{4})$", re.IGNORECASE)


@dataclass(frozen=True)
class Organisation:
    """A public body.

    code: as org-id.guide writes it (``GB-LAE-LDS``, ``GB-NHS-RJ6``, ``GB-GOR-D10``); ``ts:`` and a slug where no list
        there has the body; ``local:`` and a slug for a body known by a person's word.
    valid_from, valid_to: ISO dates, half-open: valid_to is the first day after the body's last. None where not known.
    successor: one or more codes with spaces between, or None.
    other_codes: each ``scheme:value``; schemes gss, snac, ods, govuk, mysociety, ecode (billing authority) and
        odc (OpenDataCommunities).
    """

    code: str
    name: str
    kind: str
    nation: str
    valid_from: str | None
    valid_to: str | None
    successor: str | None
    other_codes: tuple[str, ...]
    other_names: tuple[str, ...]

    def active_on(self, day: str) -> bool:
        """Whether the body stood on `day` (ISO). A date that is not known counts as standing."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)


@cache
def bundled() -> tuple[Organisation, ...]:
    """Every body of organisations.csv."""
    made = []
    text = files("tallystick.reference").joinpath("organisations.csv").read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines())
    next(rows)
    for code, name, kind, nation, begun, ended, successor, codes, names in rows:
        made.append(
            Organisation(
                code,
                name,
                kind,
                nation,
                begun or None,
                ended or None,
                successor or None,
                tuple(codes.split("|")) if codes else (),
                tuple(names.split("|")) if names else (),
            )
        )
    return tuple(made)


class Directory:
    """Looks bodies up. Made once per process: loading takes some tens of milliseconds, a look-up microseconds."""

    def __init__(self, organisations: Iterable[Organisation]) -> None:
        self._all: tuple[Organisation, ...] = tuple(organisations)
        self._by_code: dict[str, Organisation] = {}
        self._by_name: dict[str, list[Organisation]] = {}
        self._official: dict[str, list[Organisation]] = {}
        self._by_core: dict[str, list[tuple[Organisation, frozenset[str]]]] = {}
        self._by_health: dict[str, list[Organisation]] = {}
        self._squashed: dict[str, list[Organisation]] = {}
        self._answers: dict[tuple[str, str | None], Organisation | None] = {}
        contested: set[str] = set()
        for organisation in self._all:
            self._index_codes(organisation, contested)
            self._index_names(organisation)
        for code in contested:
            self._by_code.pop(code, None)
        for organisation in self._all:
            self._by_code[organisation.code.casefold()] = organisation
        self._starts = self._phrases()

    @classmethod
    def load(cls, local: Iterable[tuple[str, str]] = ()) -> "Directory":
        """The bundled list, and `local` bodies as (code, name). A local body's name is taken from any bundled one."""
        added = [Organisation(code, name, "local body", "", None, None, None, (), ()) for code, name in local]
        if not added:
            return _bundled_directory()
        return cls([*bundled(), *added])

    @property
    def organisations(self) -> tuple[Organisation, ...]:
        return self._all

    def by_code(self, code: str) -> Organisation | None:
        """The body with this code, or None.

        An org-id, ONS (GSS, SNAC), NHS (ODS) or mySociety code, a gov.uk slug, or a URI that ends in one of them.
        """
        text = code.strip()
        uri = _URI.search(text)
        if uri is None:
            key = text.casefold()
            found = self._by_code.get(key)
            if found is None and ":" in key and not key.startswith(("ts:", "local:")):
                found = self._by_code.get(key.rsplit(":", 1)[1])
            return found
        parts = [p for p in uri.group().split("#")[0].split("?")[0].rstrip("/.").split("/")[3:] if p]
        if not parts:
            return None
        last = parts[-1].casefold()
        if len(parts) > 1:
            exact = self._by_code.get(f"odc:{parts[-2]}/{last}".casefold())
            if exact is not None:
                return exact
        found = self._by_code.get(last)
        if found is None and len(parts) > 1 and "council" in parts[-2].casefold():
            found = self.by_name(f"{last} {parts[-2]}") or self.by_name(last)
        return found or (self.by_name(last) if "organisation" in uri.group() or "department" in uri.group() else None)

    def by_name(self, name: str, on: str | None = None) -> Organisation | None:
        """The body with this name, or None where none has it or several do. `on` (ISO) says on which day it stood."""
        key = (name, on)
        if key not in self._answers:
            if len(self._answers) > 50_000:
                self._answers.clear()
            self._answers[key] = self._named(name, on)
        return self._answers[key]

    def in_cell(self, text: str, on: str | None = None) -> Organisation | None:
        """The body that a cell of an organisation column names: by name, by address, or by a code that is plainly one.

        Unlike `by_code`, three letters are no code here: "MAN" may be Manchester's and may be a department's.
        """
        if "://" in text or _STRONG_CODE.match(text.strip()):
            return self.by_code(text)
        return self.by_name(text, on)

    def recognise(self, texts: Mapping[str, int], on: str | None = None) -> Organisation | None:
        """The body that an organisation column names.

        texts: its distinct cells, with the number of rows of each. The body is clear when at least half of the rows
        that say anything name it, and at least four in five of the rows that name any body.
        """
        rows: dict[str, int] = {}
        found: dict[str, Organisation] = {}
        said = 0
        spoken = [t for t in texts if t.strip()]
        for text in spoken:
            said += texts[text]
            organisation = self.in_cell(text, on)
            if organisation is not None:
                found[organisation.code] = organisation
                rows[organisation.code] = rows.get(organisation.code, 0) + texts[text]
        if not rows:
            return None
        best = max(rows, key=lambda code: rows[code])
        clear = rows[best] * 2 >= said and rows[best] * 5 >= sum(rows.values()) * 4
        return found[best] if clear else None

    def in_text(self, text: str, on: str | None = None) -> list[Organisation]:
        """Bodies that a title, or the path of a file, names beyond doubt; in the order they come, each once.

        Free text must have the words that make it a body's name ("Wakefield Council", "NHS Tower Hamlets CCG"); the
        name of a folder or file may be the bare name ("leeds/2011-01.csv").
        """
        from tallystick.reference import mentions

        return mentions.find(self, text, on)

    def resolve(self, name_or_code: str) -> Organisation:
        """The body that an officer named. Raises Refused, with up to five near names, where that is not clear."""
        several = self.named(name_or_code)
        found = self.by_name(name_or_code) or (None if several else self.by_code(name_or_code))
        if found is not None:
            return found
        if several:
            listed = "; ".join(f"{o.name} ({o.code})" for o in several[:5])
            raise Refused(
                f"“{name_or_code}” could be more than one public body: {listed}.", what_to_do="Give its code."
            )
        near = "; ".join(f"{o.name} ({o.code})" for o in self.near(name_or_code))
        raise Refused(
            f"No public body called “{name_or_code}” is in the reference list.",
            what_to_do=f"Did you mean: {near}?" if near else "Check the spelling, or give its code.",
        )

    def near(self, name: str, limit: int = 5) -> list[Organisation]:
        """Up to `limit` bodies whose names look most like `name`, best first."""
        folded = fold(name)
        core = place(folded).core if folded else ""
        if not core:
            return []
        found: dict[str, Organisation] = {}
        for asked in dict.fromkeys([core, *(w for w in core.split() if len(w) > 3)]):
            for key in difflib.get_close_matches(asked, self._by_core, n=limit, cutoff=0.7):
                for organisation, _ in self._by_core[key]:
                    found.setdefault(organisation.code, organisation)
        wanted = set(folded.split()) - TYPE_WORDS
        for key in difflib.get_close_matches(folded, self._by_name, n=limit * 2, cutoff=0.6):
            for organisation in self._by_name[key]:
                found.setdefault(organisation.code, organisation)
        for key, several in self._by_name.items():
            if len(found) >= limit * 4:
                break
            if wanted and wanted <= set(key.split()):
                for organisation in several:
                    found.setdefault(organisation.code, organisation)
        likeness = {code: _likeness(folded, o) for code, o in found.items()}
        return sorted(found.values(), key=lambda o: (-likeness[o.code], o.valid_to is not None, o.name))[:limit]

    def named(self, name: str, on: str | None = None) -> list[Organisation]:
        """Every body that `name` could be, most exact reading first; the reading stops at the first that fits any."""
        folded = fold(name)
        if not folded:
            return []
        for found in (self._official.get(folded), self._by_name.get(folded)):
            if found:
                return _standing(found, on)
        split = place(folded)
        fitting = [o for o, allowed in self._by_core.get(split.core, ()) if fits(split.core, split.types, allowed)]
        if fitting:
            return _standing(fitting, on)
        words = set(folded.split())
        if words & HEALTH_WORDS:
            found = self._by_health.get(_health_key(folded))
            if found:
                return _standing(found, on)
        return _standing(self._squashed.get(folded.replace(" ", ""), []), on)

    def _named(self, name: str, on: str | None) -> Organisation | None:
        found = self.named(name, on)
        if not found and name.rstrip().endswith((")", "]")):
            found = self.named(_IN_BRACKETS.sub("", name), on)
        return found[0] if len(found) == 1 else None

    def _index_codes(self, organisation: Organisation, contested: set[str]) -> None:
        for code in organisation.other_codes:
            scheme, value = code.split(":", 1)
            for key in (code.casefold(),) if scheme == "odc" else (value.casefold(), code.casefold()):
                other = self._by_code.setdefault(key, organisation)
                if other is not organisation:
                    contested.add(key)

    def _index_names(self, organisation: Organisation) -> None:
        official = fold(organisation.name)
        self._official.setdefault(official, [])
        if organisation.kind == "local body":
            self._official[official] = [organisation]
        else:
            self._official[official].append(organisation)
        folded = [official, *(fold(n) for n in organisation.other_names)]
        keys = dict.fromkeys(folded)
        authority = organisation.kind in LOCAL_AUTHORITIES
        for key in keys:
            if not authority or place(key).types or key == official:
                self._by_name.setdefault(key, []).append(organisation)
            squashed = self._squashed.setdefault(key.replace(" ", ""), [])
            if organisation not in squashed:
                squashed.append(organisation)
        if authority or (organisation.kind == "local body" and "council" in official.split()):
            allowed = permitted_types(organisation.kind, keys)
            for core in dict.fromkeys(place(key).core for key in keys):
                self._by_core.setdefault(core, []).append((organisation, allowed))
        elif organisation.code.startswith("GB-NHS-"):
            for health in dict.fromkeys(_health_key(key) for key in keys):
                self._by_health.setdefault(health, []).append(organisation)

    def _phrases(self) -> dict[str, list[tuple[str, ...]]]:
        starts: dict[str, set[tuple[str, ...]]] = {}
        for key, found in self._by_name.items():
            if any(o.kind not in LOCAL_AUTHORITIES for o in found):
                words = tuple(key.split())
                if len(words) > 1:
                    starts.setdefault(words[0], set()).add(words)
        for core in self._by_core:
            words = tuple(core.split())
            starts.setdefault(words[0], set()).add(words)
        return {first: sorted(several, key=len, reverse=True) for first, several in starts.items()}

    @property
    def starts(self) -> dict[str, list[tuple[str, ...]]]:
        """First word -> the names, and the bare names of local authorities, that begin with it, longest first."""
        return self._starts

    def cores(self, core: str) -> list[tuple[Organisation, frozenset[str]]]:
        """Local authorities that are `core` without "council", "borough" and the like, with the types each may have."""
        return self._by_core.get(core, [])


@cache
def _bundled_directory() -> Directory:
    return Directory(bundled())


def _standing(found: list[Organisation], on: str | None) -> list[Organisation]:
    local = [o for o in found if o.kind == "local body"]
    if local:
        return local
    if on is not None and len(found) > 1:
        return [o for o in found if o.active_on(on)] or found
    return found


def _likeness(folded: str, organisation: Organisation) -> float:
    """The best of its names, with and without the words that say what kind of body it is."""
    names = [fold(n) for n in (organisation.name, *organisation.other_names)]
    names += [f"{place(n).core} council" for n in names[:1] if organisation.kind in LOCAL_AUTHORITIES]
    return max(difflib.SequenceMatcher(None, folded, n).ratio() for n in names)


def _health_key(folded: str) -> str:
    return " ".join(w for w in folded.split() if w not in _HEALTH_NOISE)
