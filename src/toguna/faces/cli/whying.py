"""What `toguna why` prints: from any line back to the words, in their sentence and report, and to who else says so."""

from __future__ import annotations

from toguna.api.picture import Picture
from toguna.api.values import Evidence, Quoted, Why
from toguna.faces.cli import show
from toguna.faces.wording import basis, count, flat, line, own_date, thing, when
from toguna.kinds.document import Document
from toguna.kinds.lineage import Lineage
from toguna.kinds.party import Party
from toguna.kinds.record import Ruling

NAMES_SHOWN = 5
"""So many places that name a party are shown."""


def show_why(view: Why) -> None:
    """Prints all that stands behind something."""
    picture, given = view.picture, view.thing
    show.say(f"{view.kind} {view.ident}", style="bold")
    show.say(thing(given, picture))
    if view.is_rejected:
        show.say("rejected by a ruling; it stands in no list")
    if isinstance(given, Document):
        _document(given, picture)
    elif isinstance(given, Lineage):
        _lineage(given, picture)
    elif isinstance(given, Party):
        _party(view)
    elif not isinstance(given, Ruling):
        _record(view)
    _rulings(view)


def _record(view: Why) -> None:
    record = view.thing
    if isinstance(record, (Document, Lineage, Party, Ruling)):
        return
    header = record.header
    show.say(f"held in the world: {when(own_date(record))}; known to the press: {when(header.known_on)}")
    show.say(
        f"witnesses: {count(header.witnesses.documents, 'report')}, "
        f"{header.witnesses.independent} independent; on the word of: {', '.join(view.speakers) or 'nobody named'}"
    )
    origin = f"{header.origin.by} {header.origin.version}".strip()
    by = f"by {header.origin.who}, ruling {header.origin.ruling}" if header.origin.who else f"by rule {origin}"
    show.say(f"made {by}; confidence {header.confidence:.2f} (not calibrated)")
    if header.formerly:
        show.say(f"formerly: {', '.join(header.formerly)}")
    show.heading("The words")
    for evidence in view.evidence:
        _evidence(evidence, view.picture)
    if not view.evidence:
        show.say("none of its own; it follows from the records below", depth=1)
    if view.context:
        show.heading("Words that helped")
        for quoted in view.context:
            _quoted(quoted)
    _states(view)
    if view.related:
        show.heading("Other records")
        for related in view.related:
            text = f"{related.how}: {line(related.record, view.picture)} — {when(own_date(related.record))}"
            show.say(text, view.picture.short(related.record.header.id), 1)


def _states(view: Why) -> None:
    if not view.states:
        return
    show.heading("History")
    for state, words in view.states:
        show.say(f"{when(state.on)}  {state.state}", depth=1)
        for quoted in words[:1]:
            _quoted(quoted, 2)
        if len(words) > 1:
            show.say(f"and {count(len(words) - 1, 'more place')}", depth=2)


def _evidence(evidence: Evidence, picture: Picture) -> None:
    for quoted in evidence.words:
        _quoted(quoted)
    relations = {r.document: r.relation for r in (evidence.lineage.relations if evidence.lineage else ())}
    carried = {q.place.document: q for q in evidence.carried_by}
    for path, quoted in carried.items():
        how = relations.get(path)
        label = f"carried by ({how})" if how else "carried by"
        show.say(f"{label}: {_source(quoted.document, path)}", depth=2)


def _quoted(quoted: Quoted, depth: int = 1) -> None:
    words = quoted.place.quote
    if quoted.before.strip() or quoted.after.strip():
        words = f"{quoted.before}>>{words}<<{quoted.after}"
    show.say(f"“{words.strip()}”", depth=depth)
    show.say(_source(quoted.document, quoted.place.document), depth=depth + 1, style="dim")


def _source(document: Document | None, path: str) -> str:
    if document is None:
        return f"{path} (this report is not in the record any more)"
    wire = f", by {document.agency}" if document.agency and document.agency != document.outlet else ""
    title = f"“{flat(document.title)}”, " if document.title else ""
    how = f" ({basis(document.published_basis)})"
    return f"{title}{document.outlet or 'outlet unknown'}{wire}, {when(document.published)}{how}, {path}"


def _document(document: Document, picture: Picture) -> None:
    show.say(f"published: {when(document.published)} ({basis(document.published_basis)})")
    for reading in document.dates:
        show.say(f"“{flat(reading.words)}” may mean {when(reading.edtf)} ({basis(reading.basis)})", depth=1)
    parts = [("outlet", document.outlet), ("agency", document.agency), ("byline", document.byline)]
    parts += [("dateline", document.dateline), ("language", document.language), ("address", document.url)]
    show.say("; ".join(f"{name}: {value or 'unknown'}" for name, value in parts))
    show.say(f"sha256 {document.sha256}")
    if document.unread:
        show.say(f"kept but not read: {document.unread}")
    lineage = picture.lineage_of.get(document.path)
    if lineage is not None and len(lineage.documents) > 1:
        show.heading("Its text")
        _lineage(lineage, picture)
    if document.aside:
        show.heading("Set aside, not part of the article")
        for part in document.aside:
            show.say(f"{part.reason}: {flat(part.text)}", depth=1)
    resting = [r for r in picture.records if any(p.document == document.path for p in r.header.because)]
    show.heading(f"Records that rest on it: {len(resting)}")
    for record in resting:
        if show.own_line(record):
            show.say(line(record, picture), picture.short(record.header.id), 1)


def _lineage(lineage: Lineage, picture: Picture) -> None:
    show.say(f"first: {_source(picture.document_of.get(lineage.first), lineage.first)}", depth=1)
    for relation in lineage.relations:
        source = _source(picture.document_of.get(relation.document), relation.document)
        show.say(f"{relation.relation} of {relation.of} (shares {relation.containment:.0%}): {source}", depth=1)


def _party(view: Why) -> None:
    show.heading("Named in")
    for quoted in view.names[:NAMES_SHOWN]:
        _quoted(quoted)
    if len(view.names) > NAMES_SHOWN:
        show.say(f"and {count(len(view.names) - NAMES_SHOWN, 'more place')}", depth=1)
    if not view.names:
        show.say("no report by its name; a pack or a description gives it", depth=1)
    show.say(f"more: toguna who {view.picture.short(view.ident)}", depth=1)


def _rulings(view: Why) -> None:
    if view.rulings:
        show.heading("Rulings on it")
        for ruling in view.rulings:
            lost = " (its words are gone: an orphan)" if ruling.orphaned else ""
            show.say(f"{ruling.at}  {ruling.who}: {ruling.op} {ruling.value}{lost}", ruling.id, 1)
