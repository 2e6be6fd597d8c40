"""Copies lend each other their dates; no date comes from anywhere else, and none that is stated changes."""

from __future__ import annotations

from dataclasses import replace

from toguna.copies.dating import dated
from toguna.kinds.document import DateReading, Document
from toguna.kinds.ids import DocumentId, Edtf, LineageId
from toguna.kinds.lineage import Lineage, Relation
from toguna.kinds.vocabulary import Basis, RelationKind

A, B, C = DocumentId("a.txt"), DocumentId("b.txt"), DocumentId("c.txt")


def report(path: DocumentId, published: str | None = None, basis: Basis | None = Basis.STATED, *days: str) -> Document:
    return Document(
        path=path,
        sha256=path,
        text="Words.",
        published=Edtf(published) if published else None,
        published_basis=basis if published else None,
        dates=tuple(DateReading(Edtf(day), Basis.STATED, "words") for day in days),
    )


def lineage(first: DocumentId, *relations: tuple[DocumentId, RelationKind, DocumentId]) -> Lineage:
    paths = sorted({first, *(r[0] for r in relations)})
    return Lineage(LineageId("lineage-x"), tuple(paths), first, tuple(Relation(*r) for r in relations))


COPY = (A, RelationKind.COPY, B)


def test_an_undated_copy_takes_the_day_of_its_twin() -> None:
    one, two = dated([report(A), report(B, "2031-05-05")], [lineage(B, COPY)])
    assert (one.published, one.published_basis) == ("2031-05-05", Basis.COPY)
    assert (two.published, two.published_basis) == ("2031-05-05", Basis.STATED)
    assert one.lineage == two.lineage == "lineage-x"


def test_a_chain_of_copies_lends_the_day_along() -> None:
    chain = lineage(B, COPY, (C, RelationKind.COPY, A))
    found = {d.path: d.published for d in dated([report(C), report(A), report(B, "2031-05-05")], [chain])}
    assert found == {A: "2031-05-05", B: "2031-05-05", C: "2031-05-05"}


def test_a_stated_day_is_never_overridden() -> None:
    found = dated([report(A, "2031-05-07"), report(B, "2031-05-05")], [lineage(B, COPY)])
    assert [d.published for d in found] == ["2031-05-07", "2031-05-05"]


def test_copies_of_two_days_lend_the_days_between_them() -> None:
    three = lineage(B, COPY, (C, RelationKind.COPY, B))
    found = dated([report(A), report(B, "2031-05-05"), report(C, "2031-05-06")], [three])
    assert found[0].published == "2031-05-05/2031-05-06"


def test_own_bounds_narrow_what_a_copy_lends_and_win_where_they_exclude_it() -> None:
    inside = report(A, "2031-04/2031-06", Basis.INTERNAL)
    outside = report(A, "2032/..", Basis.INTERNAL)
    twin = report(B, "2031-05-05")
    assert dated([inside, twin], [lineage(B, COPY)])[0].published == "2031-05-05"
    kept = dated([outside, twin], [lineage(B, COPY)])[0]
    assert (kept.published, kept.published_basis) == ("2032/..", Basis.INTERNAL)


def test_an_undecided_date_is_decided_by_the_day_of_a_copy() -> None:
    undecided = report(A, None, None, "2031-03-09", "2031-09-03")
    found = dated([undecided, report(B, "2031-03-10")], [lineage(B, COPY)])[0]
    assert (found.published, found.published_basis) == ("2031-03-09", Basis.STATED)


def test_an_undecided_date_stays_so_when_no_reading_is_near_its_copy() -> None:
    undecided = report(A, None, None, "2031-03-09", "2031-09-03")
    assert dated([undecided, report(B, "2031-06-10")], [lineage(B, COPY)])[0].published is None


def test_two_undecided_copies_decide_each_other() -> None:
    one = report(A, None, None, "2031-03-09", "2031-09-03")
    two = report(B, None, None, "2031-03-10", "2031-10-03")
    assert [d.published for d in dated([one, two], [lineage(B, COPY)])] == ["2031-03-09", "2031-03-10"]


def test_two_undecided_copies_with_the_same_readings_decide_nothing() -> None:
    both = [report(path, None, None, "2031-03-09", "2031-09-03") for path in (A, B)]
    assert [d.published for d in dated(both, [lineage(B, COPY)])] == [None, None]


def test_excerpts_and_rewrites_get_bounds_only() -> None:
    for kind in (RelationKind.SHORTENS, RelationKind.REWRITES):
        found = dated([report(A), report(B, "2031-05-05")], [lineage(B, (A, kind, B))])[0]
        assert (found.published, found.published_basis) == ("2031-05-05/..", Basis.COPY)


def test_the_fuller_text_of_a_rewrite_came_out_no_later_than_it() -> None:
    fuller = replace(report(A), text="Words. Many more words.")
    found = dated([fuller, report(B, "2031-05-05")], [lineage(B, (A, RelationKind.REWRITES, B))])[0]
    assert (found.published, found.published_basis) == ("../2031-05-05", Basis.COPY)


def test_a_dateline_without_a_year_takes_the_year_of_its_copy() -> None:
    wire = replace(report(A), text="BRENN, May 4 (Wire) - Words.")

    def in_may(document: Document) -> tuple[int, int] | None:
        return (5, 4) if document.text == wire.text else None

    for kind in (RelationKind.COPY, RelationKind.EXTENDS, RelationKind.REWRITES):
        found = dated([wire, report(B, "2031-05-05")], [lineage(B, (A, kind, B))], in_may)[0]
        assert (found.published, found.published_basis) == ("2031-05-04", Basis.COPY)
    far = dated([wire, report(B, "2031-07-05")], [lineage(B, COPY)], in_may)[0]
    assert far.published == "2031-07-05"


def test_an_extension_gets_nothing_for_either_may_have_been_first() -> None:
    found = dated([report(A), report(B, "2031-05-05")], [lineage(B, (A, RelationKind.EXTENDS, B))])[0]
    assert found.published is None


def test_without_a_dated_copy_nothing_is_invented_and_running_twice_changes_nothing() -> None:
    once = dated([report(B), report(A)], [lineage(B, COPY)])
    assert [d.published for d in once] == [None, None]
    mixed = dated([report(A), report(B, "2031-05-05")], [lineage(B, COPY)])
    assert dated(mixed, [lineage(B, COPY)]) == mixed
