"""Clauses of a term in words, each taken out of the text that it stands in: used extensions, notice, break, renewal.

Pure. A date stands in the text as one letter of a private alphabet (`D`), numbers in figures.
docs/rules/term-in-words.md.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tallystick.contracts.rules.notice_values import kept

FIRST_DAY = 0xE000
D = "[\ue000-\ue03f]"
"""A date: `FIRST_DAY` and its place among the dates of the text."""

Values = dict[str, Any]

_UNIT = r"working days?|business days?|days?|weeks?|wks?|months?|mths?|years?|yrs?"
_AT_LEAST = r"(?:at least|not less than|no less than|a minimum of|minimum(?: of)?|min\.?)"
_PERIOD = (
    rf"(?:{_AT_LEAST}\s*)?(?:1\s+)?(?P<count>\d{{1,4}})[\s-]*(?P<clear>clear\s+)?(?:calendar\s+)?"
    rf"(?P<unit>{_UNIT})\b(?:['’]s?)?(?P<clear2>\s+clear)?"
)
_LEADING = r"(?:\b(?:on|with|by|subject to|upon|giving|unless|until|requires?|requiring|needs?|and|of|a|given)\s+)*"
_SORT = r"(?:\s*(?:of\s+)?(?:prior|written|advance|formal|clear|in writing)\b)*"
_SERVICE = r"(?:\s*,?\s*(?P<service>\d{1,2})\s*working days?\s*(?:to arrive|for service))?"
_TO = r"(?P<to>\s+(?:is |are |must be |to be )?(?:to|of|for|before|required|given)\b[^,;.()+]*?)?"
_STOP = r"(?=\s*(?:[,;.()+]|$|\b(?:with|and|but|by|from|either)\b))"
_NOTICES = (
    re.compile(rf"{_LEADING}{_PERIOD}{_SORT}\s*notice(?:\s*period)?{_SERVICE}{_TO}{_STOP}"),
    re.compile(
        rf"{_LEADING}(?:prior |written )?notice(?:\s*period)?(?P<to>\s*(?:to|for|of) (?!{_AT_LEAST}|\d)[a-z ]+?)?"
        rf"\s*(?:of|is|:|=|-)?\s*{_PERIOD}{_SERVICE}{_STOP}"
    ),
)
_ANY_TIME = re.compile(
    r"(?:\b(?:may|can|could|is|be|either side|either party|both sides|the council|the supplier|with|by|to|right|a|it"
    r"|we|ending|end(?:ed)?|terminat(?:ed|ion|e|es|able)|cancel(?:led|lation)?|br(?:eak|oken)|clause|on)\s+)*"
    rf"(?:at )?any time\s*(?:,|\b(?:on|with|by|upon|subject to|giving|after)\b)*\s*{_PERIOD}{_SORT}"
    rf"(?:\s*notice(?:\s*period)?)?{_SERVICE}"
)
_OF = (
    ("extension_notice", re.compile(r"\b(?:exten\w*|options?)\b")),
    ("break_notice", re.compile(r"\bbr(?:eak|oken)\w*\b")),
    ("renewal_notice", re.compile(r"\b(?:renew\w*|rolls? over|rolled over)\b")),
    ("notice", re.compile(r"\b(?:(?:to|for) end|terminat\w*|cancel\w*|roll(?:s|ing)?|evergreen)\b")),
)

_DONE = r"(?:used|taken(?: up)?|exercised|invoked|enacted|utilised|applied)"
_BEEN = r"(?:\s+(?:has|have|was|were|been|already|now|is|are|periods?|extensions?|options?|of|the|them|\d))*"
_WHICH = {
    "no": 0, "none": 0, "not": 0, "first": 1, "1st": 1, "second": 2, "2nd": 2, "both": 2, "third": 3, "3rd": 3,
    "fourth": 4, "4th": 4,
}  # fmt: skip
_USED = re.compile(
    rf"(?:\bthe\s+)?(?:\b(?:first|1st)\s+(?:and|&)\s+)?(?P<which>{'|'.join(_WHICH)}|all|\d{{1,2}}){_BEEN}\s+{_DONE}\b"
    r"(?:\s*(?:yet|so far|up|already))*"
)
_THE_ONE = re.compile(rf"\b(?:extension|option)(?:\s+(?:period|has|was|been|already|now|is))*\s+{_DONE}\b")
_EXTENDED = re.compile(r"\b(?:already\s+)?extended\s+(?:(?P<once>once)|x\s*(?P<times>\d{1,2}))\b(?:\s*so far)?")
_MARKED = re.compile(rf"\(\s*(?:already\s+)?{_DONE}\s*\)")

_BREAK = (
    r"(?:\b(?:with|and|has|a|an|it|may|can|be)\s+)*\bbr(?:eak|oken)(?:s|able)?\b"
    r"(?:[\s-]*(?:clause|points?|options?|dates?|rights?|possible|allowed|falls?|is|be|early))*\s*"
)
_BY = (
    r"(?P<by>either (?:side|party)|both (?:sides|parties)|mutual|council|customer|authority|buyer|supplier|contractor)"
)
_WHO = {"either": "either", "mutual": "either", "supplier": "supplier", "contractor": "supplier", "both": "both"}
_PARTY = re.compile(rf"(?:\b(?:at|by|from|for)\s+)?(?:\bthe\s+)?\b{_BY}\b(?:['’]s)?(?:\s+(?:option|may|can|could)\b)?")
_LENGTH = r"(?P<number>\d{1,3})\s*(?P<of>months?|mths?|years?|yrs?)"
_PLACE = r"(?P<of>month|year)\s*(?P<number>\d{1,3})"
_AT = r"(?:at|after|on|in|:)?\s*(?:the\s+)?(?:end of\s+)?"
_NO_BREAK = re.compile(r"\b(?:no|without(?: a)?)\s+break(?:[\s-]*(?:clause|option|point)s?)?\b")
_YEARS = (
    r"(?:(?:the|each|every|any)?\s*anniversar(?:y|ies)|annual(?:ly)?|yearly|(?:at the end of )?(?:each|every) year)"
)
_BREAKS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_BREAK}(?:from|between)?\s*(?P<first>{D})\s*(?:and|to|until|-)\s*(?P<last>{D})",
        rf"{_BREAK}(?:on|at|in|:)?\s*(?:the\s+)?(?P<on>{D})",
        rf"{_BREAK}(?:on|at|in)?\s*(?P<yearly>{_YEARS})(?:\s*of (?:its|the) (?:start|contract))?",
        rf"(?P<yearly>annual|yearly)\s+{_BREAK}",
        rf"{_BREAK}(?P<every>each|every)\s*{_LENGTH}",
        rf"{_BREAK}{_AT}{_PLACE}",
        rf"{_BREAK}{_AT}{_LENGTH}",
        rf"{_PLACE}\s*{_BREAK}",
        rf"{_LENGTH}\s*{_BREAK}",
    )
)
_ONE_MORE = rf"(?:{_AT}(?:(?:month|year)\s*\d{{1,3}}|\d{{1,3}}\s*(?:months?|years?)|{D}))"
_MORE_BREAKS = re.compile(rf"^\s*(?:(?:\band\b|\bor\b|&|,)\s*{_ONE_MORE}(?!\s*(?:ext|opt|clear|['’]|notice)))+")

_RENEWS = (
    r"(?:\b(?:it|then|and|but|which|that|with|a)\s+)*(?:\b(?:auto(?:matic(?:ally)?)?[\s-]*(?:renew\w*|roll\w*(?: over)?"
    r"|extend\w*)|tacit(?:ly)?\s+renew\w*|renews(?: itself| automatically| tacitly)?|(?:is )?renewed automatically"
    r"|rolls over|extends itself))(?:\s+(?:itself|automatically|tacitly|thereafter))*"
)
_FOR = (
    r"\s*(?:(?:for|by|of|in|each|every|a|an|another|further|successive|additional|consecutive|periods?|terms?|:)\s+)*"
)
_TIMES = (
    r"(?:\s*,?\s*(?:(?:up to|at most|no more than|a maximum of|maximum(?: of)?|max\.?)\s*)?"
    r"(?:x\s*(?P<times>\d{1,3})|(?P<once>once)(?:\s+only)?))?"
)
_RENEWAL = re.compile(
    rf"{_RENEWS}{_TIMES.replace('times', 'times0').replace('once>', 'once0>')}{_FOR}(?:(?P<number>\d{{1,3}})[\s-]*"
    rf"(?P<of>months?|mths?|years?|yrs?)|(?P<yearly>annually|yearly|year\b|annual\b)|(?P<monthly>monthly|month\b))?"
    rf"(?:\s*(?:periods?|terms?|at a time|each(?: time| year)?|(?:each|every) year))?{_TIMES}"
    rf"(?:\s*unless(?:\s+notice)?(?:\s+is)?(?:\s+given)?)?"
)


@dataclass
class Rest:
    """What has not been taken in yet. days: by letter of the text. values: what was. asked: (code, sentence)."""

    text: str
    days: dict[str, tuple[date, date]] = field(default_factory=dict)
    values: Values = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    unsaid: Values | None = None
    """A notice of which it is not said what it is for."""

    def out(self, found: re.Match[str]) -> re.Match[str]:
        """Takes what was found out of the text."""
        self.text = f"{self.text[: found.start()]} , {self.text[found.end() :]}"
        return found

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The first that fits, taken out; None where nothing does."""
        found = pattern.search(self.text)
        return self.out(found) if found else None

    def put(self, values: Values) -> bool:
        """Whether it could be kept: nothing says otherwise already."""
        if any(self.values.get(name, value) != value for name, value in values.items()):
            return False
        self.values |= values
        return True


