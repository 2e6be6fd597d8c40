from __future__ import annotations

from toguna.actors.known import Known
from toguna.kinds.edtf import bounds, first_day
from toguna.kinds.ids import Edtf
from toguna.packs.world import world


def test_every_leader_heads_a_known_state_or_body_for_some_time() -> None:
    known = {s.alpha3 for s in world().states} | {b.id for b in world().bodies}
    for leader in world().leaders:
        assert leader.of in known
        for date in (leader.since, leader.until):
            assert date is None or bounds(date)
        if leader.since and leader.until:
            assert first_day(leader.since) < first_day(leader.until)


def test_a_leader_is_found_on_his_days_in_any_spelling() -> None:
    known = Known(None, world())
    assert [x.of for x in known.leaders("emmanuel macron", Edtf("2020-05-01"), None)] == ["FRA"]
    assert [x.of for x in known.leaders("idriss deby", Edtf("2018-05-01"), None)] == ["TCD"]


def test_a_surname_alone_needs_a_title_and_its_day() -> None:
    known = Known(None, world())
    assert [x.of for x in known.leaders("macron", Edtf("2020-05-01"), "president")] == ["FRA"]
    assert known.leaders("macron", Edtf("2020-05-01"), None) == ()
    assert known.leaders("macron", Edtf("2012-05-01"), "president") == ()
