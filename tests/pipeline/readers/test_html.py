import pytest

from pipeline.document import Document
from pipeline.readers import read_bytes
from pipeline.readers.html import markup_text
from pipeline.settings import Limits


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Один</p><p>Два</p>", "Один\n\nДва"),
        ("<div>Один<div>Два</div>три</div>", "Один\nДва\nтри"),
        ("Рядок<br>другий<br/>третій", "Рядок\nдругий\nтретій"),
        ("<p>Слово <b>жирне</b>, далі</p>", "Слово жирне, далі"),
        ("<p>  багато \n  пробілів </p>", "багато пробілів"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("<table><tr><td>а</td><td>б</td></tr><tr><td>в</td><td></td></tr></table>", "а\tб\nв"),
        ("<ul><li>перше<li>друге</ul>", "перше\nдруге"),
        ("<p>до<script>alert('п')</script>після</p>", "допісля"),
        ("<nav>меню</nav><p>зміст</p>", "зміст"),
        ('<p>видно<span style="display: none">не видно</span></p>', "видно"),
        ("<p>до<!-- ні -->після</p>", "допісля"),
        ('<a href="tel:+380670001122">подзвонити</a>', "подзвонити (tel:+380670001122)"),
        ('<a href="tel:+380670001122">+38 067 000 11 22</a>', "+38 067 000 11 22"),
        ('<a href="https://t.me/name">писати</a>', "писати (https://t.me/name)"),
        ('<a href="https://example.com/menu">меню</a>', "меню"),
        ("<title>Назва</title><p>Текст</p>", "Назва\n\nТекст"),
        ("<title>Назва</title><h1>Назва</h1>", "Назва"),
        ("", ""),
    ],
)
def test_markup_becomes_what_a_person_reads(markup: str, text: str) -> None:
    assert markup_text(markup) == text


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-u", "utf-8", "utf-16"])
@pytest.mark.parametrize("declared", ["windows-1251", "utf-8", "nonsense", ""])
def test_page_is_read_whatever_it_says_of_its_encoding(encoding: str, declared: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body><p>Потрібна швачка на фабрику, їжа є</p></body></html>'
    (document,) = read_bytes(page.encode(encoding), "a.html", Limits())
    assert isinstance(document, Document) and document.text == "Потрібна швачка на фабрику, їжа є"
