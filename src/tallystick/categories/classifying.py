"""What each line was bought for: ICT or not, which kind, how sure, and why in words. Frames in and out."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tallystick.categories import telling
from tallystick.categories.rules import weighing
from tallystick.categories.rules.weighing import WEIGHTS, Evidence, Weights
from tallystick.categories.scoring import Scored, scored, scored_names
from tallystick.categories.training import Model
from tallystick.reference.taxonomy import ICT, NOT_ICT, Match, taxonomy
from tallystick.reference.technology import TechnologySupplier, recognise, technology_suppliers

COLUMNS = ("supplier", "technology", "description", "department", "account", "category_scheme", "category_code")
"""What `classify` reads; any may be absent, and any may be null."""

_WORDS = {"description": 1.0, "account": 0.8, "department": 0.3, "published": 0.5}
"""The columns that are read for their words, and how much each says about the kind."""


@dataclass(frozen=True)
class _Place:
    """The distinct values of a column, and which of them each line has."""

    values: pl.Series
    at: NDArray[np.uint32]


PEERS_WHY = "Most of what this supplier is paid for is technology, and nothing here says otherwise."
ANSWERS_VERSION = 2
"""Goes up when the same model and the same reference data give other answers."""


def classify(lines: pl.DataFrame, model: Model, *, weights: Weights = WEIGHTS) -> pl.DataFrame:
    """One row a line, in the same order: category, is_ict, confidence, why, ict_confidence.

    lines: the text columns of `COLUMNS`. category: a code of the taxonomy, or not-ict. confidence: from 0 to 1, how
    often such an answer is right; ict_confidence: the same of is_ict alone. why: in plain words.
    """
    if lines.is_empty():
        return _empty()
    lines = lines.with_columns(_published_class(lines))
    places = {name: _distinct(lines, name) for name in (*COLUMNS[:5], "published")}
    sold = _sold(lines, places)
    codes = _codes(lines)
    words = {name: scored(places[name].values, model) for name in _WORDS}
    names = scored_names(places["supplier"].values)
    known = sold.number >= 0
    evidence = Evidence(
        description=words["description"].ict[places["description"].at],
        account=words["account"].ict[places["account"].at],
        department=words["department"].ict[places["department"].at],
        published=words["published"].ict[places["published"].at],
        # What a firm is known to sell says more than its name does.
        supplier=np.where(known, 0, names.ict[places["supplier"].at]).astype(np.float32),
        only=sold.only,
        some=sold.some,
        code_ict=codes.ict,
        code_not=codes.not_ict,
    )
    alone = weighing.ict_odds(evidence, weights)
    together = _judged_together(places, known | (codes.number >= 0))
    odds = weighing.with_peers(alone, together, weights)
    is_ict = odds >= 0
    category = np.full(lines.height, len(model.kinds), dtype=np.int64)
    sure = weighing.sureness(odds)
    ict_sure = sure.copy()
    worth = np.flatnonzero(is_ict)
    if len(worth):
        best, kind_sure = _kinds(worth, words, places, sold, codes, model, weights)
        category[worth] = best
        sure[worth] *= kind_sure
    by_peers = np.flatnonzero(is_ict & (alone < 0))
    category[by_peers] = _usual(category, together, np.flatnonzero(alone >= 0), by_peers)
    said = telling.Said(
        description=telling.phrases(places["description"].values, words["description"], "The description says"),
        account=telling.phrases(places["account"].values, words["account"], "The account says"),
        published=telling.phrases(places["published"].values, words["published"], "The published class is"),
        department=telling.departments(places["department"].values, words["department"]),
        name=telling.names(places["supplier"].values, names),
        sells=sold.said,
        code=codes.said,
    )
    why = telling.why(said, {name: place.at for name, place in places.items()}, sold.number, codes.number, is_ict)
    why = _because_of_peers(why, by_peers)
    kinds = pl.Series([*model.kinds, NOT_ICT], dtype=pl.String)
    return pl.DataFrame(
        {
            "category": kinds.gather(pl.Series(category)),
            "is_ict": is_ict,
            "confidence": pl.Series(sure, dtype=pl.Float64).round(3),
            "why": why,
            "ict_confidence": pl.Series(ict_sure, dtype=pl.Float64).round(3),
        }
    )


GENERAL = ("ict", "devices", "lob", "managed", "productivity", "support", "support.software")
"""Kinds that an account's name says of technology whatever its kind."""


def _judged_together(places: dict[str, _Place], settled: NDArray[np.bool_]) -> NDArray[np.int64]:
    """One number for lines of one supplier; -1 where none is known, or its trade or a code settles the matter."""
    supplier = places["supplier"]
    named = supplier.values.is_not_null().to_numpy()[supplier.at]
    return np.where(named & ~settled, supplier.at.astype(np.int64), -1)


