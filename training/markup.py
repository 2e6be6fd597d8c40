"""The corpus' mark-up to values, with every fault named by file and line; see `corpus/MARKUP.md`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
ENTITIES = ("per", "org", "grp", "nat", "plc", "des", "pro")
COUNTS = "killed wounded displaced detained hostages released troops fighters population money duration other".split()
ISSUES = (
    "talks ceasefire withdrawal release disarmament inclusion venue recognition autonomy governance justice sanctions"
    " law access operations implementation other"
).split()
STANCES = "for against conditional open unclear".split()
NECESSITIES = "necessary sufficient sanction".split()
MOVES = "announced partly met violated withdrawn opposed restated".split()
ROLES = "mediator facilitator envoy host guarantor observer messenger".split()
CHANNEL_STATES = "proposed mandated active ended refused".split()
EVENTS = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE"
    " COERCE ASSAULT"
).split()
STATUSES = "happened ongoing announced claimed denied hypothetical".split()
STYLES = (
    "agency local-daily broadcaster portal machine-translated paraphrased radio-summary live-blog explainer"
    " un-bulletin newsletter communique tabloid court-report"
).split()
ENGLISH = "british american translated".split()
CLASSES = {"T": "title", "B": "body", "M": "metadata", "R": "residue"}

Span = tuple[int, int]


class Fault(Exception):
    """A place in a corpus file that does not follow the mark-up."""


@dataclass(frozen=True, slots=True)
class Tag:
    """Bracketed words: `code` is an entity code, `t` or `n`; `value` its ID, EDTF value, or `(counts, number)` text."""

    start: int
    end: int
    code: str
    value: str

    @property
    def ids(self) -> tuple[str, ...]:
        """The chains of a mention; several for `both sides`."""
        return tuple(self.value.split("+")) if self.code in ENTITIES and self.value not in ("", "?") else ()


@dataclass(frozen=True, slots=True)
class Note:
    """One line below a text line.

    kind     say, pos, cond, move, act, chan, veto, silence, promise
    plain    its bare fields in order (a condition's name, holder, issue, stance, ...)
    quotes   its quoted stretches in order: cue and content for `say`, one for the others; each may have several parts
    toward   the IDs after @
    keys     key=value fields; quoted values as spans in `spans`
    flags    bare words after the quotes
    """

    kind: str
    plain: tuple[str, ...]
    quotes: tuple[tuple[Span, ...], ...]
    toward: tuple[str, ...] = ()
    keys: dict[str, str] = field(default_factory=dict)
    spans: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()
    number: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One text line; `text` is without brackets, spans are code points in it."""

    kind: str
    text: str
    tags: tuple[Tag, ...]
    notes: tuple[Note, ...]
    number: int


@dataclass(frozen=True, slots=True)
class Report:
    """One report of a corpus file."""

    name: str
    style: str
    english: str
    date: str
    lines: tuple[Line, ...]

    @property
    def conflict(self) -> str:
        """The file that it stands in."""
        return self.name.split("/")[0]


_TAG = re.compile(r"\[([^\[\]|]+)\|([a-z]+)(?::([^\[\]|]*))?\]")
_FIGURE = re.compile(r"([a-z]+):(~?[\d.]+|[\d.]+\.\.|\.\.[\d.]+|[\d.]+\.\.[\d.]+)$")
_NUMBER = re.compile(r"(~?\d+(\.\d+)?|\d+(\.\d+)?\.\.|\.\.\d+(\.\d+)?|\d+(\.\d+)?\.\.\d+(\.\d+)?)$")
_PART = re.compile(
    r"""(?P<key>[a-z]+)="(?P<quoted>.+?)"(?P<qn>\d*)(?=\s|$)|(?P<k2>[a-z]+)=(?P<v2>\S+)|"(?P<words>.+?)"(?P<n>\d*)(?=\s|$)"""
    r"""|@(?P<at>\S+)|(?P<plus>\+)(?=\s)|(?P<bare>\S+)"""
)
_ID = re.compile(r"(?:[A-Za-z][A-Za-z0-9]*|\?)$")
_IDS = re.compile(r"(?:[A-Za-z][A-Za-z0-9]*(?:\+[A-Za-z][A-Za-z0-9]*)*|\?)$")
_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "—": "-", "–": "-", "\u00a0": " "})
_PLAIN = {"say": 1, "pos": 3, "cond": 2, "move": 2, "act": 2, "chan": 3, "veto": 2, "silence": 1, "promise": 2}
_KEYS = {
    "say": "src to via relay when w",
    "pos": "if by w sort",
    "cond": "by unlock w amount deadline set",
    "move": "by w",
    "act": "by at on w",
    "chan": "between on w",
    "veto": "w on",
    "silence": "w on",
    "promise": "to due amount w",
}
_FLAGS = {
    "say": "direct indirect mixed headline deny mind",
    "pos": "hint secret direct indirect temporary permanent",
    "cond": "necessary sufficient sanction any all not",
}


