"""Which kind of ICT a contract is, as the model of categories says where it has been made."""

from collections.abc import Sequence

import polars as pl

from tallystick.contracts.importing.taken import Incoming
from tallystick.lake.store.home import Home

_SURE = 0.5
"""What is less likely than this is left for a person to say."""


def guessed(home: Home, rows: Sequence[Incoming]) -> dict[int, str]:
    """Place in `rows` -> code of the taxonomy, of those that can be told; nothing where there is no model yet.

    An export says what the category was.
    """
    if all(row.exact for row in rows):
        return {}
    from tallystick.categories.classifying import classify
    from tallystick.categories.model import model_at_hand
    from tallystick.suppliers.register import technology_code

    kept = model_at_hand(home)
    if kept is None:
        return {}
    names = [row.parties[0].get("name", "") if len(row.parties) == 1 else "" for row in rows]
    sells = {name: technology_code(name) for name in set(names) if name}
    lines = pl.DataFrame(
        {
            "supplier": [name or None for name in names],
            "technology": [sells.get(name) for name in names],
            "description": [_words(row) for row in rows],
            "department": [row.values.get("department") for row in rows],
            "account": [row.values.get("category_label") for row in rows],
            "category_scheme": [_class(row)[0] for row in rows],
            "category_code": [_class(row)[1] for row in rows],
        },
        schema=dict.fromkeys(
            ("supplier", "technology", "description", "department", "account", "category_scheme", "category_code"),
            pl.String,
        ),
    )
    found = classify(lines, kept.model)
    return {
        place: category
        for place, (category, sure) in enumerate(found.select("category", "confidence").iter_rows())
        if category and sure >= _SURE and not rows[place].exact
    }


def _words(row: Incoming) -> str | None:
    title, description = (str(row.values.get(name) or "") for name in ("title", "description"))
    return (
        title if description.startswith(title) and title == description else f"{title} {description}".strip()
    ) or None


def _class(row: Incoming) -> tuple[str | None, str | None]:
    if code := row.values.get("cpv"):
        return "CPV", str(code)
    code = row.values.get("proclass")
    return ("ProClass", str(code)) if code else (None, None)
