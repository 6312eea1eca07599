import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.indicators import IndicatorFinder, Tagged, TaggedSpan, indicators_stage, rules_of
from pipeline.document import Document, Entity, EntityLabel, Indicator, Kind, Source
from pipeline.offsets import Rewriter
from pipeline.packs import Pack

SOURCE = Source(path="a.txt", media_type="text/plain")
HARD = ("Паспорт", "не", "15", "років", "@nick", "\n\n", "«", "»", "🙂", ".", ",")
TEXT = "Хлопці викопали мідний хрест біля села. Документів немає. Ікону винесли з церкви вночі."


def document(text: str, **fields: object) -> Document:
    return replace(Document(id="0" * 64, source=SOURCE, text=text, kind=Kind.CASE_FILE), **fields)


def found(pack: Pack, one: Document) -> list[tuple[str, str]]:
    (after,) = indicators_stage(pack).run([one])
    return [(i.id, one.text[i.start : i.end]) for i in after.indicators]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        (TEXT, {"fresh_excavation", "no_provenance", "church_theft"}),
        ("Продам икону, документов нет, фото скину.", {"no_provenance"}),
        ("Монету нашёл металлоискателем, недавно выкопал.", {"fresh_excavation"}),
        ("Ікону зняли й повернули власнику, церква вдячна.", set()),
        ("Ікона з сертифікатом, стан добрий.", set()),
    ],
)
def test_another_pack_needs_no_code(heritage: Pack, text: str, ids: set[str]) -> None:
    assert {name for name, _ in found(heritage, document(text))} == ids


def test_spans_of_a_repaired_text_are_those_of_the_original(heritage: Pack) -> None:
    text = "І к о н у винесли з церкви."
    rewriter = Rewriter(text)
    for _ in "ікон":
        rewriter.keep(1)
        rewriter.drop(1)
    (hit,) = found(heritage, document(text, working=rewriter.finish()))
    assert hit == ("church_theft", "І к о н у винесли з церкви")


def test_hit_names_rule_stage_and_reason(heritage: Pack) -> None:
    (after,) = indicators_stage(heritage).run([document("Вынесли икону из храма")])
    (hit,) = after.indicators
    assert (hit.source, hit.stage) == ("rules.church_theft.carried_out@1", "theft")
    assert hit.reason == "Річ винесли з храму чи музею."
    reason = rules_of(heritage).reason(hit.source)
    assert reason is not None
    assert reason.en == "The thing was taken out of a church or museum."


def test_entities_of_earlier_stages_are_concepts(find_with: Callable[[str], object], heritage: Pack) -> None:
    rules = """
concepts: {YOUNG: {entity: age, where: {low_below: 18}}, DIG: [копати]}
indicators:
  fresh_excavation: {why: {uk: Так., en: So.}, rules: {young: {all: [YOUNG, DIG]}}}
"""
    find_with(rules)
    text = "Йому п'ятнадцятий, копав"
    age = Entity(start=5, end=17, label=EntityLabel.AGE, value=15, source="identifiers.age@1")
    folder = find_with.__closure__[1].cell_contents  # type: ignore[attr-defined]
    pack = replace(heritage, folder=folder)
    assert found(pack, document(text, entities=(age,))) == [("fresh_excavation", text)]
    assert found(pack, document(text, entities=(replace(age, value=25),))) == []


def test_running_twice_changes_nothing(heritage: Pack) -> None:
    stage = indicators_stage(heritage)
    (once,) = stage.run([document(TEXT)])
    assert list(stage.run([once])) == [once]


def test_stage_version_says_rules_only_without_a_tagger(heritage: Pack) -> None:
    assert indicators_stage(heritage).version.endswith("rules only")
    assert indicators_stage(heritage).reads == ("repair", "language", "kind", "identifiers", "names")


class EveryFirstWord:
    version = "stub@1"
    weights = None

    def tag(self, texts: Sequence[str]) -> Iterator[Tagged]:
        return (Tagged(spans=(TaggedSpan(0, len(text.split()[0]), "church_theft", 0.9),)) for text in texts)


def test_tagger_speaks_beside_the_rules(heritage: Pack) -> None:
    stage = indicators_stage(heritage, EveryFirstWord())
    first, second = stage.run([document("Тиша в храмі"), document("Вынесли икону из храма")])
    assert [i.source for i in first.indicators] == ["tagger.stub@1"]
    assert [i.reason for i in second.indicators] == [
        "Річ винесли з храму чи музею. [rules.church_theft.carried_out@1 + tagger.stub@1]"
    ]
    assert stage.version.endswith("stub@1")


@settings(max_examples=60, deadline=None)
@given(blanks=st.integers(0, 30))
def test_blanks_in_front_move_every_span(heritage: Pack, blanks: int) -> None:
    finder = IndicatorFinder(heritage, rules_of(heritage))

    def spans(text: str) -> list[Indicator]:
        return finder.find(document(text))

    moved = [replace(i, start=i.start + blanks, end=i.end + blanks) for i in spans(TEXT)]
    assert spans(" " * blanks + TEXT) == moved


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*TEXT.split(), *HARD])))
def test_spans_lie_inside_the_text(trafficking: Pack, parts: list[str]) -> None:
    text = " ".join(parts)
    for hit in IndicatorFinder(trafficking, rules_of(trafficking)).find(document(text)):
        assert 0 <= hit.start < hit.end <= len(text)
        assert text[hit.start : hit.end].strip()


@pytest.mark.parametrize(
    "text",
    [
        "не забирав паспорт дівчата 16 років " * 3000,
        "кажуть, обіцяли роботу, а привезли в цех, " * 2500,
        "3000 євро @nick тільки в телеграм " * 3000,
        "їй " * 33_000,
        "1 " * 50_000,
        "«" * 100_000,
        "якщо " * 20_000,
    ],
)
def test_hostile_text_costs_time_in_proportion(trafficking: Pack, text: str) -> None:
    finder = IndicatorFinder(trafficking, rules_of(trafficking))
    started = time.process_time()
    finder.find(document(text))
    assert time.process_time() - started < 20


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("Вынесли икону из храма.", 0.7),
        ("Вынесли икону из храма. Монету недавно выкопал.", 0.95),
        ("Вынесли икону из храма. " + "Дальше тишина и снег. " * 60, 0.5),
        ("Вынесли икону из храма. " + "Дальше тишина и снег. " * 60 + "Монету недавно выкопал.", 0.5),
        ("Вынесли икону из храма. Монету недавно выкопал. " + "Дальше тишина и снег. " * 60, 0.85),
    ],
)
def test_company_raises_a_score_and_loneliness_lowers_it(heritage: Pack, text: str, score: float) -> None:
    (after,) = indicators_stage(heritage).run([document(text)])
    (theft,) = (hit for hit in after.indicators if hit.id == "church_theft")
    assert theft.score == score
