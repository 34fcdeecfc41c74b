"""A committee report out of what people wrote and what the rules answered. Pure. docs/rules/evidence.md."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from tallystick.decisions.rules.paper import (
    SECTIONS,
    Block,
    Bullets,
    NotAPaper,
    Paper,
    Paragraph,
    Ref,
    Section,
    kept_out,
)
from tallystick.decisions.rules.paper_appraisal import appraisal_blocks, leader, score_of
from tallystick.decisions.rules.paper_change import change_blocks
from tallystick.decisions.rules.paper_charter import charter_blocks
from tallystick.decisions.rules.paper_exempt import has_exempt
from tallystick.decisions.rules.paper_figures import Book, Part, a_day
from tallystick.decisions.rules.paper_money import best_of, case_blocks, npv_of, sharing_blocks
from tallystick.decisions.rules.paper_people import CHOSEN_FROM, chosen_blocks, consulted_blocks
from tallystick.decisions.rules.paper_plan import plan_blocks
from tallystick.decisions.rules.paper_rest import risk_blocks
from tallystick.decisions.rules.paper_route import fact_blocks, law_blocks, route_blocks, route_in_short
from tallystick.decisions.rules.paper_words import a_line, clean, cleaned, text_blocks
from tallystick.decisions.rules.routes_words import day_in_words

Said = Mapping[str, Any]
KINDS = {
    "words": "What was written",
    "appraisal": "Options appraisal",
    "business_case": "Business case",
    "sharing": "Who pays what",
    "what_if": "What if a partner leaves, joins or changes",
    "risks": "Risk register",
    "recommendation": "Renew, renegotiate or retender",
    "transition": "Transition plan",
    "charter": "Charter",
}
"""Kinds of document that a report knows by name."""

NOT_GIVEN = "Not given: nothing was written or worked out for this section."
_Blocks = Callable[[Part, Book], tuple[Block, ...]]
_FROM: dict[str, tuple[tuple[str, _Blocks], ...]] = {
    "options": (("appraisal", appraisal_blocks), ("recommendation", route_blocks)),
    "financial": (("business_case", case_blocks), ("sharing", sharing_blocks), ("what_if", change_blocks)),
    "legal": (("recommendation", law_blocks),),
    "risk": (("risks", risk_blocks),),
    "appendices": (("recommendation", fact_blocks), ("transition", plan_blocks), ("charter", charter_blocks)),
}
MOST_FACTS = 20
ABOUT = (
    "title", "reference", "body", "meeting", "date", "author", "as_of", "classification", "exempt_figures", "facts",
)  # fmt: skip
"""Every key of `about` that people write; `people`, `chosen`, `chosen_why`, `people_exempt` and `chosen_exempt`
come of the decision itself."""


def compose(about: Said, parts: Mapping[str, Said]) -> Paper:
    """The report of a decision.

    about: `title`, and where known `reference`, `body`, `meeting`, `date`, `author`, `as_of`; `classification`
    {paragraph, why} where something is exempt, and `exempt_figures`, ids; `facts`, what else stands on the first page,
    by name; `people` {role, name, speaks_for, answer, why}, and `chosen` with `chosen_why`; `chosen_exempt` and
    `people_exempt`, where that is of a document that is not among the parts. parts: kind -> {said, answer}, and if
    known {edition, by, as_of, version, exempt}. A kind that no section knows is named in the appendices. Raises
    NotAPaper.
    """
    # What has no answer is not among the parts: `about` says of it.
    out = [kind for kind, one in parts.items() if one.get("exempt")]
    chosen = bool(about.get("chosen_exempt")) or any(kind in CHOSEN_FROM for kind in out)
    about = {**about, "chosen_exempt": chosen, "people_exempt": bool(about.get("people_exempt") or out)}
    known = {kind: _part(kind, one, about) for kind, one in sorted(parts.items())}
    texts = known.pop("words", None)
    book = Book(exempt=frozenset(clean(str(one)) for one in about.get("exempt_figures") or ()))
    sections = tuple(_section(code, texts, known, book, about) for code in SECTIONS)
    if strangers := book.strangers():
        raise NotAPaper(
            "exempt_figures",
            f"{strangers[0][:80]!r} is no figure of this report.",
            what_to_do="Name one of its figures.",
        )
    title = a_line("title", about.get("title"))
    if not title:
        raise NotAPaper("title", "there is none.", what_to_do="Say what the report is called.")
    paragraph, why = _classification(about.get("classification"))
    paper = Paper(
        title=title,
        reference=a_line("reference", about.get("reference")),
        body=a_line("body", about.get("body")),
        meeting=a_line("meeting", about.get("meeting")),
        date=day_in_words(a_day("date", about.get("date"))),
        author=a_line("author", about.get("author")),
        facts=_facts(about.get("facts")),
        classification="Public: nothing in this report is marked as exempt.",
        sections=sections,
        figures=tuple(book.figures.values()),
        paragraph=paragraph,
        why_exempt=why,
    )
    return _classified(paper) if has_exempt(paper) else paper


def _classified(paper: Paper) -> Paper:
    if not paper.paragraph:
        raise NotAPaper(
            "classification.paragraph",
            "something is marked as exempt, and it is not said under which paragraph of Schedule 12A.",
            what_to_do="Say which, and why it applies, with what is said in words; or mark nothing as exempt.",
        )
    line = (
        "Part exempt, not for publication as it stands: it contains information that its author says is exempt under "
        f"paragraph {paper.paragraph} of Schedule 12A to the Local Government Act 1972."
    )
    return replace(paper, classification=f"{line} {paper.why_exempt}".strip())


def _classification(said: Any) -> tuple[str, str]:
    if said is None:
        return "", ""
    if not isinstance(said, Mapping):
        raise NotAPaper("classification", "it is no object.", what_to_do='Write {"paragraph": "3", "why": "…"}.')
    paragraph = a_line("classification.paragraph", said.get("paragraph"))
    if len(paragraph) > 20:
        raise NotAPaper("classification.paragraph", "it is too long.", what_to_do="Give its number alone.")
    return paragraph, a_line("classification.why", said.get("why"))


def _facts(said: Any) -> tuple[tuple[str, str], ...]:
    if said is None:
        return ()
    if not isinstance(said, Mapping) or len(said) > MOST_FACTS:
        raise NotAPaper(
            "facts", f"it is no object of at most {MOST_FACTS} names.", what_to_do='Write {"Wards affected": "all"}.'
        )
    return tuple((a_line("facts", str(name)), a_line(f"facts.{name}", value)) for name, value in said.items())


def _part(kind: str, said: Said, about: Said) -> Part:
    for key in ("said", "answer"):
        if not isinstance(said.get(key), Mapping):
            raise NotAPaper(f"parts.{kind}.{key}", "it is not there.", what_to_do="Work the document out first.")
    return Part(
        kind=kind,
        name=KINDS.get(kind, kind.replace("_", " ").capitalize()),
        said=cleaned(f"parts.{kind}.said", said["said"]),
        answer=cleaned(f"parts.{kind}.answer", said["answer"]),
        edition=str(said.get("edition") or ""),
        by=clean(str(said.get("by") or "")),
        as_of=str(said.get("as_of") or about.get("as_of") or ""),
        version=str(said.get("version") or ""),
        exempt=bool(said.get("exempt")),
        chosen_exempt=about["chosen_exempt"],
    )


def _section(code: str, texts: Part | None, parts: Mapping[str, Part], book: Book, about: Said) -> Section:
    blocks = _of(texts, text_blocks(f"words.{code}", texts, code)) if texts else []
    if code == "summary":
        blocks += _in_short(parts, book)
    if code == "recommendations":
        # Each is voted on by its number.
        blocks = [each for one in blocks for each in (one.items if isinstance(one, Bullets) else (one,))]
    if code == "reasons":
        blocks += chosen_blocks(about, parts.get("appraisal"), exempt=about["chosen_exempt"])
    if code == "consultation":
        blocks += consulted_blocks(cleaned("people", about.get("people")), exempt=about["people_exempt"])
    for kind, made in _FROM.get(code, ()):
        if kind in parts:
            blocks += _of(parts[kind], made(parts[kind], book))
    if code == "appendices":
        blocks += [
            Paragraph((f"Kept with this decision and not set out in this report: {part.name}.",))
            for kind, part in parts.items()
            if kind not in KINDS
        ]
    given = bool(blocks)
    return Section(code, SECTIONS[code], tuple(blocks) or (Paragraph((NOT_GIVEN,)),), given)


def _of(part: Part, blocks: Iterable[Block]) -> list[Block]:
    """Blocks of a part, exempt where it is that as a whole."""
    return [kept_out(one) if part.exempt else one for one in blocks]


def _in_short(parts: Mapping[str, Part], book: Book) -> list[Block]:
    found: list[Block] = []
    appraisal, case = parts.get("appraisal"), parts.get("business_case")
    if route := parts.get("recommendation"):
        found += _of(route, route_in_short(route))
    if appraisal and appraisal.answer.get("ranking"):
        first = appraisal.answer["ranking"][0]["option"]
        score = Ref(score_of(appraisal, book, first).figure)
        said = f"Against the weighted criteria {leader(appraisal)} scores best ("
        found += _of(appraisal, [Paragraph((said, score, ")."))])
    if case and case.answer.get("ranking"):
        value = Ref(npv_of(case, book, case.answer["ranking"][0]["option"]).figure)
        by = "net present value" if case.answer["ranked_by"] == "npv" else "equivalent annual sum"
        said = f"By {by} {best_of(case)} comes out best: its net present value is "
        found += _of(case, [Paragraph((said, value, "."))])
    return found
