"""Conflict packs: the built-in ones are sound, a user's broken one says what is wrong and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from toguna.kinds.errors import PackIsBroken
from toguna.kinds.vocabulary import PartyType
from toguna.packs.conflict import ConflictPack, PackParty, PackRole, available, conflict_pack, merged
from toguna.packs.world import surface_key, world

GOOD = """\
parties:
  - id: front
    name: Northern Front
    type: armed-group
    aliases: [NF, Front du Nord]
    descriptions: [northern rebels]
    roles:
      - {role: signatory, of: state, since: 2031-03, until: 2032}
  - id: state
    name: Government of Lakeland
    type: government
    country: MLI
    regimes:
      - {since: 2031-08-18, label: the council}
      - {since: 2029, label: the old guard}
  - id: voice
    name: Voice of the North
    type: media
    media_of: front
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "lakes.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_pack_gives_parties_with_dated_roles_and_regimes_in_order(tmp_path: Path) -> None:
    pack = conflict_pack(written(tmp_path, GOOD))
    front, state, voice = pack.parties
    assert (pack.name, front.type, front.aliases) == ("lakes", PartyType.ARMED_GROUP, ("NF", "Front du Nord"))
    assert front.roles == (PackRole("signatory", "state", "2031-03", "2032"),)  # type: ignore[arg-type]
    assert [label for _, label in state.regimes] == ["the old guard", "the council"]
    assert (voice.media_of, pack.party("front"), pack.party("nobody")) == ("front", front, None)


def test_a_path_may_be_given_as_text(tmp_path: Path) -> None:
    assert conflict_pack(str(written(tmp_path, GOOD))).name == "lakes"


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("type: armed-group", "type: army", 2, "unknown party type 'army'"),
        ("aliases: [NF, Front du Nord]", "member_of: nobody", 2, "names 'nobody', which is no party"),
        (
            "name: Voice of the North",
            "name: Voice\n    aliases: [nf]",
            16,
            "'nf' is a name of both 'front' and 'voice'",
        ),
        ("since: 2031-03,", "since: 3 March,", 8, "'3 March' is not a date"),
        ("until: 2032", "until: 2030", 8, "later than"),
        ("of: state", "of: nowhere", 2, "names 'nowhere'"),
        ("id: state", "id: front", 9, "already taken in line 2"),
        ("country: MLI", "country: Mali", 9, "alpha-3"),
        ("media_of: front", "owner: front", 16, "unknown field 'owner'"),
        ("name: Northern Front\n", "title: Northern Front\n", 2, "unknown field 'title'"),
        ("    name: Northern Front\n", "", 2, "needs `name:`"),
        ("aliases: [NF, Front du Nord]", "aliases: NF", 2, "`aliases:` must be a list"),
        ("aliases: [NF, Front du Nord]", "aliases: [[NF]]", 2, "list of words or phrases"),
        ("label: the council", "name: the council", 14, "unknown field 'name'"),
        ("media_of: front", "member_of: voice", 16, "a member of itself"),
        ("descriptions: [northern rebels]", "descriptions: [northern rebels", 7, ""),
        ("parties:", "groups:", 1, "needs a list `parties:`"),
        ("    type: media", "    type: media\n    type: media", 19, "stands twice"),
    ],
)
def test_a_broken_pack_names_file_line_and_fault(tmp_path: Path, old: str, new: str, line: int, what: str) -> None:
    assert old in GOOD
    path = written(tmp_path, GOOD.replace(old, new))
    with pytest.raises(PackIsBroken) as caught:
        conflict_pack(path)
    assert what in str(caught.value)
    assert f"{path}:{line}" in str(caught.value)


@pytest.mark.parametrize("text", ["", "[]", "parties: 3", "parties: [3]", "\t"])
def test_what_is_no_pack_says_so(tmp_path: Path, text: str) -> None:
    with pytest.raises(PackIsBroken):
        conflict_pack(written(tmp_path, text))


def test_a_missing_file_and_an_unknown_name_are_letters(tmp_path: Path) -> None:
    with pytest.raises(PackIsBroken):
        conflict_pack(tmp_path / "none.yaml")
    with pytest.raises(PackIsBroken, match="there are afghanistan"):
        conflict_pack("atlantis")


def pack(name: str, *parties: PackParty) -> ConflictPack:
    return ConflictPack(name, parties)


def test_merging_joins_equal_ids_and_drops_what_became_ambiguous() -> None:
    one = pack(
        "one", PackParty("un", "United Nations", PartyType.INTERNATIONAL, aliases=("UN",), descriptions=("mission",))
    )
    two = pack(
        "two",
        PackParty("un", "United Nations", PartyType.INTERNATIONAL, aliases=("U.N. body",)),
        PackParty("au", "African Union", PartyType.INTERNATIONAL, aliases=("AU",), descriptions=("mission",)),
    )
    both = merged([two, one])
    assert both == merged([one, two])
    assert both.name == "one+two"
    un = both.party("un")
    assert un is not None and un.aliases == ("UN", "U.N. body") and un.descriptions == ()


@pytest.mark.parametrize("name", available())
def test_each_built_in_pack_is_sound(name: str) -> None:
    found = conflict_pack(name)
    assert len(found.parties) >= 40
    for party in found.parties:
        assert party.country is None or world().of_code(party.country) is not None, party.id
        assert not any(form.startswith("the ") for form in party.descriptions), party.id
        assert (party.type is PartyType.MEDIA) or party.media_of is None
        if party.id.startswith("gov-"):
            assert party.type is PartyType.GOVERNMENT and party.id == f"gov-{str(party.country).lower()}"


def test_all_built_in_packs_merge_and_use_the_worlds_ids() -> None:
    everything = merged(conflict_pack(name) for name in available())
    by_name = {surface_key(body.name): body.id for body in world().bodies}
    for party in everything.parties:
        assert by_name.get(surface_key(party.name), party.id) == party.id, party.id
    assert sum(party.id == "un" for party in everything.parties) == 1
