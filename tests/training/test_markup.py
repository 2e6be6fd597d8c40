"""The mark-up comes out as values, a fault is named by file and line, and two markings are compared by words."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[2]))

from training.layers import Score, Table, characters, compare, paired, share
from training.markup import Fault, Line, Note, Report, Span, corpus, read, stripped

HEADER = "=== valley/01 | style=agency | english=british | date=1999-05-04"
TALK = (
    "B [The Blue Front|grp:A] said on [Tuesday|t:1999-05-04] that [it|pro:A] would talk to [the junta|des:G]"
    " if [the foreign battalion|des:F] left [the valley|plc]."
)
CAST = "B [Ann Chief|per:K], [the Blue Front|grp:A], [the junta|des:G] and [the battalion|des:F] stood apart."

Marked = Callable[..., Report]


def write(folder: Path, lines: Iterable[str], header: str = HEADER) -> Path:
    path = folder / "valley.txt"
    path.write_text("\n".join([header, *lines]) + "\n", "utf-8")
    return path


@pytest.fixture
def marked(tmp_path: Path) -> Marked:
    """Lines below a header -> the one report that they make."""

    def one(*lines: str, header: str = HEADER) -> Report:
        (found,) = read(write(tmp_path, lines, header))
        return found

    return one


def words(line: Line, spans: Iterable[Span]) -> list[str]:
    return [line.text[a:b] for a, b in spans]


def quoted(marked: Marked, text: str, quote: str) -> list[str]:
    """The words that a quote names in a text."""
    line = marked(f"B {text}", f"> act AGREE happened {quote}").lines[0]
    return words(line, line.notes[0].quotes[0])


# --- reports, lines, tags


def test_a_header_gives_name_style_english_and_date(marked: Marked) -> None:
    found = marked("T A title")
    assert (found.name, found.conflict, found.style, found.english, found.date) == (
        "valley/01",
        "valley",
        "agency",
        "british",
        "1999-05-04",
    )


def test_a_file_holds_its_reports_in_order_and_blank_lines_mean_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, ["T One", "", "B More", "", HEADER.replace("/01", "/02"), "", "T Two"])
    assert [(r.name, [line.text for line in r.lines]) for r in read(path)] == [
        ("valley/01", ["One", "More"]),
        ("valley/02", ["Two"]),
    ]


def test_a_folder_is_read_file_by_file_in_order_of_name(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.txt").write_text(HEADER.replace("valley", name) + "\nT Title\n", "utf-8")
    assert [r.name for r in corpus(tmp_path)] == ["a/01", "b/01"]


def test_the_first_letter_is_the_class_of_a_line(marked: Marked) -> None:
    found = marked("T Truce holds", "M PORT ELM, May 4", "B It held.", "R Read more")
    assert [line.kind for line in found.lines] == ["title", "metadata", "body", "residue"]
    assert [line.number for line in found.lines] == [2, 3, 4, 5]


def test_a_tag_stands_where_its_words_stand_in_the_text_without_brackets(marked: Marked) -> None:
    line = marked(TALK).lines[0]
    assert line.text == (
        "The Blue Front said on Tuesday that it would talk to the junta if the foreign battalion left the valley."
    )
    assert [(line.text[t.start : t.end], t.code, t.value) for t in line.tags] == [
        ("The Blue Front", "grp", "A"),
        ("Tuesday", "t", "1999-05-04"),
        ("it", "pro", "A"),
        ("the junta", "des", "G"),
        ("the foreign battalion", "des", "F"),
        ("the valley", "plc", ""),
    ]


@given(st.lists(st.tuples(st.text("abcxyzéß'", min_size=1), st.booleans()), min_size=1, max_size=12))
def test_taking_the_brackets_out_moves_no_tag_off_its_words(chunks: list[tuple[str, bool]]) -> None:
    raw = " ".join(f"[{w}|per:P{i}]" if is_tag else w for i, (w, is_tag) in enumerate(chunks))
    with TemporaryDirectory() as folder:
        path = write(Path(folder), [f"B {raw}"])
        (line,) = read(path)[0].lines
        assert stripped(path).splitlines()[1] == f"? {line.text}"
    assert line.text == " ".join(w for w, _ in chunks)
    assert [line.text[t.start : t.end] for t in line.tags] == [w for w, is_tag in chunks if is_tag]


def test_both_sides_stand_in_each_chain(marked: Marked) -> None:
    line = marked("B [The junta|des:G] and [the Front|grp:A] met; [both sides|des:A+G] left.").lines[0]
    assert [t.ids for t in line.tags] == [("G",), ("A",), ("A", "G")]


def test_places_times_figures_and_unknown_mentions_stand_in_no_chain(marked: Marked) -> None:
    line = marked("B [He|pro:?] left [Port Elm|plc] on [Monday|t:?] with [12|n:troops:12] men.").lines[0]
    assert [t.ids for t in line.tags] == [(), (), (), ()]


@pytest.mark.parametrize("value", ["12", "~12", "12..", "..12", "10..12", "1.5", "~2.5", "200..999"])
def test_a_figure_may_be_exact_about_bounded_or_between(marked: Marked, value: str) -> None:
    (tag,) = marked(f"B [Some|n:killed:{value}] died.").lines[0].tags
    assert (tag.code, tag.value) == ("n", f"killed:{value}")


# --- quoting


def test_a_quote_is_found_without_brackets_and_codes(marked: Marked) -> None:
    line = marked(TALK, '> say A "said" "that it .. the valley" when="Tuesday"').lines[0]
    (note,) = line.notes
    assert words(line, note.quotes[0]) == ["said"]
    assert words(line, note.quotes[1]) == [
        "that it would talk to the junta if the foreign battalion left the valley",
    ]
    assert words(line, note.spans["when"]) == ["Tuesday"]


@given(st.lists(st.text("abcd", min_size=1), min_size=1, max_size=12, unique=True), st.data())
def test_any_words_of_a_line_can_be_quoted(text: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    part = " ".join(text[start:end])
    with TemporaryDirectory() as folder:
        (line,) = read(write(Path(folder), [f"B {' '.join(text)}", f'> act AGREE happened "{part}"']))[0].lines
    ((span,),) = line.notes[0].quotes
    assert line.text[: span[0]].split() == text[:start] and line.text[slice(*span)] == part


def test_a_figure_behind_a_quote_says_which_of_several_is_meant(marked: Marked) -> None:
    line = marked("B They met, met and met.", '> act CONSULT happened "met"2').lines[0]
    assert line.notes[0].quotes == (((10, 13),),)


def test_only_whole_words_count(marked: Marked) -> None:
    line = marked("B The talkers talked of a talk.", '> act CONSULT happened "talk"').lines[0]
    assert line.notes[0].quotes == (((line.text.rindex("talk"), line.text.rindex(".")),),)


def test_two_dots_reach_to_the_nearest_last_words(marked: Marked) -> None:
    assert quoted(marked, "We came, saw the town, left the town.", '"saw .. town"') == ["saw the town"]


def test_two_dots_begin_at_the_first_of_several_or_at_the_one_named(marked: Marked) -> None:
    text = "We saw a hill and we saw a town and a hill."
    assert quoted(marked, text, '"saw .. hill"') == ["saw a hill"]
    assert quoted(marked, text, '"saw .. hill"2') == ["saw a town and a hill"]


def test_a_plus_joins_the_parts_of_a_discontinuous_quote(marked: Marked) -> None:
    text = '"We will," said the Front, "wait here," and left.'
    assert quoted(marked, text, '"We will," + "wait here,"') == ["We will,", "wait here,"]


def test_a_source_may_have_parts_too(marked: Marked) -> None:
    raw = (
        "B A clerk, he said, of the court left: it was over.",
        '> say - "said" "it was over" src="A clerk" + "of the court"',
    )
    line = marked(*raw).lines[0]
    assert words(line, line.notes[0].spans["src"]) == ["A clerk", "of the court"]


def test_quotation_marks_of_the_text_may_stand_in_a_quote(marked: Marked) -> None:
    text = 'They signed "the bread pact" at dawn.'
    assert quoted(marked, text, '"signed "the bread .. dawn"') == ['signed "the bread pact" at dawn']
    assert quoted(marked, text, '""the bread pact""') == ['"the bread pact"']
    assert quoted(marked, text, r'"signed \"the"') == ['signed "the']


def test_curly_marks_and_long_dashes_are_found_by_straight_ones(marked: Marked) -> None:
    assert quoted(marked, "It’s “our pact” – for now.", '"It\'s "our .. - for"') == ["It’s “our pact” – for"]


def test_capitals_count_only_when_words_stand_in_both_forms(marked: Marked) -> None:
    assert quoted(marked, "Truce signed.", '"truce"') == ["Truce"]
    assert quoted(marked, "Truce talks end in truce.", '"truce"') == ["truce"]


# --- the lines below a text line


def test_a_mark_belongs_to_the_text_line_above_it(marked: Marked) -> None:
    found = marked("T Truce signed", '> act AGREE happened "signed"', "B All signed.", "B None left.")
    assert [[n.number for n in line.notes] for line in found.lines] == [[3], [], []]


TEXT = CAST + " They said they would talk on Friday in the port if all 19 men left; nobody replied."

KINDS: dict[str, Note] = {
    '> say K "said" "they would talk" direct to=G via="in the port" relay=A w=5': Note(
        "say", ("K",), (), (), {"to": "G", "relay": "A", "w": "5"}, {}, frozenset({"direct"})
    ),
    '> say - - "they would talk" src="They" headline deny mind': Note(
        "say", ("-",), (), (), {}, {}, frozenset({"headline", "deny", "mind"})
    ),
    '> pos A,K talks conditional "talk" @G,F if=c1 by=K secret w=4,T2\n> cond c1 withdrawal "all 19 men left"': Note(
        "pos",
        ("A,K", "talks", "conditional"),
        (),
        ("G", "F"),
        {"if": "c1", "by": "K", "w": "4,T2"},
        {},
        frozenset({"secret"}),
    ),
    '> cond c1 withdrawal "all 19 men left" by=F unlock=talks @G set=A any not amount="all 19" deadline="Friday"': Note(
        "cond",
        ("c1", "withdrawal"),
        (),
        ("G",),
        {"by": "F", "unlock": "talks", "set": "A"},
        {},
        frozenset({"any", "not"}),
    ),
    '> move withdrawal announced "left" by=F': Note("move", ("withdrawal", "announced"), (), (), {"by": "F"}),
    '> act CONSULT hypothetical "talk" by=A,G @F at="the port" on="Friday"': Note(
        "act", ("CONSULT", "hypothetical"), (), ("F",), {"by": "A,G"}
    ),
    '> chan F mediator proposed "stood" between=A,G on="Friday"': Note(
        "chan", ("F", "mediator", "proposed"), (), (), {"between": "A,G"}
    ),
    '> veto A inclusion "apart" @F w=N9': Note("veto", ("A", "inclusion"), (), ("F",), {"w": "N9"}),
    '> silence ? "nobody replied" @A': Note("silence", ("?",), (), ("A",)),
    '> promise A talks "would talk" to=G due="Friday" amount="all 19"': Note(
        "promise", ("A", "talks"), (), (), {"to": "G"}
    ),
}


@pytest.mark.parametrize("raw", KINDS, ids=lambda raw: " ".join(raw.split()[1:4]))
def test_each_kind_of_line_gives_its_fields(marked: Marked, raw: str) -> None:
    note, wanted = marked(TEXT, *raw.split("\n")).lines[0].notes[0], KINDS[raw]
    assert (note.kind, note.plain, note.toward, note.keys, note.flags) == (
        wanted.kind,
        wanted.plain,
        wanted.toward,
        wanted.keys,
        wanted.flags,
    )


@pytest.mark.parametrize("raw", KINDS, ids=lambda raw: " ".join(raw.split()[1:4]))
def test_a_say_has_a_cue_and_a_content_and_every_other_line_one_quote(marked: Marked, raw: str) -> None:
    note = marked(TEXT, *raw.split("\n")).lines[0].notes[0]
    assert len(note.quotes) == (2 if note.kind == "say" else 1)


def test_a_dash_is_a_cue_without_words(marked: Marked) -> None:
    note = marked(TALK, '> say A - "it would talk"').lines[0].notes[0]
    assert note.quotes[0] == () and len(note.quotes[1]) == 1


def test_fields_may_stand_in_any_order(marked: Marked) -> None:
    one = marked(TALK, '> act CONSULT announced "talk" by=A @G on="Tuesday"').lines[0].notes[0]
    assert marked(TALK, '> act CONSULT announced on="Tuesday" @G by=A "talk"').lines[0].notes[0] == one


# --- faults

FAULTS: dict[str, tuple[tuple[str, ...], int, str]] = {
    "an open bracket": (("B The [rebels left.",), 2, "a bracket that is no tag"),
    "a bracket within a bracket": (("B [the [Blue|plc] Front|grp:A] left.",), 2, "a bracket that is no tag"),
    "a mention without an ID": (("B [The Front|grp] left.",), 2, "needs an ID"),
    "an ID that is a word and a dash": (("B [The Front|grp:A-1] left.",), 2, "needs an ID"),
    "a time without a value": (("B They left [today|t].",), 2, "a time needs a value"),
    "a figure of something unknown": (("B [12|n:dead:12] left.",), 2, "figure 'dead:12'"),
    "a figure in words": (("B [12|n:killed:twelve] left.",), 2, "figure 'killed:twelve'"),
    "an unknown tag": (("B [The Front|party:A] left.",), 2, "unknown tag 'party'"),
    "an unknown line": ((TALK, '> claim A "talk"'), 3, "unknown line 'claim'"),
    "words that are not there": ((TALK, '> act AGREE happened "sign"'), 3, "don't stand in the line: 'sign'"),
    "words that stand twice": (("B It left and left.", '> act RETREAT happened "left"'), 3, "stands 2 times"),
    "words that do not stand so often": ((TALK, '> act CONSULT happened "talk"2'), 3, "stands only 1 times"),
    "a last word before the first": ((TALK, '> act CONSULT happened "talk .. said"'), 3, "does not stand after 'talk'"),
    "dots without first words": ((TALK, '> act CONSULT happened ".. talk"'), 3, "no words in"),
    "two chains as a speaker": ((TALK, '> say A+G "said" "it would talk"'), 3, "'A+G' is no ID"),
    "an unknown issue": ((TALK, '> pos A peace for "talk"'), 3, "unknown issue 'peace'"),
    "an unknown issue of a condition": ((TALK, '> cond c1 peace "left"'), 3, "unknown issue 'peace'"),
    "an unknown issue unlocked": ((TALK, '> cond c1 talks "left" unlock=peace'), 3, "unknown issue 'peace'"),
    "an unknown stance": ((TALK, '> pos A talks maybe "talk"'), 3, "unknown stance 'maybe'"),
    "an unknown type of event": ((TALK, '> act MEET happened "talk"'), 3, "unknown event type 'MEET'"),
    "an unknown status": ((TALK, '> act CONSULT over "talk"'), 3, "unknown status 'over'"),
    "an unknown state of a condition": ((TALK, '> move withdrawal done "left"'), 3, "unknown state 'done'"),
    "an unknown role": ((TALK, '> chan F friend active "talk"'), 3, "unknown role 'friend'"),
    "an unknown state of a channel": ((TALK, '> chan F host over "talk"'), 3, "unknown state 'over'"),
    "a field too few": ((TALK, '> pos A talks "talk"'), 3, "pos needs 3 plain fields"),
    "a quote too few": ((TALK, '> say A "said"'), 3, "say needs 2 quoted stretches, has 1"),
    "a quote too many": ((TALK, '> act CONSULT happened "talk" "left"'), 3, "act needs 1 quoted stretches, has 2"),
    "a field of another line": ((TALK, '> silence A "said" by=G'), 3, "silence has no field ['by']"),
    "a flag of another line": ((TALK, '> act CONSULT happened "talk" secret'), 3, "act has no flag ['secret']"),
    "words where IDs belong": ((TALK, '> act CONSULT happened "talk" by="the junta"'), 3, "by= takes IDs, not words"),
    "an ID without a mention": ((TALK, '> pos Z talks for "talk"'), 3, "no mention in the report has the ID ['Z']"),
    "an ID without a mention after @": ((TALK, '> pos A talks for "talk" @Z'), 3, "has the ID ['Z']"),
    "an ID without a mention in a field": ((TALK, '> act CONSULT happened "talk" by=A,Z'), 3, "has the ID ['Z']"),
    "a condition of no cond": ((TALK, '> pos A talks conditional "talk" if=c1'), 3, "if=c1 names no cond"),
    "a mark in residue": (("R Read [more|plc]",), 2, "residue carries no marks"),
    "a mark below residue": (("R Read more", '> act CONSULT happened "Read"'), 2, "residue carries no marks"),
    "a mark below metadata": (("M May 4", '> act CONSULT happened "May"'), 2, "metadata carries no marks below"),
    "a mark without a text line": (('> act CONSULT happened "talk"',), 2, "a mark without a text line"),
    "a line without a class": (("The Front left.",), 2, "begins with T, B, M or R"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_has_its_file_and_line(tmp_path: Path, name: str) -> None:
    lines, number, message = FAULTS[name]
    faults: list[str] = []
    read(write(tmp_path, lines), faults)
    assert len(faults) == 1
    assert faults[0].startswith(f"valley.txt:{number}: ") and message in faults[0]


HEADERS = {
    "style=song | english=british | date=1999": "unknown style 'song'",
    "english=british | date=1999": "unknown style ''",
    "style=agency | english=scots | date=1999": "unknown english 'scots'",
    "style=agency | english=british | date=May 1999": "should be like 2006-06-17",
    "style=agency | english=british": "should be like 2006-06-17",
}


@pytest.mark.parametrize("fields", HEADERS)
def test_a_faulty_header_is_told_and_its_report_left_out(tmp_path: Path, fields: str) -> None:
    faults: list[str] = []
    assert read(write(tmp_path, ["T Title"], f"=== valley/01 | {fields}"), faults) == []
    assert faults[0].startswith("valley.txt:1: ") and HEADERS[fields] in faults[0]
    assert faults[1].startswith("valley.txt:2: a line outside a report")


@pytest.mark.parametrize("date", ["1999", "1999-05", "1999-05-04"])
def test_a_report_may_be_dated_to_the_year_the_month_or_the_day(marked: Marked, date: str) -> None:
    assert marked("T Title", header=HEADER.replace("1999-05-04", date)).date == date


def test_all_faults_are_collected_when_a_list_is_given(tmp_path: Path) -> None:
    faults: list[str] = []
    read(write(tmp_path, [TALK, '> act MEET happened "talk"', '> pos A peace for "talk"', "Loose words."]), faults)
    assert [f.split(": ")[0] for f in faults] == ["valley.txt:3", "valley.txt:4", "valley.txt:5"]


def test_the_first_fault_is_raised_when_no_list_is_given(tmp_path: Path) -> None:
    with pytest.raises(Fault, match=r"^valley\.txt:3: unknown event type 'MEET'"):
        read(write(tmp_path, [TALK, '> act MEET happened "talk"', "Loose words."]))


def test_a_faulty_mark_leaves_the_rest_of_the_report_whole(tmp_path: Path) -> None:
    faults: list[str] = []
    (found,) = read(write(tmp_path, [TALK, '> act MEET happened "talk"', '> say A "said" "it would talk"']), faults)
    assert [n.kind for n in found.lines[0].notes] == ["say"] and len(faults) == 1


# --- stripping for a second marking


def test_a_stripped_file_keeps_headers_and_words_and_hides_classes_tags_and_marks(tmp_path: Path) -> None:
    path = write(tmp_path, ["T [The Front|grp:A] left", '> act RETREAT happened "left"', "", "R Read more"])
    assert stripped(path) == f"{HEADER}\n? The Front left\n? Read more\n"


def test_stripped_reports_stand_apart(tmp_path: Path) -> None:
    path = write(tmp_path, ["T One", HEADER, "T Two"])
    assert stripped(path) == f"{HEADER}\n? One\n\n{HEADER}\n? Two\n"


# --- two markings compared

WHOLE = (
    "T [Blue Front|grp:A] sets a price for talks with [the junta|des:G]",
    "M PORT ELM, May 4",
    TALK,
    '> say A "said" "that it .. the valley"',
    '> pos A talks conditional "talk to the junta" @G if=c1 w=5',
    '> cond c1 withdrawal "the foreign battalion left the valley" by=F unlock=talks @G w=5',
    '> pos A withdrawal for "left the valley" @F',
    "B [The battalion|des:F] pulled [12|n:troops:12] out; [its|pro:F] envoy [Ann Chief|per:K] met [the junta|des:G].",
    '> act RETREAT happened "pulled" by=F',
    '> move withdrawal partly "pulled 12 out" by=F',
    '> act CONSULT happened "met" by=K @G',
    '> chan K envoy active "envoy" between=A,G',
    "B [The junta|des:G] did not reply; [it|pro:G] wants no [foreigners|des:X] at the table and will free prisoners.",
    '> silence G "did not reply" @A',
    '> veto G inclusion "no foreigners at the table" @X',
    '> promise G release "will free prisoners"',
    "R Read more",
)


def rows(a: Report, b: Report) -> dict[str, float]:
    """Score by layer, of the layers that have marks."""
    return {k: s.f1 for k, s in compare(a, b).rows.items() if s.first or s.second}


def other(lines: tuple[str, ...], old: str, new: str) -> tuple[str, ...]:
    """The lines with one thing marked otherwise."""
    found = tuple(line.replace(old, new) for line in lines)
    assert found != lines
    return found


def test_a_marking_compared_with_itself_is_right_in_every_layer(marked: Marked) -> None:
    found = marked(*WHOLE)
    table = rows(found, found)
    assert set(table.values()) == {1.0}
    assert {name.split(":")[0] for name in table} == {
        *("line class", "names", "descriptions", "pronouns", "times", "time values", "figures", "figure values"),
        *("attribution", "position", "condition", "event", "contact", "coreference"),
    }


def test_chains_are_compared_by_their_words_and_never_by_id(marked: Marked) -> None:
    names = {"A": "X1", "G": "A", "F": "G"}
    renamed = [re.sub(r"\b[AGF]\b", lambda found: names[found[0]], line) for line in WHOLE]
    assert not set(renamed) & {line for line in WHOLE if "|" in line}
    assert set(rows(marked(*WHOLE), marked(*renamed)).values()) == {1.0}


def test_another_speaker_keeps_the_content_and_loses_the_speaker(marked: Marked) -> None:
    found = rows(marked(*WHOLE), marked(*other(WHOLE, '> say A "said"', '> say G "said"')))
    assert found["attribution: content"] == 1.0 and found["attribution: speaker"] == 0.0


def test_marks_at_the_ends_of_a_content_do_not_count(marked: Marked) -> None:
    text = 'B "We shall wait," [he|pro:K] said.'
    one = marked(text, '> say K "said" "We shall wait"')
    assert rows(one, marked(text, '> say K "said" ""We shall wait,""'))["attribution: full"] == 1.0


def test_a_content_that_shares_less_than_half_is_another(marked: Marked) -> None:
    found = rows(marked(*WHOLE), marked(*other(WHOLE, '"that it .. the valley"', '"that it would talk"')))
    assert {v for k, v in found.items() if k.startswith("attribution")} == {0.0}


def test_a_position_is_found_by_line_and_issue_and_its_stance_counts_apart(marked: Marked) -> None:
    found = rows(marked(*WHOLE), marked(*other(WHOLE, 'withdrawal for "left the valley"', 'withdrawal against "left"')))
    assert found["position: issue"] == found["position: holder"] == found["position: toward"] == 1.0
    assert found["position: stance"] == found["position: whole"] == 0.5


def test_two_positions_on_one_issue_are_paired_by_holder(marked: Marked) -> None:
    notes = ('> pos A talks for "talk" @G', '> pos G talks against "talk" @A')
    assert set(rows(marked(TALK, *notes), marked(TALK, *notes[::-1])).values()) == {1.0}


def test_a_condition_for_something_else_keeps_its_clause(marked: Marked) -> None:
    found = rows(marked(*WHOLE), marked(*other(WHOLE, "unlock=talks", "unlock=ceasefire")))
    assert found["condition: clause"] == 1.0 and found["condition: unlocks"] == 0.0


def test_a_party_that_one_side_leaves_out_counts_in_part(marked: Marked) -> None:
    one, two = (marked(TALK, f'> act CONSULT announced "talk" by={by}') for by in ("A,G", "A"))
    assert rows(one, two)["event: actors"] == pytest.approx(2 / 3)


def test_a_value_counts_apart_from_the_words_that_carry_it(marked: Marked) -> None:
    found = rows(
        marked(*WHOLE), marked(*other(other(WHOLE, "troops:12", "troops:12.."), "|t:1999-05-04", "|t:1999-05"))
    )
    assert (found["figures"], found["figure values"]) == (1.0, 0.0)
    assert (found["times"], found["time values"]) == (1.0, 0.0)


def test_a_pronoun_in_another_chain_is_a_fault_of_coreference_alone(marked: Marked) -> None:
    found = rows(marked(*WHOLE), marked(*other(WHOLE, "[its|pro:F]", "[its|pro:G]")))
    assert {name for name, score in found.items() if score < 1} == {"coreference"}


def test_a_mark_that_one_side_lacks_lowers_the_score_from_either_side(marked: Marked) -> None:
    full, less = marked(*WHOLE), marked(*[line for line in WHOLE if "RETREAT" not in line])
    assert rows(full, less)["event: trigger"] == rows(less, full)["event: trigger"] == pytest.approx(2 / 3)


def test_a_line_of_another_class_is_seen(marked: Marked) -> None:
    assert rows(marked("T One", "R Two"), marked("T One", "B Two")) == {"line class": 0.5}


def test_markings_of_different_texts_are_not_compared(marked: Marked) -> None:
    with pytest.raises(AssertionError, match="the lines differ"):
        compare(marked("T One"), marked("T Two"))
    with pytest.raises(ValueError, match="shorter"):
        compare(marked("T One", "B Two"), marked("T One"))


def test_a_speaker_whom_both_leave_unknown_is_agreed(marked: Marked) -> None:
    one = marked(TALK, '> say ? "said" "it would talk"')
    assert rows(one, one)["attribution: speaker"] == 1.0


def test_a_speaker_who_is_nobody_for_both_is_agreed(marked: Marked) -> None:
    one = marked("B The draft said that all was well.", '> say - "said" "that all was well" src="The draft"')
    assert rows(one, one)["attribution: speaker"] == 1.0


def test_a_mention_of_both_sides_agrees_with_itself(marked: Marked) -> None:
    one = marked("B [The Front|grp:A] met [the junta|des:G]; [both sides|des:A+G] left.")
    assert rows(one, one)["coreference"] == 1.0


def test_nothing_marked_scores_nothing() -> None:
    assert Score().f1 == 0.0 and share(frozenset(), frozenset()) == 0.0


def test_tables_add_up_layer_by_layer() -> None:
    one, two = Table(), Table()
    one.rows["names"].add(Score(1, 2, 2))
    two.rows["names"].add(Score(2, 2, 3))
    two.rows["times"].add(Score(1, 1, 1))
    one.add(two)
    assert one.rows == {"names": Score(3, 4, 5), "times": Score(1, 1, 1)}


def test_characters_are_counted_without_the_marks_around_them() -> None:
    assert characters('"no," he', [(0, 5)]) == {1, 2}
    assert characters("...", [(0, 3)]) == frozenset()


@given(st.lists(st.integers(0, 9)), st.lists(st.integers(0, 9)), st.floats(0.1, 1))
def test_pairing_takes_each_item_at_most_once_and_only_what_is_like_enough(
    first: list[int], second: list[int], least: float
) -> None:
    found = paired(first, second, lambda a, b: 1 / (1 + abs(a - b)), least)
    assert not Counter(a for a, _ in found) - Counter(first)
    assert not Counter(b for _, b in found) - Counter(second)
    assert all(1 / (1 + abs(a - b)) >= least for a, b in found)
    same = (Counter(first) & Counter(second)).total()
    assert sum(a == b for a, b in found) == same
