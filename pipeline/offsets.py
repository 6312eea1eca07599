"""A working copy of a text that knows where each of its characters came from."""

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingText:
    """A changed copy of an original text, with the way back.

    Character i of `text` came from original code points [starts[i], ends[i]). Both arrays are None
    when nothing changed. Starts and ends never fall.
    """

    text: str
    starts: "array[int] | None" = None
    ends: "array[int] | None" = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Half-open span of the original that [start, end) of the working text came from."""
        if self.starts is None or self.ends is None:
            return start, end
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else (self.ends[-1] if self.ends else 0)
            return at, at
        return self.starts[start], self.ends[end - 1]

    def working(self, start: int, end: int) -> tuple[int, int]:
        """Smallest span of the working text that covers [start, end) of the original."""
        if self.starts is None or self.ends is None:
            return start, end
        low = bisect_right(self.ends, start)
        return low, max(low, bisect_left(self.starts, end))


class Rewriter:
    """Builds a WorkingText from left to right: keep a piece, replace a piece, or drop it.

    >>> r = Rewriter("до0м"); r.keep(2); r.replace(1, "о"); r.keep(1); r.finish().text
    'доом'
    """

    def __init__(self, source: str, below: WorkingText | None = None) -> None:
        """Reads `source`; `below` is the working text it comes from, when rewrites are stacked."""
        self.source = source
        self.below = below
        self.at = 0
        self._pieces: list[str] = []
        self._starts: array[int] = array("I")
        self._ends: array[int] = array("I")
        self._changed = False

    def keep(self, count: int) -> None:
        """Copy the next `count` characters unchanged."""
        stop = min(self.at + count, len(self.source))
        self._pieces.append(self.source[self.at : stop])
        self._starts.extend(range(self.at, stop))
        self._ends.extend(range(self.at + 1, stop + 1))
        self.at = stop

    def keep_to(self, position: int) -> None:
        """Copy unchanged up to `position` of the source."""
        if position > self.at:
            self.keep(position - self.at)

    def replace(self, count: int, text: str) -> None:
        """Write `text` for the next `count` characters; of equal length they map one to one, else as a block."""
        stop = min(self.at + count, len(self.source))
        self._pieces.append(text)
        if len(text) == stop - self.at:
            self._starts.extend(range(self.at, stop))
            self._ends.extend(range(self.at + 1, stop + 1))
        else:
            self._starts.extend([self.at] * len(text))
            self._ends.extend([stop] * len(text))
        self.at = stop
        self._changed = True

    def drop(self, count: int) -> None:
        """Leave out the next `count` characters."""
        self.replace(count, "")

    def finish(self) -> WorkingText:
        """The rest kept, the working text with offsets into the lowest original."""
        self.keep_to(len(self.source))
        if not self._changed:
            return self.below or WorkingText(text=self.source)
        text = "".join(self._pieces)
        below = self.below
        if below is None or below.starts is None or below.ends is None:
            return WorkingText(text=text, starts=self._starts, ends=self._ends)
        starts = array("I", (below.starts[s] if s < len(below.starts) else below.ends[-1] for s in self._starts))
        ends = array("I", (below.ends[e - 1] if e else below.starts[0] for e in self._ends))
        return WorkingText(text=text, starts=starts, ends=ends)
