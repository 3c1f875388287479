"""Who a report has its text from: the agencies that it credits, and the families of publishers that share
their copy."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from dragoman.report import Report

#: how far from either end of a text a credit may stand, in characters
EDGE = 600

#: where a credit stands: in brackets, after a dash or a verb of crediting, or alone on its line
_CREDITS = (
    r"\((?:[^()]{{0,40}}[,/ ])?(?:{name})(?:[,/ ][^()]{{0,40}})?\)",
    r"(?:Copyright|©|\(c\)|Source:|Credit:|Reporting by|via)\s+(?:\d{{4}}\s+)?(?:The )?(?:{name})",
    r"(?:{name}) (?:contributed|reported|reporting|news agency contributed)",
    r"(?m:^\W*(?:By |From )?(?:The )?(?:{name})(?: staff| wire| wires| reports)?\W*$)",
    r"(?:With|with) (?:files|reporting|material) from (?:The )?(?:{name})",
)


def credits(report: Report) -> frozenset[str]:
    """The agencies that a report credits or is published by («(AP)», «Reuters contributed to this report», «©
    AFP»)."""
    where, house = edges(report), report.publisher or ""
    said = {agency for agency, pattern in _patterns() if pattern.search(where)} if _named(where) else set()
    return frozenset(said | ({agency for agency, name in _agencies() if re.search(name, house)} if _named(house) else set()))


def _named(text: str) -> bool:
    """One cheap look whether any agency is named at all: the patterns are slow."""
    return any(name in text for name in _plain_names())


def edges(report: Report) -> str:
    """The beginning and the end of a text, where credits stand."""
    return report.text[:EDGE] + "\n" + report.text[-EDGE:]


def family(report: Report) -> str | None:
    """The family of a report's publisher; the publisher itself where it belongs to none; None where nothing
    tells."""
    named = (report.publisher or "").casefold()
    where = re.sub(r"^\w+://(?:www\.)?([^/]*).*$", r"\1", report.url or "").casefold()
    for name, members in _families():
        if any(member in named or member in where for member in members):
            return name
    return named or where or None


def _table(name: str) -> list[list[str]]:
    text = files("dragoman.record").joinpath("data", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _agencies() -> list[tuple[str, str]]:
    return [(agency, name) for agency, name in _table("wires.tsv")]


@cache
def _plain_names() -> tuple[str, ...]:
    return tuple(part.replace(r"\b", "") for _, name in _agencies() for part in name.split("|"))


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    return [(a, re.compile("|".join(p.format(name=name) for p in _CREDITS))) for a, name in _agencies()]


@cache
def _families() -> list[tuple[str, list[str]]]:
    return [(name, members.split(",")) for name, members in _table("families.tsv")]
