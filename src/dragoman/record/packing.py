"""How texts and rows lie in the record: UTF-8 and zlib, rows with a dictionary of what rows have in common."""

from __future__ import annotations

import json
import zlib
from datetime import date
from typing import Any

from dragoman.report import Passage, Report

#: what every row holds anyway. Part of the format: a change here is a new version of the schema.
_COMMON = (
    b'{"id":"report":"published":"2024-","kind":"presence""agreement""membership""sanctions""relations""hostilities""office""base",'
    b'"change":"continues""begins""ends""alters","holder":"host":"parties":["member":"organisation":"ECOWAS","person":"office":"of":'
    b'"imposer":"target":"strength":null,"name":null,"type":"level":null,"entry":null,"exit":null,"when":["20'
    b'"modes":[],"contexts":["military"],"quad":1,"score":-"cameo":"status":"happened""historical""planned","said_by":null,'
    b'"actors":[{"id":"USA","country":"USA","sector":"GOV","sectors":["GOV"],"name":"text":"start":1,"end":2}],"recipients":[{"id":"'
    b'"date":["2024-01-01","2024-12-31"],"place":{"name":"country":"lat":"lon":"geonameid":"feature":"PPLC","text":"start":"end":},'
    b'"place":null,"amounts":[{"kind":"troops","low":"high":null,"unit":"persons","text":"amounts":[],'
    b'"evidence":{"start":"end":"text":"The "confidence":0.9,"sources":1,"reader":"dragoman-'
)


_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
#: a row is small, and so are the window and the tables that its packing needs: making large ones costs more than packing
_WINDOW, _MEMORY = -12, 5


def packed(row: dict[str, Any]) -> bytes:
    """A row as compressed JSON."""
    data = _as_json(row).encode("utf-8", "surrogatepass")
    press = zlib.compressobj(3, zlib.DEFLATED, _WINDOW, _MEMORY, zlib.Z_DEFAULT_STRATEGY, _COMMON)
    return press.compress(data) + press.flush()


def unpacked(data: bytes) -> dict[str, Any]:
    text = zlib.decompressobj(-15, _COMMON).decompress(data).decode("utf-8", "surrogatepass")
    row: dict[str, Any] = json.loads(text)
    return row


def packed_report(report: Report, n: int, digest: str) -> dict[str, Any]:
    """A report as a row of the table of reports, of no cluster but its own."""
    passages = [[p.kind, p.start, p.end] for p in report.passages]
    plain = {name: getattr(report, name) for name in ("id", "title", "publisher", "url", "language")}
    return plain | {
        "n": n,
        "published": report.published.isoformat() if report.published else None,
        "text": zlib.compress(report.text.encode("utf-8", "surrogatepass"), 6),
        "passages": json.dumps(passages, separators=(",", ":")),
        "extra": json.dumps(report.extra, default=str),
        "digest": digest,
        "cluster": n,
    }


def unpacked_report(row: Any) -> Report:
    """The report of a row, its text exactly as it was given."""
    return Report(
        id=row.id,
        text=zlib.decompress(row.text).decode("utf-8", "surrogatepass"),
        title=row.title,
        publisher=row.publisher,
        url=row.url,
        published=date.fromisoformat(row.published) if row.published else None,
        language=row.language,
        passages=tuple(Passage(*parts) for parts in json.loads(row.passages)),
        extra=json.loads(row.extra),
    )
