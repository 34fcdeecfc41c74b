"""Who was paid, and names that are withheld."""

from typing import Any

from tests.lake.tidy.layouts.making import (
    ACCOUNT,
    AMOUNT,
    DAY,
    DEP,
    DEPARTMENT,
    DESC,
    DESCRIPTION,
    GROSS,
    NUMBER,
    SUPPLIER,
    TRANSACTION,
    VAT,
    A,
    D,
    Layout,
    S,
    always,
    listing,
    published,
)

LAYOUTS: list[Layout] = []


def add(name: str, content: str | bytes, **truth: Any) -> None:
    LAYOUTS.append(published(name, content, **truth))


def red(name, word, n=1, **k):
    add(
        name,
        listing([D, DEP, S, DESC, A]).replace("REDACTED PERSONAL DATA", word),
        supplier_of=lambda p: (word or None) if p.supplier == "REDACTED PERSONAL DATA" else p.supplier,
        redacted=n,
        **k,
    )


red("red_plain", "REDACTED")
red("red_lower", "Redacted - personal data")
red("red_withheld", "Name withheld")
red("red_stars", "*****")
red("red_s40", "Supplier name redacted under s40 FOIA")
red("red_foster", "FOSTER CARER - REDACTED")
red("red_x", "XXXXXXXXX")
red("red_x_in_words", "XX X XXXXXXXX")
red("red_dpa", "Data Protection")
red("red_ind", "Private Individual")
red("red_gdpr", "GDPR")
red("red_pers", "Personal Information")
red("red_sec40", "Section 40 Exemption")
red("red_nr", "[redacted]")
red("red_info", "Information withheld under Section 40(2)")
red("red_named", "Named Individual")
red("red_blank", "", n=0)
red("red_conf", "Commercially Confidential")
red("red_notdisc", "Not disclosed - personal data")
red("red_dpa2", "Redacted DPA 2018")
red("red_foi", "Exempt under FOI s.40")
red("red_vuln", "Vulnerable Adult")
red("red_emp", "Employee name withheld")
red("red_blob", "█████████")
red("red_rp", "REDACTED (RP)")
add("red_desc", listing([D, DEP, S, DESC, A]).replace(",Survey,", ",REDACTED,"), redacted=2)
add("quoted_newlines", listing([D, DEP, S, ("Description", lambda p: p.description + '\nline 2, "quoted"'), A]))
add(
    "supplier_missing",
    listing([D, DEP, S, DESC, A]).replace("Wessex Water", ""),
    supplier_of=lambda p: None if p.supplier == "Wessex Water" else p.supplier,
)
add("entities", listing([D, DEP, S, A]).replace("&", "&amp;").replace("'", "&#39;"))
add(
    "card_file",
    listing(
        [
            ("Card Holder Dept", DEPARTMENT),
            ("Merchant Name", SUPPLIER),
            ("Tran Date", DAY),
            ("Billing Amount", AMOUNT),
            ("MCC Description", ACCOUNT),
        ]
    ),
    file="purchase-card-april-2024.csv",
)
add(
    "card_hsbc",
    listing(
        [
            ("Transaction Date", DAY),
            ("Posting Date", DAY),
            ("Merchant", SUPPLIER),
            ("Original Gross Amount", GROSS),
            ("Original VAT Amount", VAT),
            ("Original Net Amount", AMOUNT),
            ("Cost Centre", DEPARTMENT),
            ("Expense Description", DESCRIPTION),
        ]
    ),
    basis="net",
)
add(
    "names_split_cols",
    listing(
        [
            ("Supplier No", NUMBER),
            ("Supplier", SUPPLIER),
            ("Supplier Type", always("Trade")),
            ("Invoice No", TRANSACTION),
            D,
            A,
        ]
    ),
)
add(
    "supplier_code_named_supplier",
    listing([("Supplier", NUMBER), ("Supplier(T)", SUPPLIER), D, A]),
    columns={"supplier": "Supplier(T)", "supplier_number": "Supplier"},
)
add(
    "supplier_code_named_supplier2",
    listing([("Vendor", NUMBER), ("Vendor Name", SUPPLIER), D, A]),
    columns={"supplier": "Vendor Name", "supplier_number": "Vendor"},
)
add(
    "name_column_is_account",
    listing([("Account Name", ACCOUNT), ("Name", SUPPLIER), D, A]),
    columns={"supplier": "Name"},
)
