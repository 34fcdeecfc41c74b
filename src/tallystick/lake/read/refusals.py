"""Refusals and ways out that several readers share, each worded once."""

from tallystick.kit.errors import Refused

ASK = "Ask the publisher for the CSV or spreadsheet behind it."
UNPACK = "Unpack it yourself and load what is inside."
DOWNLOAD_AGAIN = "Download it again. If it is still like this, tell the publisher."
SAVE_AS = "Open it in Excel or LibreOffice, save it as an Excel workbook (.xlsx) or CSV, and load that."
SAVE_AS_CSV = "Save it as CSV and load that."
_MEND = "Open it in Excel or LibreOffice, which may mend it, save it and load that; or download it again."


def locked_workbook() -> Refused:
    """For a workbook that needs a password."""
    return Refused(
        "This workbook is locked with a password.", what_to_do="Save a copy without the password and load that."
    )


def damaged_workbook(how: str = "This workbook is damaged.") -> Refused:
    """For a workbook, or the part of one that `how` names, that is not what its format says."""
    return Refused(how, what_to_do=_MEND)