def take_used(rest: Rest) -> int | str | None:
    """How many extensions are used, ``all`` for each of them, ``the`` for the only one, None where it is not said."""
    if (found := _USED.search(rest.text)) or (found := _EXTENDED.search(rest.text)):
        said = rest.out(found).groupdict()
        which = said.get("which") or ("1" if said.get("once") else said.get("times") or "")
        return "all" if which == "all" else _WHICH[which] if which in _WHICH else int(which)
    if found := _THE_ONE.search(rest.text):
        rest.out(found)
        return "the"
    marks = len(_MARKED.findall(rest.text))
    rest.text = _MARKED.sub(" ", rest.text)
    return marks or None


def take_notices(rest: Rest) -> None:
    """Each period of notice, to the field of what it is for."""
    if found := rest.take(_ANY_TIME):
        rest.put({"end_after": _notice(found)})
    for pattern in _NOTICES:
        while found := pattern.search(rest.text):
            if not _placed(rest, _notice(found), _what_for(rest.text, found)):
                said = " ".join(found[0].split())
                rest.asked["notices"] = f"“{said}” says another notice than the words before it: say which holds."
            rest.out(found)


def _placed(rest: Rest, notice: Values, name: str) -> bool:
    if name:
        return rest.put({name: notice})
    if rest.unsaid not in (None, notice):
        return False
    rest.unsaid = notice
    return True


