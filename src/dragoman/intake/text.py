"""One plain text file, one report: what its bytes must be, and the clear words where they are not."""

from __future__ import annotations

from dragoman.intake.problem import Unreadable
from dragoman.report import Report, make_report

#: a report longer than this is no report: War and Peace has 3 MB
LIMIT = 10_000_000
_KINDS = {
    b"%PDF": ("a PDF file", "save its text as UTF-8 first, for instance with pdftotext"),
    b"PK\x03\x04": ("a zip file or an office document", "unpack it, or save the document as plain text"),
    b"\x1f\x8b": ("a gzip file", "unpack it with gunzip first"),
    b"SQLite format 3": ("an SQLite file", "records are given with --record, not as input"),
    b"\xff\xfe": ("UTF-16 text", "convert it: iconv -f UTF-16 -t UTF-8"),
    b"\xfe\xff": ("UTF-16 text", "convert it: iconv -f UTF-16 -t UTF-8"),
}
_CONTROL = frozenset(range(32)) - frozenset(b"\t\n\r\f\v\x1b\x1a")


def decoded(data: bytes) -> str:
    """The text of a file; a byte order mark in front is no part of it."""
    if len(data) > LIMIT:
        raise too_long(len(data))
    if not data.strip():
        raise Unreadable("the file is empty", "remove it or fill it")
    _check_kind(data)
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        what = f"byte {error.start} (0x{data[error.start]:02x}) is not UTF-8"
        raise Unreadable(what, "convert the file, for instance: iconv -f WINDOWS-1252 -t UTF-8") from None


def too_long(size: int) -> Unreadable:
    """The complaint about a report beyond the limit."""
    what = f"{size / 1e6:.0f} MB is more than one report may have ({LIMIT // 1_000_000} MB)"
    return Unreadable(what, "split it into reports, or give it as JSONL with one report a line")


def _check_kind(data: bytes) -> None:
    for head, (what, todo) in _KINDS.items():
        if data.startswith(head):
            raise Unreadable(f"this is {what}", todo)
    sample = data[:8192]
    if b"\0" in sample or sum(byte in _CONTROL for byte in sample) * 50 > len(sample):
        raise Unreadable("this is a binary file", "give plain text in UTF-8, or JSONL")


def report_of(data: bytes, *, published: str | None = None) -> Report:
    """The report in the bytes of a text file."""
    text = decoded(data)
    if not any(char.isalnum() for char in text):
        raise Unreadable("there are no words in it", "remove it or fill it")
    return make_report(text, published=published)
