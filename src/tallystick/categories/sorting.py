"""What the system thinks each wording was for, with what people said laid over it. Polars frames in and out."""

from collections.abc import Mapping

import polars as pl

from tallystick.categories.queries import Corrections

DECIDED_WHY = "A person said so, for {}."


def overlaid(lines: pl.DataFrame, corrections: Corrections, supplier_of_unit: Mapping[str, str]) -> pl.DataFrame:
    """`lines` with the corrections of suppliers and accounts laid over what the system thought.

    lines: line_id, supplier_id, organisation_code, account, category, confidence, why. supplier_of_unit: unit →
    supplier_id. Gives line_id, category, confidence, why, decided. A supplier's goes before an account's, and a
    correction of part of what a supplier sells before one of all of it.
    """
    suppliers = pl.DataFrame(
        [
            (supplier_of_unit[unit], was, category)
            for (unit, was), category in corrections.suppliers.items()
            if unit in supplier_of_unit
        ],
        schema={"supplier_id": pl.String, "was": pl.String, "said": pl.String},
        orient="row",
    ).unique(["supplier_id", "was"], keep="last")
    accounts = pl.DataFrame(
        [(publisher, account, category) for (publisher, account), category in corrections.accounts.items()],
        schema={"organisation_code": pl.String, "account": pl.String, "by_account": pl.String},
        orient="row",
    )
    whole = suppliers.filter(pl.col("was") == "").select("supplier_id", by_supplier="said")
    part = suppliers.filter(pl.col("was") != "").select("supplier_id", "was", by_part="said")
    under = part.rename({"was": "was_under", "by_part": "by_part_under"})
    laid = (
        lines.with_columns(was=pl.col("category"), was_under=pl.col("category").str.split(".").list.first())
        .join(part, on=["supplier_id", "was"], how="left")
        .join(under, on=["supplier_id", "was_under"], how="left")
        .join(whole, on="supplier_id", how="left")
        .join(accounts, on=["organisation_code", "account"], how="left")
    )
    by_supplier = pl.coalesce("by_part", "by_part_under", "by_supplier")
    said = pl.coalesce(by_supplier, "by_account")
    why = (
        pl.when(by_supplier.is_not_null())
        .then(pl.lit(DECIDED_WHY.format("this supplier")))
        .when(pl.col("by_account").is_not_null())
        .then(pl.lit(DECIDED_WHY.format("this account")))
        .otherwise(pl.col("why"))
    )
    return laid.select(
        "line_id",
        category=pl.coalesce(said, "category"),
        confidence=pl.when(said.is_not_null()).then(1.0).otherwise(pl.col("confidence")),
        why=why,
        decided=said.is_not_null(),
    )
