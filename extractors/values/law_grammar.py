"""The grammar of references to articles: points, parts, articles, lists of them, the name of a code behind.

«п. «а» ч. 2 ст. 127.1 УК РФ», «ст.ст. 149, 303», «ч. 3 ст. 28 - ч. 2 ст. 149», «частиною другою статті 149», «ст.
149 ч. 3».
"""

from collections.abc import Iterator
from typing import NamedTuple

from extractors.languages import ru, uk
from extractors.languages.tables import all_forms, by_form
from extractors.values.numbers import read_number
from extractors.values.tokens import DASHES, Tokens

ARTICLES = all_forms(uk.ARTICLE_WORDS, ru.ARTICLE_WORDS, "art арт")
PARTS = all_forms(uk.PART_WORDS, ru.PART_WORDS)
POINTS = all_forms(uk.POINT_WORDS, ru.POINT_WORDS)
ORDINALS = by_form(uk.ORDINALS, ru.ORDINALS)
STARTERS = ARTICLES | PARTS | POINTS
AND = all_forms("і й та и або или чи , ;")
JOINING = AND | DASHES
AGAIN = all_forms("за по")
QUOTES = frozenset("«»\"“”„'’")
SUPERSCRIPTS = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")
REPEATED = 4
"""Tokens of «ст.ст.», «ч.ч.», «п.п.»"""
MOST_LISTED = 12
"""Parts in one list; longer ones exist only in hostile texts."""
HIGHEST_ARTICLE = 1_600
"""The longest codes (civil, tax) end below it."""
CLOSERS = frozenset('.,;:)]»"”!?…') | DASHES
FOLLOWERS = all_forms(
    "ч п і й та и або или чи за по у в кк кку ук кпк упк купап коап цк гк ск кзпп тк квк уик конституції "
    "конституции закону закона"
)


class Reference(NamedTuple):
    """One article, or one part of it, with the tokens [first, end) that name it."""

    first: int
    end: int
    article: str
    part: str | None


class _Part(NamedTuple):
    first: int
    end: int
    number: str


def read_references(t: Tokens, i: int) -> list[Reference]:
    """The references of the expression that begins at token `i`; empty if none does."""
    found: list[Reference] = []
    j = i
    while True:
        segment = list(_segment(t, j))
        if not segment:
            return found
        found += segment
        j = _next_segment(t, segment[-1].end)
        if j == segment[-1].end:
            return found


def _next_segment(t: Tokens, end: int) -> int:
    """The token where another segment of the same expression begins; `end` if there is none."""
    j = end
    if t.form(j) in JOINING:
        j += 1
        if t.form(j) in AGAIN:
            j += 1
    return j if j > end and t.form(j) in STARTERS and not t.breaks(j) else end


def _segment(t: Tokens, i: int) -> Iterator[Reference]:
    """Points and parts, then the articles they belong to."""
    parts, j = _prefix(t, i)
    if j < 0:
        return
    if t.form(j) not in ARTICLES:
        return
    k = _after_article_word(t, j)
    if not parts and (before := _number_before(t, j)) is not None and _article_number(t, k, listed=False) is None:
        yield Reference(before, k, t.form(before), None)
        return
    yield from _articles(t, i, k, parts)


def _number_before(t: Tokens, j: int) -> int | None:
    """The token of the number in «149-ю статтею», «по 149 статье»."""
    if t.form(j) in ("ст", "стст", "art", "арт"):
        return None
    hangs = t.is_word(j - 1) and t.form(j - 2) in DASHES and t.glued(j - 1)
    k = j - 3 if hangs else j - 1
    return k if t.is_digits(k) and len(t.form(k)) == 3 and t.form(k)[0] != "0" else None


def _after_article_word(t: Tokens, j: int) -> int:
    for _ in range(REPEATED):
        if not (t.form(j) in ARTICLES or (t.form(j) == "." and t.form(j - 1) in ARTICLES)):
            break
        j += 1
    return j


def _prefix(t: Tokens, i: int) -> tuple[list[_Part], int]:
    """(parts, index of the article word) of «п. «а» ч. 2», or -1 where the words are something else."""
    parts: list[_Part] = []
    j = i
    for _ in range(6):
        form = t.form(j)
        if form in ARTICLES:
            return parts, j
        if form in PARTS:
            read = _numbers_after(t, j)
            parts, j = read, (read[-1].end if read else -1)
        elif form in POINTS:
            j = _after_point(t, j)
        elif form in AND:
            j += 1
        else:
            return parts, -1
        if j < 0:
            return parts, -1
    return parts, -1


def _numbers_after(t: Tokens, i: int) -> list[_Part]:
    """«ч. 1, 2», «частиною другою», «ч.ч. 2 та 3»: every part with its tokens; the first one takes the word."""
    j = i + 1
    for _ in range(REPEATED):
        j += t.form(j) == "." or t.form(j) in PARTS
    found: list[_Part] = []
    for _ in range(MOST_LISTED):
        number = _part_number(t, j)
        if number is None:
            break
        found.append(_Part(i if not found else j, j + 1, number))
        j += 1
        more = t.form(j) in AND and _part_number(t, j + 1) is not None
        if not more:
            break
        j += 1
    return found


