# ruff: noqa: E501 - one template a line reads better than a template in pieces
"""Makes press reports on invented conflicts: as many as wanted, the same for the same seed, with the traps of found text.

    python benchmarks/reports.py 2000 reports --seed 7

Statements, demands, conditions, refusals, denials, silences, events, figures, relayed and anonymous speakers, background
that an outlet repeats, residue, copies with edits, excerpts, missing and ambiguous dates. Countries, groups, persons and
outlets are made up of syllables; nothing in them is meant. `story` says which reports carry one text.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

COPIES = 0.2
"""Share of reports that are copies of an earlier one: what portals of syndicated news come to, roughly."""

_HEADS = "Ka Mo Ta Be Ri Su Lo Na Dor Vel Zan Per Or Gal Tem Bru Iss Ama Kel Fen Hal Mar".split()
_MIDDLES = "ra li no va de mi so tu ga re ben dar lin mos tor ves ki la".split()
_TAILS = "n r s m nia via ra do ka li th sk met".split()


@dataclass(frozen=True, slots=True)
class Report:
    """A made report.

    path    file name
    story   number of the text that it carries; copies share it
    """

    path: str
    text: str
    story: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """An invented conflict and its cast."""

    country: str
    demonym: str
    capital: str
    towns: tuple[str, ...]
    group: str
    acronym: str
    leader: str
    spokesman: str
    minister: str
    president: str
    mediator: str
    envoy: str
    neighbour: str
    rivals: str


@dataclass(frozen=True, slots=True)
class Outlet:
    """An invented outlet: how it dates its pages, and what it leaves around its texts."""

    name: str
    style: str
    wire: bool
    head: tuple[str, ...]
    foot: tuple[str, ...]


def reports(number: int, seed: int = 0) -> Iterator[Report]:
    """That many reports; the first n of more are the same as n."""
    draw = random.Random(f"toguna reports {seed}")
    conflicts = [_conflict(draw) for _ in range(3)]
    outlets = [_outlet(draw, at) for at in range(24)]
    made: list[tuple[int, list[str], date, str]] = []
    for at in range(number):
        if made and draw.random() < COPIES:
            story, lines, day, title = draw.choice(made[-60:])
            lines, title = (
                _edited(draw, lines),
                title if draw.random() < 0.7 else title.replace(" talks", " peace talks"),
            )
        else:
            conflict = draw.choice(conflicts)
            day = date(2029, 1, 1) + timedelta(days=draw.randrange(1400))
            title, lines = _story(draw, conflict, day)
            story = at
            made.append((story, lines, day, title))
        yield Report(f"{at:05d}.txt", _page(draw, draw.choice(outlets), title, lines, day), story)


def _name(draw: random.Random) -> str:
    return draw.choice(_HEADS) + draw.choice(_MIDDLES) + draw.choice(_TAILS)


def _person(draw: random.Random) -> str:
    return f"{_name(draw)} {_name(draw)}"


def _conflict(draw: random.Random) -> Conflict:
    stem = _name(draw).rstrip("aiour")
    group = draw.choice(
        [
            "{} Liberation Front",
            "Movement for {} Dignity",
            "{} People's Army",
            "United Front of {}",
            "{} Resistance Council",
        ]
    ).format(_name(draw))
    return Conflict(
        country=stem + "ia",
        demonym=stem + "ian",
        capital="Port " + _name(draw),
        towns=tuple(_name(draw) for _ in range(12)),
        group=group,
        acronym="".join(word[0] for word in group.split() if word[0].isupper()) + draw.choice("DNKR"),
        leader=_person(draw),
        spokesman=_person(draw),
        minister=_person(draw),
        president=_person(draw),
        mediator=f"Union of {_name(draw)} States",
        envoy=_person(draw),
        neighbour=_name(draw).rstrip("aiour") + "land",
        rivals=f"{_name(draw)} Brigade",
    )


def _outlet(draw: random.Random, at: int) -> Outlet:
    name = f"{_name(draw)} {draw.choice(['Post', 'Herald', 'Tribune', 'Wire', 'Monitor', 'Echo', 'Observer'])}"
    head = (
        ("Home | Politics | World | Sport | Business",),
        ("Subscribe now and save 40%", f"{name} - trusted since {1900 + at}"),
        ("Skip to content", "Menu"),
        (),
    )[at % 4]
    foot = (
        ("Read more: Ten photos of the week", f"© 2029 {name}. All rights reserved."),
        ("Sign up for our newsletter to get the day's top stories in your inbox.", "This website uses cookies. Accept"),
        ("Share this:", "Facebook", "Twitter", "Related articles", "Exit mobile version"),
        (f"Disclaimer: the views in this article are not those of {name}.",),
        (),
    )[at % 5]
    return Outlet(name, ("iso", "long", "slash", "none", "dateline")[at % 5], at % 3 == 0, head, foot)


def _count(draw: random.Random) -> str:
    n = draw.choice([3, 7, 11, 19, 26, 48, 120, 312, 1400, 20000, 150000])
    return draw.choice(["at least {}", "more than {}", "about {}", "{}", "nearly {}"]).format(f"{n:,}")


def _condition(draw: random.Random, c: Conflict) -> str:
    return draw.choice(
        [
            f"only if government troops leave {draw.choice(c.towns)}",
            f"once {_count(draw)} prisoners have been released",
            f"provided that the {c.mediator} guarantees the safety of its delegates",
            f"on condition that foreign forces withdraw from {c.country}",
            f"if the army lifts its blockade of {draw.choice(c.towns)}",
            f"as long as the talks are held in {c.neighbour}",
            f"after the {c.rivals} has laid down its arms",
        ]
    )


def _leads(draw: random.Random, c: Conflict, when: str) -> tuple[str, str]:
    condition, town = _condition(draw, c), draw.choice(c.towns)
    return draw.choice(
        [
            (f"{c.acronym} says open to talks, with a condition",
             f"The {c.group} ({c.acronym}) said on {when} that it would attend peace talks with the {c.demonym} government {condition}."),
            (f"{c.country} rules out talks with rebels",
             f"{c.country}'s government on {when} ruled out direct talks with the {c.group} ({c.acronym}), saying it would not negotiate with those who had attacked {town}."),
            (f"Truce agreed in {c.country}, mediators say",
             f"The government of {c.country} and the {c.group} ({c.acronym}) signed a ceasefire in {c.neighbour} on {when}, mediators of the {c.mediator} said."),
            (f"Attack on {town} kills villagers",
             f"Fighters of the {c.group} ({c.acronym}) attacked the town of {town} on {when}, killing {_count(draw)} people, {c.demonym} officials said."),
            (f"Rebels free captives in {town}",
             f"The {c.group} ({c.acronym}) released {_count(draw)} prisoners near {town} on {when}, the {c.mediator} said."),
            (f"{c.demonym} army announces pullback from {town}",
             f"The {c.demonym} army announced on {when} that it would withdraw from {town}, a key demand of the {c.group} ({c.acronym})."),
            (f"Envoy sees hope for {c.country} talks",
             f"{c.envoy}, the envoy of the {c.mediator}, said on {when} that talks between the {c.demonym} government and the {c.group} ({c.acronym}) could resume next month."),
        ]
    )  # fmt: skip


def _sentence(draw: random.Random, c: Conflict, when: str) -> str:
    town, condition = draw.choice(c.towns), _condition(draw, c)
    return draw.choice(
        [
            f"“We are ready to sit down, but {condition},” {c.acronym} spokesman {c.spokesman} told reporters in {town}.",
            f"{c.leader}, the leader of the {c.acronym}, has repeatedly demanded that the government free {_count(draw)} detainees before any meeting.",
            f"Defence Minister {c.minister} rejected the demand, calling it a pretext to gain time.",
            f"President {c.president} said the government would never accept preconditions and urged the rebels to return to the table.",
            f"According to a security source who asked not to be named, secret contacts between the two sides began in {town} last month.",
            f"The {c.acronym} denied that its fighters had crossed into {c.neighbour}.",
            f"There was no immediate comment from the {c.demonym} government.",
            f"No delegation will travel unless the army lifts its blockade of {town}, the group added.",
            f"The {c.mediator} called on both parties to respect the ceasefire signed in {town} in {draw.randint(2020, 2028)}.",
            f"{_count(draw).capitalize()} people have been displaced by fighting around {town} since {draw.choice(['January', 'March', 'June', 'last year'])}, the United Nations says.",
            f"{c.neighbour}, which has offered to host the talks, said its offer still stood.",
            f"A spokesman for the {c.rivals}, {_person(draw)}, said the group would not be bound by a deal that it had not signed.",
            f"Analysts say the rebels want international recognition more than they want {town}.",
            f"“Nobody has mandated anyone to speak in our name,” {c.leader} said in a video released on {when}.",
            f"The army will leave {town} within {draw.choice(['two weeks', '30 days', 'six months'])}, {c.minister} said, adding that {_count(draw)} soldiers had already gone.",
            f"{c.envoy} met {c.president} in {c.capital} and will travel to {town} next week, a diplomat said.",
            f"The government has agreed to release {_count(draw)} prisoners in exchange for the reopening of the road to {town}.",
            f"Residents of {town} told {_name(draw)} Radio that shelling had continued until dawn.",
            f"The rebels insist on the withdrawal of foreign troops, a demand that {c.country} has dismissed.",
            f"He warned that the group would resume its attacks {condition.replace('only ', '')}.",
            f"In a statement posted online, the {c.acronym} said it was suspending its participation in the monitoring committee.",
        ]
    )


def _background(c: Conflict) -> str:
    return (
        f"The conflict in {c.country} began when soldiers from {c.towns[0]} mutinied over unpaid wages. The {c.group} has since "
        f"taken control of large parts of the countryside around {c.towns[1]} and {c.towns[2]}, and several rounds of talks "
        f"under the {c.mediator} have failed."
    )


def _story(draw: random.Random, c: Conflict, day: date) -> tuple[str, list[str]]:
    """A title and paragraphs, dateline first."""
    when = day.strftime("%A")
    title, lead = _leads(draw, c, when)
    lines = [f"{c.capital.upper()} - {lead}"]
    for _ in range(draw.randint(6, 14)):
        lines.append(" ".join(_sentence(draw, c, when) for _ in range(draw.choice([1, 1, 2]))))
    if draw.random() < 0.4:
        lines.append(_background(c))
    return title, lines


def _edited(draw: random.Random, lines: list[str]) -> list[str]:
    """What a portal makes of a text: cut, re-quoted, a word changed here and there; or only its beginning."""
    if draw.random() < 0.2:
        return lines[:3]
    kept = [line for at, line in enumerate(lines) if at < 3 or draw.random() < 0.9]
    if draw.random() < 0.5:
        kept = [line.replace("“", '"').replace("”", '"').replace("told reporters", "told journalists") for line in kept]
    if draw.random() < 0.3:
        kept[0] = kept[0].split(" - ", 1)[-1]
    return kept


def _date_line(style: str, day: date) -> list[str]:
    return {
        "iso": [f"Published: {day.isoformat()}"],
        "long": [f"{day.day} {day.strftime('%B %Y')}"],
        "slash": [f"Published {day.strftime('%m/%d/%Y')}, 02:{day.day:02d} PM"],
        "dateline": [],
        "none": [],
    }[style]


def _page(draw: random.Random, outlet: Outlet, title: str, lines: list[str], day: date) -> str:
    body = list(lines)
    if outlet.wire:
        body[0] = body[0].replace(" - ", " (Reuters) - ", 1)
    if outlet.style == "dateline":
        body[0] = body[0].replace(" - ", f", {day.strftime('%b')} {day.day} - ", 1)
    if draw.random() < 0.3:
        body.insert(min(2, len(body)), "ADVERTISEMENT")
    parts = [
        *outlet.head,
        title,
        *_date_line(outlet.style, day),
        f"By {_person(draw)}, {outlet.name}",
        *body,
        *outlet.foot,
    ]
    return "\n\n".join(parts) + "\n"


def write(made: Iterable[Report], folder: Path) -> int:
    """Write reports as files into a folder; returns how many characters."""
    folder.mkdir(parents=True, exist_ok=True)
    return sum((folder / report.path).write_text(report.text, "utf-8") for report in made)


def main() -> None:
    """The command line."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    ask.add_argument("number", type=int)
    ask.add_argument("folder", type=Path)
    ask.add_argument("--seed", type=int, default=0)
    ask.add_argument("--stories", type=Path, help="write path and story of each report here, parted by a tab")
    given = ask.parse_args()
    made = list(reports(given.number, given.seed))
    characters = write(made, given.folder)
    if given.stories:
        given.stories.write_text("".join(f"{report.path}\t{report.story}\n" for report in made), "utf-8")
    print(f"{given.number} reports, {characters:,} characters, in {given.folder}")


if __name__ == "__main__":
    main()
