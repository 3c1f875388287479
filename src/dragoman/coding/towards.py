"""Who acts towards whom: the two sides of an act, named by the sentence, left out and filled from the report, or joined."""

from __future__ import annotations

import re
from dataclasses import replace

from dragoman.coding import meant
from dragoman.coding.bearings import ids_of
from dragoman.coding.content import promises_to_leave
from dragoman.coding.scene import Scene
from dragoman.coding.sides import STATIONED, Parties, Sides, but, is_body, soil
from dragoman.coding.story import COUNTRY, INWARD, LEAVING, Story, at_home
from dragoman.coding.tabled import completed, towards
from dragoman.grounding.world import states
from dragoman.reader.sentence import Frame
from dragoman.rows import Party

#: types that have somebody on the other side, who may be left out in a sentence that leans on its context
_TWO_SIDED = {"AGREE", "SUPPORT", "CONCEDE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION", "ASSAULT"}
#: what a host does with a base that is left
_TAKES = re.compile(r"(?:took|takes?|taken|taking|regain|reclaim|recover|receiv|retak|retook)", re.IGNORECASE)
#: types whose content may name the other side
_VERBAL = {"AGREE", "THREATEN", "REJECT", "CONCEDE", "REQUEST"}
#: acts that are told of one side alone; who else is meant is not guessed
_ONE_SIDED = {("RETREAT", "resign"), ("RETREAT", "access"), ("ACCUSE", "allege")}
#: types of which a missing doer is filled from the report; of others an act without a doer is not coded (rules, Events 5)
_DOER_FILLED = {
    ("SANCTION", "expel"), ("RETREAT", "withdraw"), ("CONCEDE", None), ("SANCTION", "discontinue"), ("AGREE", None),
    ("REJECT", "meet"),
}  # fmt: skip
#: types that a state's organs do to its own people: both sides may be the same state
_AT_HOME = {"COERCE", "ASSAULT", "PROTEST", "MOBILIZE"}
#: types that one does with another, who then acts as well, and the verbs that tell it so
_TOGETHER = {
    "CONSULT": re.compile(""), "COOPERATE": re.compile(""), "ASSAULT": re.compile(""), "AGREE": re.compile("agree", re.I),
    "SUPPORT": re.compile("sign|initial|conclu|renew|ink|launch|form|creat|establish", re.I),
}  # fmt: skip
#: words for those towards whom one acts that never mean oneself: «the country», «several of them»
_OTHERS = re.compile(COUNTRY.pattern + r"|\b(?:them|him|her|it)$", re.IGNORECASE)
#: types that several may do together, towards nobody, and their verbs: they sign or meet, they do not promise or praise
_ONE_WAY = r"(?!offer|promis|pledg|vow|commit|prais|welcom|recogni|back|support|endors|approv|thank|congratul)"
_JOINT = {
    "CONSULT": re.compile(""), "COOPERATE": re.compile(""), "RETREAT": re.compile(""),
    "ASSAULT": re.compile("f[ou]+ght|fight|clash|battl|exchang|wag", re.I),
    "AGREE": re.compile(_ONE_WAY, re.I), "SUPPORT": re.compile(_ONE_WAY, re.I),
}  # fmt: skip
#: verbs of what is done without another side: to rule something out, to meet
_ALONE = re.compile("rul(?:e[sd]?|ing)$|(?:meet|meets|convene[sd]?)$", re.IGNORECASE)
_CROSSES = re.compile("cross|enter|invad", re.IGNORECASE)
_FOUNDED = re.compile("set|found|launch|form|creat|establish", re.IGNORECASE)
_NAME = re.compile(r"[A-Z]\S+(?: [A-Z]\S+)*$")
#: sectors of those who, where nobody else is named, turn to or on the authorities of their state
_PEOPLE = {"CVL", "OPP", "EDU", "LAB"}
_SITE = re.compile(r"\b(?:base|camp|site|airfield|installation|compound|facility|port|garrison town)s?\b", re.IGNORECASE)
_CROWD = re.compile(
    r"\b(?:people|protest[eo]rs|demonstrators|marchers|residents|citizens|supporters|students|workers|crowds?|thousands|hundreds"
    r"|voters|youths?|women|villagers)\b", re.IGNORECASE,
)  # fmt: skip
_ORDERS = re.compile("order|tell|told|instruct|direct|gave|give", re.IGNORECASE)
#: verbs of leaving that do not mean a body: an envoy recalled, an embassy closed
_ENVOYS = re.compile("recall|clos|shut|summon", re.IGNORECASE)