def _usual(
    category: NDArray[np.int64], supplier: NDArray[np.int64], told: NDArray[np.int64], asked: NDArray[np.int64]
) -> NDArray[np.int64]:
    """For each line of `asked`, the kind that most of its supplier's lines of `told` are; of equals, the first."""
    lines = pl.DataFrame({"supplier": supplier[told], "category": category[told]})
    counted = lines.group_by("supplier", "category").len().sort("len", "category", descending=[True, False])
    usual = counted.unique("supplier", keep="first", maintain_order=True).select("supplier", usual="category")
    wanted = pl.DataFrame({"supplier": supplier[asked], "own": category[asked]})
    found = wanted.join(usual, on="supplier", how="left", maintain_order="left")
    return found.select(pl.coalesce("usual", "own")).to_series().to_numpy()


def _because_of_peers(why: pl.Series, by_peers: NDArray[np.int64]) -> pl.Series:
    """`why`, with what decided it for the lines that their supplier's other lines decided."""
    decided = np.zeros(len(why), dtype=bool)
    decided[by_peers] = True
    return pl.select(pl.when(pl.Series(decided)).then(pl.lit(PEERS_WHY)).otherwise(why).alias("why"))["why"]


def _published_class(lines: pl.DataFrame) -> pl.Expr:
    """A publisher's own class in words, such as "ICT": a code that is of no scheme we know, if it has letters."""
    if "category_code" not in lines.columns:
        return pl.lit(None, dtype=pl.String).alias("published")
    code = pl.col("category_code").cast(pl.String)
    own = code.str.contains("[A-Za-z]{2}")
    if "category_scheme" in lines.columns:
        own &= ~pl.col("category_scheme").cast(pl.String).str.contains("(?i)cpv|proclass|sercop").fill_null(False)
    return pl.when(own).then(code).alias("published")


def _empty() -> pl.DataFrame:
    text, number = pl.String, pl.Float64
    return pl.DataFrame(
        schema={"category": text, "is_ict": pl.Boolean, "confidence": number, "why": text, "ict_confidence": number}
    )


def _distinct(lines: pl.DataFrame, name: str) -> _Place:
    if name not in lines.columns:
        return _Place(pl.Series([None], dtype=pl.String), np.zeros(lines.height, dtype=np.uint32))
    column = lines[name].cast(pl.String)
    values = column.unique()
    numbers = pl.DataFrame({"value": values}).with_row_index("at")
    at = pl.DataFrame({"value": column}).join(numbers, on="value", how="left", nulls_equal=True, maintain_order="left")
    return _Place(values, at["at"].to_numpy())


@dataclass(frozen=True)
class _Sold:
    """What each line's supplier sells. number: into `suppliers`, -1 where it is not known."""

    number: NDArray[np.int64]
    only: NDArray[np.float32]
    some: NDArray[np.float32]
    suppliers: tuple[TechnologySupplier, ...]
    said: list[str]


@cache
def _by_code() -> dict[str, int]:
    return {supplier.code: at for at, supplier in enumerate(technology_suppliers())}


def _sold(lines: pl.DataFrame, places: dict[str, _Place]) -> _Sold:
    suppliers = technology_suppliers()
    by_code = _by_code()
    named = [recognise(name) if name else None for name in places["supplier"].values]
    by_name = np.array([by_code[found.code] if found else -1 for found in named], dtype=np.int64)
    given = np.array([by_code.get(code or "", -1) for code in places["technology"].values], dtype=np.int64)
    number = given[places["technology"].at]
    number = np.where(number >= 0, number, by_name[places["supplier"].at])
    only = np.array([supplier.only_ict for supplier in suppliers] + [False])[number] & (number >= 0)
    said = [telling.sells(s.name, [taxonomy().by_code[c].name for c in s.sells], s.only_ict) for s in suppliers]
    return _Sold(number, _floats(only), _floats((number >= 0) & ~only), suppliers, said)


@dataclass(frozen=True)
class _Codes:
    """What each line's published code says. number: into `matches`, -1 for none."""

    number: NDArray[np.int64]
    ict: NDArray[np.float32]
    not_ict: NDArray[np.float32]
    matches: list[Match | None]
    said: list[str]


