"""Score each distinct text once, so that a million lines cost as much as their distinct words."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.sparse import csr_array

from tallystick.categories.training import Model, rows
from tallystick.categories.wording import features, words
from tallystick.reference.taxonomy import taxonomy

_AGAINST = 0.5
_LONG_TEXTS = 0.1
_PLAIN = 2.5
_LEANS = 1.0
"""Words that alone show technology add so much, where the rest of the text does not lean the other way."""


@dataclass(frozen=True)
class Scored:
    """Distinct texts, scored. ict: log odds of technology; heard: the words that spoke loudest for it, as written."""

    ict: NDArray[np.float32]
    heard: pl.Series
    matrix: csr_array
    weights: NDArray[np.float32]

    @property
    def speaks(self) -> NDArray[np.bool_]:
        """Whether each text has a word that the model knows."""
        return np.asarray(np.diff(self.matrix.indptr) > 0)

    def kind(self, at: NDArray[np.uint32]) -> NDArray[np.float32]:
        """What the words of the texts `at` add to each kind: texts × kinds."""
        some, back = np.unique(at, return_inverse=True)
        return np.asarray((self.matrix[some] @ self.weights)[back], dtype=np.float32)


def scored(texts: pl.Series, model: Model) -> Scored:
    """Score each text by the words that the model knows. A text with none scores 0."""
    known = pl.DataFrame({"feature": model.features, "adds": model.ict}).with_row_index("number")
    found = features(texts).join(known, on="feature", maintain_order="left")
    at, number = found["text"].to_numpy(), found["number"].to_numpy()
    matrix = rows(at, number, len(texts), len(model.features))
    ict = _ict(matrix, model.ict)
    plain = np.zeros(len(texts), dtype=bool)
    plain[found.join(_plain_features(), on="feature", how="semi")["text"].to_numpy()] = True
    ict[plain & (ict > _LEANS)] += _PLAIN
    return Scored(ict, _loudest(found, len(texts)), matrix, model.kind)


@cache
def _plain_features() -> pl.DataFrame:
    """The taxonomy's words, of one or two, that alone show technology: feature."""
    strong = pl.Series([word for category in taxonomy().categories for word in category.strong])
    counted = words(strong).group_by("text").agg(words=pl.len())
    found = (
        features(strong)
        .join(counted, on="text")
        .filter(pl.col("feature").str.count_matches(" ") + 1 == pl.col("words"))
    )
    return found.select(pl.col("feature").unique())


def _ict(matrix: csr_array, adds: NDArray[np.float32]) -> NDArray[np.float32]:
    """What the words add up to. Words against count half: they mostly say for which service it was bought."""
    has = np.maximum(np.diff(matrix.indptr), 1)
    total = matrix @ np.where(adds > 0, adds, _AGAINST * adds)
    # Rows have length one, which makes little of one plain word in a long text; this makes some of it good.
    return np.asarray(total * has**_LONG_TEXTS, dtype=np.float32)


def scored_names(names: pl.Series) -> Scored:
    """Score suppliers' names by the few words of reference/category_examples/supplier_words.toml."""
    table = _name_words()
    found = words(names).unique(["text", "word"], maintain_order=True).join(table, left_on="word", right_on="feature")
    ict = np.zeros(len(names), dtype=np.float32)
    np.add.at(ict, found["text"].to_numpy(), found["adds"].to_numpy())
    nothing = csr_array((len(names), 1), dtype=np.float32)
    return Scored(ict, _loudest(found, len(names)), nothing, np.zeros((1, 1), dtype=np.float32))


@cache
def _name_words() -> pl.DataFrame:
    path = files("tallystick.reference").joinpath("category_examples", "supplier_words.toml")
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    adds = {
        **dict.fromkeys(said["ict"]["strong"], 3.0),
        **dict.fromkeys(said["ict"]["middling"], 1.5),
        **dict.fromkeys(said["ict"]["weak"], 0.5),
        **dict.fromkeys(said["against"]["strong"], -1.5),
    }
    return pl.DataFrame({"feature": list(adds), "adds": pl.Series(list(adds.values()), dtype=pl.Float32)})


def _loudest(found: pl.DataFrame, texts: int) -> pl.Series:
    """Of each text the words that added most, or null where none added anything."""
    for_it = found.lazy().filter(pl.col("adds") > 0.5)
    most = for_it.sort("text", "adds", descending=[False, True], maintain_order=True).unique("text", keep="first")
    every = pl.LazyFrame({"text": pl.int_range(texts, dtype=pl.UInt32, eager=True)})
    joined = every.join(most.select("text", "said"), on="text", how="left", maintain_order="left")
    return joined.select("said").collect()["said"]
