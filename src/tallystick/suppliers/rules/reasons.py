"""Why two names are thought to be one supplier, in words for an officer."""

from tallystick.suppliers.rules.names import ASIDE, FORMER, TRADING
from tallystick.suppliers.rules.words import kind, stem

_SAYS = {TRADING: "a trading name", FORMER: "a former name", ASIDE: "in brackets"}


def why_alike(name: str, other: str, face: str, other_face: str, kind_of_face: str, kind_of_other: str) -> str:
    """One or two sentences. name, other: as written. face, other_face: the parts of each that are alike."""
    part = next((_SAYS[k] for k in (kind_of_face, kind_of_other) if k in _SAYS), "")
    begins = f"Part of the name ({part}) is alike: “{face}”. " if part else ""
    mine, theirs = set(map(stem, face.split())), set(map(stem, other_face.split()))
    only, only_other = sorted(_telling(mine - theirs)), sorted(_telling(theirs - mine))
    if face == other_face or (not only and not only_other):
        return begins + f"The same words as “{other}”, but for case, punctuation or legal form."
    if "".join(face.split()) == "".join(other_face.split()):
        return begins + f"The same letters as “{other}”, spaced differently."
    both = [word for word in face.split() if stem(word) in theirs and kind(stem(word)) != "filler"]
    shared = f"Shares {_listed(both[:4])} with “{other}”. " if both else f"Much like “{other}”. "
    if only and only_other:
        return begins + shared + f"They differ in {_listed(only[:3])} and {_listed(only_other[:3])}."
    return begins + shared + f"Only one of them has {_listed((only or only_other)[:4])}."


def _telling(words: set[str]) -> set[str]:
    return {word for word in words if kind(word) != "filler"}


def _listed(words: list[str]) -> str:
    quoted = [f"“{word}”" for word in words]
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + f" and {quoted[-1]}"
