"""Any folder gives pages and reasons; nothing in it stops the run."""

from __future__ import annotations

import json
import os
import random
import socket
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toguna.kinds.aside import Aside
from toguna.kinds.errors import InputIsMissing
from toguna.kinds.page import Media, Page
from toguna.sources import steady
from toguna.sources.walk import pages

TEXT = "Talks resume\n\nThe two sides met again on Monday.\n"


def _all(*paths: Path) -> dict[str, Page | Aside]:
    items = list(pages(paths))
    named = {i.path if isinstance(i, Page) else i.item: i for i in items}
    assert len(named) == len(items), "two items with one name"
    return named


def _reason(*paths: Path) -> str:
    (item,) = pages(paths)
    assert isinstance(item, Aside)
    return item.reason


def test_a_folder_gives_its_files_sorted_by_name(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.html", "a/b.text", "c.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    items = [i for i in pages([tmp_path]) if isinstance(i, Page)]
    assert [(i.path, i.media) for i in items] == [
        ("a/b.text", Media.TEXT),
        ("a/z.html", Media.HTML),
        ("b.txt", Media.TEXT),
        ("c.md", Media.TEXT),
    ]


def test_a_single_file_goes_by_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    assert list(_all(tmp_path / "a.txt")) == ["a.txt"]


def test_two_paths_that_share_a_name_are_told_apart(tmp_path: Path) -> None:
    for folder in ("x/north", "y/north", "south"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "1.txt").write_text(TEXT)
    found = _all(tmp_path / "x/north", tmp_path / "y/north", tmp_path / "south")
    assert sorted(found) == ["south/1.txt", "x/north/1.txt", "y/north/1.txt"]


def test_the_order_of_the_given_paths_changes_nothing(tmp_path: Path) -> None:
    for name in ("a/1.txt", "b/1.txt", "c/2.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(name)
    paths = [tmp_path / p for p in "abc"]
    assert list(pages(paths)) == list(pages(paths[::-1]))


def test_a_file_that_two_paths_reach_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/1.txt").write_text(TEXT)
    assert [type(i) for i in pages([tmp_path, tmp_path / "a/1.txt", tmp_path])].count(Page) == 1


def test_a_missing_path_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(InputIsMissing, match="nowhere"):
        list(pages([tmp_path / "nowhere"]))
    with pytest.raises(InputIsMissing):
        list(pages([]))


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \r\n\t \n", "white space only"),
        ("a.txt", b"\xef\xbb\xbf\n", "white space only"),
        ("a.txt", b"%PDF-1.7 ...", "binary"),
        ("a.txt", bytes(range(256)) * 40, "binary"),
        ("a.txt", b"x" * 1_000_001, "endless line"),
        ("a.pdf", b"%PDF", "other format"),
        ("a", b"text", "other format"),
        (".notes.txt", b"text", "hidden"),
        ("a.jsonl", b"\n\n", "empty"),
    ],
)
def test_what_is_no_report_is_set_aside_with_a_reason(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(TEXT)
    found = _all(tmp_path)
    assert isinstance(found["good.txt"], Page)
    other = found[name]
    assert isinstance(other, Aside) and other.reason == reason


def test_a_long_line_under_the_limit_is_a_page(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The talks went on. " * 30_000)
    assert isinstance(_all(tmp_path)["a.txt"], Page)


def test_stray_nul_bytes_do_not_make_a_text_binary(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.encode() * 5 + b"a\0b\0c")
    (tmp_path / "wide.txt").write_bytes(TEXT.encode("utf-16-le"))
    assert all(isinstance(i, Page) for i in pages([tmp_path]))


def test_a_huge_file_is_not_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "big.txt").open("wb") as stream:
        stream.truncate(50_000_000)
    read: list[BinaryIO] = []
    opened = steady.opened

    def watched(file: Path) -> BinaryIO:
        stream = opened(file)
        read.append(stream)
        return stream

    monkeypatch.setattr(steady, "opened", watched)
    (item,) = pages([tmp_path])
    assert isinstance(item, Aside) and item.reason == "too large" and "50.0 MB" in item.detail
    assert all(s.closed for s in read)


def test_links_that_loop_or_dangle_are_set_aside(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/1.txt").write_text(TEXT)
    (tmp_path / "a/loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing.txt")
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "twin.txt").symlink_to(tmp_path / "a/1.txt")
    found = _all(tmp_path)
    reasons = {name: i.reason for name, i in found.items() if isinstance(i, Aside)}
    assert reasons == {
        "a/loop": "folder seen already",
        "gone.txt": "dangling link",
        "self.txt": "dangling link",
        "twin.txt": "given twice",
    }


def test_pipes_and_sockets_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s.txt"))
        found = _all(tmp_path)
    assert {i.reason for i in found.values() if isinstance(i, Aside)} == {"not a file"}
    assert _reason(tmp_path / "pipe.txt") == "not a file"


def test_a_file_without_permission_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(TEXT)

    def refused(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refused)
    (item,) = pages([tmp_path])
    assert isinstance(item, Aside) and (item.reason, item.detail) == ("unreadable", "Permission denied")


def test_a_folder_without_permission_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shut").mkdir()
    (tmp_path / "a.txt").write_text(TEXT)
    entries = Path.iterdir

    def refused(self: Path) -> object:
        if self.name == "shut":
            raise PermissionError(13, "Permission denied")
        return entries(self)

    monkeypatch.setattr(Path, "iterdir", refused)
    found = _all(tmp_path)
    assert isinstance(found["a.txt"], Page)
    assert isinstance(found["shut"], Aside) and found["shut"].reason == "unreadable"


@pytest.mark.parametrize(("changes", "outcome"), [(1, Page), (9, Aside)])
def test_a_file_that_changes_is_read_again_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changes: int, outcome: type
) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT)
    state, left = steady.state, [changes]

    def meddled(stream: object) -> tuple[int, int]:
        now = state(stream)  # type: ignore[arg-type]
        if left[0] > 0:
            left[0] -= 1
            file.write_text(TEXT * (left[0] + 2))
        return now

    monkeypatch.setattr(steady, "state", meddled)
    (item,) = pages([tmp_path])
    assert isinstance(item, outcome)
    if isinstance(item, Aside):
        assert item.reason == "changes while read"


