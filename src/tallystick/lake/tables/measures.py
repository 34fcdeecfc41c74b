"""What pages say of where the money goes, each an expression over the rows of the cube that a filter left.

The tables they are given: `chosen` (rows of the cube, with what kind of supplier and whether it is ICT), and, for those
that name them, `before` (the same for the period before), `others` (the same for other organisations), `published` (the
months for which each organisation published anything), `bounds` (the first and last month that a person chose; null
where none), `suppliers` and `categories` of the maps, `asked` and `areas` (what a person asks). Money is in whole
pence; null stands for "not known".
"""

from collections.abc import Callable, Mapping
from functools import partial

import ibis
import ibis.expr.types as ir
import polars as pl

from tallystick.lake.tables import measures_suppliers as of_suppliers
from tallystick.lake.tables.map_tables import GIVEN
from tallystick.lake.tables.measures_suppliers import Tables, counted, total

CHOSEN: dict[str, pl.DataType] = {
    "organisation_id": pl.Int32(),
    "supplier_no": pl.Int32(),
    "kind": pl.String(),
    "category_no": pl.Int16(),
    "is_ict": pl.Boolean(),
    "month": pl.Date(),
    "decided": pl.Boolean(),
    "band": pl.String(),
    "payments": pl.Int64(),
    "amount_pence": pl.Int64(),
    "redacted": pl.Int64(),
    "redacted_pence": pl.Int64(),
}

GIVEN_TO_MEASURES: Mapping[str, Mapping[str, pl.DataType]] = {
    "chosen": CHOSEN,
    "before": CHOSEN,
    "others": CHOSEN,
    "published": {"organisation_id": pl.Int32(), "month": pl.Date()},
    "bounds": {"first_month": pl.Date(), "last_month": pl.Date()},
    "suppliers": GIVEN["suppliers"],
    "categories": GIVEN["categories"],
    "asked": {"percent": pl.Int64()},
    "areas": {"area": pl.String()},
}


def totals(t: Tables) -> ir.Table:
    """One row: payments, amount_pence, redacted, redacted_pence, organisations, suppliers, ict, ict_pence, unsorted,
    unsorted_pence (no category)."""
    chosen = t["chosen"]
    known = chosen.kind == "supplier"
    return chosen.agg(
        **_summed(chosen),
        redacted=total(chosen.redacted),
        redacted_pence=total(chosen.redacted_pence),
        organisations=chosen.organisation_id.nunique(),
        suppliers=known.ifelse(chosen.supplier_no, ibis.null("int32")).nunique(),
        ict=counted(chosen, chosen.is_ict, "payments"),
        ict_pence=counted(chosen, chosen.is_ict, "amount_pence"),
        unsorted=counted(chosen, chosen.category_no.isnull(), "payments"),
        unsorted_pence=counted(chosen, chosen.category_no.isnull(), "amount_pence"),
    )


def span(t: Tables) -> ir.Table:
    """One row: first_month, last_month; both null where no payment has a date."""
    return t["chosen"].agg(first_month=t["chosen"].month.min(), last_month=t["chosen"].month.max())


def by_month(t: Tables) -> ir.Table:
    """month (null: no date), payments, amount_pence."""
    return _by(t["chosen"], "month")


def by_year(t: Tables, *, financial: bool) -> ir.Table:
    """year (null: no date), payments, amount_pence. A financial year is named for the one in which its April is."""
    chosen = t["chosen"].select("month", "payments", "amount_pence")
    return _by(_with_year(chosen, financial=financial), "year")


def by_organisation(t: Tables) -> ir.Table:
    """organisation_id, payments, amount_pence, suppliers, redacted, redacted_pence."""
    chosen = t["chosen"]
    known = chosen.kind == "supplier"
    return chosen.group_by("organisation_id").agg(
        **_summed(chosen),
        suppliers=known.ifelse(chosen.supplier_no, ibis.null("int32")).nunique(),
        redacted=total(chosen.redacted),
        redacted_pence=total(chosen.redacted_pence),
    )


