"""Whose people are let to see a partnership, as what is known of its members now says."""

from typing import Any

from tallystick.decisions import models

LONGEST_CODE = 100
"""Of an organisation: what is longer is nobody's."""


def let_see(row: models.Partnership, last: models.Document) -> None:
    """Keeps whom the edition in force lets in, in place of whom the one before did, in the transaction of that."""
    codes = set() if last.exempt else _codes(last.said)
    row.let_see.exclude(organisation_code__in=codes).delete()
    models.LetSee.objects.bulk_create(
        [models.LetSee(partnership=row, organisation_code=code) for code in sorted(codes)], ignore_conflicts=True
    )


def _codes(said: Any) -> set[str]:
    members = said.get("members") if isinstance(said, dict) else None
    found = [
        one.get("organisation")
        for one in (members if isinstance(members, list) else ())
        if isinstance(one, dict) and one.get("sees") is True
    ]
    return {code for code in found if isinstance(code, str) and code.isprintable() and 0 < len(code) <= LONGEST_CODE}
