"""Parts of postcodes, as people type them."""

import re

MOST_AREAS = 50
_AREA = re.compile(r"[A-Z]{1,2}(?:[0-9][0-9A-Z]?)?")


def areas_in(typed: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The postcode areas (``LS``) and districts (``WF10``) that somebody typed, with commas or spaces between; and the
    words that are neither, of which nothing is guessed. Both in capitals, each once, the first `MOST_AREAS` of them."""
    words = tuple(dict.fromkeys(re.split(r"[,\s]+", typed.upper())))[: MOST_AREAS + 1]
    areas = tuple(word for word in words if _AREA.fullmatch(word))
    return areas[:MOST_AREAS], tuple(word for word in words if word and word not in areas)
