"""How often one address may send tokens that are not in force."""

from datetime import datetime

from django.core.cache import cache

MOST_A_MINUTE = 60
_A_MINUTE = 60


def note_failure(address: str, *, at: datetime) -> None:
    """Counts a token that is not in force, from an address of the network."""
    key = _key(address, at)
    if not cache.add(key, 1, 2 * _A_MINUTE):
        try:
            cache.incr(key)
        except ValueError:
            # It ran out between the two: the minute is over.
            return


def too_many_failures(address: str, *, at: datetime) -> bool:
    """Whether so many came from there in this minute that no more tokens are looked up."""
    return int(cache.get(_key(address, at), 0)) >= MOST_A_MINUTE


def _key(address: str, at: datetime) -> str:
    return f"tokens-refused:{address}:{int(at.timestamp()) // _A_MINUTE}"
