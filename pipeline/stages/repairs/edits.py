"""An edit of a text, and the one place where edits are applied to a working copy."""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from pipeline.offsets import Rewriter, WorkingText


class Edit(NamedTuple):
    """Write `text` for the characters [start, end)."""

    start: int
    end: int
    text: str


Repair = Callable[[str], Iterable[Edit]]
"""Edits of a text, in order and not overlapping."""

# Tokens that identifiers are made of; a repair of letters must not touch them. Each alternative begins at a token's
# start (look-behind) and has bounded or disjoint repeats, so that the whole pattern stays linear.
PROTECTED = re.compile(
    r"""
      (?<![A-Za-z0-9._%+-]) [A-Za-z0-9._%+-]{1,64} @ [A-Za-z0-9-]{1,63} (?:\.[A-Za-z0-9-]{1,63})+   # e-mail
    | (?<!\w) (?:[a-z]{2,8}://|www\.|t\.me/) \S+                                                   # address of a page
    | (?<![\w.-]) (?:[A-Za-z0-9-]{1,63}\.){1,6} (?:com|net|org|info|biz|ua|ru|рф|укр|by|pl|de|eu|me|io|su|kz|cz|ro|md
        |at|ch|it|es|fr|uk|us|tv|cc|gg|ly|onion|example|online|site|store|shop|work|jobs) (?![\w-]) (?:/\S*)?
    | (?<![\w@]) @ [A-Za-z0-9_]{3,40}                                                              # handle
    | (?<!\w) [A-Z]{2}\d{2} (?:[ ]?[A-Z0-9]{4}){3,8} (?:[ ]?[A-Z0-9]{1,3})? (?!\w)                  # IBAN
    | (?<!\w) (?:0x[0-9A-Fa-f]{40}|bc1[a-z0-9]{8,71}|[A-Za-z0-9_-]{26,64}) (?!\w)                   # wallet, hash
    | (?<!\w) [^\W\d_]{1,2} [ ]? (?:№[ ]?)? \d{3,6} (?:[ ]?[^\W\d_]{2} (?:[ ]?\d{2,3})?)? (?!\w)     # passport, plate
    """,
    re.VERBOSE,
)


def apply(below: WorkingText, edits: Iterable[Edit], *, spare: bool = True) -> WorkingText:
    """The working text with the edits made. `spare`: those that touch an e-mail, address, account or series are not."""
    wanted = list(edits)
    if spare and wanted:
        wanted = _outside(wanted, [m.span() for m in PROTECTED.finditer(below.text)])
    if not wanted:
        return below
    rewriter = Rewriter(below.text, below)
    for edit in wanted:
        rewriter.keep_to(edit.start)
        rewriter.replace(edit.end - edit.start, edit.text)
    return rewriter.finish()


def run_start(text: str, at: int, belongs: Callable[[str], bool], *, most: int) -> int:
    """Where the run of characters that `belongs` accepts and that ends before `at` begins, at most `most` back."""
    start = at
    while start > 0 and at - start < most and belongs(text[start - 1]):
        start -= 1
    return start


def _outside(edits: list[Edit], spans: list[tuple[int, int]]) -> list[Edit]:
    kept, at = [], 0
    for edit in edits:
        while at < len(spans) and spans[at][1] <= edit.start:
            at += 1
        if at == len(spans) or spans[at][0] >= edit.end:
            kept.append(edit)
    return kept
