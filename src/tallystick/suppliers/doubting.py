"""What a person should look at: likely pairs that were not merged, unsure merges, numbers that contradict names."""

import polars as pl

from tallystick.suppliers.decisions import Decisions
from tallystick.suppliers.placeholders import published_number
from tallystick.suppliers.rules.kinds import SUPPLIER
from tallystick.suppliers.rules.known_names import KnownNames
from tallystick.suppliers.rules.reasons import why_alike
from tallystick.suppliers.rules.weighing import FACE_KINDS

WORTH_A_LOOK = 0.3
UNSURE = 0.8
MOST_OFFERED = 3
_MOST_SHARING = 20
TWO_NAMES, TWO_NUMBERS = "one number, different names", "one name, different numbers"

_DOUBTS = {
    "unit_a": pl.String,
    "unit_b": pl.String,
    "supplier_a": pl.String,
    "supplier_b": pl.String,
    "confidence": pl.Float64,
    "why": pl.String,
    "pence": pl.Int64,
    "payments": pl.Int64,
    "merged": pl.Boolean,
}


def _decided(decisions: Decisions) -> pl.DataFrame:
    pairs = [pair for a, b in (*decisions.same, *decisions.different, *decisions.unsure) for pair in ((a, b), (b, a))]
    return pl.DataFrame(pairs, schema={"unit_a": pl.String, "unit_b": pl.String}, orient="row").unique()


def _of_each_name(rows: pl.DataFrame) -> pl.DataFrame:
    """For each name, the unit that was paid most under it in each supplier, and what all were paid."""
    its = rows.filter(pl.col("kind") == SUPPLIER).sort(
        "key", "supplier_id", "pence", "unit", descending=[False, False, True, False]
    )
    found = its.group_by("key", "supplier_id", maintain_order=True).agg(
        pl.col("unit").first(),
        pl.col("name").first(),
        pl.col("number").first(),
        pl.col("pence").sum(),
        pl.col("payments").sum(),
    )
    # Of a name that very many suppliers have, those that were paid most: every two of them would be too many.
    rank = pl.col("pence").rank("ordinal", descending=True).over("key")
    return found.filter(rank <= _MOST_SHARING)


def _pairs(rows: pl.DataFrame, known: KnownNames, least: float) -> pl.DataFrame:
    """Likely pairs of names whose units are two suppliers, without those that company numbers tell apart."""
    keep = known.pairs.odds >= least
    pairs = pl.DataFrame(
        {
            "key_a": known.pairs.left[keep],
            "key_b": known.pairs.right[keep],
            "confidence": known.pairs.odds[keep],
            "face_a": known.pairs.face_left[keep],
            "face_b": known.pairs.face_right[keep],
        }
    )
    its = _of_each_name(rows)
    for side in ("a", "b"):
        pairs = pairs.join(its.rename({c: f"{c}_{side}" for c in its.columns}), on=f"key_{side}")
    two = (pl.col("number_a") != pl.col("number_b")).fill_null(False)
    return pairs.filter((pl.col("supplier_id_a") != pl.col("supplier_id_b")) & ~two)


def doubts_of(rows: pl.DataFrame, known: KnownNames, decisions: Decisions) -> pl.DataFrame:
    """Pairs worth a look, most money at stake first: the money of the smaller of the two. Nothing that was decided."""
    apart = _pairs(rows, known, WORTH_A_LOOK).with_columns(
        pl.min_horizontal("pence_a", "pence_b").alias("pence"),
        pl.min_horizontal("payments_a", "payments_b").alias("payments"),
    )
    apart = apart.join(_decided(decisions), on=["unit_a", "unit_b"], how="anti")
    apart = apart.sort("confidence", "unit_a", "unit_b", descending=[True, False, False])
    apart = apart.unique(["supplier_id_a", "supplier_id_b"], keep="first", maintain_order=True)
    texts, kinds = known.faces.texts, known.kinds.tolist()
    why = [
        why_alike(a, b, texts[x], texts[y], FACE_KINDS[kinds[x]], FACE_KINDS[kinds[y]])
        for a, b, x, y in apart.select("name_a", "name_b", "face_a", "face_b").iter_rows()
    ]
    found = apart.with_columns(
        pl.Series("why", why, pl.String),
        pl.col("supplier_id_a").alias("supplier_a"),
        pl.col("supplier_id_b").alias("supplier_b"),
        pl.lit(False).alias("merged"),
    ).select(list(_DOUBTS))
    unsure = _unsure(rows).join(_decided(decisions), on=["unit_a", "unit_b"], how="anti")
    return pl.concat([found, unsure]).sort("pence", "unit_a", "unit_b", descending=[True, False, False])


def _unsure(rows: pl.DataFrame) -> pl.DataFrame:
    """Merged units that are not surely what the middle of their supplier is."""
    unsure = (pl.col("kind") == SUPPLIER) & (pl.col("confidence") < UNSURE) & (pl.col("unit") != pl.col("beside"))
    return rows.filter(unsure).select(
        pl.col("unit").alias("unit_a"),
        pl.col("beside").alias("unit_b"),
        pl.col("supplier_id").alias("supplier_a"),
        pl.col("supplier_id").alias("supplier_b"),
        "confidence",
        "why",
        "pence",
        "payments",
        pl.lit(True).alias("merged"),
    )


