"""A council's own ProClass labels: distinct texts of supplier and purpose, labelled by supplier or by order."""

import hashlib
from pathlib import Path

import numpy as np
import polars as pl

from tallystick.categories.classifying import classify
from tallystick.categories.rules.weighing import WEIGHTS, Weights
from tallystick.categories.training import Model
from tallystick.reference.technology import recognise
from tools.measure_categories.figures import bands, macro_f1, score

TUNED_ON = (0, 1)
"""The folds that were looked at while the weights were chosen. The others were not."""

# What the labels' numbers can be held against: our heads of the first level that are the same thing.
GROUPS = {"271600": "software", "271200": "hardware", "271700": "fixed", "271800": "mobile"}
_HEADS = {
    "lob": "software", "productivity": "software", "data": "software", "security": "software", "support": "software",
    "devices": "hardware", "servers": "hardware", "voice": "fixed", "network": "fixed", "mobile": "mobile",
}  # fmt: skip


def read(file: Path) -> pl.DataFrame:
    """The labelled rows, with `fold` (0 to 4, all rows of a supplier in one), `ict`, `labelled` and `misfiled`."""
    rows = pl.read_csv(file, infer_schema_length=0)
    code, label = pl.col("proclass_code").fill_null("NA"), pl.col("proclass_label").fill_null("NA")
    return rows.with_columns(
        amount=pl.col("amount").cast(pl.Float64).clip(0),
        fold=pl.col("supplier").fill_null("").map_elements(_fold, return_dtype=pl.Int64),
        ict=label.str.starts_with("ICT"),
        labelled=(code != "NA") & ~label.str.contains("Not Classified") & (label != "NA"),
        # Memberships, grants, health services and rents that carry the label "ICT : Services" under a finance number.
        misfiled=label.str.starts_with("ICT") & code.str.starts_with("20"),
    )


def report(rows: pl.DataFrame, model: Model, *, weights: Weights = WEIGHTS) -> list[str]:
    """The figures, as lines of Markdown."""
    rows = rows.with_columns(_answers(rows, model, weights), nameless=_answers(_nameless(rows), model, weights)["said"])
    found = [
        "| rows | labelled ICT | by row: precision | recall | F1 | by money: precision | recall | F1 |",
        "|---" * 8 + "|",
    ]
    unseen = rows.filter(~pl.col("fold").is_in(TUNED_ON))
    fair = unseen.filter(pl.col("labelled") & ~pl.col("misfiled"))
    for name, part, said in (
        ("all, every label as it is, unlabelled counted as not ICT", rows, "said"),
        ("not looked at, the same", unseen, "said"),
        ("not looked at, rows with a label", unseen.filter("labelled"), "said"),
        ("not looked at, with a label, the misfiled left out", fair, "said"),
        ("the same, with the names of known suppliers hidden", fair, "nameless"),
    ):
        truth, guess, money = (part[c].to_numpy() for c in ("ict", said, "amount"))
        found.append(
            f"| {name}: {part.height:,} | {truth.sum():,} | {score(truth, guess)} | {score(truth, guess, money)} |"
        )
    return [*found, "", *_kinds(fair), "", *_bands(fair)]


def _answers(rows: pl.DataFrame, model: Model, weights: Weights) -> pl.DataFrame:
    lines = rows.select("supplier", description="purpose", department="organisational_unit")
    return classify(lines, model, weights=weights).rename({"is_ict": "said"})


def _nameless(rows: pl.DataFrame) -> pl.DataFrame:
    """As if the knowledge base knew none of these suppliers."""
    known = [bool(name) and recognise(name) is not None for name in rows["supplier"]]
    return rows.with_columns(supplier=pl.when(~pl.Series(known)).then("supplier"))


def _kinds(part: pl.DataFrame) -> list[str]:
    """Software, hardware, fixed and mobile telephones: the labels that mean what ours mean."""
    plain = part.filter(pl.col("proclass_code").is_in(list(GROUPS)) | ~pl.col("ict"))
    truth = [
        GROUPS.get(code, "other") if ict else "other" for code, ict in plain.select("proclass_code", "ict").iter_rows()
    ]
    said = [_HEADS.get(category.partition(".")[0], "other") for category in plain["category"]]
    mean, each = macro_f1(truth, said, sorted(set(GROUPS.values())))
    return [
        f"Macro F1 over the kinds that can be mapped: **{mean:.2f}**",
        "",
        "| kind | precision | recall | F1 |",
        "|---|---|---|---|",
        *(f"| {name} | {one} |" for name, one in each.items()),
    ]


def _bands(part: pl.DataFrame) -> list[str]:
    right = (part["ict"] == part["said"]).to_numpy()
    found = ["| ICT or not: confidence | rows | said | right |", "|---|---|---|---|"]
    for who, of in (("", np.ones(len(right), dtype=bool)), ("said to be ICT, ", part["said"].to_numpy())):
        for name, rows, said, share in bands(right[of], part["ict_confidence"].to_numpy()[of]):
            found.append(f"| {who}{name} | {rows:,} | {said:.2f} | {share:.2f} |")
    return found


def _fold(supplier: str) -> int:
    return int(hashlib.sha256(supplier.casefold().strip().encode()).hexdigest(), 16) % 5
