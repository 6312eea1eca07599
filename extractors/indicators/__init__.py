"""Indicators of a pack: explainable rules, polarity, and the room for a trained tagger."""

from extractors.indicators.rules import RuleSet, rules_of
from extractors.indicators.stage import IndicatorFinder, indicators_stage
from extractors.indicators.tagger import TaggedSpan, Tagger, load_tagger

__all__ = ["IndicatorFinder", "RuleSet", "TaggedSpan", "Tagger", "indicators_stage", "load_tagger", "rules_of"]
