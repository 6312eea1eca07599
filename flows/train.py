"""Trains the bundled models. Plain functions; the flow and the command line wrap them."""

import json
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from logging import getLogger
from pathlib import Path
from typing import Any

from corpora.ner import ANNOTATED, LICENCES, GoldSpan, GoldText, load_gold
from extractors.models import load_names_model, translate, without_torch
from pipeline.document import EntityLabel

log = getLogger(__name__)

MODEL_LABELS = {
    EntityLabel.PERSON: "PER",
    EntityLabel.ORGANIZATION: "ORG",
    EntityLabel.LOCATION: "LOC",
    EntityLabel.JOB: "JOB",
}
REPEATS = {"seed": 3, "neruk2": 1, "nerel": 1, "bsnlp21": 1, "factrueval": 1}
"""How often a set passes in one epoch. Our passages are the field's own writing and are few; see docs/models.md."""

WINDOW_CHARS = 700
BATCH_CHARS = 6000
UPDATES_PER_MINUTE = 60
DROPOUT = 0.2
LEARN_RATE = (0.002, 0.0001)
EVALUATIONS = 10
