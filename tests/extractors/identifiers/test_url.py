import pytest

from extractors.identifiers import url


@pytest.mark.parametrize(
    "marked",
    [
        "сайт ⟦url|https://rodovid.example/program|https://rodovid.example/program⟧.",
        "сайт ⟦url|rabota-svit-euro.com|rabota-svit-euro.com⟧, реклама",
        "(⟦url|http://a.example/x_(y)⟧)",
        "⟦url|hxxps://Evil[.]site/Path|https://evil.site/Path⟧ та ⟦url|hxxp://bad.com|http://bad.com⟧.",
        "на ⟦url|work.pakunok.example:8080/cur?a=1#b⟧ або",
        "сайт ⟦url|робота.укр|робота.укр⟧; ⟦url|работа.рф⟧",
        "⟦url|t.me/share/url?url=x⟧",
        "⟦url|tiktok.com/@robota_na/video/739⟧",
        "⟦url|https://www.olx.ua/d/uk/obyavlenie/robota-IDABC12.html⟧",
    ],
)
def test_address_is_found_without_the_sentence_around_it(check, marked):
    check(marked, "url", "handle", "email")


@pytest.mark.parametrize(
    "text",
    [
        "вул.Шевченка",
        "т.е. так",
        "10.am",
        "18.00.to",
        "work.In the",
        "резюме.docx",
        "м.Київ, ч.2 ст.149",
        "1.2.3",
        "...com",
    ],
)
def test_near_miss_is_no_address(check, text):
    check(text, "url")


def test_disguise_is_undone_in_the_value():
    assert url.plain("hxxp://A(.)B[.]com/C") == "http://a.b.com/C"
