"""Search keys: the form under which names meet, whatever case, gender ending or order they were written in.

A key is for search only, the written form stays beside it. For persons:
* lower case, one apostrophe, ё as е, no dots;
* surname first, then name, then patronymic, where the words tell which is which; initials stand last;
* names and patronymics in the nominative of their own gender («Олени Іванівни» → «олена іванівна»);
* surnames in the masculine nominative for men and women alike («Ивановой», «Иванова», «Іванов» keep their
  language's letters and meet as «иванов», «іванов»), because the written form of one person's surname and of a
  relative's cannot be told apart reliably; surnames in -енко, -ко and those that the tables do not know stay as
  written once their case ending is off.
Ukrainian and Russian spellings are not merged here: linking does that with evidence.
"""

import re

from extractors.entities.morphology import plain, readings
from pipeline.document import EntityLabel

PATRONYMIC = re.compile(
    r"^.{2,}(?:[оеєи]вич|ьич|ьїч|лліч|[іїи]вн|[ое]вн|иничн|ічн|инишн)"
    r"(?:а|у|ю|ем|ом|еві|ові|е|і|и|ы|ою|ой|ам|ами)?$"
)
SURNAME_ENDINGS: tuple[tuple[str, str], ...] = (
    (r"([сцз])(?:ьк|к)(?:ого|ому|им|ій|ої|ою|а|у|ая|ой|ую|ою|ом|ых|их|ими|і|ие)$", ""),
    (r"([оеє]в)(?:а|у|ої|ій|ою|ой|ым|им|е|і|ому|ых|их|ими)$", r"\1"),
    (r"([иії]н)(?:а|у|ої|ій|ою|ой|ым|им|е|і|ому|ых|их|ими)$", r"\1"),
    (r"(енк|[^аеєиіїоуюяыё]к)(?:а|у|ом|ові|ові)$", ""),
    (r"([уюая]к|ич|[иі]к)(?:а|у|ом|ем|ові|еві|ами|ів|ов|и)$", r"\1"),
    (r"йц(?:я|ю|ем|еві|ям)$", "єць"),
    (r"([^аеєиіїоуюяыё])ц(?:я|ю|ем|еві|ям)$", r"\1ець"),
)
INITIAL = re.compile(r"^[^\W\d_]$")
WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`\-][^\W\d_]+)*")


def search_key(text: str, label: EntityLabel, language: str) -> str:
    """The key of a written name; never empty for a text with a letter or digit in it."""
    if label is EntityLabel.PERSON:
        key = person_key(text, language)
    elif label is EntityLabel.ORGANIZATION:
        key = organization_key(text, language)
    else:
        key = phrase_key(text, language)
    return key or " ".join(plain(text).split())


def person_key(text: str, language: str) -> str:
    """Surname, name, patronymic, initials in their key forms.

    >>> person_key("Олени Іванівни КОВАЛЕНКО", "uk")
    'коваленко олена іванівна'
    """
    words = [plain(m.group()) for m in WORD.finditer(text)]
    initials = [w for w in words if INITIAL.match(w)]
    full = [w for w in words if not INITIAL.match(w)]
    gender = next((g for w in full if (g := _patronymic_gender(w))), None)
    given: list[str] = []
    patronymics: list[str] = []
    surnames: list[str] = []
    for place, word in enumerate(full):
        name = _name(word, language, gender)
        if _patronymic_gender(word) and place > 0:
            patronymics.append(_patronymic(word))
        elif name and not given and not (place == 0 and _better_as_surname(word, full, language)):
            given.append(name)
        else:
            surnames.append(surname_key(word, language))
    return " ".join((*surnames, *given, *patronymics, *initials)).replace("ё", "е")


def _better_as_surname(word: str, full: list[str], language: str) -> bool:
    """The first of several words is a surname if a later one is a name too («Назар Олександр»)."""
    return len(full) > 1 and any(_name(w, language, None) for w in full[1:] if not _patronymic_gender(w))


def _patronymic_gender(word: str) -> str | None:
    if not PATRONYMIC.match(word):
        return None
    return "masc" if re.search(r"ич(?:а|у|ем|еві|ові|е|і|ом)?$|іч|їч", word) and "вн" not in word[-5:] else "femn"


def _patronymic(word: str) -> str:
    if _patronymic_gender(word) == "masc":
        return re.sub(r"(ич|іч|їч)(?:а|у|ю|ем|ом|еві|ові|е|і)$", r"\1", word)
    return re.sub(r"(вн|ичн|ічн|ишн)(?:и|ы|і|е|у|ою|ой|а)$", r"\1а", word)


def _name(word: str, language: str, gender: str | None) -> str | None:
    """The nominative of a given name, of the gender its patronymic shows; None if no dictionary knows it as a name."""
    names = [r for r in readings(word, language) if r.known and "Name" in r.grammemes]
    fitting = [r for r in names if gender in (None, r.gender)] or names
    nominative = [r for r in fitting if "nomn" in r.grammemes]
    if gender is None and nominative:
        return nominative[0].lemma
    return fitting[0].lemma if fitting else None


def surname_key(word: str, language: str) -> str:
    """A surname in the masculine nominative.

    >>> surname_key("ивановой", "ru"), surname_key("ковальською", "uk"), surname_key("мартинюка", "uk")
    ('иванов', 'ковальський', 'мартинюк')
    """
    if "-" in word:
        return "-".join(surname_key(part, language) for part in word.split("-") if part)
    for ending, stem in SURNAME_ENDINGS:
        if match := re.search(ending, word):
            return _with_stem(word, match, stem)
    known = [r for r in readings(word, language) if r.known]
    if surname := next((r for r in known if "Surn" in r.grammemes), None):
        return re.sub(r"([оеєиії][вн])а$", r"\1", surname.lemma)
    if adjective := next((r for r in known if "ADJF" in r.grammemes), None):
        return adjective.lemma
    return word


def _with_stem(word: str, match: re.Match[str], stem: str) -> str:
    if stem:
        return word[: match.start()] + match.expand(stem)
    base = word[: match.start()]
    if match[1] in ("с", "ц", "з"):
        soft = match.group()[1:2] == "ь"
        return base + match[1] + ("ький" if soft else "кий")
    return base + match[1] + "о"


LEGAL_FORM = re.compile(
    r"^(?:с?тов|тзов|пп|фоп|прат|пат|ват|зат|ат|го|бф|бо|ооо|оао|зао|пао|ао|чп|ип|фг|кп|дп)\b\.?|"
    r"\b(?:gmbh|llc|ltd|inc|b\.?v|s\.?r\.?o|sp\.?\s*z\s*o\.?\s*o)\.?$"
)


def organization_key(text: str, language: str) -> str:
    """The firm without legal form and quotes, so that «ТОВ «Прометей»» and «Прометей» meet.

    A brand in quotes stays as written; other words are brought to their dictionary form.
    """
    bare = LEGAL_FORM.sub("", plain(text).strip()).strip()
    pieces = re.split(r"[«»„“”\"]", bare)
    parts = [phrase_key(p, language) if i % 2 == 0 else " ".join(p.split()) for i, p in enumerate(pieces)]
    return " ".join(p.strip(" ,.") for p in parts if p.strip(" ,."))


def phrase_key(text: str, language: str) -> str:
    """Dictionary forms of all words, in order."""
    return " ".join(_lemma(plain(m.group()), language) for m in re.finditer(r"[\w'’ʼ`\-]*\w", text))


def _lemma(word: str, language: str) -> str:
    found = readings(word, language)
    best = next((r for r in found if r.known and "nomn" in r.grammemes and r.lemma == word), None)
    chosen = best or next((r for r in found if r.known), None)
    return (chosen.lemma if chosen else word).replace("ё", "е")