def act_sides(story: Story, scene: Scene, frame: Frame) -> Sides:
    """Actors and recipients of an act; no actors where nobody acts."""

    def finish(actors: Parties, recipients: Parties) -> Sides:
        return finished(story, scene, frame, story.turned(frame, actors, recipients))

    return meant.likeliest(story, scene, frame, by_rules(story, scene, frame), finish)


def by_rules(story: Story, scene: Scene, frame: Frame) -> Sides:
    """The two sides as the sentence names them, those that it leaves out filled by rule."""
    actors = story.parties(scene, frame, "actor")
    if not actors and not frame.fillers("actor"):
        actors = story.subject(scene, frame) or _signatories(story, scene, frame)
    recipients = _named_recipients(story, scene, frame, actors)
    if _is_same(scene, frame, actors, recipients):
        actors = story.parties(scene, frame, "actor", avoid=ids_of(recipients))
    if (frame.label, frame.detail) == ("SANCTION", "expel") and (host := _who_orders(story, scene, frame)):
        known = {p.id for p in host}
        actors, recipients = host, tuple(p for p in (*actors, *recipients) if p.id not in known)
    if marches(scene, frame, actors):
        return actors, recipients
    sides = towards(story, scene, frame, actors, recipients) if frame.label in _TWO_SIDED else (actors, recipients)
    return _filled(story, scene, frame, *sides)


def _is_same(scene: Scene, frame: Frame, actors: Parties, recipients: Parties) -> bool:
    """Whether a pronoun for those who act would stand for those whom the sentence names on the other side («it has asked Peru»)."""
    pronoun = all(scene.read.tag(w) == "PRP" for w in frame.fillers("actor"))
    named = all(scene.read.tag(w).startswith("NNP") for w in frame.fillers("recipient"))
    return pronoun and named and frame.label not in _AT_HOME and bool(actors) and ids_of(actors) == ids_of(recipients)


def finished(story: Story, scene: Scene, frame: Frame, sides: Sides) -> Sides:
    """The sides with everybody in a reciprocal act an actor, hosts for their soil and visitors as those who act; whoever acts with
    others is not done to besides."""
    actors, recipients = _visited(story, scene, frame, *_joined(scene, frame, *_on_soil(scene, frame, *sides)))
    home = ids_of(actors) == ids_of(recipients)
    if home and not ids_of(actors) & states().keys():  # «the M23 seized three towns in Congo»: a group has no home of its own
        there = story.parties(scene, frame, "place") if frame.label in _AT_HOME else ()
        return actors, tuple(p for p in there if p.id in states())
    return actors, recipients if home else but(recipients, actors)


def _signatories(story: Story, scene: Scene, frame: Frame) -> Parties:
    """The parties to a pact that «was signed» or «has not been ratified», where nobody is named who did: all of them sign."""
    here = (f for f in scene.read.frames if (f.trigger, f.part) == (frame.trigger, frame.part))
    pact = next((f for f in here if f.label == "agreement"), None)
    if pact is None or frame.label not in ("SUPPORT", "AGREE"):
        return ()
    first, second = completed(story, scene, pact, (story.parties(scene, pact, "first", "second"), ()), None)
    both = {p.id: p for p in (*first, *second)}
    rest = () if len(both) > 1 else story.other(both, scene.spot(frame.trigger)) if both else story.pact
    return (*both.values(), *rest)


def _who_orders(story: Story, scene: Scene, frame: Frame) -> Parties:
    """The subject of an order whose content is a departure («ordered Ethiopia to close its consulates»)."""
    verb = scene.read.head(frame.trigger)
    if scene.read.relation(frame.trigger) != "xcomp" or not _ORDERS.match(scene.read.word(verb)):
        return ()
    return story.subject(scene, replace(frame, trigger=verb))


def _named_recipients(story: Story, scene: Scene, frame: Frame, actors: Parties) -> Parties:
    """The recipients that the sentence names; «the country» or «it» that somebody attacks is not his own.

    An opposition or a court may turn on the government of its state; a government turns on others.
    """
    known = [p.id for p in actors if frame.label not in INWARD or not at_home(p.actor)]
    if frame.label not in _AT_HOME:
        found = story.parties(scene, frame, "recipient", avoid=known)
        return tuple(p for p in found if p.id not in {a.id for a in actors} or not p.span or p.span.text != p.actor.name)
    recipients = story.parties(scene, frame, "recipient")
    foreign = any(p.span and _OTHERS.search(p.span.text) and p.id in known for p in recipients)
    return story.parties(scene, frame, "recipient", avoid=known) if foreign else recipients


