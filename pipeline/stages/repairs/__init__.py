"""Repairs of a text, each a small module that proposes edits; `pipeline.stages.repair` applies them in order."""
