"""An archive made for measuring: 400 reports with 120 known copies and 40 updates, from stories that share
their templates.

The stories are invented. Copies are cut, retouched, reordered, given other headlines, datelines and credits,
or a paragraph of local matter below; updates keep the lead and bring new figures or paragraphs; the rest are
stories of their own, many built of the same sentences with other facts, some a series of one house (tolls,
weather, markets) in which only the figures change.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.report import Report

PLACES = [
    "Tessara",
    "Kolmar",
    "Adrin",
    "Velmont",
    "Ostrava",
    "Quillon",
    "Marbeth",
    "Sundal",
    "Perrow",
    "Ilmani",
    "Gorvath",
    "Lethe",
]
PEOPLE = ["Anders Okoro", "Lina Varga", "Tomas Reiss", "Amina Sule", "Viktor Hale", "Rosa Delgado", "Idris Khan", "Mei Tanaka"]
FORCES = ["army", "border police", "presidential guard", "militia", "peacekeeping mission", "coast guard"]
TEMPLATES = [
    "Fighters attacked a convoy of the {force} near {place} on {day}, killing {n} people, officials said.",
    "The {force} of {place} withdrew {n} soldiers from the border on {day} after talks led by {person}.",
    "{person} signed a trade accord worth {n} million dollars with the government in {place} on {day}.",
    "Police in {place} detained {n} protesters on {day} during a march against the rule of {person}.",
]
DETAILS = [
    "Witnesses heard explosions for {n} minutes before the smoke rose over the market of {place}.",
    "{person}, who heads the regional council, called the events a turning point for the whole province.",
    "The opposition accused the {force} of acting without any order from the elected government.",
    "Schools and shops stayed closed while residents waited for the results of the official inquiry.",
    "The road between {place} and the capital has been closed to all traffic since the early morning.",
    "Aid groups say that about {n} families have left their homes since the beginning of the month.",
    "A spokesman for the {force} declined to comment and referred reporters to the ministry.",
    "Diplomats had warned for weeks that the dispute over the mines could turn into open violence.",
    "The government has promised an investigation, but few people in {place} expect any result from it.",
    "It was the most serious incident in the district since the ceasefire that {person} negotiated.",
    "Neighbouring states urged both sides to return to the talks that broke down during the summer.",
    "The price of bread has doubled in {place}, where {n} mills stand idle for want of fuel.",
]
SWAPS = [
    ("officials said", "according to officials"),
    ("called", "described"),
    ("about", "some"),
    ("urged", "asked"),
    ("accused", "blamed"),
    ("promised", "pledged"),
    ("since the early morning", "since early morning"),
    ("say that", "say"),
]
HOUSES = ["Meridian Wire", "The Delta Morning Post", "Harbour Ledger", "Evening Lantern", "Prairie Courier", "Coast Gazette"]
EXTRAS = ["Read more world news in our app.", "Copyright Meridian Wire. All rights reserved.", "From wire reports", "Advertisement"]


HEADLINES = ["What we know so far", "Anger in the provinces", "News in brief from abroad", "A day that changed the region"]
LOCAL = [
    "Alderman Peter Quist of Harbour said that {n} families there have relatives in {place} and would hold a vigil.",
    "In our own county, {person} of the Lantern Hill school said that its {n} pupils had collected blankets for {place}.",
]
#: what one house runs every day in the same words: the figures are the news
SERIES = [
    "The health ministry in {place} reported {n} new deaths from the shelling over the past day. Hospitals in the district of "
    "{place} took in {m} wounded people, the daily bulletin said. Most were hurt by fragments while they waited for water.",
    "Shares on the exchange of {place} closed at {n} points after a quiet day of trading. Turnover was {m} million, the exchange "
    "said in its daily notice to the press. Traders expect little change before the bank decides on its rate.",
    "It will be dry in {place} tomorrow with a high of {n} degrees and light wind from the coast. The office of meteorology "
    "measured {m} millimetres of rain over the past day. Farmers hope for more before the sowing of the winter wheat begins.",
]


@dataclass(frozen=True)
class Archive:
    """`story` maps each report to its story: prints of one story share a value, updates have their own."""

    reports: list[Report]
    story: dict[str, str]
    updates: dict[str, str]


def filled(template: str, rng: random.Random) -> str:
    day = rng.choice(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"])
    facts = {"place": rng.choice(PLACES), "person": rng.choice(PEOPLE), "force": rng.choice(FORCES), "day": day}
    return template.format(**facts, n=rng.randint(13, 990))


def archive(originals: int = 240, copies: int = 120, updates: int = 40, seed: int = 7) -> Archive:
    rng = random.Random(seed)
    made = Archive([], {}, {})
    bodies: list[tuple[str, list[str], date, str]] = []
    series = originals // 8
    for n in range(series):
        body = _figures(SERIES[n % len(SERIES)], rng)
        _add(made, f"daily-{n:03}", body, date(2024, 3, 1) + timedelta(days=n), HOUSES[1], story=f"daily-{n:03}")
    for n in range(series, originals):
        body = [filled(rng.choice(TEMPLATES), rng), *(filled(t, rng) for t in rng.sample(DETAILS, rng.randint(5, 10)))]
        bodies.append((f"story-{n:03}", body, date(2024, 1, 1) + timedelta(days=rng.randrange(300)), rng.choice(HOUSES)))
        _add(made, *bodies[-1], story=bodies[-1][0])
    for n in range(copies):
        of, body, day, house = rng.choice(bodies)
        printed = day + timedelta(days=rng.choice([0, 0, 1, 1, 2]))
        other = rng.choice([h for h in HOUSES if h != house])
        _add(made, f"copy-{n:03}", copied(body, house, rng), printed, other, story=of, headline=rng.choice([None, *HEADLINES]))
    for n in range(updates):
        of, body, day, house = rng.choice(bodies)
        _add(made, f"update-{n:03}", updated(body, rng), day + timedelta(days=rng.choice([0, 1, 2])), house, story=f"update-{n:03}")
        made.updates[f"update-{n:03}"] = of
    rng.shuffle(made.reports)
    return made


def _figures(template: str, rng: random.Random) -> list[str]:
    """A day's notice of a series: always the same place, other figures, a paragraph a sentence."""
    text = template.format(place="Kolmar", n=rng.randint(13, 990), m=rng.randint(13, 990))
    return [sentence.rstrip(".") + "." for sentence in text.split(". ")]


