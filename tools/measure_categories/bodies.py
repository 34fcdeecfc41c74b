"""Payments of three councils that were labelled by hand, found again by file and row in a home that has them loaded."""

from pathlib import Path

import numpy as np
import polars as pl

from tallystick.categories.classifying import classify
from tallystick.categories.training import Model
from tallystick.lake.store.home import Home
from tools.measure_categories.figures import bands, score

LABELS = Path(__file__).with_name("labels_three_bodies.csv")
_OF = ("in the sample", "for all its payments", "by money")
_ASKED = ("supplier", "description", "department", "account", "category_scheme", "category_code")


def read(home: Home) -> pl.DataFrame:
    """The labelled payments with what their files say of them; `counts`: how many payments each stands for."""
    labels = pl.read_csv(LABELS, schema_overrides={"sheet": pl.String}).with_columns(
        counts=pl.col("of") / pl.col("taken")
    )
    held = [
        pl.read_parquet(path, columns=[*_ASKED, "sheet", "row", "amount_pence"]).with_columns(sha256=pl.lit(sha256))
        for sha256 in labels["sha256"].unique()
        for path in sorted(home.tidy.joinpath(sha256).glob("*/payments.parquet"))[-1:]
    ]
    found = labels.join(pl.concat(held), on=["sha256", "sheet", "row"], how="inner", nulls_equal=True)
    if found.height < labels.height:
        raise SystemExit(f"{labels.height - found.height} labelled payments are not in this home: load their files.")
    return found


def report(rows: pl.DataFrame, model: Model) -> list[str]:
    """The figures, as lines of Markdown."""
    unsure = rows.filter(pl.col("label") == "unsure").height
    rows = rows.filter(pl.col("label") != "unsure")
    rows = rows.with_columns(
        classify(rows.select(_ASKED), model).rename({"is_ict": "said"}), ict=pl.col("label") != "not-ict"
    )
    found = [
        f"{rows.height} labelled payments, {rows['ict'].sum()} of them ICT; {unsure} more could not be told.",
        "",
        "| body | labelled ICT " + "".join(f"| {of}: precision | recall | F1 " for of in _OF) + "|",
        "|---" * 11 + "|",
    ]
    for name, part in [("together", rows), *((str(key[0]), part) for key, part in rows.group_by("organisation"))]:
        truth, said, counts = (part[c].to_numpy() for c in ("ict", "said", "counts"))
        money = counts * part["amount_pence"].to_numpy()
        found.append(
            f"| {name} | {truth.sum()} of {part.height} | {score(truth, said)} | {score(truth, said, counts)} "
            f"| {score(truth, said, money)} |"
        )
    return [*found, "", *_kinds(rows), "", *_bands(rows)]


def _kinds(rows: pl.DataFrame) -> list[str]:
    """Of what both call technology, how often the kind is the label's, where the label says a kind."""
    both = rows.filter(pl.col("ict") & pl.col("said") & (pl.col("label") != "ict"))
    truth, said = both["label"].to_list(), both["category"].to_list()
    heads = [t.partition(".")[0] == s.partition(".")[0] for t, s in zip(truth, said, strict=True)]
    whole = [t == s for t, s in zip(truth, said, strict=True) if "." in t]
    kinds = f"Kind, where both say ICT and the label says a kind: the first level is right in {np.mean(heads):.2f}"
    return [f"{kinds} of {len(heads)}; both levels in {np.mean(whole):.2f} of the {len(whole)} labelled so far."]


def _bands(rows: pl.DataFrame) -> list[str]:
    right = (rows["ict"] == rows["said"]).to_numpy()
    found = ["| ICT or not: confidence | rows | said | right |", "|---|---|---|---|"]
    for name, count, said, share in bands(right, rows["ict_confidence"].to_numpy()):
        found.append(f"| {name} | {count:,} | {said:.2f} | {share:.2f} |")
    kind = rows.filter(pl.col("said") & (pl.col("label") != "ict"))
    same = np.array(
        [
            label.partition(".")[0] == said.partition(".")[0]
            for label, said in kind.select("label", "category").iter_rows()
        ]
    )
    found += ["", "| said to be ICT, kind of the first level: confidence | rows | said | right |", "|---|---|---|---|"]
    for name, count, said, share in bands(same, kind["confidence"].to_numpy()):
        found.append(f"| {name} | {count:,} | {said:.2f} | {share:.2f} |")
    return found
