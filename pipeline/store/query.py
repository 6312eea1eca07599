"""A searcher's words, taken apart: words in all their forms, quoted phrases, identifiers in any notation."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.document import EntityLabel
from pipeline.store.codec import number_key, short_key, text_key, value_key
from pipeline.store.terms import Analyzer, Translations, tokens

MAX_WORDS = 40
MAX_QUERY_CHARS = 1_000
"""Of one query; more than anybody types."""
MIN_DIGITS = 7
"""Of a run that is taken for an identifier: the shortest local phone number (ITU-T E.164 leaves them to each country;
Ukraine's have 5 to 7)."""
PHONE_REGIONS = ("UA", "RU", "BY", "MD", "PL", "TR", "DE", "CZ")
"""Whose local notations are tried: the countries of domain/entities.md."""
PLATFORMS = (
    "telegram",
    "instagram",
    "vk",
    "viber",
    "whatsapp",
    "facebook",
    "tiktok",
    "ok",
    "skype",
    "signal",
    "discord",
)
_HOSTS = {
    "t.me": "telegram",
    "telegram.me": "telegram",
    "instagram.com": "instagram",
    "vk.com": "vk",
    "facebook.com": "facebook",
    "fb.com": "facebook",
    "tiktok.com": "tiktok",
    "ok.ru": "ok",
    "wa.me": "whatsapp",
}
_IDENTIFIER = re.compile(
    rf"""
      [^\s"«»“”]+@[^\s"«»“”]+\.[^\s"«»“”]+                          # an e-mail address
    | (?:https?://|www\.)[^\s"«»“”]+                                # a link
    | (?:{"|".join(map(re.escape, _HOSTS))})/[^\s"«»“”]+             # the same without its beginning
    | @[\w.]{{2,}}                                                   # an account
    | \b(?:{"|".join(PLATFORMS)}):\s?[\w.@-]{{2,}}                   # an account in the normal form
    | (?<!\w)\+?\(?\d[\d()\s.\-–—]{{5,}}\d(?!\w)                    # digits in groups
    | \b[^\W\d_]{{1,2}}\s?\d{{3,4}}\s?[^\W\d_]{{2}}\s?\d{{0,3}}\b        # a number plate
    | \b[^\W\d_]{{2}}\s?\d{{6}}\b                                    # a passport
    | \b[a-z]{{2}}\d{{2}}(?:\s?[\da-z]{{1,4}}){{3,8}}\b                 # an IBAN in groups
    | \b(?=\w*\d)(?=\w*[^\W\d_])[\w\-/]{{6,}}                        # a wallet, a case number
    """,
    re.VERBOSE | re.IGNORECASE,
)
OLD_TRUNK = re.compile(r"80[3-9]\d{8}")
"""A Ukrainian number behind the long-distance prefix 8, as it was dialled until 2009 and is written still."""
_QUOTED = re.compile(r'"([^"]*)"|«([^»]*)»|“([^”]*)”')
_TRAILING = ".,;:!?)]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """One thing that must be in the document: a word, words that follow each other, or an identifier.

    `words`: for each word the terms any of which will do. `keys`: entity values any of which will do instead.
    """

    words: tuple[frozenset[str], ...]
    phrase: bool = False
    keys: frozenset[str] = frozenset()


def parse_query(query: str, analyzer: Analyzer, translations: Translations | None) -> tuple[Sought, ...]:
    """The things a document must hold, all of them. With `translations`, words of the other language will do too."""
    sought: list[Sought] = []
    rest = query[:MAX_QUERY_CHARS]
    for match in list(_QUOTED.finditer(rest)):
        inside = next(group for group in match.groups() if group is not None)
        if words := _words(inside, analyzer, translations):
            keys = identifier_keys(inside.strip()) if _IDENTIFIER.fullmatch(inside.strip()) else frozenset()
            sought.append(Sought(words=words, phrase=len(words) > 1 or bool(keys), keys=keys))
        rest = rest.replace(match.group(), " ", 1)
    for match in list(_IDENTIFIER.finditer(rest)):
        found = match.group().strip().rstrip(_TRAILING)
        if keys := identifier_keys(found):
            sought.append(Sought(words=_words(found, analyzer, None), phrase=True, keys=keys))
            rest = rest.replace(match.group(), " ", 1)
    sought += (Sought(words=(word,)) for word in _words(rest, analyzer, translations))
    return tuple(dict.fromkeys(sought))[:MAX_WORDS]


def _words(text: str, analyzer: Analyzer, translations: Translations | None) -> tuple[frozenset[str], ...]:
    return tuple(analyzer.widened(token.form, translations) for token in tokens(text))[:MAX_WORDS]


def identifier_keys(text: str) -> frozenset[str]:
    """The keys (`codec.value_key`) under which an identifier written so may be stored; none if it is no identifier.

    >>> "380671234567" in identifier_keys("067 123-45-67")
    True
    """
    digits = re.sub(r"\D", "", text)
    keys = set(_account_keys(text))
    if "@" in text or "/" in text:
        keys.add(text_key(text))
    if len(digits) >= MIN_DIGITS and not re.search(r"[^\W\d_]", text):
        keys |= {digits, *_phone_keys(text)}
        if OLD_TRUNK.fullmatch(digits):
            keys.add(f"3{digits}")
    elif digits and len(number_key(text)) >= 6:
        keys.add(number_key(text))
    return frozenset(map(short_key, keys))


def _phone_keys(text: str) -> Iterable[str]:
    import phonenumbers

    for region in PHONE_REGIONS:
        try:
            number = phonenumbers.parse(text, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(number):
            written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
            yield value_key(EntityLabel.PHONE, written) or ""


def _account_keys(text: str) -> Iterable[str]:
    lowered = text.casefold()
    bare = re.sub(r"^(?:https?://)?(?:www\.|m\.)?", "", lowered)
    host, slash, name = bare.partition("/")
    if slash and host in _HOSTS:
        yield f"{_HOSTS[host]}:{name.strip('/').partition('?')[0].lstrip('@+')}"
    platform, colon, name = lowered.partition(":")
    if colon and platform in PLATFORMS:
        yield f"{platform}:{name.strip().lstrip('@')}"
    if lowered.startswith("@"):
        yield from (f"{platform}:{lowered[1:]}" for platform in PLATFORMS)
