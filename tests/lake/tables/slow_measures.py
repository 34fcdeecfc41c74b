"""The measures again in plain Python: slow, plain, and what the fast ones must equal."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

Row = dict[str, Any]
Given = dict[str, list[Row]]


def totals(given: Given) -> list[Row]:
    chosen = given["chosen"]
    ict = [row for row in chosen if row["is_ict"]]
    unsorted = [row for row in chosen if row["category_no"] is None]
    return [
        {
            **summed(chosen),
            **redacted(chosen),
            "organisations": len({row["organisation_id"] for row in chosen} - {None}),
            "suppliers": suppliers(chosen),
            "ict": added(ict, "payments"),
            "ict_pence": added(ict, "amount_pence"),
            "unsorted": added(unsorted, "payments"),
            "unsorted_pence": added(unsorted, "amount_pence"),
        }
    ]


def span(given: Given) -> list[Row]:
    months = [row["month"] for row in given["chosen"] if row["month"]]
    return [{"first_month": min(months, default=None), "last_month": max(months, default=None)}]


def by_month(given: Given) -> list[Row]:
    return [{"month": month, **summed(rows)} for month, rows in grouped(given["chosen"], lambda r: r["month"])]


def year(row: Row, financial: bool) -> int | None:
    month = row["month"]
    return None if month is None else month.year - (financial and month.month < 4)


def by_year(given: Given, *, financial: bool) -> list[Row]:
    return [{"year": when, **summed(rows)} for when, rows in grouped(given["chosen"], lambda r: year(r, financial))]


def by_organisation(given: Given) -> list[Row]:
    return [
        {"organisation_id": who, **summed(rows), "suppliers": suppliers(rows), **redacted(rows)}
        for who, rows in grouped(given["chosen"], lambda r: r["organisation_id"])
    ]


def by_kind(given: Given) -> list[Row]:
    return [{"kind": kind, **summed(rows)} for kind, rows in grouped(given["chosen"], lambda r: r["kind"])]


def by_category(given: Given) -> list[Row]:
    number = {row["category"]: row["category_no"] for row in given["categories"]}
    parent = {row["category_no"]: number.get(row["parent"]) for row in given["categories"]}
    found = []
    for category in {None, *parent}:
        own = [row for row in given["chosen"] if row["category_no"] == category]
        under = [row for row in given["chosen"] if category is not None and parent.get(row["category_no"]) == category]
        if own or under:
            found.append(
                {
                    "category_no": category,
                    **summed(own + under),
                    "own_payments": added(own, "payments"),
                    "own_pence": added(own, "amount_pence"),
                    "suppliers": suppliers(own + under),
                }
            )
    return found


def year_on_year(given: Given, *, financial: bool) -> list[Row]:
    published = {(row["organisation_id"], row["month"]) for row in given["published"] if row["month"]}
    chosen = [row for row in given["chosen"] if row["month"]]
    found = []
    years = {year(row, financial) for row in [*chosen, *given["published"]]} - {None}
    for when in years:
        now = [row for row in chosen if year(row, financial) == when]
        then = [row for row in chosen if year(row, financial) == when - 1]
        alike = {
            (who, month)
            for who, month in published
            if year({"month": month}, financial) == when and (who, month.replace(year=month.year - 1)) in published
        }
        like = [row for row in now if (row["organisation_id"], row["month"]) in alike]
        before = {(who, month.replace(year=month.year - 1)) for who, month in alike}
        like_then = [row for row in then if (row["organisation_id"], row["month"]) in before]
        found.append(
            {
                "year": when,
                **summed(now),
                "before_pence": added(then, "amount_pence") if when - 1 in years else None,
                "like_pence": added(like, "amount_pence"),
                "like_before_pence": added(like_then, "amount_pence"),
                "like_months": len(alike),
            }
        )
    return found


def coverage(given: Given) -> list[Row]:
    found = []
    [chosen] = given["bounds"] or [{"first_month": None, "last_month": None}]
    for who, rows in grouped(given["chosen"], lambda r: r["organisation_id"]):
        months = sorted({r["month"] for r in given["published"] if r["organisation_id"] == who and r["month"]})
        first = chosen["first_month"] or (months[0] if months else None)
        last = chosen["last_month"] or (months[-1] if months else None)
        span = (last.year - first.year) * 12 + last.month - first.month + 1 if first and last else 0
        undated = [row for row in rows if row["month"] is None]
        doubtful = [row for row in rows if row["band"] in ("low", "none") and not row["decided"]]
        decided = [row for row in rows if row["decided"]]
        found.append(
            {
                "organisation_id": who,
                "first_month": months[0] if months else None,
                "last_month": months[-1] if months else None,
                "months": len(months),
                "missing": span - len(months),
                **summed(rows),
                **redacted(rows),
                "undated": added(undated, "payments"),
                "undated_pence": added(undated, "amount_pence"),
                "doubtful": added(doubtful, "payments"),
                "doubtful_pence": added(doubtful, "amount_pence"),
                "settled": added(decided, "payments"),
                "settled_pence": added(decided, "amount_pence"),
            }
        )
    return found


def ranked(given: Given) -> list[Row]:
    found = sorted(per_supplier(given["chosen"]).values(), key=lambda r: (-r["amount_pence"], r["supplier_no"]))
    running = 0
    for place, row in enumerate(found, start=1):
        row["place"], row["held_pence"] = place, max(row["amount_pence"], 0)
        running += row["held_pence"]
        row["running_pence"] = running
    return found


def curve(given: Given) -> list[Row]:
    places = ranked(given)
    points = {-(-row["place"] * 100 // len(places)): row for row in places}
    return [
        {"percent": percent, "suppliers": row["place"], "running_pence": row["running_pence"]}
        for percent, row in points.items()
    ]


def largest(places: list[Row], percent: int) -> int:
    """How many of the largest it takes to hold a percentage of what is held."""
    whole, taken, so_far = sum(row["held_pence"] for row in places), 0, 0
    while taken < len(places) and so_far * 100 < whole * percent:
        so_far += places[taken]["held_pence"]
        taken += 1
    return taken


def concentration(given: Given) -> list[Row]:
    places = ranked(given)
    held = [row["held_pence"] for row in places]
    fifth = len(places) // 5
    return [
        {
            "suppliers": len(places),
            "holding": sum(1 for pence in held if pence),
            **summed(places),
            "held_pence": sum(held),
            "hhi": round(sum((pence / sum(held)) ** 2 for pence in held) * 10_000, 6) if sum(held) else 0.0,
            "for_80": largest(places, 80),
            "for_90": largest(places, 90),
            "fifth": fifth,
            "fifth_pence": sum(held[:fifth]),
            "top_1_pence": sum(held[:1]),
            "top_5_pence": sum(held[:5]),
            "top_10_pence": sum(held[:10]),
        }
    ]


def tail(given: Given) -> list[Row]:
    places = ranked(given)
    taken = largest(places, given["asked"][0]["percent"])
    large, rest = places[:taken], places[taken:]
    return [
        {
            "suppliers": len(rest),
            **summed(rest),
            "large_suppliers": len(large),
            "large_payments": added(large, "payments"),
            "large_pence": added(large, "amount_pence"),
        }
    ]


def shared(given: Given) -> list[Row]:
    others = per_supplier(given["others"])
    found = []
    for number, row in per_supplier(given["chosen"]).items():
        other = others.get(number, {"organisations": 0, "payments": 0, "amount_pence": 0})
        row |= {"other_organisations": other["organisations"], "other_payments": other["payments"]}
        row["other_pence"] = other["amount_pence"]
        if row["organisations"] + row["other_organisations"] > 1:
            found.append(row)
    return found


def new_and_gone(given: Given) -> list[Row]:
    now, then = per_supplier(given["chosen"]), per_supplier(given["before"])
    nothing = {"payments": 0, "amount_pence": 0}
    return [
        {
            "supplier_no": number,
            "what": "both" if number in now and number in then else "new" if number in now else "gone",
            **summed([now.get(number, nothing)]),
            "before_payments": then.get(number, nothing)["payments"],
            "before_pence": then.get(number, nothing)["amount_pence"],
        }
        for number in now.keys() | then.keys()
    ]


def by_known(given: Given, *, column: str) -> list[Row]:
    return by_said(given, {row["supplier_no"]: row[column] for row in given["suppliers"]})


def by_local(given: Given) -> list[Row]:
    areas = {row["area"] for row in given["areas"]}
    said = {}
    for row in given["suppliers"]:
        code = (row["postcode"] or "").upper().replace(" ", "")
        if code:
            district = code[:-3] if len(code) >= 5 else code
            letters = code[:1] if code[1].isdigit() else code[:2]
            said[row["supplier_no"]] = bool({district, letters} & areas)
    return by_said(given, said)


def by_said(given: Given, said: dict[int, bool | None]) -> list[Row]:
    words = {True: "yes", False: "no", None: "not known"}

    def value(row: Row) -> str:
        return words[said.get(row["supplier_no"]) if row["kind"] == "supplier" else None]

    return [
        {"value": which, "suppliers": suppliers(rows), **summed(rows)}
        for which, rows in grouped(given["chosen"], value)
    ]


def per_supplier(rows: list[Row]) -> dict[int, Row]:
    known = [row for row in rows if row["kind"] == "supplier" and row["supplier_no"] is not None]
    return {
        number: {
            "supplier_no": number,
            **summed(group),
            "organisations": len({row["organisation_id"] for row in group}),
        }
        for number, group in grouped(known, lambda row: row["supplier_no"])
    }


def suppliers(rows: list[Row]) -> int:
    return len({row["supplier_no"] for row in rows if row["kind"] == "supplier"} - {None})


def grouped(rows: list[Row], key: Callable[[Row], Any]) -> list[tuple[Any, list[Row]]]:
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return list(groups.items())


def added(rows: list[Row], column: str) -> int:
    return sum(row[column] for row in rows)


def summed(rows: list[Row]) -> Row:
    return {"payments": added(rows, "payments"), "amount_pence": added(rows, "amount_pence")}


def redacted(rows: list[Row]) -> Row:
    return {"redacted": added(rows, "redacted"), "redacted_pence": added(rows, "redacted_pence")}
