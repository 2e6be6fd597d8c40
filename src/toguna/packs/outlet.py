"""What is known of outlets and news agencies before anything is read: names, addresses, the order of day and month."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from toguna.packs.files import HERE, read_table


@dataclass(frozen=True, slots=True)
class Agency:
    """A news agency.

    name    its common name, as in `Document.agency`
    names   how running text names it; enough in any sentence
    slugs   short forms, trusted only in brackets, bylines and credits
    """

    name: str
    names: tuple[str, ...]
    slugs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet.

    hosts   addresses without `www.`
    order   `mdy` or `dmy` when its numeric dates are known to have that order, else None
    """

    name: str
    hosts: tuple[str, ...] = ()
    order: str | None = None


@dataclass(frozen=True, slots=True)
class OutletPack:
    """All outlets and agencies known; `OutletPack()` knows none."""

    agencies: tuple[Agency, ...] = ()
    outlets: tuple[Outlet, ...] = ()

    def at(self, url: str | None) -> Outlet | None:
        """The outlet at an address, by its host."""
        host = (urlsplit(_with_scheme(url)).hostname or "") if url else ""
        host = host.removeprefix("www.")
        matches = (o for o in self.outlets if any(host == h or host.endswith("." + h) for h in o.hosts))
        return next(matches, None) if host else None

    def named(self, name: str | None) -> Outlet | None:
        """The outlet of that name, without regard to case."""
        wanted = (name or "").casefold()
        return next((o for o in self.outlets if o.name.casefold() == wanted), None)


def _with_scheme(url: str) -> str:
    return url if "//" in url else f"//{url}"


@lru_cache(maxsize=1)
def outlet_pack() -> OutletPack:
    """The outlets and agencies that come with toguna.

    Raises   PackIsBroken
    """
    folder = HERE / "outlets"
    agencies = (
        Agency(row["name"], _split(row["names"]), _split(row["slugs"])) for row in read_table(folder / "agencies.tsv")
    )
    outlets = (
        Outlet(row["name"], _split(row["hosts"]), row["order"] or None) for row in read_table(folder / "outlets.tsv")
    )
    return OutletPack(tuple(agencies), tuple(outlets))


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())
