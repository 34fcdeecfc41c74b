"""Train the model of wording from what the project holds, and keep it as plain numbers."""

import hashlib
import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.sparse import csr_array

from tallystick.categories.rules.examples import EMPTY, NOT_ICT, PRODUCT, Example, made
from tallystick.categories.wording import features
from tallystick.reference.taxonomy import taxonomy
from tallystick.reference.technology import products

MODEL_VERSION = 2
"""Goes up when the same examples make another model."""

_FOLDER = "category_examples"
_FOLDS = 5
_STRENGTH = 6.0
_MOST_ROUNDS = 400
_MOST_ROUNDS_OF_KINDS = 70
_CORRECTED = 400.0


@dataclass(frozen=True, eq=False)
class Model:
    """What words weigh.

    features: the words and pairs it knows, sorted. ict: the log odds of technology that each adds (and `ict_start`).
    kinds: categories of technology, codes. kind: features × kinds, what each adds to each kind (and `kind_start`).
    scores: how it did on examples it had not seen. made_from: how many examples.
    """

    features: tuple[str, ...]
    ict: NDArray[np.float32]
    ict_start: float
    kinds: tuple[str, ...]
    kind: NDArray[np.float32]
    kind_start: NDArray[np.float32]
    scores: dict[str, float]
    made_from: int


def train(extra: Sequence[Example] = ()) -> Model:
    """A model from the project's own examples, and those given (what people corrected). The same in, the same out.

    Takes some seconds. `scores` are of a round in which a fifth of the wordings was kept back.
    """
    examples = [*own_examples(), *(Example(e.text, e.category, e.weight * _CORRECTED) for e in extra)]
    matrix, known = _matrix([e.text for e in examples])
    categories = np.array([e.category for e in examples])
    weights = np.array([e.weight for e in examples])
    is_ict = categories != NOT_ICT
    # As much is said for technology as against it, however many products are listed.
    weights[is_ict] *= weights[~is_ict].sum() / weights[is_ict].sum()
    scores = _scores(matrix, categories, weights, [e.root or e.text for e in examples])
    yes = _fitted(matrix, is_ict, weights)
    tells = is_ict & np.array([e.root != EMPTY for e in examples])
    kind = _fitted(matrix[tells], categories[tells], weights[tells])
    return Model(
        features=known,
        ict=yes.coef_[0].astype(np.float32),
        ict_start=float(yes.intercept_[0]),
        kinds=tuple(str(code) for code in kind.classes_),
        kind=kind.coef_.T.astype(np.float32),
        kind_start=kind.intercept_.astype(np.float32),
        scores=scores,
        made_from=len(examples),
    )


@cache
def own_examples() -> tuple[Example, ...]:
    """The examples that the project holds: reference/category_examples, the taxonomy's words and the products."""
    categories = taxonomy().categories
    words = [(word, c.code) for c in categories for word in c.strong if c.code != NOT_ICT]
    known = [(p.words, p.category, p.ambiguous) for p in products()]
    lists = {name: _list(name) for name in ("ict", "not_ict", "patterns")}
    return tuple(made(**lists, products=known, taxonomy_words=words))


def inputs_key() -> str:
    """A fingerprint of everything that the model is made from: another key, another model."""
    said = repr((MODEL_VERSION, own_examples()))
    return hashlib.blake2b(said.encode(), digest_size=10).hexdigest()


def save(model: Model, folder: Path) -> None:
    """Write the model as plain arrays (weights.npz) and JSON (model.json) into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(folder / "weights.npz", ict=model.ict, kind=model.kind, kind_start=model.kind_start)
    said = {
        "features": model.features, "ict_start": model.ict_start, "kinds": model.kinds,
        "scores": model.scores, "made_from": model.made_from,
    }  # fmt: skip
    (folder / "model.json").write_text(json.dumps(said), encoding="utf-8")


def load(folder: Path) -> Model:
    """The model that `save` wrote. Raises OSError, ValueError or KeyError where it is not whole."""
    said = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    with np.load(folder / "weights.npz", allow_pickle=False) as held:
        ict, kind, kind_start = held["ict"], held["kind"], held["kind_start"]
    return Model(
        tuple(said["features"]), ict, said["ict_start"], tuple(said["kinds"]), kind, kind_start,
        said["scores"], said["made_from"],
    )  # fmt: skip


def _list(name: str) -> dict[str, Any]:
    path = files("tallystick.reference").joinpath(_FOLDER, f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _matrix(texts: list[str]) -> tuple[csr_array, tuple[str, ...]]:
    """Texts × features, each row of length one; and the features, sorted."""
    found = features(pl.Series(texts, dtype=pl.String)).select("text", "feature")
    # A pair met in one example alone says nothing that its words do not.
    counted = found.group_by("feature").agg(times=pl.len())
    common = (pl.col("times") > 1) | ~pl.col("feature").str.contains(" ")
    known = counted.filter(common)["feature"].sort()
    numbered = found.join(
        pl.DataFrame({"feature": known}).with_row_index("number"), on="feature", maintain_order="left"
    )
    return rows(numbered["text"].to_numpy(), numbered["number"].to_numpy(), len(texts), len(known)), tuple(known)


def rows(text: NDArray[Any], number: NDArray[Any], texts: int, known: int) -> csr_array:
    """Texts × features with each row of length one."""
    counts = np.bincount(text, minlength=texts)
    data = (1.0 / np.sqrt(np.maximum(counts, 1)))[text].astype(np.float32)
    return csr_array((data, (text, number)), shape=(texts, known))


def _hash(text: str) -> int:
    return hashlib.blake2b(text.encode(), digest_size=1).digest()[0]


def _fitted(matrix: csr_array, said: NDArray[Any], weights: NDArray[np.float64]) -> Any:
    # Here, because it takes a second or two to import and only training needs it.
    from sklearn.linear_model import LogisticRegression

    # Many kinds take long, and are settled enough after few rounds.
    rounds, near = (_MOST_ROUNDS, 1e-3) if said.dtype == np.bool_ else (_MOST_ROUNDS_OF_KINDS, 1e-2)
    return LogisticRegression(C=_STRENGTH, max_iter=rounds, tol=near).fit(matrix, said, sample_weight=weights)


def _scores(
    matrix: csr_array, categories: NDArray[Any], weights: NDArray[np.float64], roots: list[str]
) -> dict[str, float]:
    """How well it does on wordings it has not seen, nor anything made from them: a fifth of the roots kept back."""
    from sklearn.metrics import f1_score, precision_score, recall_score

    kept = np.array([root not in (PRODUCT, EMPTY) and _hash(root) % _FOLDS == 0 for root in roots])
    is_ict = categories != NOT_ICT
    guessed = _fitted(matrix[~kept], is_ict[~kept], weights[~kept]).predict(matrix[kept])
    seen, asked = ~kept & is_ict, kept & is_ict
    kind = _fitted(matrix[seen], categories[seen], weights[seen]).predict(matrix[asked])
    found = {
        "ict_precision": precision_score(is_ict[kept], guessed),
        "ict_recall": recall_score(is_ict[kept], guessed),
        "ict_f1": f1_score(is_ict[kept], guessed),
        "kind_f1": f1_score(categories[asked], kind, average="macro", zero_division=0.0),
    }
    return {name: round(float(score), 3) for name, score in found.items()}