def _tags(raw: str) -> tuple[str, tuple[Tag, ...]]:
    text, tags, at = "", [], 0
    for found in _TAG.finditer(raw):
        text += raw[at : found.start()]
        words, code, value = found[1], found[2], found[3] or ""
        tags.append(Tag(len(text), len(text) + len(words), code, value))
        text += words
        at = found.end()
    text += raw[at:]
    if "[" in text or "]" in text:
        spot = max(text.find("["), text.find("]"))
        raise Fault(f"a bracket that is no tag near: {text[max(0, spot - 20) : spot + 20]!r}")
    return text, tuple(tags)


def _check_tag(tag: Tag) -> None:
    if tag.code in ENTITIES:
        if tag.code != "plc" and not _IDS.match(tag.value):
            raise Fault(f"tag {tag.code} needs an ID, has {tag.value!r}")
    elif tag.code == "t":
        if not tag.value:
            raise Fault("a time needs a value or ?")
    elif tag.code == "n":
        counts, _, number = tag.value.partition(":")
        if counts not in COUNTS or not _NUMBER.match(number):
            raise Fault(f"figure {tag.value!r} should be like killed:12.. ; counts are {' '.join(COUNTS)}")
    else:
        raise Fault(f"unknown tag {tag.code!r}; known: {' '.join(ENTITIES)} t n")


def _places(words: str, text: str, start: int = 0) -> list[int]:
    """Where words stand in a text, whole words only."""
    found, at = [], text.find(words, start)
    while at >= 0:
        end = at + len(words)
        before = at == 0 or not (text[at - 1].isalnum() and words[0].isalnum())
        after = end == len(text) or not (text[end].isalnum() and words[-1].isalnum())
        if before and after:
            found.append(at)
        at = text.find(words, at + 1)
    return found


def _stretch(words: str, nth: str, text: str) -> Span:
    words, text = words.replace('\\"', '"').translate(_MARKS), text.translate(_MARKS)
    first, dots, last = (p.strip() for p in words.partition(".."))
    if not first:
        raise Fault(f"no words in {words!r}")
    places = _places(first, text)
    if not places:
        places = _places(first.lower(), text.lower())
    if not places:
        raise Fault(f"these words don't stand in the line: {first!r}")
    if not nth and len(places) > 1 and not dots:
        raise Fault(f'{first!r} stands {len(places)} times in the line: say which, like "{first}"2')
    which = int(nth or 1)
    if which > len(places):
        raise Fault(f"{first!r} stands only {len(places)} times in the line")
    start = places[which - 1]
    if not dots:
        return start, start + len(first)
    ends = _places(last, text, start + len(first))
    if not ends:
        raise Fault(f"{last!r} does not stand after {first!r}")
    return start, ends[0] + len(last)


