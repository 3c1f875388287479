"""Words for an actor to the actor: `actor("Niger's ruling junta")` is NER, sector GOV."""

from __future__ import annotations

from datetime import date

from dragoman.grounding.page import Page
from dragoman.grounding.phrases import Context, actors, nouns
from dragoman.rows import Actor


def actor(phrase: str, on: str | date | None = None) -> Actor | None:
    """The actor that a phrase names, as of a day; None where the tables and the phrase do not tell.

    Where it names several («Niger, Mali and Burkina Faso») the first is given. `why` names the rule or row that decided.
    """
    day = on.isoformat() if isinstance(on, date) else on
    page = Page(phrase)
    found = actors(nouns(page, page.units, Context(day)))
    return found[0] if found else None
