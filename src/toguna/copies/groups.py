"""Union-find: pairs that chain come out as groups, the same whatever the order of the pairs."""

from __future__ import annotations


class Groups:
    """A partition of the numbers below `size`, joined pair by pair; a group's root is its smallest member."""

    def __init__(self, size: int) -> None:
        self._above = list(range(size))

    def root(self, at: int) -> int:
        """The smallest member of the group of `at`."""
        top = at
        while self._above[top] != top:
            top = self._above[top]
        while self._above[at] != top:
            self._above[at], at = top, self._above[at]
        return top

    def join(self, one: int, other: int) -> None:
        """Make the groups of both one."""
        low, high = sorted((self.root(one), self.root(other)))
        self._above[high] = low

    def members(self) -> list[list[int]]:
        """All groups, each sorted, in the order of their roots."""
        found: dict[int, list[int]] = {}
        for at in range(len(self._above)):
            found.setdefault(self.root(at), []).append(at)
        return list(found.values())
