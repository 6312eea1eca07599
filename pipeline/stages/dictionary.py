"""Whether a word is in the dictionaries of Ukrainian and Russian (pymorphy3), for the repairs that need to know."""

from functools import lru_cache
from typing import Any

# Words of chats and ads that the dictionaries lack; looked up with and without an ending.
SLANG_WORDS = """
телеграм вайбер ватсап вотсап вацап інстаграм тікток тикток онліфанс онлифанс вебкам вебка скам обнал дроп
закладчик закладник кур'єр кардер крипта біткоїн тезер usdt мефедрон мефчик кладмен інтим ескорт эскорт сиделка
консумація консумация анкета менеджерка модель хостес аніматор контентмейкер воркер воркаут спамер скупка
"""
SLANG = frozenset(SLANG_WORDS.split())
ENDINGS = ("", "а", "у", "и", "ы", "і", "ом", "ем", "ам", "ів", "ов", "ами", "ах", "е", "ою", "ой")
CACHED_WORDS = 200_000
MAX_WORD_CHARS = 40


@lru_cache(maxsize=CACHED_WORDS)
def is_word(form: str, language: str | None = None) -> bool:
    """Whether a form (any case) is known in `language` ("uk" or "ru"), or in either."""
    form = form.lower()
    if not form or len(form) > MAX_WORD_CHARS:
        return False
    languages = (language,) if language else ("uk", "ru")
    return any(_analyzer(one).word_is_known(form) for one in languages) or _is_slang(form)


def _is_slang(form: str) -> bool:
    stems = (form[: len(form) - len(end)] for end in ENDINGS if form.endswith(end))
    return any(stem in SLANG or stem + "а" in SLANG for stem in stems)


@lru_cache(maxsize=2)
def _analyzer(language: str) -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang=language)
