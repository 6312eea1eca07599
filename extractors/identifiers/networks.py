"""What networks call themselves and how their profile links look. Data for `handle`."""

import re
from typing import NamedTuple

from extractors.identifiers.letters import words_of


class Link(NamedTuple):
    """A form of profile link. Group `name` is the account; `reserved` names are pages of the network itself.

    A text in lower case without any of `hints` cannot hold this link, so the pattern need not be tried.
    """

    network: str
    pattern: re.Pattern[str]
    reserved: frozenset[str] = frozenset()
    prefix: str = ""
    keeps_case: bool = False
    hints: tuple[str, ...] = ()


START = r"(?<![\w@-])(?:h(?:tt|xx)ps?\s?:\s?//)?(?:www\.|m\.|web\.|uk-ua\.|ru-ru\.)?"
DOT = r"\s?(?:\.|\[\.\]|\(\.\)|\s(?:крапка|точка|dot)\s)\s?"
TAIL = r"(?:[/?#][^\s<>\"«»]{0,200})?"
PAGE = r"/?(?:\?[^\s<>\"«»]{0,200})?(?![\w/.@-]*[\w/])"
TELEGRAM_NAME = re.compile(r"[a-z0-9_]{4,32}")

# Source: core.telegram.org/api/links.
TELEGRAM_RESERVED = frozenset(
    words_of(
        "joinchat share proxy socks addstickers addemoji addlist addtheme bg setlanguage confirmphone iv login "
        "invoice giftcode boost contact c s msg auth m a k nft stars premium_offer"
    )
)
INSTAGRAM_PAGES = frozenset(words_of("p reel reels stories explore tv accounts about direct developer legal web"))
VK_PAGES = frozenset(
    words_of("feed im wall photo video away login share.php search market app docs audio clips topic doc")
)
FACEBOOK_PAGES = frozenset(
    words_of(
        "sharer sharer.php share groups pages events watch marketplace login help gaming hashtag story.php "
        "photo.php photo permalink.php profile.php people policies plugins reel reels videos posts l.php dialog "
        "tr"
    )
)


def _link(
    network: str,
    body: str,
    *,
    hints: tuple[str, ...] = (),
    reserved: frozenset[str] = frozenset(),
    prefix: str = "",
    keeps_case: bool = False,
) -> Link:
    return Link(network, re.compile(START + body, re.I), reserved, prefix, keeps_case, hints or (network,))


_T = rf"(?:t{DOT}me|telegram{DOT}(?:me|dog))"
TG_HINTS = ("me/", "me /", "telegram", "t.me")
LINKS = (
    _link(
        "telegram",
        rf"{_T}\s?/\s?(?:s/)?(?P<name>[a-z0-9_]{{3,32}})(?![\w-])(?<!/joinchat)(?<!/c){TAIL}",
        hints=TG_HINTS,
    ),
    _link(
        "telegram",
        rf"{_T}\s?/\s?(?:\+|joinchat/)(?P<name>(?![0-9]{{9,15}}\b)[\w-]{{8,40}})",
        prefix="+",
        keeps_case=True,
        hints=TG_HINTS,
    ),
    _link("telegram", rf"{_T}\s?/\s?c/(?P<name>[0-9]{{5,15}})(?:/[0-9]+)*", prefix="c/", hints=TG_HINTS),
    _link(
        "telegram",
        rf"(?P<name>[a-z][a-z0-9_]{{3,31}}){DOT}t{DOT}me(?![\w.]){TAIL}",
        reserved=frozenset({"www"}),
        hints=TG_HINTS,
    ),
    Link(
        "telegram",
        re.compile(r"\btg://(?:resolve|user)\?(?:domain|id)=(?P<name>[\w]{3,32})[^\s<>\"]{0,100}", re.I),
        hints=("tg://",),
    ),
    Link(
        "telegram",
        re.compile(r"\btg://join\?invite=(?P<name>[\w-]{8,40})", re.I),
        prefix="+",
        keeps_case=True,
        hints=("tg://",),
    ),
    _link(
        "instagram",
        rf"(?:instagram{DOT}com|instagr{DOT}am|ig{DOT}me/m)/(?P<name>[\w.]{{2,30}}){PAGE}",
        reserved=INSTAGRAM_PAGES,
        hints=("instagr", "ig.me"),
    ),
    _link("vk", rf"vk(?:ontakte)?{DOT}(?:com|ru)/(?P<name>[a-z0-9_.]{{2,50}}){PAGE}", reserved=VK_PAGES, hints=("vk",)),
    _link("vk", rf"vk{DOT}me/(?P<name>[a-z0-9_.]{{2,50}}){PAGE}", hints=("vk",)),
    _link(
        "facebook",
        rf"(?:facebook{DOT}com|fb{DOT}com|fb{DOT}me|m{DOT}me)/(?P<name>"
        rf"(?!profile\.php)[\w.-]{{3,60}}){PAGE}",
        reserved=FACEBOOK_PAGES,
        hints=("facebook", "fb", "m.me"),
    ),
    _link(
        "facebook",
        rf"(?:facebook{DOT}com|fb{DOT}com)/(?:profile\.php\?id=|people/[^/\s]{{1,60}}/)"
        rf"(?P<name>[0-9]{{5,20}})[^\s<>\"]{{0,100}}",
        hints=("facebook", "fb", "m.me"),
    ),
    _link(
        "facebook",
        rf"(?:facebook{DOT}com|fb{DOT}com)/groups/(?P<name>[\w.-]{{3,60}}){PAGE}",
        prefix="groups/",
        hints=("facebook", "fb", "m.me"),
    ),
    _link("tiktok", rf"tiktok{DOT}com/@(?P<name>[\w.]{{2,30}}){PAGE}"),
    _link(
        "ok",
        rf"ok{DOT}ru/(?:profile/|group/)?(?P<name>[\w.]{{3,40}}){PAGE}",
        reserved=frozenset(words_of("video profile group feed")),
        hints=("ok",),
    ),
    _link("youtube", rf"youtube{DOT}com/(?:@|c/|user/|channel/)(?P<name>[\w.-]{{2,60}}){PAGE}"),
    _link(
        "x",
        rf"(?:twitter{DOT}com|x{DOT}com)/(?P<name>\w{{2,15}}){PAGE}",
        reserved=frozenset(words_of("home search i share intent")),
        hints=("twitter", "x.com"),
    ),
    _link("linkedin", rf"(?:[a-z]{{2}}\.)?linkedin{DOT}com/in/(?P<name>[\w%-]{{3,100}}){PAGE}"),
    _link("onlyfans", rf"onlyfans{DOT}com/(?P<name>[\w.-]{{3,40}}){PAGE}"),
    _link(
        "olx",
        rf"olx{DOT}(?:ua|pl|kz)/(?:uk/|ru/)?(?:list/user|profil|oferty/uzytkownik)/"
        rf"(?P<name>[\w-]{{2,40}}){TAIL}",
        hints=("olx",),
    ),
    _link("skype", rf"join{DOT}skype{DOT}com/invite/(?P<name>\w{{5,40}})", keeps_case=True, prefix="invite/"),
    Link("skype", re.compile(r"\bskype:(?P<name>[\w.:-]{3,40})(?:\?(?:chat|call|add))?", re.I), hints=("skype",)),
    _link(
        "whatsapp", rf"chat{DOT}whatsapp{DOT}com/(?:invite/)?(?P<name>\w{{8,40}}){TAIL}", prefix="+", keeps_case=True
    ),
    _link(
        "discord",
        rf"(?:discord{DOT}gg|discord(?:app)?{DOT}com/invite)/(?P<name>[\w-]{{2,40}})",
        prefix="+",
        keeps_case=True,
    ),
    _link("signal", rf"signal{DOT}(?:me|group)/#(?:eu/|p/)?(?P<name>[\w+-]{{8,120}})", prefix="+", keeps_case=True),
    _link(
        "viber",
        rf"invite{DOT}viber{DOT}com/\?g2?=(?P<name>[\w-]{{8,60}})[^\s<>\"]{{0,80}}",
        prefix="+",
        keeps_case=True,
    ),
)