def _what_for(text: str, found: re.Match[str]) -> str:
    """The field of a notice, by the words after it, else by those before it in the same clause."""
    after = found.groupdict().get("to") or ""
    after = re.sub(r"before .*", "", after)
    before = re.split(r"[,;.(]", text[: found.start()])[-1] + text[found.start() : found.start("count")]
    if said := [name for name, words in _OF if words.search(after)]:
        return said[0]
    at = {name: [one.end() for one in words.finditer(before)][-1:] for name, words in _OF}
    said = sorted((name for name in at if at[name]), key=lambda name: at[name])
    return said[-1] if said else ""


def _notice(found: re.Match[str]) -> Values:
    said = found.groupdict()
    count, unit = int(said["count"]), said["unit"]
    if unit[0] == "w" and "working" not in unit:
        count, unit = count * 7, "days"
    elif unit[0] == "y":
        count, unit = count * 12, "months"
    unit = "working_days" if " " in unit else "months" if unit[0] == "m" else "days"
    clear = bool(said["clear"] or said["clear2"]) or bool(re.search(r"\bclear\b", found[0]))
    return kept(count, unit, clear=clear, service_days=int(said.get("service") or 0))


def take_bare_notice(rest: Rest) -> Values | None:
    """``rolling, 30 days``: a length in days or weeks beside what rolls on can be nothing but its notice.

    ``rolling, 1 month`` may be its notice, and is given back to be asked: it is taken out, and put nowhere.
    """
    found = re.search(rf"(?<![\d+x])\s*{_PERIOD}(?=\s*(?:[,;.()]|$))", rest.text)
    if found is None or "notice" in rest.values or rest.unsaid is not None:
        return None
    if found["unit"][0] in "dwb":
        rest.put({"notice": _notice(found)})
        rest.out(found)
        return None
    after_it = re.search(r"\b(?:rolling|evergreen|on-?going|open-?ended)\b[\s,;:(-]*$", rest.text[: found.start()])
    return _notice(rest.out(found)) if after_it else None


