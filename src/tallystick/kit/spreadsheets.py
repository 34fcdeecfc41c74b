"""Make text safe to open in a spreadsheet."""

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def defused(text: str) -> str:
    """`text` with a leading apostrophe if a spreadsheet would otherwise run it as a formula.

    Numbers that begin with a sign are left alone: `-12.50` is a number, not a formula.
    Source: OWASP, "CSV Injection", read 22 November 2026.
    """
    if not text.startswith(_STARTS_A_FORMULA):
        return text
    try:
        float(text)
    except ValueError:
        return "'" + text
    return text
