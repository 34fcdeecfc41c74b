"""Measures of suppliers: how concentrated, who is shared, who is new, and what is known of them.

Only payments to suppliers are ranked: those of which no supplier is known, and those to individuals and "various", are
nobody's share. A supplier whose payments come to nothing or less is counted, and holds no share.
"""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

Tables = Mapping[str, ir.Table]


def ranked(t: Tables) -> ir.Table:
    """place (1: paid the most), supplier_no, payments, amount_pence, organisations, held_pence (not below nought),
    running_pence (held by this place and those before). Equals are in order of supplier_no."""
    summed = _summed(_suppliers(t["chosen"]))
    held = (summed.amount_pence > 0).ifelse(summed.amount_pence, 0)
    summed = summed.mutate(held_pence=held.cast("int64"))
    order = [summed.amount_pence.desc(), summed.supplier_no.asc()]
    return summed.select(
        place=ibis.row_number().over(order_by=order).cast("int64") + 1,
        supplier_no=summed.supplier_no,
        payments=summed.payments,
        amount_pence=summed.amount_pence,
        organisations=summed.organisations,
        held_pence=summed.held_pence,
        running_pence=summed.held_pence.sum().over(ibis.cumulative_window(order_by=order)).cast("int64"),
    )


def curve(t: Tables) -> ir.Table:
    """percent (1 to 100, of suppliers), suppliers, running_pence: what the largest of them hold. Where there are fewer
    than a hundred suppliers, there are fewer points."""
    places, whole = _ranked_and_whole(t)
    joined = places.cross_join(whole)
    percent = joined.place * 100 + joined.suppliers - 1
    pointed = joined.mutate(percent=((percent - percent % joined.suppliers) / joined.suppliers).cast("int64"))
    return pointed.group_by("percent").agg(suppliers=pointed.place.max(), running_pence=pointed.running_pence.max())


def concentration(t: Tables) -> ir.Table:
    """One row: suppliers, holding (paid more than nothing), payments, amount_pence, held_pence; hhi, 0 to 10,000 (the
    squares of the shares in percent, added up); for_80, for_90 (how many of the largest hold that percentage);
    fifth (a fifth of the suppliers, rounded down), fifth_pence; top_1_pence, top_5_pence, top_10_pence."""
    places, whole = _ranked_and_whole(t)
    joined = places.cross_join(whole.select(all_suppliers="suppliers", all_held="held_pence"))
    share = joined.held_pence.cast("float64") / joined.all_held.nullif(0).cast("float64")
    in_fifth = joined.place * 5 <= joined.all_suppliers
    return joined.agg(
        suppliers=joined.count(),
        holding=_count(joined.held_pence > 0),
        payments=total(joined.payments),
        amount_pence=total(joined.amount_pence),
        held_pence=total(joined.held_pence),
        hhi=(share * share).sum().fill_null(0.0) * 10_000,
        for_80=_count(_among(joined, ibis.literal(80, "int64"))),
        for_90=_count(_among(joined, ibis.literal(90, "int64"))),
        fifth=_count(in_fifth),
        fifth_pence=counted(joined, in_fifth, "held_pence"),
        top_1_pence=counted(joined, joined.place <= 1, "held_pence"),
        top_5_pence=counted(joined, joined.place <= 5, "held_pence"),
        top_10_pence=counted(joined, joined.place <= 10, "held_pence"),
    )


def tail(t: Tables) -> ir.Table:
    """One row: suppliers, payments, amount_pence outside the largest that hold `asked.percent` of the money;
    large_suppliers, large_payments, large_pence of those."""
    places, whole = _ranked_and_whole(t)
    joined = places.cross_join(whole.select(all_held="held_pence")).cross_join(t["asked"])
    large = _among(joined, joined.percent)
    return joined.agg(
        suppliers=_count(~large),
        payments=counted(joined, ~large, "payments"),
        amount_pence=counted(joined, ~large, "amount_pence"),
        large_suppliers=_count(large),
        large_payments=counted(joined, large, "payments"),
        large_pence=counted(joined, large, "amount_pence"),
    )


def shared(t: Tables) -> ir.Table:
    """supplier_no, payments, amount_pence, organisations (of those chosen), other_organisations, other_payments,
    other_pence: suppliers of more than one organisation, chosen or not."""
    ours, theirs = _summed(_suppliers(t["chosen"])), _summed(_suppliers(t["others"]))
    theirs = theirs.select(
        "supplier_no",
        other_organisations="organisations",
        other_payments="payments",
        other_pence="amount_pence",
    )
    joined = ours.left_join(theirs, "supplier_no")
    found = joined.select(
        *ours.columns,
        **{name: joined[name].fill_null(0) for name in ("other_organisations", "other_payments", "other_pence")},
    )
    return found.filter(found.organisations + found.other_organisations > 1)


