"""What every row of the register has."""

from datetime import date
from decimal import Decimal

from django.db import models


class Kept(models.Model):
    """A row that is changed only by actions.

    version: counts its changes; a change hands in the version that was seen. removed: taken out of the register, and
    kept for the log.
    """

    version = models.PositiveIntegerField(default=1)
    removed = models.BooleanField(default=False)

    class Meta:
        abstract = True


def text(length: int, **more: object) -> "models.CharField[str, str]":
    """A text of at most `length`; empty where not known."""
    return models.CharField(max_length=length, blank=True, default="", **more)  # type: ignore[arg-type]


def prose() -> "models.TextField[str, str]":
    """A text of any length; empty where not known."""
    return models.TextField(blank=True, default="")


def chosen(choices: list[tuple[str, str]], default: str = "") -> "models.CharField[str, str]":
    """One of `choices`."""
    return models.CharField(max_length=30, choices=choices, blank=True, default=default)


def day() -> "models.DateField[date | str | None, date | None]":
    """A London date; null where not known."""
    return models.DateField(null=True, blank=True)


def pence() -> "models.BigIntegerField[int | None, int | None]":
    """Whole pence; null where not known."""
    return models.BigIntegerField(null=True, blank=True)


def yes_or_no() -> "models.BooleanField[bool | None, bool | None]":
    """True, false, or null where not known."""
    return models.BooleanField(null=True, blank=True)


def figure() -> "models.DecimalField[Decimal | str | None, Decimal | None]":
    """A measured figure, exact; null where not known."""
    return models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
