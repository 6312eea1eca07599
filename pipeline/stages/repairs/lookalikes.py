"""Words with letters of another alphabet, digits or signs in place of letters, and words wholly of Latin twins."""

import re
from collections.abc import Iterator

from pipeline.stages.dictionary import is_word
from pipeline.stages.repairs.edits import Edit, run_start
from pipeline.stages.repairs.letters import BRANDS, CYRILLIC, GUESSES, HIDING_SIGNS, SIGNS, TWINS, UK_RU
from pipeline.stages.repairs.spelling import ROMAN, as_word, case_of, respell

INSIDE = re.escape(SIGNS + HIDING_SIGNS)
INSIDE_CHARS = frozenset(SIGNS + HIDING_SIGNS + "'’\ufe0f\u20e3")
BASIC = "".join(c for c in (*GUESSES, *SIGNS, *HIDING_SIGNS) if not c.isascii() and c < "\uffff" and c != "я")
FOREIGN = "A-Za-z0-9" + re.escape("@$|!+*#") + BASIC
# A foreign letter, digit or sign beside a Cyrillic letter. Astral signs stand apart: they would slow the class down.
SUSPICIOUS = re.compile(
    f"[{FOREIGN}](?:(?<=[{CYRILLIC}].)|(?=[{CYRILLIC}]))|[\U0001f17e-\U0001f7e4](?<=[{CYRILLIC}].)(?=\ufe0f?[{CYRILLIC}])"
)
MAX_TOKEN = 40
TOKEN = re.compile(
    rf"[$@€]?[^\W_]+(?:['’]?[^\W_]+|(?:[{INSIDE}]\ufe0f?\u20e3?|\ufe0f?\u20e3){{1,3}}(?=[^\W_])[^\W_]+)*"
)
LATIN_TWIN_WORD = re.compile(r"(?<![\w.@/'-])[ABCEHIKMOPTXYaceiopxy0346bhkmntru]{3,32}(?![\w@/'-])")
LATIN_TWIN_LETTER = re.compile(rf"[aicoy](?<=[{CYRILLIC},;:)»”] .)(?= [«„(]?[{CYRILLIC}])")
ALONE_AT_START = re.compile(rf"[BCKOYAI](?:(?<=^.)|(?<=[.!?\n] .)|(?<=\n.))(?= [{CYRILLIC}])", re.MULTILINE)
THREE_FOR_Z = re.compile(rf"3[aа](?:(?<=[A-Za-z{UK_RU}] ..)|(?<=^..))(?= [A-Za-z{UK_RU}]{{4}})", re.MULTILINE)
HAS_LATIN = re.compile("[A-Za-z]")
CYRILLIC_WORD = re.compile(f"[{CYRILLIC}]+")
NEAR_CHARS = 40  # how far a word's neighbours are looked at
LATIN_BESIDE = re.compile(r"[A-Za-z]['’.&]? ?$"), re.compile(r"^[ ]?['’&]?[A-Za-z]{2}")
# Letters of other Cyrillic alphabets: repaired as disguises unless the text is written in such an alphabet.
# More than one in fifty letters: Kazakh, Uzbek, Tajik and Bashkir texts have 5-20 in a hundred.
OTHER_CYRILLIC = re.compile("[ѐ-ѓѕјљњќѝџ-ҏҒ-ԯ]")
MAX_OTHER_SHARE = 0.02


def repair_lookalikes(text: str) -> Iterator[Edit]:
    """Edits that write words of mixed alphabets in the one they are meant in."""
    if not SUSPICIOUS.search(text):
        return iter(())
    spared = OTHER_CYRILLIC if len(OTHER_CYRILLIC.findall(text)) > MAX_OTHER_SHARE * len(text) else None
    edits = [e for m in _tokens(text) if (e := _plain(m, spared))]
    if edits:  # «3а» is «за» only where other words are disguised, too
        edits += [Edit(m.start(), m.end(), "за") for m in THREE_FOR_Z.finditer(text)]
    return iter(sorted(edits))


def _tokens(text: str) -> Iterator[re.Match[str]]:
    """The tokens around suspicious places, each once."""
    at = 0
    for hit in SUSPICIOUS.finditer(text):
        if hit.start() < at:
            continue
        start = run_start(text, hit.start(), _in_token, most=MAX_TOKEN)
        for match in TOKEN.finditer(text, max(at, start), hit.end() + MAX_TOKEN):
            if match.end() > hit.start():
                yield match
                at = match.end()
                break


def _in_token(character: str) -> bool:
    return character.isalnum() or character in INSIDE_CHARS


def _plain(match: re.Match[str], spared: re.Pattern[str] | None) -> Edit | None:
    word = match.group()
    if word.isascii() or (spared and spared.search(word)):
        return None
    plain = respell(word)
    return Edit(match.start(), match.end(), plain) if plain and plain != word else None


def repair_latin_twins(text: str) -> Iterator[Edit]:
    """Edits for words that consist of Latin letters only but stand in Cyrillic text: "BAKAHCII", "i", "po6oTy"."""
    if not HAS_LATIN.search(text):
        return iter(())
    edits = [Edit(m.start(), m.end(), TWINS[m.group()]) for m in LATIN_TWIN_LETTER.finditer(text)]
    edits += [Edit(m.start(), m.end(), TWINS[m.group()]) for m in ALONE_AT_START.finditer(text)]
    edits += [e for m in LATIN_TWIN_WORD.finditer(text) if (e := _latin_word(text, m))]
    return iter(sorted(edits))


def _latin_word(text: str, match: re.Match[str]) -> Edit | None:
    word = match.group()
    letters = sum(c.isalpha() for c in word)
    if (
        letters < 2
        or ROMAN.fullmatch(word)
        or word.lower() in BRANDS
        or not _among_cyrillic(text, match.start(), match.end())
    ):
        return None
    plain = "".join(TWINS.get(c, c) for c in word)
    if len(word) >= 4 and CYRILLIC_WORD.fullmatch(plain) and is_word(plain):
        return Edit(match.start(), match.end(), case_of(word, plain))
    disguised = letters < len(word) or not (word.islower() or word.istitle() or word.isupper())
    guess = as_word(word) if disguised and letters >= 3 else None
    return Edit(match.start(), match.end(), guess) if guess else None


def _among_cyrillic(text: str, start: int, end: int) -> bool:
    """Whether more Cyrillic than Latin letters stand within 40 characters on either side."""
    before, after = text[max(0, start - NEAR_CHARS) : start], text[end : end + NEAR_CHARS]
    if LATIN_BESIDE[0].search(before) or LATIN_BESIDE[1].search(after):
        return False
    near = before + after
    return sum("\u0400" <= c <= "\u052f" for c in near) > sum(c.isascii() and c.isalpha() for c in near)
