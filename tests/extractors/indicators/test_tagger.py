from dataclasses import dataclass

from extractors.encoder.reader import IndicatorSpan, Reading
from extractors.indicators.tagger import EncoderTagger
from extractors.windows import WINDOW_CHARS
from pipeline.document import Polarity


@dataclass
class Heads:
    indicators: tuple[str, ...] = ("withheld_wages",)
    fusion: None = None


class Reader:
    """Finds «не» in any text, the surer the shorter the text is."""

    heads = Heads()
    version = "fake@1"

    def read(self, texts: list[str]) -> list[Reading]:
        return [self._read(text) for text in texts]

    def _read(self, text: str) -> Reading:
        share = 1 / (1 + len(text))
        at = text.find("не")
        found = (IndicatorSpan(at, at + 2, "withheld_wages", share, Polarity.ASSERTED),) if at >= 0 else ()
        return Reading(names=(), indicators=found, shares=(share,), kinds=(), alert=0.0)


def test_spans_of_later_pieces_stand_at_their_place_in_the_text():
    text = "слово " * (WINDOW_CHARS // 6) + "зарплату не платили"
    (tagged,) = EncoderTagger(reader=Reader()).tag([text])
    assert [text[s.start : s.end] for s in tagged.spans] == ["не"]


def test_probability_of_a_text_is_the_highest_of_its_pieces():
    text = "слово " * (WINDOW_CHARS // 6) + "слово"
    (tagged,) = EncoderTagger(reader=Reader()).tag([text])
    assert tagged.shares["withheld_wages"] > 0.01


def test_each_text_has_its_answer():
    answers = list(EncoderTagger(reader=Reader()).tag(["не", "", "так"]))
    assert [len(a.spans) for a in answers] == [1, 0, 0]