def conflicts_of(rows: pl.DataFrame) -> pl.DataFrame:
    """Suppliers that share a company number, and suppliers that share a name but not the number. Each pair once.

    Where more than _MOST_SHARING share one, one line stands for them all, with the two that were paid most.
    """
    its = rows.filter(pl.col("kind") == SUPPLIER).with_columns(number=published_number())
    its = its.filter(pl.col("number").is_not_null())
    named = (
        its.group_by("supplier_id", "number", "key")
        .agg(pl.col("name").first(), pl.col("pence").sum())
        .sort("supplier_id")
    )
    found = []
    for by, what, told in (("number", TWO_NAMES, "name"), ("key", TWO_NUMBERS, "number")):
        sharing = pl.col("supplier_id").n_unique().over(by)
        found += _of_many(named.filter(sharing > _MOST_SHARING), by, what)
        few = named.filter(sharing <= _MOST_SHARING)
        both = few.join(few, on=by).filter(pl.col("supplier_id") < pl.col("supplier_id_right"))
        both = both.sort("supplier_id", "supplier_id_right", "pence", descending=[False, False, True])
        both = both.unique(["supplier_id", "supplier_id_right"], keep="first", maintain_order=True)
        if both.is_empty():
            continue
        shared = pl.col("number") if by == "number" else pl.col("name")
        detail = pl.format("{}: {} and {}", shared, pl.col(told), pl.col(f"{told}_right"))
        found.append(
            both.select(
                "supplier_id",
                pl.col("supplier_id_right").alias("other_supplier_id"),
                pl.lit(what).alias("what"),
                detail.alias("detail"),
                pl.min_horizontal("pence", "pence_right").alias("pence"),
            )
        )
    empty = pl.DataFrame(
        schema={
            "supplier_id": pl.String,
            "other_supplier_id": pl.String,
            "what": pl.String,
            "detail": pl.String,
            "pence": pl.Int64,
        }
    )
    return pl.concat([empty, *found]).sort("pence", "supplier_id", "other_supplier_id", descending=[True, False, False])


def _of_many(named: pl.DataFrame, by: str, what: str) -> list[pl.DataFrame]:
    if named.is_empty():
        return []
    paid = named.group_by(by, "supplier_id").agg(pl.col("name").first(), pl.col("pence").sum())
    paid = paid.sort(by, "pence", "supplier_id", descending=[False, True, False])
    each = paid.group_by(by, maintain_order=True).agg(
        pl.col("supplier_id").head(2).sort(),
        pl.col("name").head(2),
        pl.col("pence").slice(1).sum(),
        pl.len().alias("many"),
    )
    first, second = (pl.col("name").list.get(at) for at in (0, 1))
    others = (pl.col("many") - 2).cast(pl.String)
    if by == "number":
        detail = pl.format("{}: {}, {} and {} others", "number", first, second, others)
    else:
        detail = pl.format("{}: {} company numbers", first, pl.col("many").cast(pl.String))
    return [
        each.select(
            pl.col("supplier_id").list.get(0),
            pl.col("supplier_id").list.get(1).alias("other_supplier_id"),
            pl.lit(what).alias("what"),
            detail.alias("detail"),
            "pence",
        )
    ]


def offers_of(rows: pl.DataFrame, known: KnownNames, decisions: Decisions) -> pl.DataFrame:
    """unit, candidates: of every unit that is a supplier's and has any."""
    pairs = _pairs(rows, known, 0.0)
    both = pl.concat(
        [
            pairs.select(
                pl.col("key_a").alias("key"),
                pl.col("supplier_id_a").alias("supplier_id"),
                pl.col("supplier_id_b").alias("other"),
                "confidence",
            ),
            pairs.select(
                pl.col("key_b").alias("key"),
                pl.col("supplier_id_b").alias("supplier_id"),
                pl.col("supplier_id_a").alias("other"),
                "confidence",
            ),
            _same_name(rows),
        ]
    )
    told_apart = _told_apart(rows, decisions)
    both = both.join(told_apart, on=["supplier_id", "other"], how="anti")
    best = both.sort("confidence", "other", descending=[True, False]).unique(
        ["key", "supplier_id", "other"], keep="first", maintain_order=True
    )
    top = best.group_by("key", "supplier_id", maintain_order=True).agg(
        pl.col("other").head(MOST_OFFERED).alias("candidates")
    )
    return (
        rows.filter(pl.col("kind") == SUPPLIER)
        .select("unit", "key", "supplier_id")
        .join(top, on=["key", "supplier_id"])
        .select("unit", "candidates")
    )


def _same_name(rows: pl.DataFrame) -> pl.DataFrame:
    """Suppliers that share a name, of which one at least has no company number."""
    its = _of_each_name(rows).select("key", "supplier_id", "number")
    both = its.join(its, on="key").filter(pl.col("supplier_id") != pl.col("supplier_id_right"))
    unlike = (pl.col("number") != pl.col("number_right")).fill_null(False)
    return both.filter(~unlike).select(
        "key", "supplier_id", pl.col("supplier_id_right").alias("other"), pl.lit(0.98).alias("confidence")
    )


def _told_apart(rows: pl.DataFrame, decisions: Decisions) -> pl.DataFrame:
    its = rows.select("unit", "supplier_id")
    pairs = pl.DataFrame(list(decisions.different), schema={"a": pl.String, "b": pl.String}, orient="row")
    found = pairs.join(its, left_on="a", right_on="unit").join(its, left_on="b", right_on="unit", suffix="_b")
    one = found.select("supplier_id", pl.col("supplier_id_b").alias("other"))
    other = found.select(pl.col("supplier_id_b").alias("supplier_id"), pl.col("supplier_id").alias("other"))
    return pl.concat([one, other]).unique()
