"""The training corpus: reading its files, checking them, and turning quoted annotations into offsets.

Own texts stand in `training/corpus/own/*.acts` (format: GUIDELINES.md). Annotations of public texts are kept stand-off, as
character offsets into texts that the project does not ship (`training/corpus/standoff/*.jsonl`).

    python -m training.corpus check FILES...                 names every fault and prints counts
    python -m training.corpus check --texts DIR FILES...     the same for `> id` items whose texts stand in DIR/*.txt
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from training.codes import ACT_ROLES, CHANGE_ROLES, CHANGE_STATUSES, DETAILS, EVENT_STATUSES, MODES

Offsets = tuple[int, int]


class FaultError(ValueError):
    """An annotation that cannot stand; says what and how to mend it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One annotated act or change: `label` is («SANCTION», «expel») or («presence», «ends»); roles are character offsets."""

    act: bool
    trigger: Offsets
    label: tuple[str, str]
    status: str
    roles: tuple[tuple[str, Offsets], ...] = ()
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One sentence of the corpus with its frames; `story` keeps related items on one side of a split."""

    story: str
    text: str
    where: str
    frames: tuple[Frame, ...] = ()
    faults: tuple[str, ...] = field(default=(), compare=False)


def occurrences(text: str, words: str) -> list[Offsets]:
    """Every place where the words stand, bounded by non-word characters."""
    pattern = rf"(?<!\w){re.escape(words)}(?!\w)"
    return [m.span() for m in re.finditer(pattern, text)]


def locate(text: str, words: str, near: int | None = None) -> Offsets:
    """Offsets of quoted words: `word#2` is the second occurrence; else the one nearest to `near`, else the first."""
    words = words.strip()
    plain, _, number = words.rpartition("#") if re.search(r"#\d+$", words) else (words, "", "")
    found = occurrences(text, plain)
    if not found:
        raise FaultError(f"«{plain}» does not stand in the text: quote it exactly")
    if number:
        if int(number) > len(found):
            raise FaultError(f"«{words}»: the text has only {len(found)} of them")
        return found[int(number) - 1]
    return found[0] if near is None else min(found, key=lambda span: min(abs(span[0] - near), abs(span[1] - near)))


def _fillers(text: str, role: str, value: str, near: int) -> Iterator[tuple[str, Offsets]]:
    for words in value.split(";"):
        if words.strip():
            yield role, locate(text, words, near)


def _label(words: str, act: bool) -> tuple[str, str]:
    kind, _, detail = words.strip().partition(" ")
    if act:
        if kind not in MODES:
            raise FaultError(f"«{kind}» is no PLOVER type")
        if detail and detail not in MODES[kind]:
            raise FaultError(f"«{detail}» is no mode of {kind}: {', '.join(MODES[kind]) or 'it has none'}")
    elif kind not in CHANGE_ROLES or detail not in ("begins", "continues", "ends", "alters"):
        raise FaultError(f"«{words.strip()}» is no kind and change (presence ends, membership begins, ...)")
    return kind, detail


def parse_frame(text: str, line: str) -> Frame:
    """An `=` or `+` line over its text."""
    act = line.startswith("=")
    parts = [part.strip() for part in line[1:].split(" | ")]
    if len(parts) < 2:
        raise FaultError("a frame is `= trigger | TYPE mode | role: words` or `+ trigger | kind change | role: words`")
    trigger = locate(text, parts[0])
    label = _label(parts[1], act)
    statuses = EVENT_STATUSES if act else CHANGE_STATUSES
    status = statuses[0]
    roles: list[tuple[str, Offsets]] = []
    details: list[tuple[str, str]] = []
    for part in parts[2:]:
        name, colon, value = part.partition(":")
        if not colon:
            if part not in statuses:
                raise FaultError(f"«{part}» is no status ({', '.join(statuses)}) and no `role: words`")
            status = part
        elif f"{label[0]}.{name}" in DETAILS:
            if value.strip() not in DETAILS[f"{label[0]}.{name}"]:
                raise FaultError(f"«{value.strip()}» is no {name} of {label[0]}")
            details.append((f"{label[0]}.{name}", value.strip()))
        else:
            allowed = ACT_ROLES if act else CHANGE_ROLES[label[0]] | {"time", "place", "strength", "source"}
            if name not in allowed:
                raise FaultError(f"«{name}» is no role of {label[0]}: {', '.join(sorted(allowed))}")
            roles += _fillers(text, name, value, trigger[0])
    return Frame(act, trigger, label, status, tuple(roles), tuple(details))