def take_break(rest: Rest) -> None:
    """The right to break: a day, a window, every so many months; or a month counted from the start, `break_month`."""
    if rest.take(_NO_BREAK):
        return
    if "end_after" in rest.values or re.search(_BREAK, rest.text):
        _take_who(rest)
    found = next((found for pattern in _BREAKS if (found := pattern.search(rest.text))), None)
    if found is None:
        return
    behind = rest.text[found.end() :]
    if more := _MORE_BREAKS.match(behind):
        rest.asked["breaks"] = (
            "There are several breaks and one is kept: keep the others as obligations, or in the notes."
        )
        rest.text = rest.text[: found.end()] + behind[more.end() :]
    rest.out(found)
    _put_break(rest, found.groupdict())


def _take_who(rest: Rest) -> None:
    """Who may break it: ``the council may break``, ``on 6 months' notice by either party``."""
    if found := _PARTY.search(rest.text):
        rest.text = f"{rest.text[: found.start()]} {rest.text[found.end() :]}"
        rest.put({"break_by": _WHO.get(found["by"].split()[0], "council")})


def _put_break(rest: Rest, said: dict[str, str | None]) -> None:
    if said.get("first"):
        rest.put({"break_from": rest.days[str(said["first"])][0], "break_to": rest.days[str(said["last"])][1]})
    elif said.get("on"):
        rest.put({"break_on": rest.days[str(said["on"])][1]})
    elif said.get("yearly"):
        rest.put({"break_every_months": 12})
    elif said.get("every"):
        rest.put({"break_every_months": _months(said)})
    else:
        rest.put({"break_month": _months(said)})


def _months(said: dict[str, str | None]) -> int:
    return int(said["number"] or 0) * (12 if str(said["of"]).startswith("y") else 1)


def take_renewal(rest: Rest) -> None:
    """That it renews itself, by how much and how often."""
    found = rest.take(_RENEWAL)
    if not found:
        return
    said = found.groupdict()
    rest.put({"term_kind": "renewing"})
    if said["number"]:
        rest.put({"renewal_months": _months(said)})
    elif said["yearly"] or said["monthly"]:
        rest.put({"renewal_months": 12 if said["yearly"] else 1})
    else:
        rest.asked["renewal"] = "It renews itself: say for how long each time, such as “renews each year”."
    if times := said["times"] or said["times0"]:
        rest.put({"renewal_times": int(times)})
    elif said["once"] or said["once0"]:
        rest.put({"renewal_times": 1})
