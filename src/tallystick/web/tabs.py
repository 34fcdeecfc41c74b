"""The navigation within a section: text, address, and whether it is where we are."""

from django.urls import reverse

Tab = tuple[str, str, bool]

_SPEND = (
    ("Organisations", "organisations"),
    ("Suppliers", "suppliers"),
    ("Months", "months"),
    ("Departments", "departments"),
    ("Payments", "payments"),
)
_FILES = (("Files", "files"), ("Quarantine", "quarantine"), ("Decisions", "decisions"))
_FILE = (
    ("Summary", "file"),
    ("Columns", "file-columns"),
    ("Quarantine", "file-quarantine"),
    ("Furniture", "file-furniture"),
    ("Decisions", "file-decisions"),
)


def spend_tabs(current: str) -> list[Tab]:
    """Within Spend."""
    return [(text, reverse(name), name == current) for text, name in _SPEND]


def files_tabs(current: str) -> list[Tab]:
    """Within Files."""
    return [(text, reverse(name), name == current) for text, name in _FILES]


def file_tabs(sha256: str, current: str) -> list[Tab]:
    """Within one file."""
    return [(text, reverse(name, args=[sha256]), name == current) for text, name in _FILE]
