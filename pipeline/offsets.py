"""A working copy of a text that knows where each of its characters came from."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingText:
    """A changed copy of an original text, with the way back.

    Character i of `text` came from original code points [starts[i], ends[i]). Both arrays are None when every
    character stands where it stood (nothing changed, or one character for another). Starts and ends never fall.
    """

    text: str
    starts: array[int] | None = None
    ends: array[int] | None = None

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
        self._runs: list[tuple[int, int, int]] = []  # source start, source stop, characters written
        self._changed = False
        self._moved = False

    def keep(self, count: int) -> None:
        """Copy the next `count` characters unchanged."""
        stop = min(self.at + count, len(self.source))
        self._write(stop, self.source[self.at : stop])

    def keep_to(self, position: int) -> None:
        """Copy unchanged up to `position` of the source."""
        if position > self.at:
            self.keep(position - self.at)

    def replace(self, count: int, text: str) -> None:
        """Write `text` for the next `count` characters; of equal length they map one to one, else as a block."""
        stop = min(self.at + count, len(self.source))
        self._changed = self._changed or text != self.source[self.at : stop]
        self._moved = self._moved or len(text) != stop - self.at
        self._write(stop, text)

    def drop(self, count: int) -> None:
        """Leave out the next `count` characters."""
        self.replace(count, "")

    def finish(self) -> WorkingText:
        """The rest kept, the working text with offsets into the lowest original."""
        self.keep_to(len(self.source))
        below = self.below or WorkingText(text=self.source)
        if not self._changed:
            return below
        text = "".join(self._pieces)
        if not self._moved:
            return WorkingText(text=text, starts=below.starts, ends=below.ends)
        starts, ends = array("I"), array("I")
        for start, stop, written in self._runs:
            if written == stop - start:
                starts.extend(_slice(below.starts, start, stop, 0))
                ends.extend(_slice(below.ends, start, stop, 1))
            else:
                first, last = below.original(start, stop)
                starts.extend(array("I", (first,)) * written)
                ends.extend(array("I", (last,)) * written)
        return WorkingText(text=text, starts=starts, ends=ends)

    def _write(self, stop: int, text: str) -> None:
        self._pieces.append(text)
        self._runs.append((self.at, stop, len(text)))
        self.at = stop


def _slice(offsets: array[int] | None, start: int, stop: int, step: int) -> array[int]:
    """The offsets below for source characters [start, stop); the characters' own, plus `step`, where there are none."""
    return array("I", range(start + step, stop + step)) if offsets is None else offsets[start:stop]
