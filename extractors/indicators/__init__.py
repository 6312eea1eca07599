"""Indicators of a pack: explainable rules, polarity, and the room for a trained tagger."""

from extractors.indicators.hub import load_tagger
from extractors.indicators.rules import RuleSet, rules_of
from extractors.indicators.stage import IndicatorFinder, indicators_stage
from extractors.indicators.tagger import EncoderTagger, Tagged, TaggedSpan, Tagger

__all__ = [
    "EncoderTagger",
    "IndicatorFinder",
    "RuleSet",
    "Tagged",
    "TaggedSpan",
    "Tagger",
    "indicators_stage",
    "load_tagger",
    "rules_of",
]
