"""The codes that annotations may use and the label sets that the heads predict, in the order the heads have them."""

from __future__ import annotations

from dragoman.reader.labels import CHANGE_STATUSES, EVENT_STATUSES, MODES, ROLE_CLASSES

__all__ = ["ACT_ROLES", "CHANGE_ROLES", "CHANGE_STATUSES", "DETAILS", "EVENT_STATUSES", "MODES", "ROLE_CLASSES"]

ACT_ROLES = {"actor", "recipient", "time", "place", "source", "amount"}
CHANGE_ROLES: dict[str, set[str]] = {
    "presence": {"holder", "host"},
    "base": {"holder", "host", "name"},
    "agreement": {"party", "name"},
    "membership": {"member", "organisation"},
    "office": {"person", "office", "of"},
    "relations": {"party"},
    "sanctions": {"imposer", "target"},
    "hostilities": {"party"},
}
#: attributes of a change that are codes, not words of the text
DETAILS: dict[str, set[str]] = {
    "agreement.type": {
        "defence", "nonaggression", "consultation", "basing", "arms_control", "trade", "peace", "ceasefire", "other",
    },
    "sanctions.type": {"trade", "arms", "military_assistance", "financial", "travel", "other"},
    "hostilities.type": {"interstate", "intrastate", "nonstate"},
    "membership.level": {"full", "associate", "observer", "suspended"},
    "relations.level": {"full", "downgraded", "severed"},
    "office.entry": {"regular", "irregular", "foreign", "death"},
    "office.exit": {"regular", "irregular", "foreign", "death"},
}  # fmt: skip
