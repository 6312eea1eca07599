"""Trains and measures the bundled models; plain functions, which the flows and the command line wrap."""

from flows.entity_training import evaluate_entities, train_entities

__all__ = ["evaluate_entities", "train_entities"]