_WORDS = {
    "telegram": r"тг|тгк|телег[аиуіоеєю]\w{0,3}|телеграм\w{0,4}|телєг\w{0,3}|telegram|tg|tlg|телеґрам\w{0,3}",
    "instagram": r"інст[аиуіо]\w{0,2}|инст[аыуе]\w{0,2}|інстаграм\w{0,3}|инстаграм\w{0,3}|instagram|insta|inst|ig",
    "vk": r"вк|вконтакт\w{0,2}|vk|vkontakte",
    "facebook": r"фб|фейсбу[кц]\w{0,3}|facebook|fb",
    "tiktok": r"тік-?ток\w{0,3}|тик-?ток\w{0,3}|tik-?tok",
    "skype": r"скайп\w{0,3}|skype",
    "discord": r"дискорд\w{0,3}|діскорд\w{0,3}|discord",
    "signal": r"сигнал|signal",
    "snapchat": r"снапчат\w{0,3}|снап|snapchat|snap",
    "wechat": r"вічат|вичат|wechat",
    "threema": r"threema|трима",
    "wickr": r"wickr|вікр|викр",
    "session": r"session",
    "line": r"line id",
    "jabber": r"jabber|xmpp|джаббер\w*",
}
WORD_AT = {key: key for key in _WORDS}
BARE_NAMES = tuple(_WORDS)
_ANY = "|".join(f"(?P<{name}>{words})" for name, words in _WORDS.items())

AFTER_WORD = re.compile(rf"\b(?:{_ANY})\b", re.I)
LATIN_NAME = re.compile(r"[A-Za-z](?<![\w@./-][A-Za-z])[A-Za-z0-9_.]{3,31}(?![\w@/]|\.[A-Za-z])")
NAME_WORD = re.compile(
    rf"\b(?P<word>{_ANY})\s?(?:канал\w?|акаунт\w?|аккаунт\w?|нік|ник|логін|логин|профіль|профиль|id|"
    rf"login)?\s?(?P<mark>[:\-–—=]?)[\s(«\"]*\Z",
    re.I,
)
ICQ_WORDS = ("icq", "аськ", "аску", "ісқ", "исик", "uin")
NUMBER_WORDS = re.compile(
    r"\b(?:icq|іcq|аськ[аеиуі]\w{0,2}|аську|ісқ|исикью|uin)\b[\s:№#\-–—]{0,4}(?P<number>[0-9](?:[ "
    r"-]?[0-9]){4,9})(?!\w)",
    re.I,
)
NOT_NAMES = frozenset(
    words_of(
        "viber whatsapp telegram signal instagram facebook tiktok skype premium business channel group online "
        "offline chat messenger email mail sms bot wechat discord only or and the work job official twitter "
        "youtube google iphone android desktop store stories direct live video"
    )
)
