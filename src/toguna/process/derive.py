"""The room's door: claims in, the same claims with their histories and all that is derived from them out.

A pure function of its input as a set: order changes nothing, and deriving twice equals deriving once.
"""

from __future__ import annotations

from collections.abc import Sequence

from toguna.kinds.document import Document
from toguna.kinds.ids import RecordId
from toguna.kinds.party import Cast
from toguna.kinds.record import Claim, Position, Record
from toguna.process.bodies import Bodies
from toguna.process.commitment import with_states
from toguna.process.condition import with_histories
from toguna.process.contradiction import contradictions
from toguna.process.evidence import Evidence
from toguna.process.matrix import cells, pairs
from toguna.process.shift import shifts
from toguna.process.void import voids


def derive(claims: Sequence[Claim], cast: Cast, documents: Sequence[Document], process: str) -> tuple[Record, ...]:
    """Claims to records over time.

    claims      of one process; histories that they carry from an earlier run are made anew
    cast        whom persons speak for, and when governments fell
    documents   give the lineages, so that copies do not repeat a condition
    process     the process that derived records belong to
    returns     all claims in their order, conditions and commitments with `states` and `now` (conditions with
                `history`), then cells, shifts and contradictions
    Cost        n log n in the claims, but for what two parties say of one issue (bounded, see `contradiction.MANY`)
    """
    bodies, evidence = Bodies(cast), Evidence(documents, process)
    void = voids(claims, bodies)
    conditions = with_histories(claims, bodies, evidence, void)
    told: dict[RecordId, Claim] = {}
    told.update(conditions)
    told.update(with_states(claims, bodies))
    positions = {c.header.id: c for c in claims if isinstance(c, Position)}
    matrix = cells(pairs(claims, bodies), conditions, void, bodies, evidence)
    shifted = shifts(matrix, positions, bodies, evidence)
    against = contradictions(claims, shifted, bodies, evidence, void)
    return (*(told.get(c.header.id, c) for c in claims), *matrix, *shifted, *against)
