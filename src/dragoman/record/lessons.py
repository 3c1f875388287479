"""Human corrections as items for training: the sentence of each corrected row, annotated with all that stands of it.

An item has the format of the training corpus (training/corpus/GUIDELINES.md): the sentence, `=` lines for acts and `+` lines for
changes. A row that was rejected is left out of its sentence, which teaches as much as one that was set right. Rows do not keep
the word that told the reader, nor the words of every role, so both are looked for in the sentence; a role whose words do not stand
there is named in a comment, for the person who looks the items through.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dragoman.grounding import world
from dragoman.report import Report
from dragoman.rows import KINDS, Change, Event, Party
from dragoman.sentences import split

Offsets = tuple[int, int]

#: words that are never what tells an act
SMALL_WORDS = """
    a an and are as at be been but by did do does for from had has have he her his if in is it its more near not of on or our she
    some than that the their they this to up was we were which who will with would
"""
SMALL = frozenset(SMALL_WORDS.split())
#: the roles of those who act, which stand before the word that tells the act unless the sentence is turned round
DOERS = ("actor", "holder", "member", "person", "imposer", "party")
#: attributes of a change that are codes
_DETAILS = {"agreement": ("type",), "sanctions": ("type",), "hostilities": ("type",), "membership": ("level",),
            "relations": ("level",), "office": ("entry", "exit")}  # fmt: skip


def lessons(report: Report, rows: Iterable[Event | Change], corrected: Iterable[Offsets]) -> Iterator[str]:
    """An item for each sentence of a report in which a corrected row has its evidence. `rows` are those that stand today."""
    found = list(split(report.text))
    standing = sorted(rows, key=lambda row: (row.evidence.start, row.id))
    for start, end in dict.fromkeys(_sentence(found, at) for at in sorted(corrected)):
        inside = [row for row in standing if _sentence(found, (row.evidence.start, row.evidence.end)) == (start, end)]
        text = re.sub(r"\s", " ", report.text[start:end])
        yield "\n".join([f"@ corrections-{report.id}", f"> {text}", *(line for row in inside for line in _frame(row, text, start))])


def _sentence(found: list[Offsets], words: Offsets) -> Offsets:
    """The sentences that some words reach over, from the first to the last."""
    over = [(start, end) for start, end in found if start < words[1] and words[0] < end]
    return (over[0][0], over[-1][1]) if over else words


def _frame(row: Event | Change, text: str, start: int) -> Iterator[str]:
    """The line of one row, after a comment that names what it lacks."""
    roles, lacking = _roles(row, text, start)
    words = (row.evidence.start - start, row.evidence.end - start)
    trigger = _trigger(text, words, roles)
    if trigger is None:
        yield f"# {row.id}: no word tells it"
        return
    if lacking:
        yield f"# {row.id}: not in the sentence: {', '.join(lacking)}"
    told = [f"{role}: {_quoted(text, at)}" for role, at in roles]
    yield " | ".join([_label(row, _quoted(text, trigger)), *_status(row), *told, *_codes(row)])


def _label(row: Event | Change, trigger: str) -> str:
    if isinstance(row, Event):
        return f"= {trigger} | {' '.join([row.type, *row.modes[:1]])}"
    return f"+ {trigger} | {row.kind} {row.change}"


def _status(row: Event | Change) -> list[str]:
    return [] if row.status == "happened" else [row.status]


def _codes(row: Event | Change) -> list[str]:
    if isinstance(row, Event):
        return []
    held = [(name, getattr(row, name)) for name in _DETAILS.get(row.kind, ())]
    return [f"{name}: {value}" for name, value in held if value]


def _roles(row: Event | Change, text: str, start: int) -> tuple[list[tuple[str, Offsets]], list[str]]:
    """Roles with their words in the sentence, and those that have none there."""
    wanted = _event_roles(row, start) if isinstance(row, Event) else _change_roles(row)
    roles, lacking = [], []
    for role, span, names in wanted:
        at = span if span and 0 <= span[0] < span[1] <= len(text) else _named(text, names)
        if at:
            roles.append((role, at))
        else:
            lacking.append(f"{role} {names[0]}")
    return roles, lacking


def _event_roles(row: Event, start: int) -> Iterator[tuple[str, Offsets | None, list[str]]]:
    for role, side in (("actor", row.actors), ("recipient", row.recipients)):
        for party in side:
            yield role, _span(party, start), [party.id, *_names(party.id)]
    for told, role in [(row.place, "place"), *((amount, "amount") for amount in row.amounts)]:
        if told and told.text:
            yield role, (told.start - start, told.end - start), [told.text]


def _span(party: Party, start: int) -> Offsets | None:
    return (party.span.start - start, party.span.end - start) if party.span else None


def _change_roles(row: Change) -> Iterator[tuple[str, Offsets | None, list[str]]]:
    for role in KINDS[row.kind]:
        value = row.roles[role]
        for one in [value] if isinstance(value, str) else value:
            names = [one, one.split()[-1]] if role in ("person", "office") else [one, *_names(one)]
            yield "party" if role == "parties" else role, None, names
    if row.name and row.kind in ("base", "agreement"):
        yield "name", None, [row.name]


def _names(id_: str) -> list[str]:
    """What an entity is called, the longest first."""
    return sorted({called.text for called in world.called() if called.entity.id == id_}, key=lambda name: (-len(name), name))


def _named(text: str, names: Iterable[str]) -> Offsets | None:
    found = (re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in names)
    return next((match.span() for match in found if match), None)


def _trigger(text: str, words: Offsets, roles: list[tuple[str, Offsets]]) -> Offsets | None:
    """The word that most likely tells the row: the first within the evidence that is no small word, no name and no part of a role,
    after the one who acts; else any such word."""
    inside = [m.span() for m in re.finditer(r"[^\W\d_]+(?:-[^\W\d_]+)*", text) if words[0] <= m.start() and m.end() <= words[1]]
    free = [(a, b) for a, b in inside if not any(a < end and begin < b for _, (begin, end) in roles)]
    telling = [(a, b) for a, b in free if text[a:b] not in SMALL and text[a].islower()]
    after = next((end for role, (_, end) in roles if role in DOERS), 0)
    return next((span for span in telling if span[0] >= after), next(iter(telling or free), None))


def _quoted(text: str, span: Offsets) -> str:
    """The words as annotations quote them: with a number where they stand in the sentence more than once."""
    words = text[span[0] : span[1]]
    found = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    return words if len(found) < 2 or span[0] not in found else f"{words}#{found.index(span[0]) + 1}"
