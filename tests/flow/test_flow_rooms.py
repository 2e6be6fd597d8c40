"""The real rooms in their order, on small reports of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from toguna.flow.rooms import code, packs_digest
from toguna.flow.run import read, rerun
from toguna.flow.settings import Settings
from toguna.store.store import Store
from toguna.store.words import written

REPORTS = {
    "a.txt": """Front says no talks until soldiers leave

BAMAKO, 3 May 2021 (River News Agency) - The Front for the River (FFR) said on Monday it would hold talks with the
government of Mali only if French forces leave the country.

"We are open to talks, but only if the soldiers leave," an FFR spokesman told River News Agency.

The government has not replied to the demand, an official said. Twelve soldiers were killed in the region in April.
""",
    "b.txt": """Front says no talks until soldiers leave

The Front for the River (FFR) said on Monday it would hold talks with the government of Mali only if French forces
leave the country.

"We are open to talks, but only if the soldiers leave," an FFR spokesman told River News Agency.
""",
    "c.txt": """Government rejects demand

BAMAKO, 20 June 2021 (River News Agency) - The government of Mali said on Sunday that it rejected the demand of the
Front for the River. France announced that it would withdraw its troops from the north next year.

A mediator from the regional bloc will meet both sides in the capital, two diplomats said.
""",
    "d.txt": "Le gouvernement du Mali a annoncé lundi que les négociations avec le Front reprendront bientôt.",
}


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def whole(store: Store) -> list[str]:
    made = [written(d) for d in store.documents()] + [written(r) for r in store.records()]
    return made + [written(p) for _, p in store.parties()] + [written(x) for _, x in store.lineages()]


def test_the_number_of_workers_changes_nothing(tmp_path: Path, reports: Path) -> None:
    seen = []
    for workers in (1, 3):
        with Store.create(str(tmp_path / f"{workers}.db")) as store:
            account = read([reports], store, Settings(workers=workers))
            assert not [a for a in account.asides if a.reason.startswith("error")]
            seen.append(whole(store))
    assert seen[0] == seen[1]


def test_real_reports_become_records_whose_words_stand_in_them(tmp_path: Path, reports: Path) -> None:
    with Store.create(str(tmp_path / "t.db")) as store:
        account = read([reports], store)
        assert account.documents == 4 and account.records > 0
        assert all(s.taken == s.passed + s.aside for s in account.stages)
        texts = {d.path: d.text for d in store.documents()}
        places = [p for r in store.records() for p in r.header.because]
        assert places and all(texts[p.document][p.start : p.end] == p.quote for p in places)
        assert {"condition", "position", "statement"} <= {type(r).__name__.lower() for r in store.records()}
        assert [d.path for d in store.documents() if d.unread] == ["d.txt"]
        assert store.search("negociations")[0].unread == "language: fr"


def test_real_rooms_give_the_same_again_from_what_was_kept(tmp_path: Path, reports: Path) -> None:
    with Store.create(str(tmp_path / "t.db")) as store:
        read([reports], store)
        before = whole(store)
        rerun(store)
        assert whole(store) == before
        store.db.execute("DELETE FROM cached")
        rerun(store)
        assert whole(store) == before


def test_a_pack_s_own_words_count_as_part_of_it(tmp_path: Path) -> None:
    pack = tmp_path / "mine.yaml"
    pack.write_text("one")
    before = packs_digest([str(pack)])
    pack.write_text("two")
    assert packs_digest([str(pack)]) != before
    assert packs_digest(["mali-sahel"]) == packs_digest(["mali-sahel"])


def test_the_code_s_digest_tells_rooms_apart() -> None:
    assert code("kinds") == code("kinds") != code("packs")
