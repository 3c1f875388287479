"""Hard cases of the fold: what a careful reader of the codebook answers, decided before the fold was asked.

A case is a list of changes and its questions: the day, what narrows the question or replaces a role, and the answer.
"""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.record.fold import fold

Row = dict[str, Any]
Question = tuple[str, dict[str, Any], str]


def of(kind: str, **roles: Any) -> Row:
    return {"kind": kind, **roles}


def row(what: Row, change: str, when: Any, published: str, status: str = "happened", **more: Any) -> Row:
    days = [when, when] if isinstance(when, str) else when
    name = f"{published}-{change}-{status}-{more.get('type')}-{more.get('name')}-{what.get('person')}"
    return what | {"change": change, "status": status, "when": days, "published": published, "report": name} | more


TROOPS = of("presence", holder="USA", host="NER")
BASE = of("base", holder="USA", host="NER")
PACT = of("agreement", parties=["FRA", "SEN"])
MEMBER = of("membership", member="MLI", organisation="ECOWAS")
TIES = of("relations", parties=["FRA", "NER"])
WAR = of("hostilities", parties=["ARM", "AZE"], type="interstate")
BAN = of("sanctions", imposer="EU", target="MMR")


def chair(person: str, office: str, of_: str = "NER") -> Row:
    return of("office", person=person, office=office, of=of_)


