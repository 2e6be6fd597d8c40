"""Same input, same bytes: whatever the order of input, the number of workers, the hash seed, or how often it is read.

The reports are our own writing about an invented conflict.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from toguna.api import Toguna
from toguna.contract.lines import lines

PACK = """\
# The invented conflict of Orlia.
parties:
  - {id: gov-orlia, name: Government of Orlia, type: government, aliases: [Orlia], descriptions: [the government]}
  - {id: gov-tessia, name: Government of Tessia, type: government, aliases: [Tessia, Tessian, Tessian troops]}
  - {id: svf, name: Sarn Valley Front, type: armed-group, aliases: [SVF]}
  - {id: hul, name: Doran Hul, type: person, aliases: [Hul], member_of: svf}
"""

REPORTS = {
    "a-terms.txt": """Rebels of the Sarn valley set terms for talks

SARN, 2 March 2031 (Lake News Service) - The Sarn Valley Front (SVF) will hold talks with the government of Orlia only \
if Tessian troops leave the country, its leader Doran Hul said on Sunday.

"We will sit down with the government when the last Tessian soldier has gone," Hul told reporters in Sarn.

At least 12 people were killed in fighting near the town of Garrow on Friday, residents said.
""",
    "b-copy.txt": """MARKET MIRROR | Home | Shares | Sport

Rebels of the Sarn valley set terms for talks

SARN (Lake News Service) - The Sarn Valley Front (SVF) will hold talks with the government of Orlia only if Tessian \
troops leave the country, its leader Doran Hul said on Sunday.

"We will sit down with the government when the last Tessian soldier has gone," Hul told reporters in Sarn.

At least 12 people were killed in fighting near the town of Garrow on Friday, residents said.
""",
    "c-plan.txt": """Tessia to withdraw its troops from Orlia

PORT TESS, 10 May 2031 (Lake News Service) - Tessia will withdraw its troops from Orlia by the end of the year, its \
defence ministry said on Friday.

The Sarn Valley Front (SVF) did not comment on the announcement.
""",
    "d-left.txt": """Last Tessian soldiers leave Orlia

PORT TESS, 20 December 2031 (Harbour Gazette) - The last Tessian troops left Orlia on Friday, Tessia's defence \
ministry said.

The Sarn Valley Front (SVF) had said it would talk to the government of Orlia only if Tessian troops left the country.
""",
}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("orlia")
    (place / "pack.yaml").write_text(PACK)
    (place / "reports").mkdir()
    for name, text in REPORTS.items():
        (place / "reports" / name).write_text(text)
    return place


def exported(store: Path, batches: Sequence[Sequence[Path]], pack: Path, workers: int = 1) -> bytes:
    """What leaves a fresh store into which these were read, one batch after another."""
    with Toguna.create(store) as door:
        for batch in batches:
            door.read(batch, packs=[str(pack)], workers=workers)
        return "".join(lines(door.export())).encode()


def keyed(export: bytes) -> list[str]:
    """An export with each id replaced by its record's key: what does not depend on what was read first."""
    text = export.decode()
    for line in export.decode().splitlines():
        record = json.loads(line)
        if record["id"] != record["key"]:
            text = text.replace(record["id"], record["key"])
    made = []
    for line in text.splitlines():
        made.append(json.dumps({**json.loads(line), "formerly": []}, sort_keys=True))
    return sorted(made)


@pytest.fixture(scope="module")
def plain(here: Path) -> bytes:
    return exported(here / "plain.db", [[here / "reports"]], here / "pack.yaml")


def test_the_order_of_the_paths_changes_no_byte(here: Path, plain: bytes) -> None:
    files = sorted((here / "reports").iterdir(), reverse=True)
    assert exported(here / "reverse.db", [files], here / "pack.yaml") == plain


@pytest.mark.parametrize("turn", [1, -1])
def test_one_by_one_gives_the_same_keys_as_all_at_once(here: Path, plain: bytes, turn: int) -> None:
    files = sorted((here / "reports").iterdir())[::turn]
    assert keyed(exported(here / f"one{turn}.db", [[f] for f in files], here / "pack.yaml")) == keyed(plain)


def test_two_workers_give_the_bytes_of_one(here: Path, plain: bytes) -> None:
    assert exported(here / "two.db", [[here / "reports"]], here / "pack.yaml", workers=2) == plain


@pytest.mark.parametrize("seed", ["1", "4242"])
def test_the_hash_seed_changes_no_byte(here: Path, plain: bytes, seed: str) -> None:
    store = here / f"seed{seed}.db"
    code = (
        "import sys; from toguna.api import Toguna; from toguna.contract.lines import lines\n"
        "with Toguna.create(sys.argv[1]) as d:\n"
        "    d.read([sys.argv[2]], packs=[sys.argv[3]])\n"
        "    sys.stdout.buffer.write(''.join(lines(d.export())).encode())\n"
    )
    args = [sys.executable, "-c", code, str(store), str(here / "reports"), str(here / "pack.yaml")]
    done = subprocess.run(args, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True)
    assert done.stdout == plain


def test_reading_twice_changes_nothing(here: Path, plain: bytes) -> None:
    with Toguna.open(here / "plain.db", write=True) as door:
        account = door.read([here / "reports"])
        assert (account.new, account.known, account.processes) == (0, len(REPORTS), ())
        door.rerun()
        assert "".join(lines(door.export())).encode() == plain


def test_the_folder_from_which_a_report_is_read_changes_no_record(here: Path, plain: bytes) -> None:
    moved = here / "elsewhere" / "reports"
    moved.mkdir(parents=True)
    for name, text in REPORTS.items():
        (moved / name).write_text(text)
    assert exported(here / "moved.db", [[moved]], here / "pack.yaml") == plain


def test_ids_stay_when_a_new_report_arrives(here: Path, tmp_path: Path) -> None:
    late, early = here / "reports" / "a-terms.txt", here / "reports" / "b-copy.txt"
    with Toguna.create(tmp_path / "r.db") as door:
        door.read([early], packs=[str(here / "pack.yaml")])
        claims = {(r["kind"], p["quote"]): r["id"] for r in door.export() for p in r["because"] if r["kind"] != "party"}
        door.read([late])
        ids = {r["id"] for r in door.export()} | {i for r in door.export() for i in r["formerly"]}
    lost = [what for what, name in claims.items() if name not in ids and what[0] not in ("cell", "contradiction")]
    assert not lost
