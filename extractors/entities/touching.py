"""Which of many spans touch a given one, found without looking at them all: a case file has tens of thousands."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Generic, Protocol, TypeVar


class Span(Protocol):
    """Anything with half-open offsets."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=Span)


class Touching(Generic[S]):
    """Spans by place. `touching(start, end)` gives those which overlap [start, end), the last first.

    >>> from pipeline.document import Paragraph
    >>> a, b = (Paragraph(start=s, end=e, language="uk") for s, e in ((0, 5), (5, 9)))
    >>> [p.start for p in Touching([a, b])(4, 6)]
    [5, 0]
    """

    def __init__(self, spans: Iterable[S]) -> None:
        self._spans = sorted(spans, key=lambda span: span.start)
        self._starts = [span.start for span in self._spans]
        self._reach = list(accumulate((span.end for span in self._spans), max))

    def __call__(self, start: int, end: int) -> Iterator[S]:
        at = bisect_left(self._starts, end)
        while at and self._reach[at - 1] > start:
            at -= 1
            if self._spans[at].end > start:
                yield self._spans[at]
