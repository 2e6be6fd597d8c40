"""Noun phrases that stand for a party without naming it, and names with the noun that they stand before.

A phrase is found from its head noun: leftwards over what modifies it to its article or possessor, rightwards over
`of X` where that is part of what it means. A phrase whose head is a state's organ or force takes the kind of the
state's name in it; one whose head is a group's people takes the kind of the group's name.
"""

from __future__ import annotations

from toguna.kinds.reading import MentionKind
from toguna.language.mention_draft import Draft
from toguna.language.mention_lexicon import Head, Sort
from toguna.language.mention_names import Name, NameFinder, Words
from toguna.language.tokens import Token
from toguna.packs.world import State

_STOP_NOUNS = frozenset(
    "year years month months week weeks day days today yesterday tomorrow morning evening night decade time"
    " least most talks peace deal agreement ceasefire".split()
)
_AFTER_NOUN = frozenset(
    "loyal active close allied linked opposed responsible able willing ready present alone alike involved concerned"
    " unwilling unable eager keen reluctant likely unlikely due free first second here there too both such more less"
    " much last next on-site today yesterday abroad inside outside late early sure aware capable hostile friendly"
    " faithful sympathetic critical familiar according whose whether worried wary open intent poised set bent out"
    " off".split()
)
_FORCES = (Sort.ARMY, Sort.ARMED_GROUP)
_ORGANS = (Sort.GOVERNMENT, Sort.ARMY)
_LEFT_LIMIT = 8
_CARRIES = frozenset("delegation panel team mission force forces faction wing".split())


def phrases(words: Words, names: list[Name], finder: NameFinder) -> list[Draft]:
    """Names, descriptions and pronouns of one sentence, in order, none inside another."""
    return _Sentence(words, names, finder).drafts()


