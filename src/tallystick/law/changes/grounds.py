"""The grounds on which a contract may be changed: what each is called, and how it is cited."""

import re
from functools import lru_cache

PCR = ("72(1)(a)", "72(1)(b)", "72(1)(c)", "72(1)(d)", "72(1)(e)", "72(1)(f)")
ACT = ("74(2)", "74(3)", "74(4)", *(f"Sch 8 para {n}" for n in (1, 2, 4, 5, 8, 9)))

_PARAGRAPH = re.compile(r"(?:schedule|sch)8(?:paragraph|para)(\d+)")
_SAME = {"72(5)": "72(1)(f)", "72(6)": "72(1)(f)", "74(1)(b)": "74(3)", "74(1)(c)": "74(4)"}
_ALONGSIDE = {"Sch 8 para 3": "Sch 8 para 2", "Sch 8 para 6": "Sch 8 para 5", "Sch 8 para 7": "Sch 8 para 5"}


@lru_cache(maxsize=4096)
def ground_id(text: str) -> str | None:
    """The ground that `text` names, as `72(1)(f)` for `PCR 2015 reg 72(5)`; None where it names none that is known."""
    bare = re.sub(r"[\s.,]", "", text.casefold())
    bare = re.sub(r"^(?:pcr2015|pa2023|pcr|pa|procurementact2023)", "", bare)
    if found := _PARAGRAPH.fullmatch(bare):
        named = f"Sch 8 para {int(found[1])}"
        named = _ALONGSIDE.get(named, named)
        return named if named in ACT else None
    bare = re.sub(r"^(?:regulation|reg|section|s)(?=\d)", "", bare)
    if bare == "72(1)(f)72(5)":
        bare = "72(1)(f)"
    bare = _SAME.get(bare, bare)
    return bare if bare in PCR or bare in ACT else None


def cited(ground: str) -> str:
    """How the ground of that id is cited: `PCR 2015 reg 72(1)(b)`, `PA 2023 s.74(4)`, `PA 2023 Sch 8 para 4`."""
    if ground == "72(1)(f)":
        return "PCR 2015 reg 72(1)(f), 72(5)"
    if ground.startswith("72"):
        return f"PCR 2015 reg {ground}"
    return f"PA 2023 {ground}" if ground.startswith("Sch") else f"PA 2023 s.{ground}"
