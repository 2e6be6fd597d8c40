"""What an outlet's reports tell of each other."""

from __future__ import annotations

from toguna.kinds.document import Document
from toguna.kinds.page import Given, Media
from toguna.packs.language import language_pack
from toguna.packs.outlet import outlet_pack
from toguna.reading.habits import settle
from toguna.reading.read import document
from toguna.sources.walk import page

LEADS = (
    "The army said on Monday that its troops had left the border town of Ada, which they took from rebels last year.",
    "Two rebel commanders were freed from prison in the capital, their lawyer said, after talks that took three weeks.",
    "A ceasefire between herders and farmers was signed in the north, elders said, and the roads are to open again.",
)
BACKGROUND = "The war between the government and the rebels has killed thousands since 2012."


def read(path: str, text: str, outlet: str | None = "The Kira Post") -> Document:
    found = document(page(path, Media.TEXT, text.encode(), Given(outlet=outlet)), outlet_pack(), language_pack("en"))  # type: ignore[arg-type]
    assert isinstance(found, Document)
    return found


def test_what_an_outlet_puts_under_every_report_is_set_aside() -> None:
    slogan = "Kira wakes up with the Post and goes to bed with it."
    docs = [read(f"{n}.txt", f"Report {n} from the front\n\n{lead}\n{slogan}") for n, lead in enumerate(LEADS)]
    assert all(slogan in d.text for d in docs)
    for before, after in zip(docs, settle(docs), strict=True):
        assert slogan not in after.text
        assert [(a.text, a.reason) for a in after.aside if a not in before.aside] == [(slogan, "repeat")]
        assert settle([after]) == (after,)


def test_the_background_of_a_running_story_stays() -> None:
    docs = [read(f"{n}.txt", f"Report {n} from the front\n\n{lead}\n{BACKGROUND}") for n, lead in enumerate(LEADS)]
    assert all(BACKGROUND in d.text for d in settle(docs))


def test_copies_within_an_outlet_do_not_empty_each_other() -> None:
    text = "Truce signed\n\n" + "\n".join(LEADS) + "\nNobody clapped, and it rained all day long in Ada."
    docs = [read("a.txt", text), read("b.txt", text + "\nUpdate: the road is open again, drivers say.")]
    assert settle(docs) == tuple(docs)


def test_lines_of_different_outlets_are_no_habit() -> None:
    line = "Kira wakes up early and goes to bed late at night."
    docs = [read(f"{o}.txt", f"Truce\n\n{LEADS[n]}\n{line}", o) for n, o in enumerate(("One Post", "Two Post"))]
    assert settle(docs) == tuple(docs)


def test_the_outlets_order_of_day_and_month_decides() -> None:
    sure = read("a.txt", f"Truce signed in the north\nPublished 31/08/2020\n\n{LEADS[2]}")
    open_ = read("b.txt", f"Rebels freed in the capital\nPublished 03/09/2020\n\n{LEADS[1]}")
    assert open_.published is None
    after = settle([open_, sure])[0]
    assert after.published == "2020-09-03"
    assert {r.edtf for r in after.dates} == {"2020-09-03"}


def test_two_orders_in_one_outlet_decide_nothing() -> None:
    docs = [
        read("a.txt", f"Truce signed in the north\nPublished 31/08/2020\n\n{LEADS[2]}"),
        read("b.txt", f"Army leaves border town\nPublished 08/30/2020\n\n{LEADS[0]}"),
        read("c.txt", f"Rebels freed in the capital\nPublished 03/09/2020\n\n{LEADS[1]}"),
    ]
    assert settle(docs)[2].published is None
