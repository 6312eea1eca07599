"""Articles of law with code, article and part; and words that only look like them."""

import pytest

from extractors.values import law_article


def read(text: str) -> list[object]:
    return [entity.value for entity in law_article.find(text)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("ч. 2 ст. 149 КК України", ["UA-CC:149:2"]),
        ("ст. 149 ч. 3 КК", ["UA-CC:149:3"]),
        ("ст.ст. 149, 303 КК України", ["UA-CC:149", "UA-CC:303"]),
        ("ст. 301-1 КК України", ["UA-CC:301-1"]),
        ("ст. 301¹ ККУ", ["UA-CC:301-1"]),
        ("частиною другою статті 149 Кримінального кодексу України", ["UA-CC:149:2"]),
        ("частью второй статьи 149 Уголовного кодекса Украины", ["UA-CC:149:2"]),
        ("ч. 3 ст. 28 - ч. 2 ст. 149 КК України", ["UA-CC:28:3", "UA-CC:149:2"]),
        ("ч. 1, 2 ст. 149 КК", ["UA-CC:149:1", "UA-CC:149:2"]),
        ("п. «а» ч. 2 ст. 127.1 УК РФ", ["RU-CC:127.1:2"]),
        ("п.п. «а», «б» ч. 3 ст. 127.2 УК Российской Федерации", ["RU-CC:127.2:3"]),
        ("ст. 40 КПК України", ["UA-CPC:40"]),
        ("ст. 42 УПК РФ", ["RU-CPC:42"]),
        ("ст. 173 КУпАП", ["UA-CAO:173"]),
        ("ст. 173 Кодексу України про адміністративні правопорушення", ["UA-CAO:173"]),
        ("ст. 6.11 КоАП РФ", ["RU-CAO:6.11"]),
        ("ст. 170 Сімейного кодексу України", ["UA-FC:170"]),
        ("статьёй 51 Конституции РФ", ["RU-CONST:51"]),
        ("art. 189a § 1 k.k.", ["PL-CC:189a:1"]),
        ("ст. 124-1 КК України 1960 року", ["UA-CC-1960:124-1"]),
        ("ст. 16 Закону України № 3739-VI", ["UA-LAW:3739-VI:16"]),
        ("Закон України «Про протидію торгівлі людьми»", ["UA-LAW:3739-VI"]),
        ("Закон Украины «О противодействии торговле людьми»", ["UA-LAW:3739-VI"]),
        ("149-ю статтею КК", ["UA-CC:149"]),
    ],
)
def test_article_is_read(text: str, values: list[str]) -> None:
    assert read(text) == values


@pytest.mark.parametrize(
    "text",
    [
        "ст. Козача Лопань, 5 осіб",
        "ст. лейтенант 5 роти",
        "ст. 5 договору оренди",
        "кн. № 77, ст. 19",
        "стаття 5 тисяч знаків про море",
        "ч. 2 хв. 15",
        "п. 5 меню",
        "2 ст. ложки цукру",
    ],
)
def test_station_rank_contract_page_and_spoon_are_no_articles(text: str) -> None:
    assert read(text) == []


def test_each_article_of_an_expression_has_its_own_span() -> None:
    text = "за ст.ст. 149, 303 КК України"
    assert [text[e.start : e.end] for e in law_article.find(text)] == ["ст.ст. 149", "303 КК України"]


def test_missing_code_is_that_of_the_nearest_article() -> None:
    first, second = law_article.find("за ч. 2 ст. 149 виправдано, за ч. 3 ст. 190 КК України засуджено")
    assert (first.value, second.value) == ("UA-CC:149:2", "UA-CC:190:3")
    assert first.score < second.score
    assert "nearest" in (first.reason or "")


def test_missing_country_is_a_guess_with_its_rival_kept() -> None:
    (entity,) = law_article.find("обвиняется по ч. 2 ст. 240 УК")
    assert entity.value == "RU-CC:240:2"
    assert [rival.value for rival in entity.alternatives] == ["UA-CC:240:2"]