def _part_number(t: Tokens, i: int) -> str | None:
    form = t.form(i)
    if t.is_digits(i):
        return form if len(form) <= 2 and form[0] != "0" else None
    ordinal = ORDINALS.get(form)
    return str(ordinal) if ordinal else None


def _after_point(t: Tokens, i: int) -> int:
    """The index after «п. «а», «б»», «п. 3», «п.п. 1, 2»; -1 if no letter or number follows."""
    j = i + 1
    for _ in range(REPEATED):
        j += t.form(j) == "." or t.form(j) in POINTS
    seen = -1
    for _ in range(24):
        form = t.form(j)
        letter = t.is_word(j) and len(form) == 1 and form not in ("ч", "п")
        if form in QUOTES or (form in AND and seen > 0):
            j += 1
        elif letter or (t.is_digits(j) and len(form) <= 2) or form in ORDINALS:
            seen = j = j + 1
        else:
            break
    return j if seen > 0 else -1


def _articles(t: Tokens, first: int, k: int, parts: list[_Part]) -> Iterator[Reference]:
    """The article numbers from token `k` on, each with its parts."""
    begin, listed = first, False
    while (read := _article_number(t, k, listed=listed)) is not None:
        article, end = read
        own, end = _part_behind(t, end)
        if own:
            yield Reference(begin, end, article, own)
        elif listed or not parts:
            yield Reference(begin, end, article, None)
        else:
            for part in parts[:-1]:
                yield Reference(begin if part is parts[0] else part.first, part.end, article, part.number)
            last = parts[-1]
            yield Reference(begin if len(parts) == 1 else last.first, end, article, last.number)
        if t.form(end) not in AND and not _is_range(t, end):
            return
        k = begin = end + 1
        listed = True


def _is_range(t: Tokens, i: int) -> bool:
    """Whether «149–152» goes on: a dash and another article of as many digits."""
    return t.form(i) in DASHES and t.is_digits(i + 1) and len(t.form(i + 1)) == len(t.form(i - 1)) == 3


def _article_number(t: Tokens, i: int, *, listed: bool) -> tuple[str, int] | None:
    """(article, end) of «149», «301-1», «301¹», «127.1», «189a», «сто сорок дев'ять»; stricter in lists."""
    if not t.is_digits(i):
        return None if listed else _article_in_words(t, i)
    if len(t.form(i)) > 4 or t.form(i)[0] == "0" or int(t.form(i)) > HIGHEST_ARTICLE:
        return None
    article, j = t.form(i), i + 1
    article, j = _with_suffix(t, article, j)
    if t.form(j) == "." and t.glued(j) and t.glued(j + 1) and t.is_digits(j + 1):
        return None
    if t.form(j) in DASHES and t.glued(j) and t.is_word(j + 1) and len(t.form(j + 1)) <= 2 and t.glued(j + 1):
        j += 2
    if listed and t.is_word(j) and t.form(j) not in FOLLOWERS and not t.breaks(j):
        return None
    return article, j


def _with_suffix(t: Tokens, article: str, j: int) -> tuple[str, int]:
    """The number with «-1», «¹», «.1», «a» hanging on it."""
    form = t.form(j)
    if not t.glued(j):
        return article, j
    small = t.glued(j + 1) and t.is_digits(j + 1) and len(t.form(j + 1)) <= 2
    if form in DASHES and small:
        return f"{article}-{t.form(j + 1)}", j + 2
    if (
        form == "."
        and small
        and not (t.form(j + 2) == "." and t.glued(j + 2) and t.is_digits(j + 3) and t.glued(j + 3))
    ):
        return f"{article}.{t.form(j + 1)}", j + 2
    raised = form.translate(SUPERSCRIPTS)
    if raised != form and raised.isascii() and raised.isdigit():
        return f"{article}-{raised}", j + 1
    if len(form) == 1 and form.isascii() and form.isalpha():
        return article + form, j + 1
    return article, j


def _article_in_words(t: Tokens, i: int) -> tuple[str, int] | None:
    read = read_number(t, i)
    return (str(int(read.value)), read.end) if read and 1 < read.value <= HIGHEST_ARTICLE else None


def _part_behind(t: Tokens, i: int) -> tuple[str | None, int]:
    """(part, end) of «ч. 3» or «§ 1» behind an article; (None, i) if a new article follows it instead."""
    j = i + 1 if t.form(i) == "," else i
    if t.form(j) == "§" and t.is_digits(j + 1):
        return t.form(j + 1), j + 2
    if t.form(j) not in PARTS or t.breaks(j):
        return None, i
    numbers = _numbers_after(t, j)
    if not numbers or t.form(numbers[-1].end) in ARTICLES:
        return None, i
    return numbers[0].number, numbers[-1].end