def _codes(lines: pl.DataFrame) -> _Codes:
    if "category_code" not in lines.columns:
        nothing = np.zeros(lines.height, dtype=np.float32)
        return _Codes(np.full(lines.height, -1), nothing, nothing, [], [])
    scheme = lines["category_scheme"] if "category_scheme" in lines.columns else pl.Series([None] * lines.height)
    both = pl.DataFrame({"scheme": scheme.cast(pl.String), "code": lines["category_code"].cast(pl.String)})
    pairs = both.unique().with_row_index("at")
    at = both.join(pairs, on=["scheme", "code"], how="left", nulls_equal=True, maintain_order="left")["at"].to_numpy()
    matches = [_match(s, c) for s, c in pairs.select("scheme", "code").iter_rows()]
    is_ict = np.array([m is not None and m.category != NOT_ICT for m in matches])
    is_not = np.array([m is not None and m.category == NOT_ICT for m in matches])
    said = [
        telling.code(s, c, taxonomy().by_code[m.category].name if m and m.category != NOT_ICT else None)
        for (s, c), m in zip(pairs.select("scheme", "code").iter_rows(), matches, strict=True)
    ]
    number = np.where((is_ict | is_not)[at], at.astype(np.int64), -1)
    return _Codes(number, _floats(is_ict[at]), _floats(is_not[at]), matches, said)


def _match(scheme: str | None, code: str | None) -> Match | None:
    if not code:
        return None
    folded = (scheme or "").casefold().replace(" ", "")
    if folded == "cpv":
        return taxonomy().from_cpv(code)
    if folded == "proclass":
        return taxonomy().from_proclass(code)
    return taxonomy().from_sercop(code) if folded == "sercop" else None


def _kinds(
    worth: NDArray[np.int64],
    words: dict[str, Scored],
    places: dict[str, _Place],
    sold: _Sold,
    codes: _Codes,
    model: Model,
    weights: Weights,
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The likeliest kind of each line of `worth`, and how likely it is."""
    best = np.empty(len(worth), dtype=np.int64)
    sure = np.empty(len(worth), dtype=np.float32)
    of_supplier, of_code = _favoured(sold, codes, model, weights)
    for start in range(0, len(worth), 50_000):
        part = worth[start : start + 50_000]
        # Where the model starts from was learnt beside words, and means nothing without them.
        has_words = np.logical_or.reduce(
            [words[name].speaks[places[name].at[part]] for name in ("description", "account")]
        )
        scores = has_words[:, None] * model.kind_start
        for name, share in _WORDS.items():
            scores += share * words[name].kind(places[name].at[part])
        scores += of_supplier[sold.number[part]]
        scores += of_code[codes.number[part]]
        chances = weighing.kind_chances(scores)
        best[start : start + len(part)] = chances.argmax(axis=1)
        sure[start : start + len(part)] = chances.max(axis=1)
    return best, sure


def _favoured(
    sold: _Sold, codes: _Codes, model: Model, weights: Weights
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """What each supplier, and each published code, adds to each kind; the last row, for none, adds nothing."""
    of = {code: at for at, code in enumerate(model.kinds)}
    supplier = np.zeros((len(sold.suppliers) + 1, len(of)), dtype=np.float32)
    near_to: dict[str, list[tuple[int, float]]] = {}
    for row, known in enumerate(sold.suppliers):
        for rank, code in enumerate(known.sells):
            first = weights.sells_first if rank == 0 else 0
            # What is near a code is asked once, and not of each of the thousands of suppliers that sell it.
            if code not in near_to:
                near_to[code] = _near(code, of)
            for at, near in near_to[code]:
                supplier[row, at] = max(supplier[row, at], weights.sells + first - near)
        for kind, at in of.items():
            # "Computer software" bought of a firm that sells housing software is housing software.
            if kind in GENERAL and kind not in known.sells:
                supplier[row, at] = -weights.general
    code_adds = np.zeros((len(codes.matches) + 1, len(of)), dtype=np.float32)
    for row, match in enumerate(codes.matches):
        if match is None or match.category in (NOT_ICT, ICT):
            continue
        for category, adds in ((match.category, weights.sells), *((c, weights.sells - 1) for c in match.also)):
            for code, at in of.items():
                if code == category or code.startswith(category + "."):
                    code_adds[row, at] += adds - (0 if code == category else 4)
    return supplier, code_adds


def _near(sold: str, of: Mapping[str, int]) -> list[tuple[int, float]]:
    """The places of the kinds near what a supplier sells, and how far each is from it."""
    found = ((at, _nearness(kind, sold)) for kind, at in of.items())
    return [(at, near) for at, near in found if near is not None]


def _nearness(kind: str, sold: str) -> float | None:
    """How far a kind is from what a supplier sells: 0 the same, more for one below it or above it, else None."""
    if kind == sold:
        return 0.0
    if kind.startswith(sold + "."):
        return 1.0
    return 1.5 if sold.startswith(kind + ".") else None


def _floats(values: NDArray[Any]) -> NDArray[np.float32]:
    return values.astype(np.float32)