def marches(scene: Scene, frame: Frame, actors: Parties) -> bool:
    """A crowd that protests is PROTEST, a government that does is ACCUSE (PLOVER: collective civilian action)."""
    word = scene.read.word(frame.trigger).lower()
    crowd = any({"CVL", "OPP", "EDU", "LAB"} & set(p.actor.sectors) for p in actors)
    return frame.label == "ACCUSE" and crowd and word.startswith(("protest", "rall", "demonstrat", "march"))


def _is_site(party: Party) -> bool:
    """Whether the words name a place that is left («the base at Faya»), not those who leave it."""
    return bool(party.span and _SITE.search(party.span.text))


def _filled(story: Story, scene: Scene, frame: Frame, actors: Parties, recipients: Parties) -> Sides:
    """The sides with one that the sentence leaves out filled from its parse, else from the report."""
    at, key = scene.spot(frame.trigger), (frame.label, frame.detail)
    known = [p.id for p in actors]
    if frame.label == "PROTEST":
        actors = _crowd(story, scene, frame, actors)
        alone = frame.detail == "boycott" and not recipients
        return actors, actors if alone else recipients  # whoever stays away from a vote or a parliament does so at home
    if key == ("RETREAT", "withdraw") and not recipients and actors and _is_site(actors[0]):
        actors, recipients, known = (), actors, []
    if not actors and recipients and key in _DOER_FILLED and (scene.leaves_out(frame, "actor") or _is_site(recipients[0])):
        actors = story.other([p.id for p in recipients], at)
    if not actors and not recipients and key == ("RETREAT", "withdraw"):
        return story.last()
    left_out = key not in _ONE_SIDED and scene.leaves_out(frame, "recipient", common=True)
    if frame.label == "COERCE" and frame.detail != "restrict" and left_out and not recipients:
        return actors, actors  # whom nobody is told to repress elsewhere are one's own people
    if frame.label == "MOBILIZE" and actors and not recipients and _crosses(scene, frame.trigger):
        recipients = _other(story, scene, frame, actors)
    left_out = left_out and frame.label in _TWO_SIDED and not _ALONE.match(scene.read.word(frame.trigger))
    if known and not recipients and (left_out or key in LEAVING):
        recipients = next(story.arguments(scene, frame, avoid=known), ())
    if frame.label == "SANCTION" and frame.detail in ("withdraw", None) and not any(map(is_body, recipients)):
        recipients = next((p for p in story.arguments(scene, frame, avoid=known) if all(map(is_body, p))), recipients)
    if bool(actors) != bool(recipients) and key not in _ONE_SIDED:
        noun = story.modified(scene, frame, avoid=[p.id for p in (*actors, *recipients)])
        actors, recipients = actors or noun, recipients or noun
    if frame.label == "CONSULT" and frame.detail == "visit" and len(known) == 1 and {p.id for p in recipients} <= set(known):
        recipients = _other(story, scene, frame, actors)
    if {p.id for p in recipients} <= set(known) and len(known) > 1 and (_is_joint(scene, frame) or key in LEAVING):
        return story.turned(frame, actors, ())
    at_home_only = bool(recipients) and any(at_home(p.actor) for p in actors)
    if frame.label in _VERBAL and known and {p.id for p in recipients} <= set(known) and not at_home_only:
        recipients = _in_content(story, scene, frame, known) or recipients
    if frame.label == "ASSAULT" and actors and _is_own_town(actors, recipients):
        recipients = story.rebels(actors) or recipients
    if known and not recipients and left_out:
        recipients = _other(story, scene, frame, actors)
    if key == ("RETREAT", "withdraw") and _TAKES.match(scene.read.word(frame.trigger)):
        return recipients, actors
    return story.turned(frame, actors, recipients)


def _is_joint(scene: Scene, frame: Frame) -> bool:
    """Whether several do a thing together, towards nobody: they sign, meet or fight, or it passes between them; they do not promise
    or praise."""
    verb = _JOINT.get(frame.label)
    return bool(verb and verb.match(scene.read.word(frame.trigger))) or "between" in scene.cases(frame, "actor")


def _crosses(scene: Scene, verb: int) -> bool:
    """Whether forces are told to go over to another («crossed the border», «moved into the valley»)."""
    return bool(_CROSSES.match(scene.read.word(verb))) or any("into" in scene.case(c) for c in scene.read.children(verb))


def _is_own_town(actors: Parties, recipients: Parties) -> bool:
    """Whether an army is told to take a place of its own state, which is an act towards those who hold it."""
    named = all(p.span and _NAME.match(p.span.text) for p in recipients)
    return named and bool(recipients) and {p.id for p in recipients} <= {p.id for p in actors}


def _in_content(story: Story, scene: Scene, frame: Frame, known: list[str]) -> Parties:
    """Whom the words of a speech act name after its verb («promised that Chad would go on cooperating with France»)."""
    named = story.cast.sentence_actors(scene.spot(frame.trigger), scene.evidence(frame).end)
    return tuple(Party(a) for a in named if a.id not in known)[:1]


