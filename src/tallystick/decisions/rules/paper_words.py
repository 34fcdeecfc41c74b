"""What people wrote for a report, as paragraphs and lists: plain text, and nothing in it is markup. Pure."""

import re
from collections.abc import Mapping
from typing import Any

from tallystick.decisions.rules.paper import Block, Bullets, NotAPaper, Paragraph
from tallystick.decisions.rules.paper_figures import Part

LONGEST_LINE, LONGEST_TEXT = 500, 200_000
MARKED = re.compile(r"\[\s*exempt\b|^[^\w\n]*\(\s*exempt\b", re.IGNORECASE | re.MULTILINE)
"""What somebody writes into a text who means that it is exempt. It makes nothing exempt: the form of words takes out
each that it reads."""
_BULLETS = ("- ", "* ", "• ")


def text_blocks(field: str, part: Part, code: str) -> tuple[Block, ...]:
    """The blocks of a section's text: text, or a list of texts or of {text, exempt}. Raises NotAPaper.

    A blank line ends a paragraph; lines that begin with a hyphen are a list.
    """
    return tuple(block for text, exempt in _texts(field, part, code) for block in _blocks(text, exempt))


def a_line(field: str, said: Any) -> str:
    """One line of text, without what no document can hold. Raises NotAPaper."""
    if said is None:
        return ""
    if not isinstance(said, str | int) or isinstance(said, bool):
        raise NotAPaper(field, "it is no text.", what_to_do="Write it as text.")
    text = " ".join(clean(str(said)).split())
    if len(text) > LONGEST_LINE:
        raise NotAPaper(field, f"it is longer than {LONGEST_LINE} characters.", what_to_do="Say it more shortly.")
    return text


def clean(text: str) -> str:
    """Text without characters that XML cannot hold, and with one sign for the end of a line."""
    return "".join(
        one
        for one in text.replace("\r\n", "\n").replace("\r", "\n")
        if one in "\n\t" or " " <= one < "\ud800" or "\ue000" <= one < "\ufffe" or one >= "\U00010000"
    )


def cleaned(field: str, said: Any) -> Any:
    """JSON with its texts and the names of its keys clean. Raises NotAPaper where two names are one then."""
    if isinstance(said, str):
        return clean(said)
    if isinstance(said, list | tuple):
        return [cleaned(field, one) for one in said]
    if not isinstance(said, Mapping):
        return said
    made = {clean(key) if isinstance(key, str) else key: cleaned(field, one) for key, one in said.items()}
    if len(made) < len(said):
        raise NotAPaper(
            field, "two names differ only in signs that cannot be seen.", what_to_do="Name one of them otherwise."
        )
    return made


def _texts(field: str, part: Part, code: str) -> list[tuple[str, bool]]:
    said = part.said.get(code)
    if said is None:
        return []
    every = said if isinstance(said, list | tuple) else [said]
    found = []
    for place, one in enumerate(every):
        text = one.get("text") if isinstance(one, Mapping) else one
        if not isinstance(text, str):
            raise NotAPaper(f"{field}[{place}]", "it is no text.", what_to_do='Write text, or {"text": "…"}.')
        if len(text) > LONGEST_TEXT:
            raise NotAPaper(field, f"it is longer than {LONGEST_TEXT:,} characters.", what_to_do="Put it in an annex.")
        exempt = isinstance(one, Mapping) and bool(one.get("exempt"))
        if not exempt and MARKED.search(text):
            raise NotAPaper(
                f"{field}[{place}]", "a mark such as [Exempt] is within its text, and would be published with it.",
                what_to_do='Write {"text": "…", "exempt": true} in place of the text, or mark it in the form.',
            )  # fmt: skip
        found.append((text, exempt))
    return found


def _blocks(text: str, exempt: bool) -> list[Block]:
    found: list[Block] = []
    for paragraph in text.split("\n\n"):
        plain: list[str] = []
        listed: list[Paragraph] = []
        for line in filter(None, (line.strip() for line in paragraph.split("\n"))):
            if line.startswith(_BULLETS):
                listed.append(Paragraph((line[2:].strip(),), exempt))
            elif listed:
                listed[-1] = Paragraph((f"{listed[-1].runs[0]} {line}",), exempt)
            else:
                plain.append(line)
        if plain:
            found.append(Paragraph((" ".join(plain),), exempt))
        if listed:
            found.append(Bullets(tuple(listed)))
    return found