def by_kind(t: Tables) -> ir.Table:
    """kind of payee (null: none is named), payments, amount_pence."""
    return _by(t["chosen"], "kind")


def by_category(t: Tables) -> ir.Table:
    """category_no (null: not known), payments, amount_pence with those of the categories in it, own_payments, own_pence
    without, suppliers. Only categories that have something."""
    chosen, categories = t["chosen"], t["categories"]
    parents = categories.select(parent_no="category_no", parent_code="category")
    within = categories.select("category_no", "parent").join(parents, categories.parent == parents.parent_code)
    up = chosen.join(within.select("category_no", "parent_no"), "category_no")
    columns = ("supplier_no", "kind", "payments", "amount_pence")
    own = chosen.select("category_no", *columns, own=ibis.literal(1, "int64"))
    rolled = up.select(*columns, category_no=up.parent_no, own=ibis.literal(0, "int64"))
    both = ibis.union(own, rolled.select(own.columns))
    known = both.kind == "supplier"
    return both.group_by("category_no").agg(
        **_summed(both),
        own_payments=counted(both, both.own == 1, "payments"),
        own_pence=counted(both, both.own == 1, "amount_pence"),
        suppliers=known.ifelse(both.supplier_no, ibis.null("int32")).nunique(),
    )


def year_on_year(t: Tables, *, financial: bool) -> ir.Table:
    """year, payments, amount_pence; before_pence (null: nothing published the year before); like_pence,
    like_before_pence, like_months: of those months alone for which an organisation published in both years, each
    organisation its own. Every year for which anything was published is there, nought where nothing was paid."""
    published = t["published"].filter(t["published"].month.notnull())
    months = published.select(who=published.organisation_id.fill_null(-1), at=_index(published)).distinct()
    earlier = months.select(earlier_who="who", earlier_at="at")
    alike = months.join(earlier, [months.who == earlier.earlier_who, months.at == earlier.earlier_at + 12])
    alike = alike.select("who", "at").distinct()
    chosen = t["chosen"].filter(t["chosen"].month.notnull())
    chosen = chosen.group_by("organisation_id", "month").agg(**_summed(chosen))  # few rows, for what follows
    chosen = _with_year(chosen, financial=financial).mutate(who=chosen.organisation_id.fill_null(-1), at=_index(chosen))
    whole = _every_year(_by(chosen, "year"), _year_of_index(months, financial=financial))
    now = chosen.semi_join(alike, ["who", "at"]).select(
        "year", like_pence="amount_pence", like_before_pence=ibis.literal(0, "int64")
    )
    later = chosen.mutate(year=chosen.year + 1, at=chosen["at"] + 12)
    then = later.semi_join(alike, ["who", "at"]).select(
        "year", like_pence=ibis.literal(0, "int64"), like_before_pence=later.amount_pence
    )
    like = ibis.union(now, then)
    like = like.group_by("year").agg(like_pence=total(like.like_pence), like_before_pence=total(like.like_before_pence))
    named = _year_of_index(alike, financial=financial)
    counts = named.group_by("year").agg(like_months=named.count())
    before = whole.select(year=whole.year + 1, before_pence=whole.amount_pence)
    joined = whole.left_join(before, "year").left_join(like, "year").left_join(counts, "year")
    return joined.select(
        year=joined.year,
        payments=joined.payments,
        amount_pence=joined.amount_pence,
        before_pence=joined.before_pence,
        like_pence=joined.like_pence.fill_null(0),
        like_before_pence=joined.like_before_pence.fill_null(0),
        like_months=joined.like_months.fill_null(0),
    )


def _every_year(paid: ir.Table, published: ir.Table) -> ir.Table:
    """What was paid by year, with the years for which something was published and nothing was paid."""
    none = published.select("year", payments=ibis.literal(0, "int64"), amount_pence=ibis.literal(0, "int64"))
    return _by(ibis.union(paid, none), "year")


