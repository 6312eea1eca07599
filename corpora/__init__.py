"""Our own annotated texts, lexicons and gazetteers, each with a card; loaders and metrics."""

from corpora.passages import (
    DEVELOPMENT_VOICES,
    TRAINING_VOICES,
    UNREAD_VOICES,
    VOICES,
    CorpusError,
    EntitySpan,
    IndicatorSpan,
    Passage,
    load_passages,
)

__all__ = [
    "DEVELOPMENT_VOICES",
    "TRAINING_VOICES",
    "UNREAD_VOICES",
    "VOICES",
    "CorpusError",
    "EntitySpan",
    "IndicatorSpan",
    "Passage",
    "load_passages",
]
