"""What was resolved: which supplier each unit is, and the frames that follow from it."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from tallystick.suppliers import keeping
from tallystick.suppliers.decisions import Decisions
from tallystick.suppliers.doubting import conflicts_of, doubts_of, offers_of
from tallystick.suppliers.rules.known_names import KnownNames

if TYPE_CHECKING:
    from tallystick.suppliers.resolving import Register

UNIT_COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "unit": pl.String,
    "name": pl.String,
    "company_number": pl.String,
    "vat_numbers": pl.List(pl.String),
    "postcodes": pl.List(pl.String),
    "supplier_numbers": pl.List(pl.String),
    "payments": pl.Int64,
    "pence": pl.Int64,
}
"""What may be known of a unit."""


class Resolution:
    """Suppliers of units. `rows` has UNIT_COLUMNS, and kind, number, technology, registered, key, supplier_id,
    confidence, why and beside: the unit of the same supplier that confidence and why compare it with."""

    def __init__(
        self, rows: pl.DataFrame, known: KnownNames, decisions: Decisions, register: "Register | None"
    ) -> None:
        self.rows, self.known, self.decisions, self._register = rows, known, decisions, register

    @property
    def units(self) -> pl.DataFrame:
        """unit, supplier_id, kind, confidence (that it belongs there, 0 to 1), why."""
        return self.rows.select("unit", "supplier_id", "kind", "confidence", "why")

    @cached_property
    def suppliers(self) -> pl.DataFrame:
        """supplier_id, name, kind, company_number, status, group_name, sme, vcse, postcode, technology, units,
        confidence.

        A supplier goes by the name and the number it was paid most under, unless a person said others. Its confidence
        is its least sure unit's.
        """
        said = self.decisions
        chosen = [self._chosen(what) for what in (said.names, said.groups, said.company_numbers)]
        first = self.rows.sort("supplier_id", "pence", "payments", "unit", descending=[False, True, True, False])
        found = first.group_by("supplier_id", maintain_order=True).agg(
            pl.col("name").first(),
            pl.col("kind").first(),
            pl.col("number").drop_nulls().first().alias("company_number"),
            pl.col("technology").drop_nulls().first(),
            pl.col("postcodes").drop_nulls().first().list.first().alias("postcode"),
            pl.len().alias("units"),
            pl.col("confidence").min(),
        )
        found = found.join(chosen[2], on="supplier_id", how="left", maintain_order="left")
        found = found.with_columns(company_number=pl.coalesce("said", "company_number")).drop("said")
        company = self._companies(found["company_number"].drop_nulls().unique().sort().to_list())
        found = found.join(company, on="company_number", how="left", maintain_order="left")
        found = found.join(chosen[0], on="supplier_id", how="left").join(
            chosen[1], on="supplier_id", how="left", suffix="_g"
        )
        return found.select(
            "supplier_id",
            pl.coalesce("said", "name").alias("name"),
            "kind",
            "company_number",
            "status",
            pl.col("said_g").alias("group_name"),
            "sme",
            "vcse",
            pl.coalesce("its_postcode", "postcode").alias("postcode"),
            "technology",
            "units",
            "confidence",
        )

    def _chosen(self, said: dict[str, str]) -> pl.DataFrame:
        """What people said of some unit of a supplier; of the unit that sorts last, where they said several things."""
        told = pl.DataFrame(
            {"unit": sorted(said), "said": [said[u] for u in sorted(said)]},
            schema={"unit": pl.String, "said": pl.String},
        )
        its = self.rows.select("unit", "supplier_id").join(told, on="unit").sort("unit")
        return its.unique("supplier_id", keep="last", maintain_order=True).select("supplier_id", "said")

    def _companies(self, numbers: list[str]) -> pl.DataFrame:
        found = self._register.by_numbers(numbers) if self._register is not None and numbers else {}
        return pl.DataFrame(
            [(n, c.status, c.sme, c.vcse, c.postcode) for n, c in sorted(found.items())],
            schema={
                "company_number": pl.String,
                "status": pl.String,
                "sme": pl.Boolean,
                "vcse": pl.Boolean,
                "its_postcode": pl.String,
            },
            orient="row",
        )

    @cached_property
    def doubts(self) -> pl.DataFrame:
        """unit_a, unit_b, supplier_a, supplier_b, confidence (that they are one), why, pence, payments, merged."""
        return doubts_of(self.rows, self.known, self.decisions)

    @cached_property
    def conflicts(self) -> pl.DataFrame:
        """supplier_id, other_supplier_id, what, detail, pence."""
        return conflicts_of(self.rows)

    @cached_property
    def offers(self) -> pl.DataFrame:
        """unit, candidates: up to three other supplier_ids worth a person's look, best first."""
        return offers_of(self.rows, self.known, self.decisions)

    def candidates(self, unit: str) -> list[str]:
        """Up to three other suppliers that `unit` might be, best first."""
        found = self.offers.filter(pl.col("unit") == unit)["candidates"].to_list()
        return list(found[0]) if found else []

    def with_register(self, register: "Register | None") -> "Resolution":
        """The same, with a register to look companies up in: it is not kept with what `save` writes."""
        return Resolution(self.rows, self.known, self.decisions, register)

    def save(self, folder: Path) -> None:
        """Write everything to `folder`, which is made. Arrays, text and Parquet: nothing in it is run when it is
        read."""
        folder.mkdir(parents=True, exist_ok=True)
        self.rows.write_parquet(folder / "rows.parquet", compression="zstd", compression_level=1)
        keeping.save(folder, self.known, self.decisions)

    @classmethod
    def load(cls, folder: Path) -> "Resolution":
        """What `save` wrote. Raises FileNotFoundError where there is nothing, ValueError where another version wrote
        it."""
        known, decisions = keeping.load(folder)
        return cls(pl.read_parquet(folder / "rows.parquet"), known, decisions, None)