def coverage(t: Tables) -> ir.Table:
    """organisation_id, first_month, last_month, months (for which it published), missing (months for which it did
    not, of those that were chosen; where no bound was chosen, from the first or to the last for which it did),
    payments, amount_pence, redacted, redacted_pence, undated, undated_pence, doubtful, doubtful_pence (band low or
    none, and nobody decided), settled, settled_pence (somebody did)."""
    chosen, published = t["chosen"], t["published"]
    doubtful = chosen.band.isin(["low", "none"]) & ~chosen.decided
    had = chosen.group_by("organisation_id").agg(
        **_summed(chosen),
        redacted=total(chosen.redacted),
        redacted_pence=total(chosen.redacted_pence),
        undated=counted(chosen, chosen.month.isnull(), "payments"),
        undated_pence=counted(chosen, chosen.month.isnull(), "amount_pence"),
        doubtful=counted(chosen, doubtful, "payments"),
        doubtful_pence=counted(chosen, doubtful, "amount_pence"),
        settled=counted(chosen, chosen.decided, "payments"),
        settled_pence=counted(chosen, chosen.decided, "amount_pence"),
    )
    dated = published.filter(published.month.notnull())
    dated = dated.mutate(at=_index(dated))
    when = dated.group_by(whose=dated.organisation_id).agg(
        first_month=dated.month.min(),
        last_month=dated.month.max(),
        months=dated["at"].nunique(),
        earliest=dated["at"].min(),
        latest=dated["at"].max(),
    )
    bounds = t["bounds"].agg(
        lower=_index_of(t["bounds"].first_month).min(), upper=_index_of(t["bounds"].last_month).max()
    )
    joined = had.left_join(when, had.organisation_id.fill_null(-1) == when.whose.fill_null(-1)).cross_join(bounds)
    span = ibis.coalesce(joined.upper, joined.latest) - ibis.coalesce(joined.lower, joined.earliest) + 1
    months = joined.months.fill_null(0)
    return joined.select(
        "organisation_id",
        "first_month",
        "last_month",
        months=months,
        missing=span.fill_null(0) - months,
        **{name: joined[name] for name in had.columns if name != "organisation_id"},
    )


def _by(table: ir.Table, by: str) -> ir.Table:
    return table.group_by(by).agg(**_summed(table))


def _summed(table: ir.Table) -> dict[str, ir.Scalar]:
    return {"payments": total(table.payments), "amount_pence": total(table.amount_pence)}


def _with_year(table: ir.Table, *, financial: bool) -> ir.Table:
    year = table.month.year().cast("int64")
    return table.mutate(year=year - (table.month.month() < 4).ifelse(1, 0) if financial else year)


def _index(table: ir.Table) -> ir.Column:
    """Months since the year nought: twelve apart are the same month of neighbouring years."""
    return _index_of(table.month)


def _index_of(month: ir.Column) -> ir.Column:
    return month.year().cast("int64") * 12 + month.month().cast("int64") - 1


def _year_of_index(table: ir.Table, *, financial: bool) -> ir.Table:
    at = table["at"] - 3 if financial else table["at"]
    return table.select(year=(at - at % 12) / 12).mutate(year=lambda found: found.year.cast("int64"))


MEASURES: Mapping[str, Callable[[Tables], ir.Table]] = {
    "totals": totals,
    "span": span,
    "by_month": by_month,
    "by_calendar_year": partial(by_year, financial=False),
    "by_financial_year": partial(by_year, financial=True),
    "by_organisation": by_organisation,
    "by_kind": by_kind,
    "by_category": by_category,
    "year_on_year_calendar": partial(year_on_year, financial=False),
    "year_on_year_financial": partial(year_on_year, financial=True),
    "coverage": coverage,
    "ranked": of_suppliers.ranked,
    "curve": of_suppliers.curve,
    "concentration": of_suppliers.concentration,
    "tail": of_suppliers.tail,
    "shared": of_suppliers.shared,
    "new_and_gone": of_suppliers.new_and_gone,
    "by_sme": partial(of_suppliers.by_known, column="sme"),
    "by_vcse": partial(of_suppliers.by_known, column="vcse"),
    "by_local": of_suppliers.by_local,
}
"""Every measure, under the name by which it is kept compiled."""
