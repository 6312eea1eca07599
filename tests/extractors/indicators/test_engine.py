from collections.abc import Callable

import pytest

from pipeline.document import Indicator

Find = Callable[..., list[Indicator]]
CONCEPTS = """
concepts:
  TAKE: {uk: [забрати, винести], ru: [забрать, вынести]}
  ICON: {uk: [ікона], ru: [икона]}
  GIVE: {uk: [повернути], ru: [вернуть]}
  POLICE: {uk: [слідчий], ru: [следователь]}
  CHURCH: {uk: [церква], ru: [церковь]}
  ANY_THING: {of: [ICON, CHURCH]}
  PHONE: {entity: phone}
"""


@pytest.fixture
def rule(find_with: Callable[[str], Find]) -> Callable[[str], Callable[..., list[str]]]:
    """The evidence texts of a single rule."""

    def build(body: str) -> Callable[..., list[str]]:
        find = find_with(
            f"{CONCEPTS}\nindicators:\n  church_theft:\n    why: {{uk: Так., en: So.}}\n    rules: {{it: {{{body}}}}}"
        )
        return lambda text, kind="case_file": [text[i.start : i.end] for i in find(text, kind)]

    return build


@pytest.mark.parametrize(
    ("body", "text", "found"),
    [
        ("all: [TAKE, ICON], within: clause", "Прийшли вночі, забрали ікону, пішли.", ["забрали ікону"]),
        ("all: [TAKE, ICON], within: clause", "Забрали гроші, ікона лишилась.", []),
        ("all: [TAKE, ICON]", "Забрали гроші, ікона лишилась.", ["Забрали гроші, ікона лишилась"]),
        ("all: [TAKE, ICON]", "Забрали гроші. Ікона лишилась.", []),
        ("all: [TAKE, ICON], within: pair", "Забрали гроші. Ікона лишилась.", ["Забрали гроші. Ікона лишилась"]),
        ("all: [TAKE, ICON], within: paragraph", "Забрали. Так. Ікону.\n\nІкона", ["Забрали. Так. Ікону"]),
        ("all: [TAKE, ICON], within: paragraph", "Забрали. Так.\n\nІкона", []),
        ("all: [TAKE, ICON], within: document, span: cue", "Забрали. Так.\n\nІкона", ["Забрали"]),
        ("all: [TAKE, ICON], order: true", "Ікону забрали", []),
        ("all: [TAKE, ICON], gap: 1", "Забрали стару і дуже гарну ікону", []),
        ("all: [TAKE, ICON], gap: 1", "Вынесли старую икону", ["Вынесли старую икону"]),
        ("all: [TAKE], any: [ICON, CHURCH]", "Вынесли из церкви", ["Вынесли из церкви"]),
        ("all: [TAKE, ANY_THING]", "Вынесли из церкви", ["Вынесли из церкви"]),
        ("all: [TAKE, ICON], none: [POLICE]", "Слідчий, прибувши, забрав ікону", []),
        ("all: [TAKE, ICON], unless: [POLICE]", "Забрали ікону. Слідчий оглянув.", []),
        ("all: [TAKE, ICON], when: [CHURCH]", "Забрали ікону.", []),
        ("all: [TAKE, ICON], when: [CHURCH]", "Забрали ікону. То була церква.", ["Забрали ікону"]),
        ("all: [TAKE, ICON], when: [CHURCH]", "Забрали ікону. " + "Далі. " * 60 + "Церква.", []),
        (
            "all: [TAKE, ICON], when: [CHURCH], near: 80",
            "Взяв. Забрали ікону. " + "Далі. " * 60 + "Церква.",
            ["Забрали ікону"],
        ),
        ("all: [TAKE, ICON], when: [CHURCH], company: instead", "Забрали ікону.", ["Забрали ікону"]),
        ("all: [TAKE, ICON], when: [CHURCH], company: instead", "Забрали ікону. " + "Далі. " * 60, []),
        ("all: [TAKE, ICON], company: always", "Забрали ікону.", []),
        ("all: [ICON, not GIVE]", "Икону так и не вернули", ["Икону так и не вернули"]),
        ("all: [ICON, not GIVE]", "Икону вернули", []),
        ("all: [ICON, bare GIVE]", "Икону не вернули", []),
        ("all: [TAKE, ICON], span: sentence", "Прийшли, забрали ікону, пішли.", ["Прийшли, забрали ікону, пішли"]),
        ("all: [TAKE], negation: forbid", "Ікону не забирали, не забрали", []),
    ],
)
def test_rule_key(rule: Callable[[str], Callable[..., list[str]]], body: str, text: str, found: list[str]) -> None:
    assert rule(body)(text) == found


def test_rule_of_another_kind_is_silent(rule: Callable[[str], Callable[..., list[str]]]) -> None:
    find = rule("all: [TAKE, ICON], kind: ad")
    assert find("Забрали ікону", "case_file") == []
    assert find("Забрали ікону", "ad") == ["Забрали ікону"]
    assert find("Забрали ікону", "other") == []


def test_two_entries_want_two_words(rule: Callable[[str], Callable[..., list[str]]]) -> None:
    assert rule("all: [ICON, ANY_THING]")("Ікона стояла") == []


def test_evidence_takes_the_quotation_marks_that_close_it(rule: Callable[[str], Callable[..., list[str]]]) -> None:
    assert rule("all: [TAKE, ICON]")("Сказав: «забрали ікону», і все") == ["«забрали ікону»"]


def test_long_clause_is_cut_around_the_cue(rule: Callable[[str], Callable[..., list[str]]]) -> None:
    text = "слово " * 40 + "забрав ікону" + " слово" * 40
    (evidence,) = rule("all: [TAKE, ICON]")(text)
    assert evidence.split() == ["слово"] * 5 + ["забрав", "ікону"] + ["слово"] * 5