def new_and_gone(t: Tables) -> ir.Table:
    """supplier_no, what (``new``, ``gone`` or ``both``), payments, amount_pence, before_payments, before_pence."""
    nothing = ibis.literal(0, "int64")
    now, then = _suppliers(t["chosen"]), _suppliers(t["before"])
    both = ibis.union(
        now.select("supplier_no", "payments", "amount_pence", before_payments=nothing, before_pence=nothing),
        then.select(
            "supplier_no",
            payments=nothing,
            amount_pence=nothing,
            before_payments=then.payments,
            before_pence=then.amount_pence,
        ),
    )
    names = ("payments", "amount_pence", "before_payments", "before_pence")
    summed = both.group_by("supplier_no").agg(**{name: total(both[name]) for name in names})
    kept = (summed.payments > 0).ifelse((summed.before_payments > 0).ifelse("both", "new"), "gone")
    return summed.select("supplier_no", *names, what=kept)


def by_known(t: Tables, *, column: str) -> ir.Table:
    """value (``yes``, ``no`` or ``not known``), suppliers, payments, amount_pence: by what is known of the supplier."""
    known = t["suppliers"].select("supplier_no", said=column)
    return _by_said(t["chosen"], known)


def by_local(t: Tables) -> ir.Table:
    """As `by_known`: whether the supplier's postcode lies in one of `areas`: postcode areas (LS) or districts (LS1)."""
    placed = t["suppliers"].filter(t["suppliers"].postcode.notnull())
    code = placed.postcode.upper().replace(" ", "")
    placed = placed.select("supplier_no", code=code).filter(lambda found: found.code.length() >= 2)
    long = placed.code.length() >= 5
    placed = placed.mutate(district=long.ifelse(placed.code.substr(0, placed.code.length() - 3), placed.code))
    lettered = placed.code.substr(1, 1).isin([*"0123456789"]).ifelse(placed.code.substr(0, 1), placed.code.substr(0, 2))
    placed = placed.mutate(letters=lettered)
    areas = t["areas"]
    local = ibis.union(
        placed.semi_join(areas, placed.district == areas.area).select("supplier_no"),
        placed.semi_join(areas, placed.letters == areas.area).select("supplier_no"),
    ).distinct()
    local = local.select(local_no="supplier_no")
    known = placed.left_join(local, placed.supplier_no == local.local_no)
    return _by_said(t["chosen"], known.select("supplier_no", said=known.local_no.notnull()))


def _by_said(chosen: ir.Table, known: ir.Table) -> ir.Table:
    joined = chosen.select("supplier_no", "kind", "payments", "amount_pence").left_join(known, "supplier_no")
    said = (joined.kind == "supplier").ifelse(joined.said, ibis.null("boolean"))
    joined = joined.mutate(value=said.isnull().ifelse("not known", said.ifelse("yes", "no")))
    supplier = (joined.kind == "supplier").ifelse(joined.supplier_no, ibis.null("int32"))
    return joined.group_by("value").agg(
        suppliers=supplier.nunique(), payments=total(joined.payments), amount_pence=total(joined.amount_pence)
    )


def _suppliers(chosen: ir.Table) -> ir.Table:
    return chosen.filter((chosen.kind == "supplier") & chosen.supplier_no.notnull())


def _summed(chosen: ir.Table) -> ir.Table:
    return chosen.group_by("supplier_no").agg(
        payments=total(chosen.payments),
        amount_pence=total(chosen.amount_pence),
        organisations=chosen.organisation_id.fill_null(-1).nunique(),
    )


def _ranked_and_whole(t: Tables) -> tuple[ir.Table, ir.Table]:
    places = ranked(t)
    return places, places.agg(suppliers=places.count(), held_pence=total(places.held_pence))


def _among(joined: ir.Table, percent: ir.Value) -> ir.Column:
    """Whether a place is among the largest that together hold a percentage: the last of them reaches it."""
    before = joined.running_pence - joined.held_pence
    return (joined.held_pence > 0) & (before * 100 < joined.all_held * percent)


def total(column: ir.Column) -> ir.Scalar:
    """The sum as a whole number: engines widen sums differently, and a sum of nothing is nought."""
    return column.sum().fill_null(0).cast("int64")


def counted(table: ir.Table, condition: ir.Column, column: str) -> ir.Scalar:
    """The sum of `column` where `condition` is true."""
    return total(condition.fill_null(False).ifelse(table[column], 0))


def _count(condition: ir.Column) -> ir.Scalar:
    return total(condition.fill_null(False).cast("int64"))
