"""Word forms in both languages, phrases, identifiers in any notation; the same answers from both databases."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from extractors.lemmas import words
from pipeline.document import Document, Entity, EntityLabel, Priority
from pipeline.offsets import Rewriter
from pipeline.store import Filters, Store, migrate, open_store
from pipeline.store.codec import number_key, value_key
from pipeline.store.query import identifier_keys
from pipeline.store.terms import Analyzer, encode_term, forms, plain_terms, tokens
from tests.pipeline.store.samples import MADE_BY, assessed, read, result, stored, text_document

TRANSLATIONS = {"дівчина": ["девушка"], "девушка": ["дівчина"], "вивезти": ["вывезти"]}


def terms(text: str, language: str) -> list[str]:
    return [lemma for word in words(text, language) for lemma in word.lemmas]


def entity(text: str, written: str, label: EntityLabel, value: str) -> Entity:
    start = text.index(written)
    return Entity(start=start, end=start + len(written), label=label, value=value, source="identifiers.any@1")


def document(name: str, text: str, *found: tuple[str, EntityLabel, str], language: str = "uk") -> Document:
    entities = tuple(entity(text, *one) for one in found)
    made = replace(text_document(text, path=name), entities=entities, language=language)
    return assessed(made, Priority.REVIEW, 0.5)


DOCUMENTS = (
    document("girl", "Дівчину вивезли до Туреччини, паспорт відібрали."),
    document("girls-ru", "Девушек вывезли в Турцию, паспорта забрали.", language="ru"),
    document("passport", "Відібрали телефон, а паспорт віддали."),
    document("five", "П'ять дівчат чекали на під’їзді; п'ятірку дали."),
    document("phone", "Пиши: 067.123.45.67, Марго", ("067.123.45.67", EntityLabel.PHONE, "+380671234567")),
    document("card", "карта 4149 4991 1234 5678", ("4149 4991 1234 5678", EntityLabel.BANK_CARD, "4149499112345678")),
    document("handle", "телеграм @Margo_Work", ("@Margo_Work", EntityLabel.HANDLE, "telegram:margo_work")),
    document("mail", "пошта Margo@ukr.net", ("Margo@ukr.net", EntityLabel.EMAIL, "margo@ukr.net")),
    document("plate", "авто АА1234ВС", ("АА1234ВС", EntityLabel.VEHICLE_PLATE, "AA1234BC")),
    document(
        "russian-phone",
        "Звоните 8 916 123-45-67",
        ("8 916 123-45-67", EntityLabel.PHONE, "+79161234567"),
        language="ru",
    ),
    document("plain-number", "договір 55 66 77 88 9"),
)


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    url = f"sqlite:///{tmp_path_factory.mktemp('search') / 'sito.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_server").new_database()
    migrate(url)
    with open_store(url, terms=terms, translations=TRANSLATIONS) as store:
        stored(store, *DOCUMENTS)
        yield store


def found(store: Store, query: str, **options: object) -> set[str]:
    return {hit.path for hit in store.search(query, **options)}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "paths"),
    [
        ("дівчата", {"girl", "five"}),
        ("ДІВЧАТАМИ", {"girl", "five"}),
        ("девушка", {"girls-ru"}),
        ("паспорти", {"girl", "passport", "girls-ru"}),
        ("паспорт відібрати", {"girl", "passport"}),
        ("паспорт  девушка", {"girls-ru"}),
        ('"паспорт відібрали"', {"girl"}),
        ("«паспорта відібрав»", {"girl"}),
        ('"відібрали паспорт"', set()),
        ('"відібрали телефон" паспорт', {"passport"}),
        ("п’ять", {"five"}),
        ("п`ять", {"five"}),
        ("вагітна", set()),
        ("", set()),
        ("  ?! ", set()),
        ('""', set()),
        ("забрать паспорт", {"girls-ru"}),
    ],
)
def test_words_are_found_in_any_form(library: Store, query: str, paths: set[str]) -> None:
    assert found(library, query) == paths


@pytest.mark.parametrize(
    ("query", "paths"),
    [
        ("дівчина", {"girl", "girls-ru", "five"}),
        ("девушкам", {"girl", "girls-ru", "five"}),
        ("дівчата вивезли", {"girl", "girls-ru"}),
        ('"девушку вывезли"', {"girls-ru"}),
        ('"дівчат вивезли"', {"girl", "girls-ru"}),
    ],
)
def test_words_of_the_other_language_are_found_on_demand(library: Store, query: str, paths: set[str]) -> None:
    assert found(library, query, other_language=True) == paths


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ("067 123-45-67", "phone"),
        ("+38 (067) 123 45 67", "phone"),
        ("0671234567", "phone"),
        ("+380671234567", "phone"),
        ("Марго 067-123-45-67", "phone"),
        ("+7 916 123 45 67", "russian-phone"),
        ("8(916)1234567", "russian-phone"),
        ("4149-4991-1234-5678", "card"),
        ("4149499112345678", "card"),
        ("@margo_work", "handle"),
        ("https://t.me/Margo_Work", "handle"),
        ("t.me/margo_work", "handle"),
        ("telegram:margo_work", "handle"),
        ("margo@UKR.net", "mail"),
        ("aa 1234 bc", "plate"),
        ("АА1234ВС", "plate"),
        ("55-66-77-88-9", "plain-number"),
    ],
)
def test_identifiers_are_found_in_any_notation(library: Store, query: str, path: str) -> None:
    assert found(library, query) == {path}


@pytest.mark.parametrize(
    "query",
    ["067 123-45-68", "@margot", "t.me/other_name", "4149 4991 1234 5679", "Ольга 067 123-45-67", "aa 1234 bb"],
)
def test_near_misses_of_identifiers_are_not_found(library: Store, query: str) -> None:
    assert found(library, query) == set()


def test_the_snippet_shows_the_match_in_the_original_text(library: Store) -> None:
    hit = next(h for h in library.search("дівчата паспорт") if h.path == "girl")
    marked = [hit.snippet.text[s - hit.snippet.start : e - hit.snippet.start] for s, e in hit.snippet.matches]
    assert marked == ["Дівчину", "паспорт"]
    phone = library.search("067 123-45-67")[0].snippet
    assert [DOCUMENTS[4].text[s:e] for s, e in phone.matches] == ["067.123.45.67"]


def test_the_snippet_of_a_long_text_lies_around_the_match(store: Store) -> None:
    long = text_document("слово " * 2000 + "саме тут вивезли її, " + "слово " * 2000)
    stored(store, long)
    snippet = store.search("вивезли")[0].snippet
    assert "саме тут вивезли її" in snippet.text
    assert long.text[snippet.start : snippet.end] == snippet.text
    assert len(snippet.text) < 300


def test_hits_come_by_priority_then_score_then_id_and_in_pages(store: Store) -> None:
    hits = [
        assessed(text_document(f"паспорт {n}"), p, s)
        for n, (p, s) in enumerate(
            [(Priority.NONE, 0.1), (Priority.URGENT, 0.5), (Priority.HIGH, 0.2), (Priority.HIGH, 0.9)]
        )
    ]
    stored(store, *hits)
    expected = [hits[n].id for n in (1, 3, 2, 0)]
    assert [h.id for h in store.search("паспорт")] == expected
    assert [h.id for h in store.search('"паспорт"', limit=2, offset=1)] == expected[1:3]
    assert [h.id for h in store.search("паспорт", Filters(priority=Priority.HIGH))] == expected[1:3]


def test_a_repaired_word_is_found(store: Store) -> None:
    broken = text_document("Потрібні пacпopт і віза")  # with Latin letters in it
    rewriter = Rewriter(broken.text)
    rewriter.keep_to(9)
    rewriter.replace(7, "паспорт")
    working = replace(broken, working=rewriter.finish())
    run_id = read(store, [broken])
    store.save_results([result(working)], run_id, made_by=MADE_BY)
    assert len(store.search("паспорт")) == 1
    assert len(store.search("пacпopт")) == 1


@pytest.mark.parametrize(
    "query",
    [
        '" OR 1=1 --',
        "' | 'x",
        "a\x00b",
        "\udce9",
        "NEAR(a b)",
        "search:terms",
        "*",
        "ab" * 50_000,
        "1" * 5000,
        "@" * 5000,
        "+" + "1 " * 5000,
        "t.me/" * 900,
    ],
)
def test_a_hostile_query_is_only_a_query(store: Store, query: str) -> None:
    stored(store, text_document("текст"))
    assert store.search(query) == []


def test_a_hostile_text_is_found_like_any_other(store: Store) -> None:
    stored(store, text_document("слово\x00інше \udce9 " + "ї" * 100_000 + " кінець ̈і́ქართული"))
    assert len(store.search("інше кінець ქართული")) == 1


def test_terms_are_letters_and_digits_that_both_databases_keep() -> None:
    assert encode_term("П'ЯТЬ") == "п_27_ять"
    assert encode_term("ребёнок") == encode_term("ребенок")
    assert encode_term("ქ") != encode_term("მ")


def test_words_are_cut_alike_in_texts_and_queries() -> None:
    assert [t.form for t in tokens("П’ять, 2023р. ОСОБА_1 кримінально-правовий 17.10.2023")] == [
        "п'ять", "2023", "р", "особа", "1", "кримінально-правовий", "17", "10", "2023",
    ]  # fmt: skip
    assert forms("Він він ВІН") == {"він"}


def test_a_word_without_dictionary_form_stands_for_itself() -> None:
    assert Analyzer(lambda text, language: []).encoded("слово") == {"слово"}
    assert plain_terms("Два Слова", "uk") == ["два", "слова"]


@pytest.mark.parametrize(
    "written", ["067 123-45-67", "+38 (067) 123 45 67", "8-067-123-45-67", "80671234567", "0671234567"]
)
def test_a_phone_is_sought_by_one_key_in_every_notation(written: str) -> None:
    assert "380671234567" in identifier_keys(written)


@pytest.mark.parametrize("text", ["17.10.2023", "паспорт", "а", "12 345", ""])
def test_what_is_no_identifier_has_no_account_keys(text: str) -> None:
    assert not any(":" in key for key in identifier_keys(text))


def test_equal_identifiers_share_a_key() -> None:
    assert value_key(EntityLabel.VEHICLE_PLATE, "АА 1234 ВС") == value_key(EntityLabel.VEHICLE_PLATE, "AA1234BC")
    assert value_key(EntityLabel.AGE, (15, 17)) == "15-17"
    assert value_key(EntityLabel.PERSON, " Коваленко  ОЛЕНА ") == "коваленко олена"
    assert value_key(EntityLabel.DATE, None) is None
    assert number_key("+38 (067) 123-45-67") == "380671234567"
