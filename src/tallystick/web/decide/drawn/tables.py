"""Tables of figures, as the pages of documents show them. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Row = Sequence[str]


@dataclass(frozen=True)
class Table:
    """key: for ids on the page. The first cell of a row names it. texts: heads of columns that are words; the others
    are of figures. colours: head -> its colour in the picture. total: the last row is the sum of those above."""

    key: str
    caption: str
    heads: Row
    rows: Sequence[Row]
    texts: frozenset[str] = frozenset()
    total: bool = False
    colours: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> Sequence[tuple[str, bool, str]]:
        """(head, whether it is words, its colour or "") without the first."""
        return [(head, head in self.texts, self.colours.get(head, "")) for head in self.heads[1:]]

    @property
    def lines(self) -> Sequence[tuple[str, Sequence[tuple[str, bool]], bool]]:
        """(name, (cell, whether it is words) of each column, whether it is the sum)."""
        last = len(self.rows) - 1
        texts = [head in self.texts for head in self.heads[1:]]
        return [
            (row[0], list(zip(row[1:], texts, strict=True)), self.total and at == last)
            for at, row in enumerate(self.rows)
        ]
