"""A text cut into numbers, words and marks, for the grammars of this folder.

The grammars walk along tokens and never back, so no text makes them slow.
"""

import re
from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache

TOKEN = re.compile(r"[0-9]+|[^\W\d_]+(?:'[^\W\d_]+)*|[^\w\s]")
FOLD = (("’", "'"), ("ʼ", "'"), ("`", "'"), ("′", "'"), ("ё", "е"), ("Ё", "Е"))
DASHES = frozenset("-–—‒−‑")
UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
RUSSIAN = re.compile("[ыэёъЫЭЁЪ]")
NEAR_CHARS = 300
"""How far around a finding its language is looked at; a paragraph of a case file has about 300 characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """A text's tokens: lower-case `forms` (ё as е, one kind of apostrophe) with half-open offsets."""

    text: str
    forms: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.forms)

    def form(self, index: int) -> str:
        """The form at `index`, or "" outside the text."""
        return self.forms[index] if 0 <= index < len(self.forms) else ""

    def digit_indexes(self, also: Container[str] = ()) -> list[int]:
        """Indexes of tokens that are digits or among the forms `also`."""
        return [i for i, form in enumerate(self.forms) if "0" <= form[0] <= "9" or form in also]

    def is_digits(self, index: int) -> bool:
        form = self.form(index)
        return bool(form) and "0" <= form[0] <= "9"

    def is_word(self, index: int) -> bool:
        return self.form(index)[:1].isalpha()

    def is_capital(self, index: int) -> bool:
        """Whether a word begins with a capital letter."""
        return 0 <= index < len(self.forms) and self.text[self.starts[index]].isupper()

    def glued(self, index: int) -> bool:
        """Whether nothing lies between this token and the one before."""
        return 0 < index < len(self.forms) and self.starts[index] == self.ends[index - 1]

    def blank(self, index: int) -> bool:
        """Whether exactly one blank (not a line end) lies between this token and the one before."""
        if not 0 < index < len(self.forms):
            return False
        gap = self.text[self.ends[index - 1] : self.starts[index]]
        return len(gap) == 1 and gap != "\n"

    def breaks(self, index: int) -> bool:
        """Whether a line end lies between this token and the one before, or the text ends here."""
        if not 0 < index < len(self.forms):
            return True
        return "\n" in self.text[self.ends[index - 1] : self.starts[index]]

    def ends_sentence(self, index: int) -> bool:
        """Whether the token is a mark that closes a sentence; dots of abbreviations and initials do not."""
        form = self.form(index)
        if form in ("!", "?", ";"):
            return True
        if form != ".":
            return False
        return self.breaks(index + 1) or (len(self.form(index - 1)) > 3 and not self.form(index + 1).islower())

    def is_ukrainian_near(self, index: int) -> bool:
        """Whether the letters around say Ukrainian rather than Russian; True when they say nothing."""
        start = self.starts[index]
        near = self.text[max(0, start - NEAR_CHARS) : start + NEAR_CHARS]
        return len(UKRAINIAN.findall(near)) >= len(RUSSIAN.findall(near))

    def is_surely_ukrainian_near(self, index: int) -> bool:
        """As `is_ukrainian_near`, but False when the letters around say nothing."""
        start = self.starts[index]
        near = self.text[max(0, start - NEAR_CHARS) : start + NEAR_CHARS]
        return len(UKRAINIAN.findall(near)) > len(RUSSIAN.findall(near))


@lru_cache(maxsize=2)
def tokenize(text: str) -> Tokens:
    """The tokens of a text. The last texts are kept, because several finders read the same one."""
    folded = text
    for written, read in FOLD:
        folded = folded.replace(written, read)
    lowered = folded.lower()
    if len(lowered) != len(text):  # a few letters, as the Turkish İ, grow when lowered
        lowered = "".join(c if len(c.lower()) != 1 else c.lower() for c in folded)
    matches = list(TOKEN.finditer(lowered))
    return Tokens(
        text=text,
        forms=tuple([m.group() for m in matches]),
        starts=tuple([m.start() for m in matches]),
        ends=tuple([m.end() for m in matches]),
    )


def stem_in(form: str, stems: frozenset[str]) -> bool:
    """Whether the form begins with one of the stems (2 to 12 letters)."""
    return any(form[:length] in stems for length in range(2, min(len(form), 12) + 1))
