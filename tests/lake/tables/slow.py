"""The tables again in plain Python: slow, plain, and what the fast ones must equal."""

from collections import Counter, defaultdict
from typing import Any

Row = dict[str, Any]

EVIDENCE = (
    "supplier",
    "company_number",
    "organisation_code",
    "supplier_number",
    "vat_number",
    "supplier_postcode",
)
LINE = (
    "organisation_code",
    "supplier",
    "company_number",
    "department",
    "description",
    "account",
    "category_scheme",
    "category_code",
)


def commonest(names: Counter[str]) -> str:
    return min(names, key=lambda name: (-names[name], name))


def tables(files: list[Row], payments: list[Row]) -> dict[str, list[Row]]:
    """What each table holds, in names instead of numbers. `files` are all files, `payments` those that count."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for p in payments:
        if p["organisation_code"] is not None and p["organisation"] is not None:
            names[p["organisation_code"]][p["organisation"]] += 1
    organisations = {code: commonest(spelt) for code, spelt in names.items()}
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    for p in payments:
        if p["supplier"] is not None and p["supplier_key"] is not None:
            spelt[p["supplier_key"]][p["supplier"]] += 1
    rows = payments
    by_organisation = []
    for (code,), group in _grouped(rows, "organisation_code"):
        by_organisation.append(
            {
                "organisation_code": code,
                "organisation": organisations.get(code),
                **_summed(group),
                **_dated(group),
                "suppliers": len({p["supplier_key"] for p in group} - {None}),
                "months": len({p["month"] for p in group} - {None}),
                "redacted": sum(1 for p in group if p["redacted"]),
                "redacted_pence": sum(p["amount_pence"] for p in group if p["redacted"]),
                "duplicates": sum(1 for p in group if p["duplicate"]),
            }
        )
    by_supplier = []
    for (key,), group in _grouped(rows, "supplier_key"):
        by_supplier.append(
            {
                "supplier_key": key,
                "supplier": commonest(spelt[key]) if key is not None else None,
                "spellings": len(spelt[key]) if key is not None else 0,
                "organisations": len({p["organisation_code"] for p in group}),
                **_summed(group),
                **_dated(group),
            }
        )
    dates = [day for p in payments if (day := p["date"] or p["month"])]
    totals = {
        **_summed(payments),
        "organisations": len({p["organisation_code"] for p in payments} - {None}),
        "suppliers": len({p["supplier_key"] for p in payments} - {None}),
        "months": len({p["month"] for p in rows} - {None}),
        "redacted": sum(1 for p in payments if p["redacted"]),
        "redacted_pence": sum(p["amount_pence"] for p in payments if p["redacted"]),
        "duplicates": sum(1 for p in payments if p["duplicate"]),
        "first_date": min(dates, default=None),
        "last_date": max(dates, default=None),
        "files": len(files),
        "refused": sum(1 for f in files if f["outcome"] == "refused"),
        "held": sum(1 for f in files if f["outcome"] != "refused" and not f["standing"]),
        "quarantined": sum(f["quarantined"] for f in files),
        "quarantined_pence": sum(f["quarantined_pence"] for f in files),
    }
    return {
        "organisations": [{"organisation_code": code, "organisation": name} for code, name in organisations.items()],
        "spellings": [
            {"supplier": name, "supplier_key": key}
            for name, key in {(p["supplier"], p["supplier_key"]) for p in payments if p["supplier"] is not None}
        ],
        "mentions": _by([p for p in rows if p["supplier"] is not None], "supplier", "company_number"),
        "mention_evidence": [
            {"postcode" if name == "supplier_postcode" else name: value for name, value in row.items()}
            for row in _by([p for p in rows if p["supplier"] is not None], *EVIDENCE)
        ],
        "accounts": [{"account": name} for name in {p["account"] for p in rows} - {None}],
        "codes": [
            {"category_scheme": scheme, "category_code": code}
            for scheme, code in {(p["category_scheme"], p["category_code"]) for p in rows if p["category_code"]}
        ],
        "lines": _by([_in_line(p) for p in rows], *LINE),
        "payments": [
            {name: _in_line(p)[name] for name in (*LINE, "sha256", "row", "amount_pence", "date", "month")}
            for p in rows
        ],
        "by_organisation": by_organisation,
        "by_supplier": by_supplier,
        "by_supplier_organisation": _by(rows, "organisation_code", "supplier_key", dated=True),
        "by_month": _by(rows, "organisation_code", "month"),
        "by_department": _by(rows, "organisation_code", "department"),
        "by_description": _by(rows, "description"),
        "by_file": _by(rows, "sha256"),
        "totals": [totals],
    }


def _in_line(payment: Row) -> Row:
    """A company number beside no name is nobody's, and a scheme without a code says nothing."""
    company_number = payment["company_number"] if payment["supplier"] is not None else None
    scheme = payment["category_scheme"] if payment["category_code"] is not None else None
    return {**payment, "company_number": company_number, "category_scheme": scheme}


def _grouped(rows: list[Row], *by: str) -> list[tuple[tuple[Any, ...], list[Row]]]:
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[tuple(row[name] for name in by)].append(row)
    return list(groups.items())


def _by(rows: list[Row], *by: str, dated: bool = False) -> list[Row]:
    return [
        {**dict(zip(by, key, strict=True)), **_summed(group), **(_dated(group) if dated else {})}
        for key, group in _grouped(rows, *by)
    ]


def _summed(rows: list[Row]) -> Row:
    return {"payments": len(rows), "amount_pence": sum(p["amount_pence"] for p in rows)}


def _dated(rows: list[Row]) -> Row:
    dates = [day for p in rows if (day := p["date"] or p["month"])]
    return {"first_date": min(dates, default=None), "last_date": max(dates, default=None)}