def test_json_lines_are_pages_with_what_is_given_beside_them(tmp_path: Path) -> None:
    rows = [
        json.dumps({"text": TEXT, "title": "Talks", "published": "2021-03-04", "outlet": "The Post", "url": "u"}),
        "",
        "{broken",
        json.dumps(["no object"]),
        json.dumps({"title": "no text"}),
        json.dumps({"text": ""}),
        json.dumps({"text": TEXT, "title": 7}),
        '{"text": "half a pair \\ud800"}',
        "[" * 100_000,
    ]
    (tmp_path / "all.jsonl").write_text("\n".join(rows))
    found = _all(tmp_path)
    first = found["all.jsonl#1"]
    assert isinstance(first, Page) and first.given.published == "2021-03-04" and first.data == TEXT.encode()
    reasons = {n: i.reason for n, i in found.items() if isinstance(i, Aside)}
    assert reasons == {
        "all.jsonl#3": "bad line",
        "all.jsonl#4": "bad line",
        "all.jsonl#5": "bad line",
        "all.jsonl#6": "empty",
        "all.jsonl#9": "bad line",
    }
    assert isinstance(found["all.jsonl#8"], Page)


def test_the_same_bytes_have_the_same_digest_wherever_they_lie(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": TEXT}) + "\n" + json.dumps({"text": TEXT, "title": "x"}))
    digests = [i.sha256 for i in pages([tmp_path]) if isinstance(i, Page)]
    assert digests[0] == digests[1] != digests[2]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.text("abc.", min_size=1, max_size=5).map(
            lambda s: s.strip(".") + random.Random(len(s)).choice((".txt", ".jsonl", ""))
        ),
        st.binary(max_size=60),
        max_size=6,
    )
)
def test_every_file_comes_out_at_least_once(tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]) -> None:
    folder = tmp_path_factory.mktemp("any")
    files = {name: data for name, data in files.items() if name}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    out = [i.path if isinstance(i, Page) else i.item for i in pages([folder])]
    assert {name.split("#")[0] for name in out} == set(files)
    assert out == [i.path if isinstance(i, Page) else i.item for i in pages([folder])]
