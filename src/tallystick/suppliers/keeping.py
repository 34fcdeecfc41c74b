"""Writing down and reading back what is known of names: numpy arrays, lines of text, JSON."""

import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
from scipy import sparse

from tallystick.suppliers.decisions import Decisions
from tallystick.suppliers.rules.faces import Vocabulary, faces_of
from tallystick.suppliers.rules.known_names import KnownNames, Pairs, Weighed
from tallystick.suppliers.rules.nearness import Learnt

VERSION = 8
"""Goes up when names are taken apart or compared otherwise: what was kept is then made again."""


def save(folder: Path, known: KnownNames, decisions: Decisions) -> None:
    """Into `folder`, beside whatever else is there."""
    sparse.save_npz(folder / "letters.npz", known.letters, compressed=False)
    arrays = {f"pairs_{name}": getattr(known.pairs, name) for name in Pairs.__dataclass_fields__}
    arrays |= {"weighed_codes": known.weighed.codes, "weighed_odds": known.weighed.odds}
    arrays |= {"owner": known.owner, "kinds": known.kinds, "learnt": known.learnt.letters}
    with (folder / "arrays.npz").open("wb") as file:
        np.savez(file, allow_pickle=False, **arrays)
    its = {"keys": known.keys, "forms": known.forms, "faces": known.faces.texts, "decisions": asdict(decisions)}
    (folder / "names.json").write_text(json.dumps({"version": VERSION, **its}, ensure_ascii=False), encoding="utf-8")


def load(folder: Path) -> tuple[KnownNames, Decisions]:
    """What `save` wrote. Raises FileNotFoundError, or ValueError where another version wrote it."""
    raw = json.loads((folder / "names.json").read_text(encoding="utf-8"))
    if raw["version"] != VERSION:
        raise ValueError("These names were kept by another version.")
    with np.load(folder / "arrays.npz", allow_pickle=False) as arrays:
        pairs = Pairs(*(arrays[f"pairs_{name}"] for name in Pairs.__dataclass_fields__))
        weighed = Weighed(arrays["weighed_codes"], arrays["weighed_odds"])
        owner, kinds, learnt = arrays["owner"], arrays["kinds"], Learnt(arrays["learnt"])
    faces = faces_of(raw["faces"], Vocabulary())
    letters = sparse.load_npz(folder / "letters.npz").tocsr()
    known = KnownNames(raw["keys"], raw["forms"], faces, owner, kinds, learnt, letters, pairs, weighed)
    decided = raw["decisions"]
    for name in ("same", "different", "unsure"):
        decided[name] = tuple((a, b) for a, b in decided[name])
    return known, Decisions(**decided)
