"""The closed vocabularies of the contract, as enums that read aloud."""

from __future__ import annotations

from enum import StrEnum


class Issue(StrEnum):
    """What a position, condition, commitment or veto is about."""

    TALKS = "talks"
    CEASEFIRE = "ceasefire"
    WITHDRAWAL = "withdrawal"
    RELEASE = "release"
    DISARMAMENT = "disarmament"
    INCLUSION = "inclusion"
    VENUE = "venue"
    RECOGNITION = "recognition"
    AUTONOMY = "autonomy"
    GOVERNANCE = "governance"
    JUSTICE = "justice"
    SANCTIONS = "sanctions"
    LAW = "law"
    ACCESS = "access"
    OPERATIONS = "operations"
    IMPLEMENTATION = "implementation"
    OTHER = "other"


class Stance(StrEnum):
    """Where a holder stands on an issue."""

    FOR = "for"
    AGAINST = "against"
    CONDITIONAL = "conditional"
    OPEN = "open"
    UNCLEAR = "unclear"


class ConditionState(StrEnum):
    """What has become of a condition; `announced` is never `met`."""

    OPEN = "open"
    OPPOSED = "opposed"
    ANNOUNCED = "announced"
    PARTLY = "partly"
    MET = "met"
    VIOLATED = "violated"
    WITHDRAWN = "withdrawn"
    RESTATED = "restated"


class CommitmentState(StrEnum):
    """What has become of a promise."""

    GIVEN = "given"
    PARTLY = "partly"
    KEPT = "kept"
    BROKEN = "broken"
    WITHDRAWN = "withdrawn"


class Necessity(StrEnum):
    """How a condition binds: without it not; with it surely; or else."""

    NECESSARY = "necessary"
    SUFFICIENT = "sufficient"
    SANCTION = "sanction"


class StatementMode(StrEnum):
    """How reported words are given (PolNeAR)."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    HEADLINE = "headline"


class EventType(StrEnum):
    """PLOVER's event types."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class EventStatus(StrEnum):
    """Whether an event took place, and on whose word."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    ANNOUNCED = "announced"
    CLAIMED = "claimed"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"


class Counts(StrEnum):
    """What a figure counts."""

    KILLED = "killed"
    WOUNDED = "wounded"
    DISPLACED = "displaced"
    DETAINED = "detained"
    HOSTAGES = "hostages"
    RELEASED = "released"
    TROOPS = "troops"
    FIGHTERS = "fighters"
    POPULATION = "population"
    MONEY = "money"
    DURATION = "duration"
    OTHER = "other"


class ChannelRole(StrEnum):
    """What somebody does between two parties."""

    MEDIATOR = "mediator"
    FACILITATOR = "facilitator"
    ENVOY = "envoy"
    HOST = "host"
    GUARANTOR = "guarantor"
    OBSERVER = "observer"
    MESSENGER = "messenger"


class ChannelState(StrEnum):
    """How far a channel has come."""

    PROPOSED = "proposed"
    MANDATED = "mandated"
    ACTIVE = "active"
    ENDED = "ended"
    REFUSED = "refused"


class PartyType(StrEnum):
    """What sort of party it is."""

    GOVERNMENT = "government"
    ARMED_GROUP = "armed-group"
    INTERNATIONAL = "international"
    ORGANISATION = "organisation"
    PERSON = "person"
    POPULATION = "population"
    MEDIA = "media"
    STATE = "state"


class Manner(StrEnum):
    """How talks are held or meant."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    SECRET = "secret"


class Lasting(StrEnum):
    """Whether a position holds for a while or for good."""

    TEMPORARY = "temporary"
    PERMANENT = "permanent"


class Group(StrEnum):
    """How a condition stands to the others of its position."""

    ALL = "all"
    ANY = "any"


class RelationKind(StrEnum):
    """What one text is to another of its lineage."""

    COPY = "copy"
    EXTENDS = "extends"
    SHORTENS = "shortens"
    REWRITES = "rewrites"


class Basis(StrEnum):
    """Where a publication date comes from."""

    STATED = "stated"
    ADDRESS = "address"
    DATELINE = "dateline"
    COPY = "copy"
    INTERNAL = "internal"
    GIVEN = "given"


class ContradictionSort(StrEnum):
    """What contradicts what."""

    PARTY_PARTY = "party-party"
    CLAIM_CLAIM = "claim-claim"
    FIGURE_FIGURE = "figure-figure"
    WORD_DEED = "word-deed"
    THEN_NOW = "then-now"


class RulingOp(StrEnum):
    """What a person decided."""

    ACCEPT = "accept"
    REJECT = "reject"
    EDIT = "edit"
    MERGE = "merge"
    SPLIT = "split"
    ADD = "add"
    UNDO = "undo"
