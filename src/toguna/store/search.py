"""Words to sentences, newest report first; whatever a person types is a search and never an error."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from dataclasses import dataclass

from toguna.kinds.ids import DocumentId, Edtf
from toguna.store.words import days

RARE = 0.05
"""Words in under this share of the sentences are ordered by bm25. On a million sentences bm25 took 2.9 s for the
corpus' own topic word and newest first under 50 ms (November 2026), so common words go by date alone."""

_TERM = re.compile(r'"([^"]*)"?|(\S+)')


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that holds the words.

    first, last   code points of the sentence in its document's clean text
    published     of its document, None when unknown
    unread        why the document was not read, or None
    """

    process: str
    document: DocumentId
    title: str | None
    outlet: str | None
    published: Edtf | None
    first: int
    last: int
    sentence: str
    unread: str | None = None


def terms(words: str) -> str:
    """What a person typed as an FTS5 query: every word quoted, `"a phrase"` and `begin*` kept, all must occur.

    returns   empty when there is no letter or digit in it

    >>> terms('cease-fire AND "free elections" Mal*')
    '"cease-fire" "AND" "free elections" "Mal"*'
    """
    found = []
    for phrase, word in _TERM.findall(words.replace("\0", " ")):
        prefix = word.endswith("*")
        text = (phrase or word.rstrip("*")).replace('"', " ").strip()
        if any(c.isalnum() for c in text):
            found.append(f'"{text}"' + ("*" if prefix else ""))
    return " ".join(found)


def search(
    db: sqlite3.Connection,
    words: str,
    limit: int = 20,
    process: str | None = None,
    since: str | None = None,
    until: str | None = None,
    best: bool = False,
) -> tuple[Hit, ...]:
    """The sentences that hold all the words, newest report first; reports without any date come last.

    best           best match first (bm25), where the words are rare enough for that to be quick

    since, until   EDTF; a report counts when its date may lie between; an undated one does not count then
    """
    query = terms(words)
    if not query or limit <= 0:
        return ()
    by_date = "sentence_words.rowid DESC"  # the index gives this order itself; `s.id` would be sorted after the join
    order = f"bm25(sentence_words), {by_date}" if best and _rare(db, words) else by_date
    rows = db.execute(
        "SELECT d.process, d.path, json_extract(d.body, '$.title'), json_extract(d.body, '$.outlet'), d.published,"
        " s.first, s.last, s.text, d.unread FROM sentence_words"
        " CROSS JOIN sentence s ON s.id = sentence_words.rowid"
        " CROSS JOIN document d ON d.process = s.process AND d.path = s.document"
        " WHERE sentence_words MATCH ?1 AND (?2 IS NULL OR s.process = ?2)"
        " AND (?3 IS NULL OR d.last_day >= ?3) AND (?4 IS NULL OR d.first_day <= ?4)"
        f" ORDER BY {order} LIMIT ?5",
        (query, process, days(since)[0], days(until)[1], limit),
    )
    return tuple(Hit(*row) for row in rows)


def _rare(db: sqlite3.Connection, words: str) -> bool:
    """True if one of the words stands in under `RARE` of the sentences, and so all of them together do."""
    (total,) = db.execute("SELECT count(*) FROM sentence").fetchone()
    bare = "".join(c for c in unicodedata.normalize("NFD", words.casefold()) if not unicodedata.combining(c))
    counts = [
        db.execute("SELECT coalesce(max(doc), 0) FROM word_count WHERE term = ?", (word,)).fetchone()[0]
        for word in re.findall(r"\w+", bare)
    ]
    return bool(counts) and 0 < min(counts) < RARE * total
