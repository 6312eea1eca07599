"""Labels of token models taken apart: B-PER, I-PER, S-PER or plain PER."""

import re
from collections.abc import Sequence
from typing import NamedTuple

PREFIXED = re.compile(r"(?P<place>[BIESLUM])[-_](?P<kind>.+)", re.DOTALL)
OPENS, CLOSES = frozenset("BSU"), frozenset("ESLU")


class Tag(NamedTuple):
    """What a token model's label says: the kind of span, and whether the span opens or closes at this token."""

    kind: str
    opens: bool = False
    closes: bool = False


def tags_of(labels: Sequence[str]) -> tuple[Tag, ...]:
    """The labels taken apart. The schemes BIO, IOB, BIOES, BILOU and none are read.

    Beside B only E, S, L, U and M are places, so that a label such as «S_CLASS» of a model without places stays whole.
    """
    found = [PREFIXED.fullmatch(label) for label in labels]
    places = {match["place"] for match in found if match}
    known = places if "B" in places else places & {"I"}
    return tuple(
        Tag(match["kind"], match["place"] in OPENS, match["place"] in CLOSES)
        if match and match["place"] in known
        else Tag(label)
        for label, match in zip(labels, found, strict=True)
    )
