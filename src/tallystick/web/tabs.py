"""The navigation within a section: text, address, and whether it is where we are."""

from django.urls import reverse

Tab = tuple[str, str, bool]

_SPEND = (
    ("Organisations", "organisations"),
    ("Months", "months"),
    ("Departments", "departments"),
    ("Payments", "payments"),
)
_SUPPLIERS = (
    ("All suppliers", "supplier-list"),
    ("Review", "supplier-review"),
    ("Doubts", "supplier-doubts"),
    ("Conflicts", "supplier-conflicts"),
    ("As written", "suppliers"),
)
_CATEGORIES = (
    ("All categories", "categories"),
    ("Review", "category-review"),
    ("What people said", "categories-decided"),
)
_MONEY = (
    ("Months and years", "money"),
    ("Largest suppliers", "money-largest"),
    ("The tail", "money-tail"),
    ("Shared suppliers", "money-shared"),
    ("New and gone", "money-changes"),
    ("Small, voluntary, local", "money-kinds"),
    ("Year on year", "money-years"),
    ("Coverage", "money-coverage"),
)
_DECIDE = (("Decisions", "decide"), ("Partnerships", "partnerships"))
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


def supplier_tabs(current: str) -> list[Tab]:
    """Within Suppliers."""
    return [(text, reverse(name), name == current) for text, name in _SUPPLIERS]


def category_tabs(current: str) -> list[Tab]:
    """Within Categories."""
    return [(text, reverse(name), name == current) for text, name in _CATEGORIES]


def money_tabs(current: str, asked: str) -> list[Tab]:
    """Within Where the money is; `asked` is the query that says whose money, which every tab keeps."""
    return [(text, reverse(name) + (f"?{asked}" if asked else ""), name == current) for text, name in _MONEY]


def decide_tabs(current: str) -> list[Tab]:
    """Within Decide."""
    return [(text, reverse(name), name == current) for text, name in _DECIDE]


def files_tabs(current: str) -> list[Tab]:
    """Within Files."""
    return [(text, reverse(name), name == current) for text, name in _FILES]


def file_tabs(sha256: str, current: str) -> list[Tab]:
    """Within one file."""
    return [(text, reverse(name, args=[sha256]), name == current) for text, name in _FILE]
