"""Say in plain words why a line has its category. One sentence for each piece of evidence that counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tallystick.categories.scoring import Scored

_SPEAKS = 1.0
"""Words that add less than this to the odds are not mentioned."""
_MOST_LETTERS = 60
NOTHING = "Nothing here says that it is technology."


@dataclass(frozen=True)
class Said:
    """Sentences for each distinct value: of words two columns, `for` technology and `against` it, either null."""

    description: pl.DataFrame
    account: pl.DataFrame
    published: pl.DataFrame
    department: pl.DataFrame
    name: pl.DataFrame
    sells: list[str]
    code: list[str]


def sells(name: str, kinds: Sequence[str], only: bool) -> str:
    """What a known supplier sells, in a sentence; kinds: names of categories, the main one first."""
    listed = [kind[:1].lower() + kind[1:] if not kind[:2].isupper() else kind for kind in kinds[:3]]
    what = listed[0] if len(listed) == 1 else ", ".join(listed[:-1]) + " and " + listed[-1]
    return f"The supplier sells {what} ({name})." if only else f"The supplier sells {what}, and much else ({name})."


def code(scheme: str | None, value: str | None, kind: str | None) -> str:
    """What a published code means, in a sentence; kind: name of its category, None where it is not technology."""
    of = f"The published {scheme} code {value} is " if scheme else f"The published code {value} is "
    return of + (f"‘{kind}’." if kind else "not technology.")


def phrases(values: pl.Series, found: Scored, start: str) -> pl.DataFrame:
    """Sentences that begin with `start` and quote a description or an account."""
    whole = values.str.strip_chars().str.replace_all(r"\s+", " ")
    short = whole.str.len_chars() <= _MOST_LETTERS
    frame = pl.DataFrame({"whole": whole, "short": short, "heard": found.heard, "ict": found.ict})
    quoted = pl.when("short").then("whole").otherwise(pl.coalesce("heard", pl.col("whole").str.slice(0, _MOST_LETTERS)))
    sentence = pl.concat_str([pl.lit(f"{start} ‘"), quoted, pl.lit("’.")])
    return frame.select(
        pl.when(pl.col("ict") >= _SPEAKS).then(sentence).alias("for"),
        pl.when(pl.col("ict") <= -_SPEAKS).then(sentence).alias("against"),
    )


def departments(values: pl.Series, found: Scored) -> pl.DataFrame:
    """Sentences about who it was charged to. That speaks for technology or not at all."""
    frame = pl.DataFrame({"value": values.str.strip_chars(), "ict": found.ict})
    sentence = pl.concat_str([pl.lit("It was charged to ‘"), "value", pl.lit("’.")])
    return frame.select(
        pl.when(pl.col("ict") >= 2 * _SPEAKS).then(sentence).alias("for"),
        pl.lit(None, dtype=pl.String).alias("against"),
    )


def names(values: pl.Series, found: Scored) -> pl.DataFrame:
    """Sentences about the name of a supplier that is not a known seller of technology."""
    frame = pl.DataFrame({"heard": found.heard, "ict": found.ict})
    sentence = pl.concat_str([pl.lit("The supplier’s name has ‘"), "heard", pl.lit("’ in it.")])
    return frame.select(
        pl.when(pl.col("ict") >= _SPEAKS).then(sentence).alias("for"), pl.lit(None, dtype=pl.String).alias("against")
    )


def why(
    said: Said,
    at: Mapping[str, NDArray[np.uint32]],
    sold: NDArray[np.int64],
    coded: NDArray[np.int64],
    is_ict: NDArray[np.bool_],
) -> pl.Series:
    """The reason of each line. `at` and the numbers say which value each line has; -1 in `sold` and `coded`: none."""
    side = np.where(is_ict, 0, 1)
    known = sold >= 0
    parts = {
        "code": _of_number(said.code, coded),
        "sells": _of_number(said.sells, sold),
        "published": _of_side(said.published, at["published"], side),
        "account": _of_side(said.account, at["account"], side),
        "description": _of_side(said.description, at["description"], side),
        "department": _of_side(said.department, at["department"], side),
        "name": _of_side(said.name, at["supplier"], side),
    }
    frame = pl.DataFrame(parts).with_columns(
        name=pl.when(~pl.Series(known)).then("name"),
        # Of what is not technology, what the supplier also sells is beside the point.
        sells=pl.when(pl.Series(is_ict)).then("sells"),
    )
    joined = pl.concat_str(list(parts), separator=" ", ignore_nulls=True)
    return frame.select(why=pl.when(joined == "").then(pl.lit(NOTHING)).otherwise(joined))["why"]


def _of_number(sentences: list[str], number: NDArray[np.int64]) -> pl.Series:
    every = pl.Series([*sentences, None], dtype=pl.String)
    return every.gather(pl.Series(np.where(number >= 0, number, len(sentences))))


def _of_side(sentences: pl.DataFrame, at: NDArray[np.uint32], side: NDArray[np.int64]) -> pl.Series:
    both = pl.concat([sentences["for"], sentences["against"]])
    return both.gather(pl.Series(at.astype(np.int64) + side * sentences.height))