def _add(made: Archive, id_: str, body: list[str], day: date, house: str, *, story: str, headline: str | None = None) -> None:
    headline = headline or " ".join(body[0].split()[:7])
    made.reports.append(Report(id_, "\n\n".join([headline, *body]), title=headline, publisher=house, published=day))
    made.story[id_] = story


def copied(body: list[str], house: str, rng: random.Random) -> list[str]:
    """A print by another house: exact, retouched, cut from the end, with a dateline, reordered, with
    matter of the house, or credited and with a local paragraph below."""
    text = list(body)
    for way in rng.sample(["retouch", "cut", "dateline", "furniture", "swap", "local"], rng.randint(0, 3)):
        if way == "retouch":
            text = [_retouched(line, rng) for line in text]
        elif way == "cut":
            text = text[: max(4, len(text) - rng.randint(1, 4))]
        elif way == "dateline":
            text[0] = f"{rng.choice(PLACES).upper()} (Meridian Wire) - {text[0]}"
        elif way == "furniture":
            text = [*text, *rng.sample(EXTRAS, 2)]
        elif way == "local":
            text = [f"By the staff of {house}", *text, filled(rng.choice(LOCAL), rng)]
        elif len(text) > 4:
            text[2], text[3] = text[3], text[2]
    return text


def _retouched(line: str, rng: random.Random) -> str:
    for old, new in SWAPS:
        if old in line and rng.random() < 0.6:
            line = line.replace(old, new, 1)
    return line


def updated(body: list[str], rng: random.Random) -> list[str]:
    """The same lead with new facts: another toll, and paragraphs that the first report did not have."""
    kept = list(body)
    if rng.random() < 0.5:
        kept[0] = " ".join(str(int(w) + rng.randint(1, 9)) if w.isdigit() else w for w in kept[0].split())
    fresh = [
        filled(t, rng)
        for t in rng.sample(
            [
                "{person} resigned late on {day} and left {place} for exile.",
                "A second attack on {day} wounded {n} more people in {place}.",
                "The toll rose to {n} as rescuers searched the ruins near {place}.",
                "{person} will meet the families of the victims in {place} on {day}.",
            ],
            2,
        )
    ]
    at = rng.randint(1, len(kept))
    return [*kept[:at], *fresh, *kept[at:]]
