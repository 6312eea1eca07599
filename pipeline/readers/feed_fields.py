"""What the fields of a feed's record are, by the names people give them in Ukrainian, Russian and English."""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Any


class Role(StrEnum):
    """What a field says of its record."""

    TITLE = "title"
    BODY = "body"
    PRICE = "price"
    PLACE = "place"
    PHONE = "phone"
    AUTHOR = "author"
    DATE = "date"
    URL = "url"
    CHANNEL = "channel"
    OTHER = "other"


NAMES: dict[Role, str] = {
    Role.TITLE: "title subject headline heading header caption position vacancy job_title ad_title post_title "
    "заголовок назва название тема посада должность вакансія вакансия оголошення объявление",
    Role.BODY: "text body description desc content message msg post details full_text ad_text post_text raw_text "
    "description_text comment caption_text about snippet ad announcement "
    "текст опис описание зміст содержание повідомлення сообщение допис пост коментар комментарий "
    "текст_оголошення текст_объявления деталі детали подробиці подробности",
    Role.PRICE: "price salary cost amount sum pay payment wage fee rate compensation "
    "ціна цена зарплата заробітна_плата заработная_плата оплата вартість стоимость сума сумма ставка зп "
    "винагорода вознаграждение дохід доход",
    Role.PLACE: "city location region place address town country "
    "місто город місце место регіон регион адреса адрес область країна страна локація локация населений_пункт",
    Role.PHONE: "phone tel telephone mobile phones phone_number contact contacts viber whatsapp telegram "
    "телефон тел номер_телефону номер_телефона контакт контакти контакты контактний_телефон контактный_телефон моб",
    Role.AUTHOR: "author user username user_name seller name sender from owner posted_by from_name screen_name "
    "nickname автор продавець продавец користувач пользователь відправник отправитель імя имя нік ник контактна_особа "
    "контактное_лицо власник владелец хто кто від от",
    Role.DATE: "date datetime time created created_at published published_at posted posted_at timestamp date_posted "
    "publish_date pub_date date_published sent_at created_time date_utc updated_at "
    "дата час время дата_публікації дата_публикации дата_та_час дата_и_время дата_створення дата_создания "
    "опубліковано опубликовано створено создано",
    Role.URL: "url link href source_url permalink ad_url post_url web_url "
    "посилання ссылка лінк линк адреса_сторінки адрес_страницы",
    Role.CHANNEL: "channel source chat group site platform channel_name chat_title chat_name group_name community feed "
    "source_name resource канал джерело источник чат група "
    "группа сайт ресурс платформа спільнота сообщество паблік паблик",
}
_ROLES = {name: role for role, names in NAMES.items() for name in names.split()}
IN_TEXT = (Role.PRICE, Role.PLACE, Role.PHONE, Role.AUTHOR, Role.DATE, Role.URL, Role.CHANNEL, Role.OTHER)
"""The order of the labelled lines behind title and body."""
CAMEL = re.compile(r"(?<=[a-zа-яіїєґ0-9])(?=[A-ZА-ЯІЇЄҐ])")
NOT_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=4096)
def role_of(name: str) -> Role:
    """The role of a field of this name: by the whole name, then by its last word ("adTitle"), then by its first.

    >>> role_of("Текст оголошення"), role_of("postText"), role_of("Цена, грн")
    (<Role.BODY: 'body'>, <Role.BODY: 'body'>, <Role.PRICE: 'price'>)
    """
    words = [w for w in NOT_WORD.split(CAMEL.sub("_", name.strip()).lower().replace("'", "").replace("’", "")) if w]
    if not words:
        return Role.OTHER
    if words[-1] in ("id", "ід", "count", "views", "likes"):
        return Role.OTHER
    for key in ("_".join(words), "_".join(words[:2]), words[-1], words[0]):
        if (role := _ROLES.get(key)) is not None:
            return role
    return Role.OTHER


def flat(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Name and text of each field that says something; nested names joined by dots, lists by commas."""
    stack: list[tuple[str, Any]] = [(str(k), v) for k, v in reversed(list(record.items()))]
    while stack:
        name, value = stack.pop()
        if isinstance(value, Mapping):
            stack.extend((f"{name}.{k}", v) for k, v in reversed(list(value.items())))
        elif isinstance(value, list | tuple) and any(isinstance(v, Mapping | list | tuple) for v in value):
            stack.extend((f"{name}.{i}", v) for i, v in reversed(list(enumerate(value, 1))))
        elif (text := _plain(value)) != "":
            yield name, text


def _plain(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(_plain, value)))
    return str(value).strip()
