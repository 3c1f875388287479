"""The tables of a record, and its version.

Rows are kept whole as JSON beside the columns that questions filter by; days are ISO text, or day numbers (proleptic
Gregorian ordinals) where they are compared with each other. Numbers `n` are internal; ids are public.
"""

from __future__ import annotations

import sqlalchemy as sa

from dragoman.errors import RecordError
from dragoman.record.dialect import reading, refuse_foreign_tables, set_up, text_index, writing

#: raised with every change to the tables; MIGRATIONS holds the statements that lead from the version before
VERSION = 1
MIGRATIONS: dict[int, tuple[str, ...]] = {}

metadata = sa.MetaData()
#: compared byte by byte on every server, so that orders are the same everywhere
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _n() -> sa.Column[int]:
    return sa.Column("n", _NUMBER, primary_key=True, autoincrement=False)


meta = sa.Table("meta", metadata, sa.Column("key", TEXT, primary_key=True), sa.Column("value", TEXT, nullable=False))

reports = sa.Table(
    "reports",
    metadata,
    _n(),
    sa.Column("id", TEXT, nullable=False, unique=True),
    sa.Column("published", TEXT, index=True),
    sa.Column("title", TEXT),
    sa.Column("publisher", TEXT),
    sa.Column("url", TEXT),
    sa.Column("language", TEXT),
    sa.Column("text", sa.LargeBinary, nullable=False),  # UTF-8, zlib
    sa.Column("passages", TEXT, nullable=False),
    sa.Column("extra", TEXT, nullable=False),
    sa.Column("digest", TEXT, nullable=False),
    sa.Column("reader", TEXT),
    sa.Column("original", _NUMBER, index=True),  # the print that this one copies
    sa.Column("likeness", sa.Float),
    sa.Column("cluster", _NUMBER, nullable=False, index=True),  # the earliest print of the story
)

bands = sa.Table(
    "bands",
    metadata,
    sa.Column("band", sa.BigInteger, primary_key=True),
    sa.Column("report", _NUMBER, primary_key=True),
    sqlite_with_rowid=False,
)

events = sa.Table(
    "events",
    metadata,
    _n(),
    sa.Column("id", TEXT, nullable=False, unique=True),
    sa.Column("report", _NUMBER, sa.ForeignKey("reports.n"), nullable=False, index=True),
    sa.Column("published", TEXT),
    sa.Column("type", TEXT, nullable=False),
    sa.Column("quad", sa.SmallInteger, nullable=False),
    sa.Column("score", sa.Float, nullable=False),
    sa.Column("status", TEXT, nullable=False),
    sa.Column("first", TEXT),
    sa.Column("last", TEXT),
    sa.Column("rejected", sa.Boolean, nullable=False),  # by a human correction
    sa.Column("by_hand", sa.Boolean, nullable=False),  # imported, not read: a newer reader leaves it alone
    sa.Column("row", sa.LargeBinary, nullable=False),
    sa.Index("events_type", "type", "published"),
)

parties = sa.Table(
    "parties",
    metadata,
    sa.Column("entity", TEXT, primary_key=True),
    sa.Column("side", sa.SmallInteger, primary_key=True),  # 0 actor, 1 recipient
    sa.Column("event", _NUMBER, primary_key=True),
    sa.Column("country", TEXT),
    sa.Index("parties_event", "event"),
    sqlite_with_rowid=False,
)

#: who did what to whom, a row a pair: recipient '' where there is none, both ways for acts among the actors (mutual)
dyads = sa.Table(
    "dyads",
    metadata,
    sa.Column("actor", TEXT, primary_key=True),
    sa.Column("recipient", TEXT, primary_key=True),
    sa.Column("type", TEXT, primary_key=True),
    sa.Column("first", sa.Integer, primary_key=True),
    sa.Column("event", _NUMBER, primary_key=True),
    sa.Column("last", sa.Integer, nullable=False),
    sa.Column("report", _NUMBER, nullable=False),
    sa.Column("happened", sa.SmallInteger, nullable=False),  # events are linked within one group of statuses
    sa.Column("mutual", sa.Boolean, nullable=False),
    sa.Index("dyads_event", "event"),
    sqlite_with_rowid=False,
)

