"""Which characters look like which letters: data for the repairs.

*Source*: Unicode's confusables (UTS #39) cut to what meets Ukrainian and Russian words, `domain/entities.md` section
0.4, and the spellings of public spam collections.
"""

# One look, two letters: nobody can tell these apart by eye.
TWINS = dict(zip("aceiopxykABCEHIKMOPTXYёïëj", "асеіорхукАВСЕНІКМОРТХУёїёј", strict=True))
LATIN_TWINS = {cyrillic: latin for latin, cyrillic in TWINS.items() if latin.isascii()} | {"ѕ": "s", "ԁ": "d", "һ": "h"}

# Characters that stand for a Cyrillic letter, best first; only a dictionary word makes the guess good.
GUESSES = {
    "a": "а", "b": "вьб", "c": "с", "d": "д", "e": "еєэ", "f": "ф", "g": "гд", "h": "нх", "i": "іи", "j": "йј",
    "k": "к", "l": "лі", "m": "мт", "n": "пни", "o": "о", "p": "рп", "q": "я", "r": "гря", "s": "сѕ", "t": "т",
    "u": "иу", "v": "ву", "w": "шщ", "x": "х", "y": "уи", "z": "з",
    "α": "а", "β": "в", "γ": "гу", "δ": "д", "ε": "еє", "η": "пн", "ι": "і", "κ": "к", "λ": "л", "μ": "м", "ν": "ну",
    "ο": "о", "π": "п", "ρ": "рр", "σ": "ос", "τ": "т", "υ": "иу", "φ": "ф", "χ": "х", "ω": "ш", "ζ": "з",
    "0": "о", "1": "іил", "3": "зеэ", "4": "ч", "6": "б", "7": "т", "8": "в", "9": "я",
    "@": "а", "$": "с", "€": "еє", "£": "е", "|": "іл", "!": "і", "©": "с", "¢": "с", "+": "т", "∆": "д", "∂": "д",
    "¥": "у", "Ω": "о", "¡": "і",
    "ә": "эа", "ө": "о", "қ": "к", "ҡ": "к", "ғ": "г", "ң": "н", "ү": "у", "ұ": "у", "һ": "нх", "ӏ": "іл", "ј": "йі",
    "ѕ": "с", "ӓ": "а", "ӑ": "а", "ӧ": "о", "ӱ": "у", "ӥ": "и", "ѐ": "е", "ѝ": "и", "ӗ": "е", "ҳ": "х", "ҷ": "ч",
    "ɑ": "а", "ı": "і", "ⅼ": "л", "ʀ": "гя", "я": "я",
}  # fmt: skip
ROUND_SIGNS = "⚪⚫⭕🔴🟠🟡🟢🔵🟣🟤⚽🏀🏐🎾🌕🌑🌎🌍🌏🍊🍩🅾"
SIGNS = "@$€£|!©¢+∆∂¥¡" + ROUND_SIGNS
HIDING_SIGNS = "*#•●■█▓✱×"  # stand for any one letter of a word: «н*ркотики»
VOWELS_FIRST = "аеиоуіїюяєыэьбвгджзйклмнпрстфхцчшщґ"

# Small capitals and other letters that compatibility normalisation leaves alone.
SMALL_CAPITALS = dict(zip("ᴀʙᴄᴅᴇɢʜɪᴊᴋʟᴍɴᴏᴘʀѕꜱᴛᴜᴠᴡʏᴢᴦᴨᴫɑıօⲟᖯ", "abcdeghijklmnoprsstuvwyzгплaiooв", strict=True))
LETTER_EMOJI = {"🅰": "A", "🅱": "B", "🅾": "O", "🅿": "P", "Ⓜ": "M", "🆎": "AB"}
COUNTRIES = """
AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN
CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET EU FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HK HN HR
HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG
MH MK ML MM MN MO MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PR PS PT PW PY QA RO RS
RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG UN US UY
UZ VA VC VE VN VU WS XK YE ZA ZM ZW
"""
COUNTRY_CODES = frozenset(COUNTRIES.split())

CYRILLIC = "Ѐ-ԯ"
UK_RU = "А-Яа-яЁёІіЇїЄєҐґ"
UK_RU_LETTERS = frozenset(chr(c) for c in range(ord("А"), ord("я") + 1)) | frozenset("ЁёІіЇїЄєҐґ'’")
BRAND_WORDS = """
telegram viber whatsapp signal instagram facebook tiktok skype google gmail ok usd eur usdt
"""
BRANDS = frozenset(BRAND_WORDS.split())
