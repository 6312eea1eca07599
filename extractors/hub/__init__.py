"""Models of other makers from local folders: any transformer that labels tokens or whole texts, never a network."""

from extractors.hub.folder import ModelFolder, Shape, fingerprint, open_folder
from extractors.hub.tags import Tag, tags_of
from extractors.hub.transformer import LocalTransformer, Shared, Words

__all__ = [
    "LocalTransformer",
    "ModelFolder",
    "Shape",
    "Shared",
    "Tag",
    "Words",
    "fingerprint",
    "open_folder",
    "tags_of",
]
