"""Copies inside a record: each new report is compared with those that share a band of its sketch, and clusters are settled."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from dragoman.record.copies import best_original, likeness, nearest
from dragoman.record.dialect import VALUES, insert
from dragoman.record.packing import unpacked_report
from dragoman.record.schema import bands, reports
from dragoman.record.sketch import Print, print_of

#: a band that more reports share than this is boilerplate and finds nothing
COMMON_BAND = 200
#: prints kept at hand, each with the text of its report
KEPT = 4000


class Prints:
    """The prints of the reports of one record, as they are needed; the last few thousand are kept at hand."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[str, Print]] = {}

    def keep(self, n: int, digest: str, print_: Print) -> None:
        if len(self._kept) > KEPT:
            self._kept.clear()
        self._kept[n] = digest, print_

    def of(self, connection: sa.Connection, numbers: Iterable[int]) -> dict[int, Print]:
        """The prints of reports by number. The digest is looked up each time: another process may have withdrawn the report and
        given its number to a new one."""
        found: dict[int, Print] = {}
        for part in _parts(sorted(set(numbers))):
            digests = connection.execute(sa.select(reports.c.n, reports.c.digest).where(reports.c.n.in_(part))).all()
            kept = {n: self._kept[n][1] for n, digest in digests if self._kept.get(n, ("",))[0] == digest}
            wanted = [n for n, _ in digests if n not in kept]
            found |= kept | self._made(connection, wanted)
        return found

    def _made(self, connection: sa.Connection, numbers: list[int]) -> dict[int, Print]:
        rows = connection.execute(sa.select(reports).where(reports.c.n.in_(numbers))).all() if numbers else []
        made = {row.n: (row.digest, print_of(unpacked_report(row))) for row in rows}
        for n, (digest, print_) in made.items():
            self.keep(n, digest, print_)
        return {n: print_ for n, (_, print_) in made.items()}


def settle(connection: sa.Connection, new: Mapping[int, Print], prints: Prints) -> None:
    """Finds the originals of new reports, and those for which a new report is a better original; then names the clusters.

    The new reports are in the table already, each its own cluster.
    """
    near = _near(connection, new, stored=False)
    rows = sorted({(band, n) for n, one in new.items() for band in one.bands})
    insert(connection, bands, [{"band": band, "report": n} for band, n in rows])
    held = prints.of(connection, {n for found in near.values() for n in found})
    touched: set[int] = set()
    for n, others in near.items():
        one, by_id = new[n], {held[o].id: o for o in others}
        original = best_original(one, (held[o] for o in others))
        if original:
            _set_original(connection, n, by_id[original[0]], original[1])
        later = [o for o in others if o not in new and held[o].order > one.order]
        touched |= {n} if original else set()
        touched |= {o for o in later if _better(connection, o, held[o], n, one, prints)}
    if touched:
        _name_clusters(connection, touched)


def settle_again(connection: sa.Connection, numbers: list[int], prints: Prints) -> None:
    """Finds originals for reports that lost theirs."""
    alone = {"original": None, "likeness": None, "cluster": reports.c.n}
    connection.execute(sa.update(reports).where(reports.c.n.in_(numbers)).values(alone))
    held = prints.of(connection, numbers)
    near = _near(connection, held, stored=True)
    others = prints.of(connection, {n for found in near.values() for n in found})
    for n, candidates in near.items():
        by_id = {others[o].id: o for o in candidates}
        original = best_original(held[n], (others[o] for o in candidates))
        if original:
            _set_original(connection, n, by_id[original[0]], original[1])
    _name_clusters(connection, set(numbers))


def _near(connection: sa.Connection, new: Mapping[int, Print], *, stored: bool) -> dict[int, list[int]]:
    """New report -> the reports that share most of its bands. `stored` tells whether the bands of the new ones are in the table."""
    sharing: dict[int, list[int]] = defaultdict(list)
    for part in _parts(sorted({band for one in new.values() for band in one.bands})):
        # Written out, not bound: thousands of whole numbers, of which each bound one costs more than its look-up.
        listed = f"SELECT band, report FROM bands WHERE band IN ({','.join(map(str, part))})"
        for band, n in connection.exec_driver_sql(listed).all():
            sharing[band].append(n)
    for n, one in () if stored else new.items():
        for band in set(one.bands):
            sharing[band].append(n)
    found = {}
    for n, one in new.items():
        usual = [b for b in one.bands if len(sharing[b]) <= COMMON_BAND]
        counted = Counter(o for band in usual for o in sharing[band] if o != n)
        found[n] = [int(o) for o in nearest({str(o): times for o, times in counted.items()})]
    return {n: others for n, others in found.items() if others}


def _better(connection: sa.Connection, o: int, other: Print, n: int, one: Print, prints: Prints) -> bool:
    """Whether a new report is a better original of an older row than the one it had; if so it is written down."""
    alike = likeness(one, other)
    row = connection.execute(sa.select(reports.c.original, reports.c.likeness).where(reports.c.n == o)).one()
    if not alike or (row.likeness or 0) > alike:
        return False
    held = row.original is not None and row.likeness == alike
    if held and prints.of(connection, [row.original])[row.original].order < one.order:
        return False
    _set_original(connection, o, n, alike)
    return True


def _set_original(connection: sa.Connection, n: int, original: int, alike: float) -> None:
    connection.execute(sa.update(reports).where(reports.c.n == n).values(original=original, likeness=alike))


def _name_clusters(connection: sa.Connection, touched: set[int]) -> None:
    """The cluster of a report is the first of its chain of originals; what copies a touched report moves with it."""
    todo = sorted(touched)
    while todo:
        n = todo.pop()
        at = n
        while (up := connection.execute(sa.select(reports.c.original).where(reports.c.n == at)).scalar()) is not None:
            at = up
        connection.execute(sa.update(reports).where(reports.c.n == n).values(cluster=at))
        todo += connection.execute(sa.select(reports.c.n).where(reports.c.original == n)).scalars().all()


def _parts(values: list[int]) -> Iterable[list[int]]:
    return (values[i : i + VALUES] for i in range(0, len(values), VALUES))