class _Sentence:
    def __init__(self, words: Words, names: list[Name], finder: NameFinder) -> None:
        self.words, self.finder, self.lexicon = words, finder, finder.lexicon
        self.tokens, self.lows = words.tokens, words.lows
        self.name_at: dict[int, Name] = {k: name for name in names for k in range(name.start, name.end)}
        self.names = names
        self.in_role = {k for name in names if name.role for k in range(*name.role)}
        self.heads: list[tuple[int, int, Head]] = []
        self.taken: dict[int, Draft] = {}

    def drafts(self) -> list[Draft]:
        for name in self.names:
            self._take(self._of_name(name))
        for i in range(len(self.tokens)):
            self._pronoun(i)
        i, n = 0, len(self.tokens)
        while i < n:
            head = None if i in self.name_at else self._head_at(i)
            if head is None:
                i += 1
                continue
            end = i + len(head.words)
            self._describe(i, end, head)
            i = end
        owners = {id(d.of) for d in self.taken.values() if d.of is not None}
        found = {
            id(d): d
            for d in self.taken.values()
            if not d.dropped and not (d.kind is MentionKind.PRONOUN and self._is_idle(d) and id(d) not in owners)
        }
        return sorted(found.values(), key=lambda d: d.start)

    def _take(self, draft: Draft) -> None:
        for k in range(draft.start, draft.end):
            old = self.taken.get(k)
            if old is not None and old is not draft:
                old.dropped = True
            self.taken[k] = draft

    def _text(self, start: int, end: int) -> str:
        return self.words.text(self.finder.source, start, end)

    def _of_name(self, name: Name) -> Draft:
        draft = Draft(self.words, name.start, name.end, name.kind, self._text(name.start, name.end), core=name)
        if name.role:
            draft.role = self._text(*name.role).lower()
            if name.role[0] > 0:
                draft.of = self._owner(name.role[0])
        if name.start and self.lows[name.start - 1] in ("the", "both") and name.role is None and not name.is_adjective:
            draft.start -= 1
        return draft

    def _owner(self, at: int) -> Draft | None:
        """The mention that ends right before token `at`, over a possessive and plain modifiers."""
        k = at - 1
        while k >= 0 and (self.lows[k] in self.lexicon.modifiers or self.tokens[k].tag == "possessive" or self._end(k)):
            if k in self.taken:
                return self.taken[k]
            k -= 1
        return self.taken.get(k) if k >= 0 else None

    def _end(self, k: int) -> bool:
        return k in self.taken

    # --- descriptions -------------------------------------------------------------------------------------------

    def _head_at(self, i: int) -> Head | None:
        token = self.tokens[i]
        if not token.text[0].isalpha() or token.tag in ("det", "prep", "pron", "conj", "aux", "modal", "adv"):
            return None
        head = self.lexicon.head_at(self.lows, i)
        if head is None:
            return None
        end = i + len(head.words)
        if any(k in self.name_at or k in self.in_role for k in range(i, end)):
            return None
        if token.tag == "verb" and len(head.words) == 1 and not self._is_noun(i):
            return None
        if end < len(self.tokens) and not self._ends_phrase(end, head):
            return None
        return head

    def _is_noun(self, i: int) -> bool:
        """A form that is also a verb is a noun after a demonym, an acronym, a modifier, or where a verb follows it."""
        after = self.tokens[i + 1].tag if i + 1 < len(self.tokens) else "punct"
        if i == 0 or self.tokens[i - 1].tag in ("punct", "conj", "quote"):
            return after in ("verb", "aux", "modal", "adv") or self.lows[i + 1 : i + 2] == ["of"]
        before = self.tokens[i - 1]
        name = self.name_at.get(i - 1)
        if name is not None:
            if name.is_adjective or before.text.isupper():
                return True
            is_object = after in ("det", "pron", "name", "poss", "num", "word") or i + 1 in self.name_at
            return not is_object and name.kind is not MentionKind.PERSON
        return before.low in self.lexicon.modifiers or self.finder.is_link(before.low)

    def _ends_phrase(self, k: int, head: Head) -> bool:
        """False when the next word is another noun that this one only modifies."""
        token = self.tokens[k]
        if k in self.name_at or token.tag not in ("word", "verb", "name"):
            return True
        if head.plural and token.tag != "word":
            return True
        follow = self.lexicon.head_at(self.lows, k)
        if follow is not None and (token.tag != "verb" or self._modifies(k)):
            return False
        if head.plural or token.tag == "verb" or token.low in _AFTER_NOUN:
            return True
        return token.low.endswith(("ed", "ing", "ly")) and token.low not in self.lexicon.modifiers

    def _modifies(self, k: int) -> bool:
        if k + 1 in self.name_at:
            return True
        return k + 1 < len(self.tokens) and self.tokens[k + 1].tag in ("verb", "aux", "modal", "punct", "prep")

    def _describe(self, start: int, end: int, head: Head) -> None:
        named = self._named_after(end)
        if head.words == ("force",) and start and self.lows[start - 1] in ("into", "in", "by", "of"):
            return
        left, core, owner = self._left(start, head)
        if self._is_bare(left, end, head, core, owner):
            return
        if head.noun in self.lexicon.owned and core is None and owner is None:
            return
        if named is not None and self._absorbs(named, head):
            self._to_role(named, left, start, end, head, core, owner)
            return
        right = self._right(end, head)
        if right is not None:
            end = right.end
            core = core or right
        if owner is not None and owner.kind is MentionKind.PRONOUN and head.noun in self.lexicon.own:
            for k in range(owner.start, end):
                if k in self.taken and self.taken[k] is not owner:
                    self.taken[k].dropped = True
            owner.end, owner.name, owner.head = end, self._text(owner.start, end), head
            owner.plural = owner.plural or self.lows[owner.start] == "their"
            self._take(owner)
            return
        name = self._text(self._without_article(left), end)
        draft = Draft(self.words, left, end, MentionKind.DESCRIPTION, name, core, head, plural=head.plural)
        draft.kind = self._kind(core, head)
        if head.sort is Sort.PERSON:
            draft.role = head.noun
        if owner is not None:
            draft.of = owner
            if owner.end < draft.start or owner.end == draft.start:
                draft.name = self._text(self._without_article(owner.start), end)
        for k in range(left, end):
            old = self.taken.get(k)
            if old is not None and old is not owner:
                old.dropped = True
        self._take(draft)
        if head.sort is Sort.PERSON and owner is None:
            draft.of = None

    def _is_bare(self, left: int, end: int, head: Head, core: Name | None, owner: Draft | None) -> bool:
        """A singular that can be counted needs an article: `Islamist militant attacks` names no militant."""
        if head.plural or head.sort not in (Sort.ARMED_GROUP, Sort.POPULATION) or self.words.style != "plain":
            return False
        if core is not None or owner is not None or end >= len(self.tokens) or head.noun == "people":
            return False
        first = self.tokens[left]
        return first.tag not in ("det", "poss", "num") and self.tokens[end].tag in ("word", "verb", "name")

    def _named_after(self, end: int) -> Name | None:
        name = self.name_at.get(end)
        return name if name is not None and name.start == end else None

    def _absorbs(self, name: Name, head: Head) -> bool:
        """True if the noun and the name after it are one: `spokesman X`, `the newspaper Y`, `ally France`."""
        if head.plural and name.kind is not None:
            return False
        if name.is_adjective:
            return False
        if head.sort is Sort.PERSON:
            return name.kind in (None, MentionKind.PERSON)
        return name.kind is not MentionKind.PLACE or name.sense is not None

    def _to_role(
        self, name: Name, left: int, start: int, end: int, head: Head, core: Name | None, owner: Draft | None
    ) -> None:
        draft = self.taken[name.start]
        if head.sort is Sort.PERSON or (name.kind is None and head.sort is Sort.POPULATION):
            draft.kind = MentionKind.PERSON
            role = self._text(start, end).lower()
            draft.role = f"{role} {draft.role}" if draft.role else role
            if core is not None and owner is None:
                owner = self.taken.get(core.start)
                if owner is not None:
                    owner.dropped = False
            if owner is None:
                owner = self._noun_owner(left, start)
            draft.of = owner
            return
        if name.kind is None:
            draft.kind = MentionKind.GROUP if head.sort in _FORCES else MentionKind.ORGANISATION
        if owner is None and core is None:
            draft.start = left
            for k in range(left, name.start):
                self.taken[k] = draft
        draft.head = head

    def _noun_owner(self, left: int, start: int) -> Draft | None:
        """`ministry` in `ministry spokesman X`: a head noun among the modifiers."""
        for k in range(left, start):
            head = self.lexicon.head_at(self.lows, k)
            if head is not None and head.sort not in (Sort.PERSON, Sort.POPULATION, Sort.SIDES):
                end = k + len(head.words)
                if end > start:
                    continue
                first = left
                draft = Draft(
                    self.words,
                    first,
                    end,
                    MentionKind.DESCRIPTION,
                    self._text(self._without_article(first), end),
                    None,
                    head,
                    plural=head.plural,
                )
                self._take(draft)
                return draft
        return None

    def _left(self, start: int, head: Head) -> tuple[int, Name | None, Draft | None]:
        """Where the phrase begins, the name that modifies it, and the mention that owns it."""
        j, core = start, None
        while j > 0 and start - j < _LEFT_LIMIT:
            token = self.tokens[j - 1]
            name = self.name_at.get(j - 1)
            if name is not None:
                if core is not None and not name.is_adjective:
                    break
                if name.role is not None or (name.kind is MentionKind.PERSON and head.sort is not Sort.PERSON):
                    break
                core = core if core is not None and core.kind is not MentionKind.PLACE else name
                j = name.start
                continue
            if token.tag == "possessive" or self._is_plural_possessive(j - 1):
                return self._possessed(j, head, core)
            if token.low == "whose":
                return j, core, self._owner(j - 2 if self.lows[j - 2 : j - 1] == [","] else j - 1)
            if token.tag == "poss":
                return self._of_pronoun(j, core)
            if token.tag == "det":
                if head.plural and token.low in ("a", "an", "another", "each", "every") and j < start:
                    return start, None, None  # `a step officials said`: the article belongs to another noun
                if head.plural and token.low in ("that", "this"):
                    return j, core, None
                return j - 1, core, None
            of_peace = token.low in ("peace", "ceasefire", "truce") and head.sort is Sort.PERSON and j == start
            if not of_peace and not self._modifier(token, j - 1):
                break
            j -= 1
        return j, core, None

    def _is_plural_possessive(self, k: int) -> bool:
        """The mark of `the Tigers' chief`: right after an s, with a word of the phrase behind a space."""
        if self.tokens[k].text not in ("'", "’") or k == 0 or k - 1 not in self.taken:
            return False
        before, after = self.tokens[k - 1], self.tokens[k + 1]
        return before.low.endswith("s") and before.at.end == self.tokens[k].at.start < after.at.start - 1

    def _possessed(self, j: int, head: Head, core: Name | None) -> tuple[int, Name | None, Draft | None]:
        owner = self.taken.get(j - 2) if j >= 2 else None
        if owner is None or owner.dropped:
            return j, core, None
        if head.sort is Sort.PERSON or owner.kind in (MentionKind.PERSON, MentionKind.PRONOUN):
            return j, core, owner
        if owner.kind is None and owner.head is None and owner.end - owner.start > 1:
            return j, core, owner
        if owner.kind is MentionKind.DESCRIPTION and owner.head and owner.head.sort is not Sort.SIDES:
            return j, core, owner
        return owner.start, core or owner.core, None

    def _of_pronoun(self, j: int, core: Name | None) -> tuple[int, Name | None, Draft | None]:
        owner = self.taken.get(j - 1)
        return j, core, owner if owner and owner.kind is MentionKind.PRONOUN else None

    def _modifier(self, token: Token, k: int) -> bool:
        low = token.low
        if token.tag == "punct" or token.tag == "quote" or low in _STOP_NOUNS:
            return False
        if token.tag == "num" or low in self.lexicon.modifiers or self.finder.is_link(low):
            return True
        if k > 0 and self._ends_head(k):
            return True
        small = token.text.islower() or k == 0
        if low in self.lexicon.particles and small and self.finder.is_link(self.lows[k + 1]):
            return True
        if low.endswith("ly") and k + 1 < len(self.tokens) and self.lows[k + 1] in self.lexicon.modifiers:
            return True
        if token.tag == "verb" or low.endswith(("ed", "ing", "ly")):
            return False
        if token.tag == "name" and k == 0 and not token.verb and low not in self.lexicon.never:
            return True  # `Tigrayan authorities` at the start
        return token.tag == "word" or (token.tag == "name" and self.words.style != "plain" and not token.verb)

    def _ends_head(self, k: int) -> bool:
        """The last word of a noun of two words: `forces` in `armed forces chief`."""
        head = self.lexicon.head_at(self.lows, k - 1)
        return head is not None and len(head.words) == 2 and k - 1 not in self.name_at

    def _right(self, end: int, head: Head) -> Name | None:
        """A name after `of` or `in` that belongs to the phrase."""
        if end + 1 >= len(self.tokens) or head.sort not in (*_ORGANS, Sort.POPULATION, Sort.ORGANISATION):
            return None
        low = self.lows[end]
        if low not in ("of", "in", "from"):
            return None
        k = end + 2 if self.lows[end + 1] == "the" else end + 1
        name = self.name_at.get(k)
        if name is None or name.start != k or name.is_adjective:
            return None
        is_place = name.kind in (MentionKind.NATION, MentionKind.PLACE) or name.kind is None
        if head.sort is Sort.POPULATION:
            return name if is_place and low != "from" else None
        if head.sort in _ORGANS and low in ("of", "in") and name.sense and isinstance(name.sense.entry, State):
            return self._place_after(name)
        if head.sort is Sort.GOVERNMENT and low == "of" and name.kind is MentionKind.PLACE:
            return name
        return None

    def _place_after(self, name: Name) -> Name:
        """`Tigray` in `authorities in Ethiopia's Tigray region`: the part of the state, when it is named."""
        k = name.end
        if k + 1 < len(self.tokens) and self.tokens[k].tag == "possessive":
            part = self.name_at.get(k + 1)
            if part is not None and part.kind is MentionKind.PLACE:
                return part
        return name

    def _kind(self, core: Name | None, head: Head) -> MentionKind:
        if core is None or core.kind is None:
            return MentionKind.DESCRIPTION
        if core.kind in (MentionKind.NATION, MentionKind.PLACE) and head.sort in _ORGANS:
            return MentionKind.NATION
        if core.kind in (MentionKind.GROUP, MentionKind.ORGANISATION):
            if head.sort in _FORCES or head.noun in _CARRIES or head.sort is Sort.GOVERNMENT:
                return core.kind
        return MentionKind.DESCRIPTION

    def _without_article(self, start: int) -> int:
        return start + 1 if self.lows[start] in ("the", "a", "an") else start

    # --- pronouns -----------------------------------------------------------------------------------------------

    def _pronoun(self, i: int) -> None:
        low = self.lows[i]
        after = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        if low == "both" and after is not None and (after.tag in ("verb", "aux", "modal") or after.low == "to"):
            self._take(Draft(self.words, i, i + 1, MentionKind.PRONOUN, self.tokens[i].text, plural=True))
            return
        pronoun = self.lexicon.pronouns.get(low)
        if pronoun is None or i in self.taken or (low == "us" and self.tokens[i].text == "US"):
            return
        if pronoun.sort == "thing" and low == "it" and not self._it_acts(i):
            return
        if low.endswith(("self", "selves")):
            return
        self._take(Draft(self.words, i, i + 1, MentionKind.PRONOUN, self.tokens[i].text, plural=pronoun.plural))

    def _is_idle(self, draft: Draft) -> bool:
        """A possessive whose noun is no party: `its mind`; a text that is somebody's speaks for him: `its letter`."""
        if draft.end - draft.start != 1 or self.tokens[draft.start].tag != "poss":
            return False
        after = self.lows[draft.end : draft.end + 3]
        return not any(w in self.lexicon.texts for w in after[:2]) or not self._speaks(draft.end)

    def _speaks(self, start: int) -> bool:
        """A verb follows within a few words, as after a subject, or `according to` stands before."""
        if self.lows[max(0, start - 3) : start - 1] == ["according", "to"]:
            return True
        for token in self.tokens[start : start + 5]:
            if token.tag == "verb" and token.verb is not None and token.low not in self.lexicon.texts:
                return True
            if token.tag in ("punct", "modal"):
                return token.tag == "modal"
        return False

    def _it_acts(self, i: int) -> bool:
        if i + 1 >= len(self.tokens):
            return False
        if self.tokens[i + 1].tag == "verb" or self.tokens[i + 1].tag in ("modal", "adv"):
            return True
        if self.lows[i + 1] in ("has", "had", "does", "did"):
            return True
        if self.lows[i + 1] not in ("is", "was") or i + 2 >= len(self.tokens):
            return False
        verb = self.tokens[i + 2].verb
        return verb is not None and "ing" in verb.forms
