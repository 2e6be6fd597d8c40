"""A dateline without a year takes the year of a dated copy, and of nothing else."""

from __future__ import annotations

from toguna.flow.rooms import dated
from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId, Edtf, LineageId
from toguna.kinds.lineage import Lineage, Relation
from toguna.kinds.vocabulary import Basis, RelationKind

WIRE = (
    "PORT HARLAN, Aug 14 (Meridian) - The Azure Front said on Wednesday that talks with the cabinet were over for now."
)


def report(path: str, text: str, published: str | None, lineage: str = "L1") -> Document:
    """A report without a title."""
    day = Edtf(published) if published else None
    basis = Basis.STATED if published else None
    return Document(DocumentId(path), path, text, published=day, published_basis=basis, lineage=LineageId(lineage))


def years(*pages: Document) -> tuple[Document, ...]:
    """The pages dated among those of their lineage, each a copy of the first."""
    names = sorted({p.lineage for p in pages if p.lineage})
    grouped = [tuple(sorted(p.path for p in pages if p.lineage == name)) for name in names]
    found = [
        Lineage(n, paths, paths[0], tuple(Relation(p, RelationKind.COPY, paths[0]) for p in paths[1:]))
        for n, paths in zip(names, grouped, strict=True)
    ]
    return tuple(dated(pages, found))


def test_a_copy_gives_the_year_and_the_dateline_the_day() -> None:
    wire, copy = years(report("wire.txt", WIRE, None), report("copy.txt", WIRE, "2024-08-16"))[::-1]
    assert (wire.published, wire.published_basis) == ("2024-08-14", Basis.COPY)
    assert copy.published == "2024-08-16"


def test_a_copy_of_the_new_year_finds_the_old_one() -> None:
    text = WIRE.replace("Aug 14", "Dec 30")
    wire = years(report("wire.txt", text, None), report("copy.txt", text, "2025-01-02"))[1]
    assert wire.published == "2024-12-30"


def test_another_report_s_date_decides_nothing() -> None:
    wire = years(report("wire.txt", WIRE, None), report("x.txt", WIRE, "2024-08-16", "L2"))[0]
    assert wire.published is None


def test_a_stated_day_is_never_overridden() -> None:
    pages = [report("wire.txt", WIRE, "2019-08-15"), report("copy.txt", WIRE, "2024-08-16")]
    assert [d.published for d in years(*pages)] == ["2024-08-16", "2019-08-15"]
