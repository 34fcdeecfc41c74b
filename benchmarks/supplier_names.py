"""Distinct names to resolve, as many as are asked for: real ones, and the slips and habits of those who type them.

    python -m benchmarks.supplier_names NAMES.txt 200000 OUT.txt

NAMES.txt has a published name a line.
"""

import random
import sys
from pathlib import Path

FORMS = ("LTD", "LIMITED", "Ltd", "Ltd.", "PLC", "LLP", "(UK) LTD", "UK LIMITED", "")
SITES = ("LEEDS", "MANCHESTER", "EXETER", "NORTH WEST", "(SOUTH)", "SERVICES", "GROUP", "HOLDINGS", "- REMITTANCE")


def varied(name: str, chance: random.Random) -> str:
    """One way in which the same supplier is written elsewhere, or a neighbour of it."""
    how = chance.randrange(6)
    words = name.split()
    if how == 0:
        return name.title() if name.isupper() else name.upper()
    if how == 1 and len(words) > 1:
        return " ".join([*words[:-1], chance.choice(FORMS)]).strip()
    if how == 2 and len(name) > 6:
        at = chance.randrange(1, len(name) - 2)
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    if how == 3:
        return f"{name} {chance.choice(SITES)}"
    if how == 4 and len(words) > 2:
        return " ".join(words[:-1])
    return f"{name} {chance.randrange(10, 99)}"


def names(published: list[str], count: int) -> list[str]:
    """`count` distinct names: those published first, then variations of them. The same each time."""
    chance = random.Random(20261122)
    found = dict.fromkeys(name for name in published if name.strip())
    originals = list(found)
    if not originals:
        raise ValueError("There are no names to begin with.")
    while len(found) < count:
        found.setdefault(varied(chance.choice(originals), chance))
    its = list(found)[:count]
    chance.shuffle(its)
    return its


def main() -> None:
    published = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    Path(sys.argv[3]).write_text("\n".join(names(published, int(sys.argv[2]))) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
