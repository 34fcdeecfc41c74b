"""What ends next comes first in the list, page by page, as putting everything in order would have it."""

import random
from datetime import date, timedelta

import pytest

from tallystick.contracts.queries.register import Asked, contracts

from . import governed

pytestmark = pytest.mark.django_db


def rank(row: object, today: date) -> tuple[int, int, int]:
    end, number = row.end, row.pk  # type: ignore[attr-defined]
    if end is None:
        return 1, 0, number
    return (0, end.toordinal(), number) if end >= today else (2, -end.toordinal(), number)


@pytest.mark.parametrize("count", [1, 5, 50])
def test_what_ends_next_comes_first_on_every_page(count: int) -> None:
    governed.councils()
    seeded = random.Random(count)
    ends = [None if seeded.random() < 0.25 else timedelta(seeded.randint(-4, 4)) for _ in range(12)]
    rows = [governed.contract(start=None, end=None if end is None else governed.TODAY + end) for end in ends]
    wanted = [row.pk for row in sorted(rows, key=lambda row: rank(row, governed.TODAY))]
    for first in range(0, len(rows) + count, count):
        page = contracts(Asked(), by=governed.OPERATOR, today=governed.TODAY, sort="next", first=first, count=count)
        assert [one.id for one in page.rows] == wanted[first : first + count]
        assert page.total == len(rows)
