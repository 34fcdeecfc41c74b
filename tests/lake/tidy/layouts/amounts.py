"""Amounts as published, and the columns that say how to read them."""

from typing import Any

from tests.lake.tidy.layouts.making import (
    AMOUNT,
    DEP,
    PAID,
    A,
    D,
    Layout,
    S,
    always,
    brackets,
    commas,
    continental,
    gbp,
    listing,
    pound,
    published,
    rows,
    text,
    trailing,
    uk,
)

LAYOUTS: list[Layout] = []


def add(name: str, content: str | bytes, **truth: Any) -> None:
    LAYOUTS.append(published(name, content, **truth))


def money(name, f, **k):
    add(name, listing([D, DEP, S, ("Amount", lambda p: f(p.pence))]), **k)


money("pounds_commas", pound)
money("pound_space", lambda p: ("-" if p < 0 else "") + "£ " + commas(abs(p)))
money("pound_minus_after", lambda p: "£" + commas(p))
money("bracketed", brackets)
money("pound_bracketed", lambda p: f"(£{commas(-p)})" if p < 0 else pound(p))
money("trailing_minus", trailing)
money("cr_dr", lambda p: commas(abs(p)) + (" CR" if p < 0 else " DR"))
money("cr_only", lambda p: commas(abs(p)) + ("CR" if p < 0 else ""))
money("padded", lambda p: f" {commas(p)} ")
money("accounting", lambda p: f" £{commas(p)} " if p >= 0 else f"-£{commas(-p)} ")
money("lost_pound_q", lambda p: pound(p).replace("£", "?"))
money("lost_pound_fffd", lambda p: pound(p).replace("£", "\ufffd"))
money("lost_pound_A", lambda p: pound(p).replace("£", "Â£"))
money("floats", lambda p: repr(p / 100) + ("000000002" if p % 10 == 0 and p > 0 and p % 100 else ""))
money("one_decimal", lambda p: repr(p / 100))
money("quoted_eq", lambda p: f'="{gbp(p)}"')
money("apostrophe", lambda p: "'" + gbp(p))
money("nbsp", lambda p: "£\u00a0" + commas(p))
money("thousand_space", lambda p: commas(p).replace(",", " "))
money("gbp_word", lambda p: "GBP " + commas(p))
money("gbp_after", lambda p: commas(p) + " GBP")
add(
    "whole_pounds",
    listing([D, DEP, S, ("Amount", lambda p: str(p.pence // 100))]),
    pence_of=lambda p: p.pence // 100 * 100,
)
add("thousands_k", listing([D, DEP, S, ("Amount £000s", AMOUNT)]), pence_of=lambda p: p.pence * 1000)
add("four_decimals", listing([D, DEP, S, ("Amount", lambda p: gbp(p.pence) + "00")]))
add(
    "subpenny",
    listing([D, DEP, S, ("Amount", lambda p: gbp(p.pence) + ("5" if p.pence >= 0 else "4"))]),
    pence_of=lambda p: p.pence + 1 if p.pence >= 0 else p.pence,
)
add(
    "unreadable_amounts",
    listing([D, DEP, S, A]).replace("880.31", "see note").replace("543.21", ""),
    paid=[p for p in PAID if p.pence not in (88031, 54321)],
    quarantined={"amount not readable": 1, "amount missing": 1},
)
add(
    "hash_overflow",
    listing([D, DEP, S, A]).replace("50000.00", "########"),
    paid=[p for p in PAID if p.pence != 5000000],
    quarantined={"amount not readable": 1},
)
add(
    "excel_errors",
    listing([D, DEP, S, A]).replace("50000.00", "#REF!").replace("880.31", "#N/A"),
    paid=[p for p in PAID if p.pence not in (5000000, 88031)],
    quarantined={"amount not readable": 2},
)
add(
    "debit_credit",
    text(
        [["Date", "Supplier", "Department", "Debit", "Credit"]]
        + [
            [
                uk(p.day),
                p.supplier,
                p.department,
                commas(p.pence) if p.pence >= 0 else "",
                commas(-p.pence) if p.pence < 0 else "",
            ]
            for p in PAID
        ]
    ),
)
add(
    "debit_credit_noughts",
    text(
        [["Date", "Supplier", "Department", "Debit Amount", "Credit Amount"]]
        + [[uk(p.day), p.supplier, p.department, gbp(max(p.pence, 0)), gbp(max(-p.pence, 0))] for p in PAID]
    ),
)
add(
    "debit_credit_signed",
    text(
        [["Date", "Supplier", "Department", "Debit", "Credit"]]
        + [
            [
                uk(p.day),
                p.supplier,
                p.department,
                commas(p.pence) if p.pence >= 0 else "",
                commas(p.pence) if p.pence < 0 else "",
            ]
            for p in PAID
        ]
    ),
)
add(
    "dc_flag",
    text(
        [["Date", "Supplier", "Department", "Amount", "Credit/Debit"]]
        + [[uk(p.day), p.supplier, p.department, commas(abs(p.pence)), "D" if p.pence >= 0 else "C"] for p in PAID]
    ),
)
add(
    "dc_flag_signed",
    text(
        [["Date", "Supplier", "Department", "Amount", "DR/CR"]]
        + [[uk(p.day), p.supplier, p.department, commas(p.pence), "DR" if p.pence >= 0 else "CR"] for p in PAID]
    ),
)
add(
    "invoice_credit_type",
    text(
        [["Date", "Supplier", "Department", "Amount", "Document Type"]]
        + [
            [uk(p.day), p.supplier, p.department, commas(p.pence), "Invoice" if p.pence >= 0 else "Credit Note"]
            for p in PAID
        ]
    ),
)
add("currency_gbp", listing([D, DEP, S, A, ("Currency", always("GBP"))]))
add(
    "currency_mixed",
    text(
        [["Date", "Supplier", "Department", "Amount", "Currency"]]
        + [[uk(p.day), p.supplier, p.department, gbp(p.pence), "EUR" if i == 4 else "GBP"] for i, p in enumerate(PAID)]
    ),
    paid=[p for i, p in enumerate(PAID) if i != 4],
    quarantined={"not in pounds": 1},
)
add(
    "currency_two_amounts",
    text(
        [["Date", "Supplier", "Original Currency", "Original Amount", "Amount (GBP)"]]
        + [
            [uk(p.day), p.supplier, "EUR" if i == 4 else "GBP", gbp(p.pence + (100 if i == 4 else 0)), gbp(p.pence)]
            for i, p in enumerate(PAID)
        ]
    ),
    columns={"amount": "Amount (GBP)"},
)
add(
    "euro_cell",
    listing([D, DEP, S, ("Amount", lambda p: pound(p.pence))]).replace("£712.50", "€712.50"),
    paid=[p for p in PAID if p.pence != 71250],
    quarantined={"amount not readable": 1},
)
add("continental", text(rows([D, DEP, S, ("Amount", lambda p: continental(p.pence))]), delimiter=";"))
add(
    "ids_scientific", listing([("Transaction No", always("5.10501E+11")), D, S, A, ("Supplier ID", always("1.00E+05"))])
)
add("negated", listing([D, DEP, S, ("Amount", lambda p: gbp(-p.pence))]), pence_of=lambda p: -p.pence)
for n, f in {
    "uminus": lambda p: ("−" if p < 0 else "") + commas(abs(p)),
    "endash": lambda p: ("–" if p < 0 else "") + "£" + commas(abs(p)),
    "pb": lambda p: f"£({commas(-p)})" if p < 0 else "£" + commas(p),
    "psp": lambda p: f"- £{commas(-p)}" if p < 0 else "£ " + commas(p),
    "tm": lambda p: commas(abs(p)) + (" -" if p < 0 else ""),
    "plus": lambda p: ("-" if p < 0 else "+") + gbp(abs(p)),
    "tabbed": lambda p: "\t" + commas(p) + "\t",
    "pq": lambda p: '"' + commas(p) + '"',
    "three": lambda p: gbp(p) + "0",
    "nopence": lambda p: pound(p)[:-3] if p % 100 == 0 else pound(p),
    "e": lambda p: f"{p / 100:.6E}",
    "lostoe": lambda p: "œ" + commas(p) if p > 0 else "-œ" + commas(-p),
    "lostu": lambda p: "ú" + commas(p) if p > 0 else "-ú" + commas(-p),
    "lpe": lambda p: "&pound;" + commas(p),
    "lph": lambda p: "&#163;" + commas(p),
}.items():
    money("m_" + n, f)
