"""An outlet that a party owns is no witness for that party.

The reports are our own writing about an invented conflict.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from toguna.api import Toguna
from toguna.kinds.record import Position, Statement

PACK = """\
# The invented conflict of Orlia.
parties:
  - {id: gov-orlia, name: Government of Orlia, type: government, aliases: [Orlia], descriptions: [the government]}
  - {id: svf, name: Sarn Valley Front, type: armed-group, aliases: [SVF]}
  - {id: hul, name: Doran Hul, type: person, aliases: [Hul], member_of: svf}
  - {id: valley-voice, name: Valley Voice, type: media, media_of: svf}
"""
TEXT = (
    "The Sarn Valley Front (SVF) refuses talks with the government of Orlia, its leader Doran Hul said on Monday.\n\n"
    "The government of Orlia rejected talks with the SVF on Sunday, its ministry said."
)


@pytest.mark.parametrize(("outlet", "independent"), [("Valley Voice", 0), ("Harbour Gazette", 1)])
def test_a_party_is_not_witnessed_by_its_own_outlet(tmp_path: Path, outlet: str, independent: int) -> None:
    (tmp_path / "pack.yaml").write_text(PACK)
    report = {"title": "A week in the valley", "published": "2031-03-03", "outlet": outlet, "text": TEXT}
    (tmp_path / "x.jsonl").write_text(json.dumps(report))
    with Toguna.create(tmp_path / "r.db") as door:
        door.read([tmp_path / "x.jsonl"], packs=[str(tmp_path / "pack.yaml")])
        picture = door.picture()
        front = door.party("Sarn Valley Front").id
        held = [r for r in picture.of(Position) if r.holder == front]
        said = [r for r in picture.of(Statement) if r.speaker.party == front]
        assert held and said
        told: list[Position | Statement] = [*held, *said]
        assert {r.header.witnesses.independent for r in told} == {independent}
        others = [r for r in picture.of(Position) if r.holder != front]
        assert {r.header.witnesses.independent for r in others} == {1}