def read(path: Path, texts: dict[str, str] | None = None) -> Iterator[Item]:
    """The items of a file; a faulty frame is left out and named in `faults`. With `texts`, `> id` stands for a text."""
    story, item = path.stem, None
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = raw.strip()
        where = f"{path.name}:{number}"
        if line.startswith("@"):
            story = line[1:].strip()
        elif line.startswith(">"):
            if item:
                yield item
            item = _opened(line[1:].strip(), story, where, texts)
        elif line[:1] in "=+" and line and item:
            item = _with_frame(item, line, where)
        elif line and not line.startswith("#"):
            item = replace(item, faults=(*item.faults, f"{where}: neither @, >, =, + nor blank: {line[:60]}")) if item else None
    if item:
        yield item


def _opened(text: str, story: str, where: str, texts: dict[str, str] | None) -> Item:
    if texts is None:
        return Item(story, text, where)
    key = text.split()[0]
    faults = () if key in texts else (f"{where}: no text {key}",)
    return Item("/".join(key.split("/")[:-1]) or story, texts.get(key, ""), key, faults=faults)


def _with_frame(item: Item, line: str, where: str) -> Item:
    try:
        return replace(item, frames=(*item.frames, parse_frame(item.text, line)))
    except FaultError as fault:
        return replace(item, faults=(*item.faults, f"{where}: {fault}"))


def load_texts(folder: Path) -> dict[str, str]:
    """id -> text from files of blocks «> id», text."""
    texts: dict[str, str] = {}
    for path in sorted(folder.glob("*.txt")):
        lines = path.read_text(encoding="utf-8").split("\n")
        texts |= {line[1:].split()[0]: lines[i + 1] for i, line in enumerate(lines[:-1]) if line.startswith("> ")}
    return texts


def own(folder: Path = Path(__file__).parent / "corpus" / "own") -> list[Item]:
    """All items written for this project."""
    return [item for path in sorted(folder.glob("*.acts")) for item in read(path)]


def counts(items: Iterable[Item]) -> dict[str, Counter[str]]:
    """How often each label, status and role is annotated."""
    tally: dict[str, Counter[str]] = {name: Counter() for name in ("items", "acts", "modes", "changes", "statuses", "roles")}
    for item in items:
        tally["items"]["negative" if not item.frames else "annotated"] += 1
        for frame in item.frames:
            kind, detail = frame.label
            tally["acts" if frame.act else "changes"][kind if frame.act else f"{kind} {detail}"] += 1
            if frame.act and detail:
                tally["modes"][f"{kind} {detail}"] += 1
            tally["statuses"][("act " if frame.act else "change ") + frame.status] += 1
            tally["roles"].update(role for role, _ in frame.roles)
    return tally


def check(items: list[Item]) -> list[str]:
    """Every fault: unreadable frames, frames without a party, and texts that stand twice."""
    faults = [fault for item in items for fault in item.faults]
    seen: dict[str, str] = {}
    for item in items:
        key = re.sub(r"\W+", " ", item.text.lower()).strip()
        if key in seen:
            faults.append(f"{item.where}: the same text as {seen[key]}")
        seen.setdefault(key, item.where)
    return faults


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["check"])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--texts", type=Path)
    args = parser.parse_intermixed_args()
    texts = load_texts(args.texts) if args.texts else None
    items = [item for path in args.files for item in read(path, texts)] if args.files else own()
    faults = check(items)
    print("\n".join(faults))
    for name, tally in counts(items).items():
        print(f"{name}: " + ", ".join(f"{label} {n}" for label, n in sorted(tally.items(), key=lambda x: -x[1])))
    print(f"{len(items)} items, {len(faults)} faults", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
