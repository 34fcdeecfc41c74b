"""Dates as published."""

from datetime import date
from typing import Any

from tests.lake.tidy.layouts.making import (
    DAY,
    DEP,
    DESC,
    PAID,
    A,
    D,
    Layout,
    S,
    T,
    always,
    gbp,
    iso,
    listing,
    published,
    text,
    uk,
)

LAYOUTS: list[Layout] = []


def add(name: str, content: str | bytes, **truth: Any) -> None:
    LAYOUTS.append(published(name, content, **truth))


def day(h, f=uk):
    return (h, lambda p: f(p.day))


def dates(name, f, **k):
    add(name, listing([("Date Paid", lambda p: f(p.day)), DEP, S, A]), **k)


dates("iso_dates", iso)
dates("iso_time", lambda d: iso(d) + "T00:00:00")
dates("iso_time_z", lambda d: iso(d) + "T00:00:00.000Z")
dates("uk_time", lambda d: uk(d) + " 00:00")
dates("uk_time_s", lambda d: uk(d) + " 12:30:15 AM")
dates("dots", lambda d: d.strftime("%d.%m.%Y"))
dates("dots2", lambda d: d.strftime("%d.%m.%y"))
dates("two_digit", lambda d: d.strftime("%d/%m/%y"))
dates("no_padding", lambda d: f"{d.day}/{d.month}/{d.year}")
dates("american", lambda d: d.strftime("%m/%d/%Y"))
dates("american2", lambda d: f"{d.month}/{d.day}/{d:%y}")
dates("american_time", lambda d: f"{d.month}/{d.day}/{d.year} 12:00:00 AM")
dates("words_full", lambda d: d.strftime("%A, %d %B %Y"))
dates("words_th", lambda d: f"{d.day}{'st' if d.day in (1, 21) else 'th'} April 2024")
dates("words_us", lambda d: d.strftime("%b %d, %Y"))
dates("mon_yy", lambda d: d.strftime("%d-%b-%y"))
dates("compact", lambda d: d.strftime("%Y%m%d"))
dates("compact_uk", lambda d: d.strftime("%d%m%Y"))
dates("serials", lambda d: str((d - date(1899, 12, 30)).days))
dates("serial_some", lambda d: str((d - date(1899, 12, 30)).days) if d.day % 4 == 0 else uk(d))
dates("serial_time", lambda d: str((d - date(1899, 12, 30)).days) + ".5")
dates("month_only", lambda d: d.strftime("%b-%y"), date_of=lambda p: None)
dates("month_only_long", lambda d: d.strftime("%B 2024"), date_of=lambda p: None)
dates("period_yyyymm", lambda d: "202404", date_of=lambda p: None)
dates("mixed_forms", lambda d: [uk(d), iso(d), d.strftime("%d %b %Y"), d.strftime("%d-%m-%y")][d.day % 4])
add(
    "ambiguous",
    text(
        [["Date", "Supplier", "Amount"]]
        + [[f"0{i % 9 + 1}/04/2024", p.supplier, gbp(p.pence)] for i, p in enumerate(PAID)]
    ),
    date_of=lambda p: date(2024, 4, PAID.index(p) % 9 + 1),
)
add(
    "dates_missing",
    listing([D, DEP, S, A]).replace("30/04/2024", "").replace("29/04/2024", "TBC").replace("25/04/2024", "31/04/2024"),
    paid=[p for p in PAID if p.day.day not in (25, 29, 30)],
    quarantined={"date missing": 1, "date not readable": 2},
)
add("no_date_column", listing([DEP, S, DESC, T, A]), date_of=lambda p: None)
add("month_column_and_date", listing([("Month", always("April")), D, S, A]), columns={"date": "Date Paid"})
add(
    "year_month_columns",
    listing([("Year", always("2024")), ("Month", always("April")), S, DESC, T, A]),
    date_of=lambda p: None,
)
add(
    "fin_period",
    listing([("Period", always("01/2024")), ("Invoice Date", DAY), S, DESC, A]),
    columns={"date": "Invoice Date"},
)
add(
    "post_and_pay_date",
    text(
        [["Supplier", "Invoice Date", "Payment Date", "Amount"]]
        + [[p.supplier, uk(p.day), "", gbp(p.pence)] for p in PAID]
    ),
    columns={"date": "Invoice Date"},
)
for n, f in {
    "iso_ms": lambda d: iso(d) + " 00:00:00.000",
    "iso_tz": lambda d: iso(d) + " 00:00:00+00",
    "iso_slash": lambda d: d.strftime("%Y/%m/%d"),
    "dash": lambda d: d.strftime("%d-%m-%Y"),
    "spaces": lambda d: d.strftime("%d %m %Y"),
    "mon_dot": lambda d: d.strftime("%d.%b.%Y"),
    "mon_full_dash": lambda d: d.strftime("%d-%B-%Y"),
    "wk": lambda d: d.strftime("%a %d %b %Y"),
    "wk2": lambda d: d.strftime("%a, %b %d, %Y"),
    "apos": lambda d: "'" + uk(d),
    "eq": lambda d: f'="{uk(d)}"',
    "timeus": lambda d: f"{d.month}/{d.day}/{d.year} 0:00",
    "words_of": lambda d: f"{d.day}{'st' if d.day in (1, 21) else 'th'} of April 2024",
    "monfirst": lambda d: d.strftime("%b-%d-%Y"),
    "comma": lambda d: d.strftime("%d %B, %Y"),
    "nosep": lambda d: d.strftime("%d%b%Y").upper(),
    "nosep2": lambda d: d.strftime("%d%b%y"),
    "serial_comma": lambda d: f"{(d - date(1899, 12, 30)).days:,}",
    "sap_int": lambda d: d.strftime("%Y%m%d"),
    "trail": lambda d: uk(d) + ".",
    "lower": lambda d: d.strftime("%d-%b-%y").lower(),
}.items():
    dates("d_" + n, f)
add(
    "month_year_cols", listing([("Month", always("Apr")), ("Year", always("2024")), S, DESC, A]), date_of=lambda p: None
)
add("quarter_col", listing([("Quarter", always("Q1 2024/25")), D, S, A]))
add(
    "fy_and_period",
    listing([("Financial Year", always("2024/25")), ("Period", always("1")), D, S, A]),
    columns={"date": "Date Paid"},
)
add(
    "period_only",
    listing([("Financial Year", always("2024/25")), ("Period", always("1")), S, DESC, A]),
    date_of=lambda p: None,
)
add(
    "date_order_person_cols",
    listing([day("Date Ordered"), day("Date Received"), day("Date Paid"), S, A]),
    columns={"date": "Date Paid"},
)
dates("year_first_in_two_digits", lambda d: d.strftime("%y-%m-%d"))
EARLY = [paid for paid in PAID if paid.day.day <= 12]
add(
    "heading_says_month_first",
    listing([("Date (mm/dd/yyyy)", lambda p: p.day.strftime("%m/%d/%Y")), S, A], paid=EARLY),
    paid=EARLY,
    redacted=0,
)
