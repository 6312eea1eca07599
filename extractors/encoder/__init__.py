"""The bundled encoder: one small transformer for both languages that reads a text once, for names and indicators."""

from extractors.encoder.reader import EncoderReader, Reading, load_encoder, shared_encoder

__all__ = ["EncoderReader", "Reading", "load_encoder", "shared_encoder"]
