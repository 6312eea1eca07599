"""How a finder proposes an entity; `compete` decides which proposals stay."""

from pipeline.document import Entity, EntityLabel, Validation, Value

VERSION = "1"
LIKELY, POSSIBLE, NEEDS_WORD = 0.7, 0.4, 0.1
"""Scores of a proposal before its neighbours are read: stands alone, stands with any hint, stands only beside its word.

Source: entities.md, section 0: of random digits 10 % pass a checksum, so a bare number proves little; the
border itself (compete.ACCEPTED = 0.5) was set on the development voices of the seed passages.
"""


def propose(
    label: EntityLabel,
    start: int,
    end: int,
    value: Value,
    *,
    score: float,
    validation: Validation | None = Validation.FORMAT_OK,
    reason: str | None = None,
) -> Entity:
    """A proposal of this package, its source named after the label."""
    return Entity(
        start=start,
        end=end,
        label=label,
        value=value,
        validation=validation,
        source=f"identifiers.{label}@{VERSION}",
        score=score,
        reason=reason,
    )
