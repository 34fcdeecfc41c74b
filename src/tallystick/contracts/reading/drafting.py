"""A contract in the making: one row's cells, what is known so far, and the questions so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tallystick.contracts.reading.proposed import Proposed
from tallystick.contracts.rules.asking import Question, Suggestion
from tallystick.kit.dates import Order


@dataclass
class Draft:
    """cells: field -> tidied cell, those that are not blank. raw: the same as published. headings: field -> heading.

    values: by field of `Proposed`. term_texts: cells of other fields that turned out to speak of the term.
    """

    cells: Mapping[str, str]
    raw: Mapping[str, str]
    headings: Mapping[str, str]
    order: Order
    values: dict[str, Any] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    worked_out: list[str] = field(default_factory=list)
    term_texts: list[tuple[str, str]] = field(default_factory=list)

    def ask(self, name: str, text: str, code: str, say: str, suggestions: tuple[Suggestion, ...] = ()) -> None:
        """Ask an officer. Parameters as in `Question`."""
        self.questions.append(Question(name, text, code, say, suggestions))

    def asked(self, *names: str) -> bool:
        """Whether a question about one of these fields is open already."""
        return any(question.field in names for question in self.questions)

    def work_out(self, name: str, value: Any) -> None:
        """Give a field that no cell states a value that follows from those that do."""
        self.values[name] = value
        self.worked_out.append(name)

    def finished(self, other: Mapping[str, str]) -> Proposed:
        """The contract that it has become."""
        values = {name: value for name, value in self.values.items() if value is not None}
        return Proposed(**values, worked_out=tuple(self.worked_out), other=other, as_written=self.raw)
