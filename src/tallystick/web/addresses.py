"""Addresses of pages about one thing, where its name may be missing or need care."""

from urllib.parse import urlencode

from django.urls import reverse

from tallystick.lake.store.lookups import NOT_KNOWN


def organisation_address(code: str | None) -> str:
    """The page of one publisher; None is the payments whose publisher is not known."""
    return reverse("organisation", args=[code or NOT_KNOWN])


def supplier_address(key: str | None) -> str:
    """The page of one supplier by its key; None is the payments with no supplier."""
    return reverse("supplier") + "?" + urlencode({"name": key or NOT_KNOWN})


def who_address(supplier_id: str) -> str:
    """The page of one supplier, whatever it is called and by whom."""
    return reverse("supplier-page", args=[supplier_id])


def pair_address(unit_a: str, unit_b: str) -> str:
    """The review of one pair of names."""
    return reverse("supplier-review") + "?" + urlencode({"a": unit_a, "b": unit_b})


def payments_address(**filters: str | None) -> str:
    """The list of payments with some filters; those that are None are left out."""
    asked = urlencode({name: value for name, value in filters.items() if value is not None})
    return reverse("payments") + (f"?{asked}" if asked else "")


def row_address(sha256: str, sheet: str | None, row: int) -> str:
    """The page of one published line, whatever became of it."""
    address = reverse("row", args=[sha256, row])
    return address + "?" + urlencode({"sheet": sheet}) if sheet else address


def correct_address(sha256: str, sheet: str | None, row: int) -> str:
    """The form that corrects the category of one payment."""
    address = reverse("category-correct", args=[sha256, row])
    return address + "?" + urlencode({"sheet": sheet}) if sheet else address


def mend_address(sha256: str, sheet: str | None, row: int) -> str:
    """The form that mends one quarantined row."""
    address = reverse("mend", args=[sha256, row])
    return address + "?" + urlencode({"sheet": sheet}) if sheet else address
