"""Edges of a name: stray quotes and marks off, the dot of an initial on."""

import re
from dataclasses import replace

from extractors.entities.candidates import Candidate
from pipeline.document import EntityLabel

PAIRS = {"«": "»", "„": "“", "“": "”", "(": ")", "[": "]"}
OPENING, CLOSING = frozenset(PAIRS), frozenset(PAIRS.values())
STRAY = frozenset(" \t\n\r,;:!?*_|/\\•·–—-…'’`")
ENDS_WITH_INITIAL = re.compile(r"(?:^|[\s.])[^\W\d_]{1,2}$")
LOOSE_END = re.compile(
    r"(?<=[^\W\d_])(?:[ \t]+(?:з|із|зі|і|й|та|в|у|до|на|по|за|від|из|с|и|от|к|ко|не|що|что|де|где))+$"
)
"""Small words behind a person's name that a model now and then takes in."""

ABBREVIATED = re.compile(r"(?:обл|р-н|ін|др|о\.о|[A-Z]|[^\W\d_]\.[^\W\d_]|(?:^|\s)[^\W\d_]{1,2})\.$")


def trimmed(text: str, candidate: Candidate) -> Candidate | None:
    """The candidate without what is not part of its name, or None if nothing with a letter is left."""
    start, end = candidate.start, candidate.end
    while start < end and (text[start] in STRAY or text[start] in CLOSING or _unpaired(text, start, start, end)):
        start += 1
    while start < end and (_is_stray(text, start, end) or _full_stop(text, start, end)):
        end -= 1
    if candidate.label is EntityLabel.PERSON and (loose := LOOSE_END.search(text[start:end])):
        end = start + loose.start()
    is_person = candidate.label is EntityLabel.PERSON
    if is_person and text[end : end + 1] == "." and ENDS_WITH_INITIAL.search(text[start:end]):
        end += 1
    if not any(c.isalpha() for c in text[start:end]):
        return None
    return replace(candidate, start=start, end=end)


def _is_stray(text: str, start: int, end: int) -> bool:
    return text[end - 1] in STRAY or _unpaired(text, end - 1, start, end)


def _unpaired(text: str, at: int, start: int, end: int) -> bool:
    """Whether the quote or bracket at `at` has no partner inside the name."""
    mark = text[at]
    if mark == '"':
        return text.count('"', start, end) % 2 == 1
    if mark in OPENING:
        return PAIRS[mark] not in text[at + 1 : end]
    return mark in CLOSING and not any(o in text[start:at] for o, c in PAIRS.items() if c == mark)


def _full_stop(text: str, start: int, end: int) -> bool:
    return text[end - 1] == "." and not ABBREVIATED.search(text[start:end])
