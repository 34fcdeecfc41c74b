"""How often one address may send secrets that are not in force, and one secret be used."""

from datetime import datetime

from django.core.cache import cache

MOST_A_MINUTE = 60
_A_MINUTE = 60


def note_failure(address: str, *, at: datetime, of: str = "tokens") -> None:
    """Counts a secret that is not in force, from an address of the network. of: what kind of secret."""
    _count(_key(address, at, of))


def too_many_failures(address: str, *, at: datetime, of: str = "tokens") -> bool:
    """Whether so many came from there in this minute that no more are looked up."""
    return int(cache.get(_key(address, at, of), 0)) >= MOST_A_MINUTE


def used_too_often(name: str, *, most: int, at: datetime) -> bool:
    """Counts a use of what is named so; says whether it was used more than `most` times in this minute."""
    return _count(f"used:{name}:{_minute(at)}") > most


def _count(key: str) -> int:
    if cache.add(key, 1, 2 * _A_MINUTE):
        return 1
    try:
        return int(cache.incr(key))
    except ValueError:
        # It ran out between the two: the minute is over.
        return 1


def _key(address: str, at: datetime, of: str) -> str:
    return f"{of}-refused:{address}:{_minute(at)}"


def _minute(at: datetime) -> int:
    return int(at.timestamp()) // _A_MINUTE