#: two reports of one happening, both ways
links = sa.Table(
    "links",
    metadata,
    sa.Column("event", _NUMBER, primary_key=True),
    sa.Column("other", _NUMBER, primary_key=True),
    sqlite_with_rowid=False,
)

changes = sa.Table(
    "changes",
    metadata,
    _n(),
    sa.Column("id", TEXT, nullable=False, unique=True),
    sa.Column("report", _NUMBER, sa.ForeignKey("reports.n"), nullable=False, index=True),
    sa.Column("published", TEXT),
    sa.Column("kind", TEXT, nullable=False),
    sa.Column("first", TEXT),
    sa.Column("last", TEXT),
    sa.Column("rejected", sa.Boolean, nullable=False),  # by a human correction
    sa.Column("by_hand", sa.Boolean, nullable=False),  # imported, not read: a newer reader leaves it alone
    sa.Column("row", sa.LargeBinary, nullable=False),
    sa.Column("key", TEXT, nullable=False, index=True),  # kind and exact roles (writing.key_of)
    sa.Index("changes_kind", "kind", "published"),
)

roles = sa.Table(
    "roles",
    metadata,
    sa.Column("entity", TEXT, primary_key=True),
    sa.Column("kind", TEXT, primary_key=True),
    sa.Column("role", TEXT, primary_key=True),
    sa.Column("change", _NUMBER, primary_key=True),
    sa.Index("roles_change", "change"),
    sqlite_with_rowid=False,
)

corrections = sa.Table(
    "corrections",
    metadata,
    _n(),
    sa.Column("target", TEXT, nullable=False, index=True),  # the id of an event or a change
    sa.Column("what", TEXT, nullable=False),  # event or change
    sa.Column("action", TEXT, nullable=False),  # reject, set or undo
    sa.Column("field", TEXT),
    sa.Column("value", TEXT),  # JSON
    sa.Column("before", TEXT),  # JSON
    sa.Column("by", TEXT, nullable=False),
    sa.Column("why", TEXT, nullable=False),
    sa.Column("at", TEXT, nullable=False),  # UTC
)


def prepare(engine: sa.Engine) -> None:
    """Makes the tables of a new record, leads an older one to this version, and refuses what it cannot read."""
    with reading(engine) as connection:
        version = _version(connection)
    if version == VERSION:
        return
    if version is None:
        set_up(engine)
    with writing(engine) as connection:
        version = _version(connection)
        if version is None:
            _make(engine, connection)
        for step in range((version or VERSION) + 1, VERSION + 1):
            for statement in MIGRATIONS[step]:
                connection.exec_driver_sql(statement)
        if version != VERSION:
            connection.execute(sa.delete(meta).where(meta.c.key == "version"))
            connection.execute(sa.insert(meta).values(key="version", value=str(VERSION)))


def _version(connection: sa.Connection) -> int | None:
    """The version of the record; None where the database is empty."""
    tables = set(sa.inspect(connection).get_table_names())
    where = connection.engine.url.database
    if not tables:
        return None
    refuse_foreign_tables(tables, str(where))
    found = connection.execute(sa.select(meta.c.value).where(meta.c.key == "version")).scalar()
    version = int(found or 0)
    if version > VERSION:
        newer = f"the record {where} was made by a newer Dragoman (version {version} of its tables; this one knows {VERSION})"
        raise RecordError(f"{newer}. Update Dragoman: pip install -U dragoman")
    return version


def _make(engine: sa.Engine, connection: sa.Connection) -> None:
    metadata.create_all(connection)
    for statement in text_index(engine):
        connection.exec_driver_sql(statement)