CASES: dict[str, tuple[list[Row], list[Question]]] = {
    "an organisation under its short and its full name": (
        [
            row(of("membership", member="MAR", organisation="AU"), "begins", "2017-01-30", "2017-01-31"),
            row(of("membership", member="NER", organisation="AES"), "begins", "2023-09-16", "2023-09-17"),
            row(of("membership", member="NER", organisation="ALLIANCE_OF_SAHEL_STATES"), "ends", "2025-06-01", "2025-06-02"),
        ],
        [
            ("2018-01-01", of("membership", member="MAR", organisation="AFRICAN_UNION"), "yes"),
            ("2016-12-31", of("membership", member="MAR", organisation="African Union"), "no"),
            ("2024-01-01", of("membership", member="NER", organisation="Alliance of Sahel States"), "yes"),
            ("2025-07-01", of("membership", member="NER", organisation="AES"), "no"),
            ("2018-01-01", of("membership", member="MAR", organisation="EU"), "unknown"),
        ],
    ),
    "a pact of three and one of two of them": (
        [
            row(of("agreement", parties=["MLI", "BFA", "NER"], type="defence"), "begins", "2023-09-16", "2023-09-17"),
            row(of("agreement", parties=["BFA", "NER"], type="trade"), "begins", "2019-03-01", "2019-03-02"),
            row(of("agreement", parties=["NER", "BFA"], type="trade"), "ends", "2022-03-01", "2022-03-02"),
        ],
        [
            ("2024-01-01", of("agreement", parties=["NER", "BFA"], type="defence"), "yes"),
            ("2024-01-01", of("agreement", parties=["NER", "BFA"], type="trade"), "no"),
            ("2024-01-01", of("agreement", parties=["NER", "MLI", "BFA"]), "yes"),
            ("2024-01-01", of("agreement", parties=["NER", "FRA"]), "unknown"),
        ],
    ),
    "seen to hold by a day, of which only the end is told": (
        [row(TROOPS, "continues", [None, "2024-05-19"], "2024-05-19")],
        [("2024-05-19", TROOPS, "yes"), ("2024-05-18", TROOPS, "unknown"), ("2024-06-30", TROOPS, "yes")],
    ),
    "begun by a day": (
        [row(TROOPS, "begins", [None, "2022-03-01"], "2022-03-01")],
        [("2022-03-01", TROOPS, "yes"), ("2022-02-01", TROOPS, "unknown")],
    ),
    "ended after a day": (
        [
            row(TROOPS, "continues", "2024-01-01", "2024-01-01"),
            row(TROOPS, "ends", ["2024-03-10", None], "2024-04-02"),
        ],
        [("2024-03-05", TROOPS, "yes"), ("2024-03-20", TROOPS, "unknown"), ("2024-04-02", TROOPS, "no")],
    ),
    "suspended and readmitted": (
        [
            row(MEMBER, "begins", "1975-05-28", "2020-01-01"),
            row(MEMBER, "alters", "2020-08-18", "2020-08-19", level="suspended"),
            row(MEMBER, "alters", "2020-10-06", "2020-10-07", level="full"),
        ],
        [
            ("2020-09-01", MEMBER, "yes"),
            ("2020-09-01", MEMBER | {"level": "full"}, "no"),
            ("2020-09-01", MEMBER | {"level": "suspended"}, "yes"),
            ("2020-11-01", MEMBER | {"level": "full"}, "yes"),
            ("2020-11-01", MEMBER | {"level": "suspended"}, "no"),
        ],
    ),
    "a suspension that begins and is lifted": (
        [
            row(MEMBER, "continues", "2020-01-01", "2020-01-01"),
            row(MEMBER, "begins", "2021-05-30", "2021-05-31", level="suspended"),
            row(MEMBER, "ends", "2022-07-03", "2022-07-04", level="suspended"),
        ],
        [
            ("2020-06-01", MEMBER, "yes"),
            ("2021-06-01", MEMBER, "yes"),
            ("2021-06-01", MEMBER | {"level": "suspended"}, "yes"),
            ("2021-06-01", MEMBER | {"level": "full"}, "no"),
            ("2022-08-01", MEMBER, "yes"),
            ("2022-08-01", MEMBER | {"level": "suspended"}, "no"),
            ("2022-08-01", MEMBER | {"level": "full"}, "yes"),
        ],
    ),
    "an observer who becomes a full member": (
        [
            row(MEMBER, "begins", "2010-04-01", "2010-04-02", level="observer"),
            row(MEMBER, "begins", "2015-04-01", "2015-04-02", level="full"),
        ],
        [
            ("2012-01-01", MEMBER, "yes"),
            ("2012-01-01", MEMBER | {"level": "full"}, "no"),
            ("2016-01-01", MEMBER | {"level": "observer"}, "no"),
        ],
    ),
    "a withdrawal announced a year ahead": (
        [
            row(MEMBER, "continues", "2024-01-01", "2024-01-02"),
            row(MEMBER, "ends", ["2024-01-28", "2025-01-29"], "2024-01-29", "planned"),
        ],
        [("2024-12-01", MEMBER, "yes"), ("2025-02-01", MEMBER, "unknown")],
    ),
    "a withdrawal announced and carried out": (
        [
            row(MEMBER, "continues", "2024-01-01", "2024-01-02"),
            row(MEMBER, "ends", ["2024-01-28", "2025-01-29"], "2024-01-29", "planned"),
            row(MEMBER, "ends", "2025-01-29", "2025-01-29"),
        ],
        [("2025-01-28", MEMBER, "yes"), ("2025-02-01", MEMBER, "no")],
    ),
    "fewer troops, none gone for good": (
        [
            row(TROOPS, "begins", "2018-01-01", "2018-01-02"),
            row(TROOPS, "alters", "2021-06-01", "2021-06-02", strength=[100, 100]),
            row(TROOPS, "alters", ["2021-06-02", "2021-12-31"], "2021-06-02", "planned", strength=[20, 20]),
            row(TROOPS, "ends", [None, "2022-05-05"], "2022-05-05", "denied"),
        ],
        [("2021-07-01", TROOPS, "yes"), ("2022-01-15", TROOPS, "yes"), ("2022-06-01", TROOPS, "yes")],
    ),
    "two bases in one country": (
        [
            row(BASE, "continues", "2024-05-01", "2024-05-01", name="Air Base 101"),
            row(BASE, "continues", "2024-05-01", "2024-05-01", name="Air Base 201, Agadez"),
            row(BASE, "ends", "2024-07-07", "2024-07-08", name="Air Base 101, Niamey"),
            row(BASE, "ends", "2024-08-05", "2024-08-06", name="the drone base at Agadez"),
        ],
        [
            ("2024-07-20", BASE | {"name": "Air Base 101"}, "no"),
            ("2024-07-20", BASE | {"name": "Air Base 201"}, "yes"),
            ("2024-07-20", BASE, "yes"),
            ("2024-09-01", BASE, "no"),
            ("2024-07-20", BASE | {"name": "Camp Lemonnier"}, "unknown"),
        ],
    ),
    "an acting president and the next one": (
        [
            row(chair("Jane Roe", "acting president"), "begins", "2020-01-10", "2020-01-11"),
            row(chair("Jane Roe", "acting president"), "ends", "2020-06-01", "2020-06-02"),
            row(chair("Karl Voss", "president"), "begins", "2020-06-01", "2020-06-02", entry="regular"),
        ],
        [
            ("2020-03-01", chair("Jane Roe", "president"), "yes"),
            ("2020-03-01", chair("Karl Voss", "president"), "no"),
            ("2020-07-01", chair("Roe", "president"), "no"),
            ("2020-07-01", chair("Voss", "president of Niger"), "yes"),
            ("2020-03-01", chair("Jane Roe", "vice president"), "unknown"),
            ("2020-07-01", of("office", office="president", of="NER"), "yes"),
        ],
    ),
    "offices that only sound alike": (
        [
            row(chair("A. Lima", "first vice president"), "begins", "2019-01-01", "2019-01-02"),
            row(chair("B. Moto", "deputy prime minister"), "begins", "2019-01-01", "2019-01-02"),
            row(chair("C. Nuri", "president of the senate"), "begins", "2019-01-01", "2019-01-02"),
            row(chair("D. Osei", "president-elect"), "begins", "2019-01-01", "2019-01-02"),
            row(chair("E. Pele", "minister of defense"), "begins", "2019-01-01", "2019-01-02"),
            row(chair("F. Quin", "premier"), "begins", "2019-01-01", "2019-01-02"),
        ],
        [
            ("2020-01-01", chair("A. Lima", "vice president"), "unknown"),
            ("2020-01-01", chair("A. Lima", "first vice president"), "yes"),
            ("2020-01-01", chair("B. Moto", "prime minister"), "unknown"),
            ("2020-01-01", chair("C. Nuri", "president"), "unknown"),
            ("2020-01-01", chair("D. Osei", "president"), "unknown"),
            ("2020-01-01", chair("E. Pele", "defence minister"), "yes"),
            ("2020-01-01", chair("F. Quin", "prime minister"), "yes"),
        ],
    ),
    "sanctions lifted in part": (
        [
            row(BAN, "begins", "2018-04-01", "2018-04-02", type="arms"),
            row(BAN, "begins", "2018-04-01", "2018-04-02", type="financial"),
            row(BAN, "begins", "2018-04-01", "2018-04-02", type="travel"),
            row(BAN, "ends", "2020-04-30", "2020-05-01", type="travel"),
            row(BAN, "alters", "2020-04-30", "2020-05-01", type="financial"),
            row(BAN, "ends", ["2020-05-01", "2020-12-31"], "2020-05-01", "planned", type="arms"),
            row(BAN, "ends", ["2020-05-01", "2020-06-30"], "2020-05-01", "possible", type="financial"),
        ],
        [
            ("2020-06-01", BAN | {"type": "travel"}, "no"),
            ("2021-01-01", BAN | {"type": "financial"}, "yes"),
            ("2020-11-01", BAN | {"type": "arms"}, "yes"),
            ("2021-01-01", BAN | {"type": "arms"}, "unknown"),
            ("2021-01-01", BAN, "yes"),
            ("2021-01-01", BAN | {"type": "trade"}, "unknown"),
            ("2021-01-01", BAN | {"imposer": "European Union"}, "yes"),
        ],
    ),
    "an embassy closed, ties severed, ties restored": (
        [
            row(TIES, "continues", "2022-01-01", "2022-01-01"),
            row(TIES, "alters", "2023-08-03", "2023-08-04", level="downgraded"),
            row(TIES, "ends", "2024-01-05", "2024-01-06", level="severed"),
            row(TIES, "begins", "2024-11-01", "2024-11-02", level="full"),
        ],
        [
            ("2023-09-01", TIES, "yes"),
            ("2023-09-01", TIES | {"level": "full"}, "no"),
            ("2023-09-01", TIES | {"level": "downgraded"}, "yes"),
            ("2024-02-01", TIES, "no"),
            ("2024-02-01", TIES | {"level": "severed"}, "yes"),
            ("2024-02-01", TIES | {"level": "downgraded"}, "no"),
            ("2024-12-01", TIES, "yes"),
            ("2024-12-01", TIES | {"level": "severed"}, "no"),
            ("2024-12-01", TIES | {"level": "full"}, "yes"),
        ],
    ),
    "a war, a ceasefire, and war again": (
        [
            row(WAR, "begins", "2020-09-27", "2020-09-28"),
            row(WAR, "ends", "2020-11-10", "2020-11-10"),
            row(WAR, "begins", "2022-09-13", "2022-09-13"),
            row(WAR, "ends", "2022-09-14", "2022-09-15"),
        ],
        [
            ("2020-10-15", WAR, "yes"),
            ("2021-06-01", WAR, "no"),
            ("2022-09-13", WAR, "yes"),
            ("2022-10-01", WAR, "no"),
            ("2022-09-13", WAR | {"known_by": "2022-01-01"}, "no"),
            ("2020-10-15", WAR | {"known_by": "2020-09-01"}, "unknown"),
        ],
    ),
    "a ceasefire that was to begin and did not hold": (
        [
            row(WAR, "begins", "2020-09-27", "2020-09-28"),
            row(WAR, "ends", "2020-10-10", "2020-10-09", "planned"),
            row(WAR, "continues", "2020-10-12", "2020-10-12"),
        ],
        [("2020-10-11", WAR | {"known_by": "2020-10-10"}, "unknown"), ("2020-10-11", WAR, "yes"), ("2020-10-20", WAR, "yes")],
    ),
    "a deployment announced": (
        [row(TROOPS, "begins", "2024-06-01", "2024-05-01", "planned")],
        [("2024-05-15", TROOPS, "unknown"), ("2024-06-02", TROOPS, "unknown")],
    ),
    "a deployment announced and carried out two days late": (
        [row(TROOPS, "begins", "2024-06-01", "2024-05-01", "planned"), row(TROOPS, "begins", "2024-06-03", "2024-06-04")],
        [
            ("2024-06-02", TROOPS, "no"),
            ("2024-06-03", TROOPS, "yes"),
            ("2024-06-03", TROOPS | {"known_by": "2024-06-03"}, "unknown"),
        ],
    ),
    "a deployment announced and called off": (
        [row(TROOPS, "begins", "2024-06-01", "2024-05-01", "planned"), row(TROOPS, "begins", "2024-06-10", "2024-06-10", "denied")],
        [("2024-06-15", TROOPS, "no")],
    ),
    "two sources, the later says that they had gone": (
        [row(TROOPS, "continues", "2024-08-01", "2024-08-02"), row(TROOPS, "ends", [None, "2024-07-30"], "2024-08-05")],
        [("2024-08-03", TROOPS, "no"), ("2024-08-03", TROOPS | {"known_by": "2024-08-03"}, "yes")],
    ),
    "two sources, the later says that they are there": (
        [
            row(TROOPS, "begins", "2020-01-01", "2020-01-02"),
            row(TROOPS, "ends", "2024-07-30", "2024-07-31"),
            row(TROOPS, "continues", "2024-08-01", "2024-08-02"),
        ],
        [("2024-08-03", TROOPS, "yes"), ("2024-08-03", TROOPS | {"known_by": "2024-08-01"}, "no")],
    ),
    "the day of an end against its month": (
        [
            row(TROOPS, "begins", "2020-01-01", "2020-01-02"),
            row(TROOPS, "ends", "2024-07-15", "2024-07-16"),
            row(TROOPS, "ends", ["2024-07-01", "2024-07-31"], "2024-08-10"),
        ],
        [("2024-07-10", TROOPS, "yes"), ("2024-07-20", TROOPS, "no")],
    ),
    "one side says that they left, the other denies it": (
        [
            row(TROOPS, "begins", "2020-01-01", "2020-01-02"),
            row(TROOPS, "ends", "2024-01-10", "2024-01-11", said_by="NER"),
            row(TROOPS, "ends", [None, "2024-01-12"], "2024-01-13", "denied", said_by="USA"),
        ],
        [
            ("2024-01-12", TROOPS, "unknown"),
            ("2024-01-12", TROOPS | {"known_by": "2024-01-12"}, "no"),
            ("2024-01-05", TROOPS, "yes"),
        ],
    ),
    "denied, and arrived later": (
        [row(TROOPS, "begins", [None, "2024-03-01"], "2024-03-01", "denied"), row(TROOPS, "begins", "2024-05-01", "2024-05-02")],
        [("2024-03-01", TROOPS, "no"), ("2024-04-01", TROOPS, "no"), ("2024-06-01", TROOPS, "yes")],
    ),
    "an end and nothing else": (
        [row(TROOPS, "ends", "2024-09-15", "2024-09-17")],
        [("2024-09-12", TROOPS, "yes"), ("2024-09-01", TROOPS, "unknown"), ("2024-09-15", TROOPS, "no")],
    ),
    "pacts without a name, of two years": (
        [
            row(PACT, "begins", ["2018-01-01", "2018-12-31"], "2020-01-01", name="the agreement of 2018"),
            row(PACT, "begins", "2023-05-10", "2023-05-11", name="agreement"),
            row(PACT, "ends", "2024-02-01", "2024-02-02", name="2018 agreement"),
        ],
        [
            ("2024-03-01", PACT | {"name": "agreement of 2018"}, "no"),
            ("2024-03-01", PACT | {"name": "agreement of 2023"}, "yes"),
            ("2024-03-01", PACT, "yes"),
            ("2023-06-01", PACT | {"name": "agreement of 2018"}, "yes"),
        ],
    ),
    "a pact of a year, and what is said of it without a name": (
        [
            row(PACT, "continues", "2020-01-01", "2020-01-01", name="the agreement of 2018"),
            row(PACT, "begins", ["2019-01-01", "2019-12-31"], "2020-02-01", name="agreement"),
            row(PACT, "ends", "2024-02-01", "2024-02-02", name="the pact"),
        ],
        [("2024-03-01", PACT | {"name": "agreement of 2018"}, "no"), ("2024-03-01", PACT, "no")],
    ),
    "a pact under two names": (
        [
            row(PACT, "begins", "2012-04-18", "2012-04-19", name="Treaty on Military Cooperation of Dakar", type="basing"),
            row(PACT, "ends", "2025-07-17", "2025-07-18", name="Dakar treaty", type="basing"),
        ],
        [("2025-08-01", PACT, "no"), ("2025-07-01", PACT | {"name": "the Dakar treaty"}, "yes")],
    ),
}
ASKED = [(case, *question) for case, (_, questions) in CASES.items() for question in questions]


@pytest.mark.parametrize(("case", "on", "asked", "answer"), ASKED, ids=[f"{case}, {on}" for case, on, *_ in ASKED])
def test_a_careful_reader_answers_the_same(case: str, on: str, asked: dict[str, Any], answer: str) -> None:
    narrow = dict(asked)
    found = fold(CASES[case][0], narrow.pop("known_by", None)).holds(narrow.pop("kind"), on=on, **narrow)
    assert found.value == answer, found.why
