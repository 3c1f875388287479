"""The label sets of the heads, in the order in which the model's outputs have them.

PLOVER types and modes are those of the codebook (Open Event Data Alliance, draft 2.0). The order is part of the model file: a
change here needs a new training.
"""

from __future__ import annotations

NONE = "-"

#: type -> its modes
MODES: dict[str, tuple[str, ...]] = {
    "AGREE": (),
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "SUPPORT": (),
    "CONCEDE": (),
    "COOPERATE": (),
    "AID": (),
    "RETREAT": ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
    "REQUEST": ("assist", "change", "yield", "meet"),
    "ACCUSE": ("disapprove", "investigate", "allege"),
    "REJECT": ("assist", "change", "yield", "meet"),
    "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
    "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
    "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
    "MOBILIZE": ("troops", "weapons", "police", "militia"),
    "COERCE": (
        "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation", "cyber",
    ),
    "ASSAULT": (
        "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives",
        "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
    ),
}  # fmt: skip

TYPES: tuple[str, ...] = tuple(MODES)
ACTS: tuple[str, ...] = (NONE, *TYPES)
#: every mode with its type, `-` for none
MODE_CLASSES: tuple[str, ...] = (NONE, *(f"{kind} {mode}" for kind, modes in MODES.items() for mode in modes))

EVENT_STATUSES: tuple[str, ...] = ("happened", "future", "hypothetical", "negated")
CHANGE_STATUSES: tuple[str, ...] = ("happened", "planned", "possible", "denied")

_KINDS = ("presence", "base", "agreement", "membership", "office", "relations", "sanctions", "hostilities")
CHANGE_CLASSES: tuple[str, ...] = tuple(
    f"{kind} {change}" for kind in _KINDS for change in ("begins", "continues", "ends", "alters")
)
DETAIL_CLASSES: tuple[str, ...] = (
    *(f"agreement.type {t}" for t in (
        "defence", "nonaggression", "consultation", "basing", "arms_control", "trade", "peace", "ceasefire", "other")),
    *(f"sanctions.type {t}" for t in ("trade", "arms", "military_assistance", "financial", "travel", "other")),
    *(f"hostilities.type {t}" for t in ("interstate", "intrastate", "nonstate")),
    *(f"membership.level {t}" for t in ("full", "associate", "observer", "suspended")),
    *(f"relations.level {t}" for t in ("full", "downgraded", "severed")),
    *(f"office.entry {t}" for t in ("regular", "irregular", "foreign", "death")),
    *(f"office.exit {t}" for t in ("regular", "irregular", "foreign", "death")),
)  # fmt: skip

#: what a word may be to a trigger. `first` and `second` are the parties of a change, told apart by what its kind calls them.
ROLE_CLASSES: tuple[str, ...] = (
    "actor", "recipient", "time", "place", "source", "amount", "first", "second", "name", "strength",
)  # fmt: skip
#: role in the corpus -> role class of the model
ROLE_OF: dict[str, str] = {
    "holder": "first", "member": "first", "person": "first", "imposer": "first", "party": "first",
    "host": "second", "organisation": "second", "of": "second", "target": "second",
    "name": "name", "office": "name", "strength": "strength",
    "actor": "actor", "recipient": "recipient", "time": "time", "place": "place", "source": "source", "amount": "amount",
}  # fmt: skip

#: Penn Treebank tags, and `-` for what has none
TAGS: tuple[str, ...] = (
    "-", "NN", "IN", "DT", "NNP", "PRP", "JJ", "RB", ".", "VB", "NNS", ",", "CC", "VBD", "VBP", "VBZ", "CD", "VBN", "VBG",
    "MD", "TO", "PRP$", ":", "WDT", "WP", "WRB", "``", "''", "POS", "HYPH", "RP", "NNPS", "UH", "EX", "JJR", "JJS", "RBR",
    "-LRB-", "-RRB-", "$", "RBS", "WP$", "FW", "NFP", "PDT", "SYM", "ADD", "LS", "AFX", "GW", "XX",
)  # fmt: skip

#: Universal Dependencies relations, with the subtypes that reading needs; other subtypes fold into their relation
RELATIONS: tuple[str, ...] = (
    "root", "punct", "case", "det", "nsubj", "advmod", "amod", "obl", "obj", "nmod", "conj", "aux", "cop", "mark", "cc",
    "compound", "xcomp", "advcl", "ccomp", "nummod", "appos", "flat", "parataxis", "acl", "acl:relcl", "nmod:poss",
    "nsubj:pass", "aux:pass", "obl:agent", "obl:tmod", "nmod:tmod", "compound:prt", "discourse", "fixed", "expl", "csubj",
    "csubj:pass", "iobj", "list", "vocative", "goeswith", "dislocated", "reparandum", "orphan", "dep", "clf", "det:predet",
)  # fmt: skip

#: entity type of the mention whose head a word is (GUM's types)
ENTITIES: tuple[str, ...] = (
    "-", "person", "organization", "place", "time", "event", "object", "abstract", "animal", "plant", "substance",
)  # fmt: skip
