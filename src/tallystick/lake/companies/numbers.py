"""Company numbers, as the register writes them and as people do."""

import re

import polars as pl

_NOT_PART = re.compile(r"[\s./\-]+")
_DIGITS = re.compile(r"\d{1,7}")
_SHORT = re.compile(r"([A-Z]{2})(\d{1,5})")
# Eight characters: figures; a register's two letters and six figures; R and seven figures (Northern Ireland, long ago);
# societies, whose last character may be a letter; a Scottish partnership ending in A.
_WHOLE = r"(?:\d{8}|[A-Z]{2}\d{6}|R\d{7}|(?:IP|SP|RS|NP|NO)\d{5}[A-Z\d]|SL\d{5}A)"
WHOLE = re.compile(_WHOLE)


def company_number(text: str | None, *, shortest: int = 6) -> str | None:
    """The number as the register writes it, ``01234567`` or ``SC012345``; None for what cannot be one.

    Spaces, dots, a spreadsheet's ``.0`` and lower case are put right, and so are lost noughts: of a number that is all
    figures only where `shortest` or more are left, because short numbers in published spend are mostly something else.
    """
    if not text:
        return None
    number = _NOT_PART.sub("", text.strip().removesuffix(".0")).upper()
    if _DIGITS.fullmatch(number) and len(number) >= shortest:
        number = number.zfill(8)
    elif found := _SHORT.fullmatch(number):
        number = found[1] + found[2].zfill(6)
    return number if WHOLE.fullmatch(number) and number.strip("0") else None


def company_numbers(texts: pl.Series, *, shortest: int = 1) -> pl.Series:
    """`company_number` of each; quick where nearly all are right already."""
    right = texts.str.contains(f"^{_WHOLE}$") & (texts != "00000000")
    odd = texts.filter(~right).drop_nulls().unique().to_list()
    if not odd:
        return texts
    numbers = [company_number(text, shortest=shortest) for text in odd]
    mended = texts.replace_strict(odd, numbers, default=None, return_dtype=pl.String())
    return pl.select(pl.when(right).then(texts).otherwise(mended)).to_series()