def _other(story: Story, scene: Scene, frame: Frame, actors: Parties) -> Parties:
    """Whom an act is most likely meant for: whoever is left the host, of a body left the body, else the usual other side."""
    at, known = scene.spot(frame.trigger), [p.id for p in actors]
    if frame.label in INWARD and all(set(p.actor.sectors[:1]) & _PEOPLE for p in actors):
        return tuple(Party(p.actor) for p in actors)
    going = any(f.label in STATIONED and f.detail in ("ends", "alters") for f in scene.read.frames)
    if ((frame.label, frame.detail) in LEAVING and (frame.label == "RETREAT" or going)) or promises_to_leave(scene, frame):
        return story.host(known, at)
    if (frame.label, frame.detail) == ("SANCTION", "withdraw") and not _ENVOYS.match(scene.read.word(frame.trigger)):
        return story.body(at) or story.other(known, at)
    return story.other(known, at)


def _crowd(story: Story, scene: Scene, frame: Frame, actors: Parties) -> Parties:
    """A crowd that nothing tells the country of is of that where it gathers, else of that where the report plays."""
    if any(not (p.span and _CROWD.search(p.span.text)) or re.search(r"\b[A-Z]", p.span.text[1:]) for p in actors):
        return actors
    if not actors and any(scene.read.tag(word).startswith("NNP") for word in frame.fillers("actor")):
        return ()
    place = next((p.actor for p in story.parties(scene, frame, "place") if p.id in states()), None)
    home = place or story.cast.host(scene.spot(frame.trigger))
    if not home:
        return actors
    if not actors:
        return (Party(replace(home, sector="CVL", sectors=("CVL",))),)
    return (replace(actors[0], actor=replace(actors[0].actor, id=home.id, country=home.country)),)


def _joined(scene: Scene, frame: Frame, actors: Parties, recipients: Parties) -> Sides:
    """Everybody in a reciprocal act is an actor: who signs together, who meets, works or fights with another (rules, Events 6)."""
    read, verb = scene.read, _TOGETHER.get(frame.label)
    if not verb or not verb.match(read.word(frame.trigger)) or frame.detail == "visit" or not recipients:
        return actors, recipients
    beside, towards = _allies(scene, frame, recipients)
    if beside and towards:
        return (*actors, *beside), towards
    if frame.label == "SUPPORT" and not beside and _FOUNDED.match(read.word(frame.trigger)) and all(is_body(p) for p in recipients):
        return actors, ()
    pacts = frame.label == "SUPPORT" and any(f.label == "agreement" and f.trigger == frame.trigger for f in read.frames)
    return ((*actors, *recipients), ()) if beside or pacts else (actors, recipients)


def _allies(scene: Scene, frame: Frame, recipients: Parties) -> Sides:
    """The recipients beside whom one acts («invaded Iraq with British forces»), and those towards whom."""
    words = [w for w in frame.fillers("recipient") if "with" in scene.case(w)]
    spans = [scene.phrase(w) for w in words]
    beside = tuple(p for p in recipients if p.span and any(s.start <= p.span.start < s.end for s in spans))
    return beside, tuple(p for p in recipients if p not in beside)


def _on_soil(scene: Scene, frame: Frame, actors: Parties, recipients: Parties) -> Sides:
    """Forces that come or go do so towards the state whose soil it is."""
    stationed = any(f.label in STATIONED and f.trigger == frame.trigger for f in scene.read.frames)
    if stationed or (frame.label, frame.detail) == ("RETREAT", "withdraw"):
        acting = {a.id for a in actors}
        recipients = tuple({host.id: host for host in map(soil, recipients) if host.id not in acting}.values())
    return actors, recipients


def _visited(story: Story, scene: Scene, frame: Frame, actors: Parties, recipients: Parties) -> Sides:
    """A meeting at the seat of one of the two is a visit by the other, and who came «from» somewhere is the visitor."""
    if frame.label != "CONSULT" or frame.detail not in ("visit", None, "third-party"):
        return actors, recipients
    if recipients and frame.detail == "visit":
        return (recipients, actors) if "from" in scene.cases(frame, "recipient") else (actors, recipients)
    spots = [scene.phrase(w) for w in scene.fillers(frame, "place")]
    seats = {a.id for s in spots for a in story.cast.resolve(s.start, s.end)}
    hosts = tuple(p for p in actors if p.id in seats)
    if len(actors) == 2 and not recipients and len(hosts) == 1:
        return tuple(p for p in actors if p not in hosts), hosts
    return actors, recipients
