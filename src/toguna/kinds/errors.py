"""Every error of ours, each a letter: what went wrong, where, and what would be right.

```
TogunaError
├── SpanIsEmpty            a span without text
├── DateIsNotEdtf          a date that is not EDTF level 1
├── InputIsMissing         a path that does not exist, or a run without any input
├── RecordIsUnknown        no record has that id
├── RecordIsNotContract    a record that breaks the contract
├── PackIsBroken           a pack that cannot be read, with file and line
├── GoldIsBroken           a folder that is not a gold corpus
├── RulingIsUnclear        a ruling that cannot be carried out
├── ProcessIsUnclear       a question that needs one process, asked of a store with several
├── ReaderIsUnknown        a reader that is not there
├── WeightsAreDamaged      a file of the reader's weights is not the one that its card names
└── StoreError
    ├── StoreIsMissing     no store at that place, and the command only reads
    ├── StoreIsNotOurs     a file that is not a toguna store
    ├── StoreIsNewer       written by a newer version
    ├── StoreIsBusy        another process writes
    ├── StoreIsReadOnly    no permission to write there
    └── StoreIsFull        no room left on the disk
```
A bad *input* is not an error: it becomes an `Aside` with a reason, and the run goes on.
"""

from __future__ import annotations

from collections.abc import Sequence


class TogunaError(Exception):
    """The root of the tree; its text is written for the person at the keyboard."""


class SpanIsEmpty(TogunaError):
    """A span must hold at least one code point."""

    def __init__(self, document: str, start: int, end: int) -> None:
        super().__init__(f"{document}[{start}:{end}] holds no text; a span needs 0 <= start < end")
        self.document, self.start, self.end = document, start, end


class DateIsNotEdtf(TogunaError):
    """A date must be EDTF level 1, such as 2020-03-08, 2021-03, ../2020-03-09."""

    def __init__(self, given: str) -> None:
        super().__init__(f"{given!r} is not a date; write 2020-03-08, 2020-03, 2020 or 2020-03-01/2020-03-09")
        self.given = given


class InputIsMissing(TogunaError):
    """There is nothing to read at that path."""

    def __init__(self, path: str) -> None:
        super().__init__(f"nothing to read at {path}: give a file or a folder that exists")
        self.path = path


class RecordIsUnknown(TogunaError):
    """No record of the store has that id or key."""

    def __init__(self, given: str, near: tuple[str, ...] = ()) -> None:
        hint = f"; did you mean {', '.join(near)}?" if near else "; ids are shown by every list and by `toguna export`"
        super().__init__(f"no record {given!r}{hint}")
        self.given, self.near = given, near


class RecordIsNotContract(TogunaError):
    """A record that does not have the form of the contract."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}")
        self.where, self.what = where, what


class PackIsBroken(TogunaError):
    """A pack file that cannot be read."""

    def __init__(self, path: str, what: str) -> None:
        super().__init__(f"pack {path}: {what}")
        self.path, self.what = path, what


class GoldIsBroken(TogunaError):
    """A folder that does not hold a gold corpus."""

    def __init__(self, path: str, what: str) -> None:
        super().__init__(f"gold {path}: {what}; it needs gold/*.json and reports/")
        self.path, self.what = path, what


class RulingIsUnclear(TogunaError):
    """A ruling that cannot be carried out as given."""

    def __init__(self, what: str) -> None:
        super().__init__(what)


class ProcessIsUnclear(TogunaError):
    """The record holds several processes, or not the one that was named."""

    def __init__(self, given: str | None, known: Sequence[str]) -> None:
        there = ", ".join(known) or "none yet"
        asked = f"no process {given!r} in this record" if given else "this record holds several processes"
        super().__init__(f"{asked}; give --process with one of: {there}")
        self.given, self.known = given, tuple(known)


class ReaderIsUnknown(TogunaError):
    """There is no reader of that name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"TOGUNA_READER={name!r} names no reader; write `learned` (the default) or `rules`")
        self.name = name


class WeightsAreDamaged(TogunaError):
    """A file of the trained reader must have the hash that its card gives."""

    def __init__(self, name: str, found: str, wanted: str) -> None:
        super().__init__(f"the reader's file {name} has sha256 {found}, its card says {wanted}; install toguna again")
        self.name, self.found, self.wanted = name, found, wanted


class StoreError(TogunaError):
    """Something about the store's file."""


class StoreIsMissing(StoreError):
    """No store at that place."""

    def __init__(self, path: str) -> None:
        super().__init__(f"no record at {path}: run `toguna read PATH... --record {path}` first")
        self.path = path


class StoreIsNotOurs(StoreError):
    """A file that is not a toguna store; it is left as it is."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path} is not a toguna record ({why}); nothing in it was changed")
        self.path = path


class StoreIsNewer(StoreError):
    """A store that a newer version of toguna wrote."""

    def __init__(self, path: str, found: int, known: int) -> None:
        super().__init__(f"{path} has form {found}, this toguna knows forms up to {known}: install a newer toguna")
        self.path, self.found, self.known = path, found, known


class StoreIsBusy(StoreError):
    """Another process is writing to the store."""

    def __init__(self, path: str) -> None:
        super().__init__(f"another toguna is writing to {path}: wait for it, or give another --record")
        self.path = path


class StoreIsReadOnly(StoreError):
    """No permission to write there."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} cannot be written: check its permissions, or give another --record")
        self.path = path


class StoreIsFull(StoreError):
    """The disk is full; what was acknowledged before is safe."""

    def __init__(self, path: str) -> None:
        super().__init__(f"no room left on the disk of {path}; all that was kept before is safe: free space, run again")
        self.path = path