def _ids(value: str) -> tuple[str, ...]:
    names = tuple(value.split(","))
    for name in names:
        if not _ID.match(name):
            raise Fault(f"{name!r} is no ID")
    return names


def _choice(value: str, known: list[str], what: str) -> str:
    if value not in known:
        raise Fault(f"unknown {what} {value!r}; known: {' '.join(known)}")
    return value


def _note(raw: str, text: str, number: int) -> Note:
    kind, _, rest = raw.partition(" ")
    if kind not in _PLAIN:
        raise Fault(f"unknown line {kind!r}; known: {' '.join(_PLAIN)}")
    plain: list[str] = []
    quotes: list[list[Span]] = []
    toward: tuple[str, ...] = ()
    keys: dict[str, str] = {}
    spans: dict[str, tuple[Span, ...]] = {}
    flags: set[str] = set()
    joined = False
    last: str | None = None
    for part in _PART.finditer(rest.strip()):
        if part["plus"]:
            joined = True
        elif part["key"]:
            spans[part["key"]] = (_stretch(part["quoted"], part["qn"], text),)
            last = part["key"]
        elif part["k2"]:
            keys[part["k2"]] = part["v2"]
        elif part["words"]:
            span = _stretch(part["words"], part["n"], text)
            if joined and last is not None:
                spans[last] += (span,)
            elif joined and quotes:
                quotes[-1].append(span)
            else:
                quotes.append([span])
            if not joined:
                last = None
            joined = False
        elif part["at"]:
            toward += _ids(part["at"])
        elif part["bare"] == "-" and kind == "say" and len(plain) == 1 and not quotes:
            quotes.append([])
        elif len(plain) < _PLAIN[kind] and not quotes:
            plain.append(part["bare"])
        else:
            flags.add(part["bare"])
    note = Note(kind, tuple(plain), tuple(tuple(q) for q in quotes), toward, keys, spans, frozenset(flags), number)
    _check_note(note)
    return note


def _check_note(note: Note) -> None:
    kind, plain = note.kind, note.plain
    if len(plain) != _PLAIN[kind]:
        raise Fault(f"{kind} needs {_PLAIN[kind]} plain fields before its words, has {plain}")
    wanted = 2 if kind == "say" else 1
    if len(note.quotes) != wanted:
        raise Fault(f"{kind} needs {wanted} quoted stretches, has {len(note.quotes)}")
    unknown = (set(note.keys) | set(note.spans)) - set(_KEYS[kind].split())
    if unknown:
        raise Fault(f"{kind} has no field {sorted(unknown)}; it has {_KEYS[kind]}")
    odd = note.flags - set(_FLAGS.get(kind, "").split())
    if odd:
        raise Fault(f"{kind} has no flag {sorted(odd)}")
    for name in "by to relay set between".split():
        if name in note.keys:
            _ids(note.keys[name])
        if name in note.spans:
            raise Fault(f"{name}= takes IDs, not words")
    if kind in ("say", "pos", "chan", "veto", "silence", "promise") and not (kind == "say" and plain[0] == "-"):
        _ids(plain[0])
    if kind in ("pos", "veto", "promise"):
        _choice(plain[1], ISSUES, "issue")
    if kind == "pos":
        _choice(plain[2], STANCES, "stance")
    if kind in ("cond",):
        _choice(plain[1], ISSUES, "issue")
        if "unlock" in note.keys:
            _choice(note.keys["unlock"], ISSUES, "issue")
    if kind == "move":
        _choice(plain[0], ISSUES, "issue")
        _choice(plain[1], MOVES, "state")
    if kind == "act":
        _choice(plain[0], EVENTS, "event type")
        _choice(plain[1], STATUSES, "status")
    if kind == "chan":
        _choice(plain[1], ROLES, "role")
        _choice(plain[2], CHANNEL_STATES, "state")


