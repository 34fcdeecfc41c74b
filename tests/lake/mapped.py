"""Made-up maps of a build, by plain rules, for tests of what is read through them."""

from typing import Any

import polars as pl

from tallystick.lake.build.manifest import current_id
from tallystick.lake.store import maps
from tallystick.lake.store.connection import reader
from tallystick.lake.store.home import Home
from tallystick.lake.tables.map_tables import GIVEN

CATEGORIES = [
    (0, "software", "Software", None, True),
    (1, "software.finance", "Finance software", "software", True),
    (2, "devices", "Devices", None, True),
    (3, "devices.laptops", "Laptops", "devices", True),
    (4, "not-ict", "Not ICT", None, False),
]


def frames(home: Home) -> dict[str, pl.DataFrame]:
    """Every name that begins with the same three letters is one supplier; a line's category follows its number."""
    opened = reader(home)
    names = opened.rows("SELECT mention_id, supplier FROM mentions JOIN spellings USING (spelling_id) ORDER BY 1")
    keys = sorted({name[:3].lower() for _, name in names})
    suppliers = [
        {
            **dict.fromkeys(GIVEN["suppliers"]),
            "supplier_no": number,
            "supplier_id": f"S{key.upper() or 'NONE'}",
            "supplier": next(name for _, name in names if name[:3].lower() == key),
            "kind": "redacted" if key == "red" else "supplier",
            "sme": [None, True, False][number % 3],
            "vcse": [None, True][number % 2],
            "postcode": ["LS1 4AB", "m13bb", None, "L1"][number % 4],
            "company_number": "01234567" if number == 0 else None,
            "mentions": sum(1 for _, name in names if name[:3].lower() == key),
            "confidence": 0.9,
        }
        for number, key in enumerate(keys)
    ]
    supplier_of = [(m, keys.index(name[:3].lower()), 0.8, "The names begin alike.") for m, name in names]
    lines = [number for (number,) in opened.rows("SELECT line_id FROM lines ORDER BY 1")]
    category_of = [
        (n, [0, 1, 2, 3, 4, None][n % 6], [0.95, 0.7, 0.3, 1.0][n % 4], f"Line {n}.", n % 5 == 0) for n in lines
    ]
    said = [(n, 3, "A person said so.") for (n,) in opened.rows("SELECT payment_id FROM payments WHERE payment_id = 1")]
    rows: dict[str, list[Any]] = {
        "suppliers": [tuple(row.values()) for row in suppliers],
        "supplier_of": supplier_of,
        "categories": CATEGORIES,
        "category_of": category_of,
        "category_of_payment": said,
    }
    return {name: pl.DataFrame(found, schema=GIVEN[name], orient="row") for name, found in rows.items()}


def write_maps(home: Home, *, key: str = "k", **instead: pl.DataFrame) -> str:
    """Write the maps above, or some other frames in their stead, of the build in use; gives their id."""
    build = current_id(home)
    assert build is not None
    return maps.write(home, build=build, key=key, made_at="2026-11-22T09:00:00+00:00", **{**frames(home), **instead})