def _header(raw: str) -> tuple[str, dict[str, str]]:
    name, *fields = [p.strip() for p in raw.removeprefix("===").split("|")]
    values = dict(f.split("=", 1) for f in fields if "=" in f)
    _choice(values.get("style", ""), STYLES, "style")
    _choice(values.get("english", ""), ENGLISH, "english")
    if not re.match(r"\d{4}(-\d\d(-\d\d)?)?$", values.get("date", "")):
        raise Fault(f"date={values.get('date')!r} should be like 2006-06-17")
    return name, values


def read(path: Path, faults: list[str] | None = None) -> list[Report]:
    """The reports of one file; faults are collected when a list is given, else the first is raised."""
    reports: list[Report] = []
    header: tuple[str, dict[str, str]] | None = None
    lines: list[Line] = []

    def tell(number: int, fault: Exception) -> None:
        message = f"{path.name}:{number}: {fault}"
        if faults is None:
            raise Fault(message)
        faults.append(message)

    def close() -> None:
        if header is not None:
            name, values = header
            report = Report(name, values["style"], values["english"], values["date"], tuple(lines))
            reports.append(report)
            _check_report(report, tell)

    for number, raw in enumerate(path.read_text("utf-8").split("\n"), 1):
        try:
            if raw.startswith("==="):
                close()
                header, lines = None, []
                header = _header(raw)
            elif raw.startswith("> "):
                if not lines:
                    raise Fault("a mark without a text line")
                line = lines[-1]
                note = _note(raw[2:], line.text, number)
                lines[-1] = Line(line.kind, line.text, line.tags, (*line.notes, note), line.number)
            elif raw.strip():
                if header is None:
                    raise Fault("a line outside a report (or after a faulty header)")
                if raw[:2] not in ("T ", "B ", "M ", "R "):
                    raise Fault(f"a text line begins with T, B, M or R and a space: {raw[:40]!r}")
                lines.append(Line(CLASSES[raw[0]], "", (), (), number))
                text, tags = _tags(raw[2:].strip())
                lines[-1] = Line(CLASSES[raw[0]], text, tags, (), number)
                for tag in tags:
                    _check_tag(tag)
        except Fault as fault:
            tell(number, fault)
    close()
    return reports


def _check_report(report: Report, tell: object) -> None:
    assert callable(tell)
    known = {i for line in report.lines for t in line.tags for i in t.ids} | {"?", "-", ""}
    for line in report.lines:
        if line.kind == "residue" and (line.tags or line.notes):
            tell(line.number, Fault("residue carries no marks"))
        if line.kind == "metadata" and line.notes:
            tell(line.number, Fault("metadata carries no marks below it"))
        names = {n.plain[0] for n in line.notes if n.kind == "cond"}
        for note in line.notes:
            used = set(note.toward)
            if note.kind in ("say", "pos", "chan", "veto", "silence", "promise"):
                used |= set(note.plain[0].split(","))
            for key in ("by", "to", "relay", "set", "between"):
                used |= set(note.keys.get(key, "").split(","))
            if used - known:
                tell(note.number, Fault(f"no mention in the report has the ID {sorted(used - known)}"))
            if "if" in note.keys and not set(note.keys["if"].split(",")) <= names:
                tell(note.number, Fault(f"if={note.keys['if']} names no cond of this line; it has {sorted(names)}"))


def corpus(folder: Path = CORPUS / "texts", faults: list[str] | None = None) -> Iterator[Report]:
    """All reports, file by file in order of name; faults as in `read`."""
    for path in sorted(folder.glob("*.txt")):
        yield from read(path, faults)


def stripped(path: Path) -> str:
    """A file's text without classes, brackets and marks, for a second marking."""
    out: list[str] = []
    for raw in path.read_text("utf-8").split("\n"):
        if raw.startswith("==="):
            out.append(("\n" if out else "") + raw)
        elif raw.strip() and not raw.startswith("> "):
            out.append("? " + _tags(raw[2:].strip())[0])
    return "\n".join(out) + "\n"
