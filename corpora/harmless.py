"""Real texts without trafficking: letters to a city, posts, books, laws, vacancies; spam, of which only part is known.

They lie outside the repository (`shared/data`). By a hash of the text one half is for training and thresholds, the
other for measuring false alarms (`sito evaluate harmless`).
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from corpora.raw import read_zst

TOPIC = re.compile(
    r"торг[іо]в\w+ (?:людьм|дітьм|детьм)|торг[іо]вл\w+ люд|вербу|вербо|рабств|е?ксплуат|поневол|порабощ|заробітчан"
    r"|проституц|наркот|полон|заложник|заручник|похищ|викрад|сутен[её]р",
    re.IGNORECASE,
)
"""Texts that speak of such things may hold indicators, so nothing is said of them."""

RECRUITMENT = frozenset(
    [
        "unrealistic_pay",
        "no_experience_no_language",
        "vague_job_nature",
        "urgency_pressure",
        "encrypted_channel_shift",
        "messenger_only_contact",
        "hidden_employer_no_licence",
        "selection_by_appearance_status",
        "vulnerable_group_targeting",
        "deceptive_recruitment",
        "anonymised_accounts",
        "upfront_costs_debt",
        "irregular_status_work",
        "money_channels",
        "sexual_service_euphemism",
        "emigration_refugee_brokerage",
        "minor_sought_or_involved",
        "forced_criminality",
    ]
)
"""Spam may carry these, so its silence on them is unknown."""
ORDINARY = frozenset(
    [
        "unrealistic_pay",
        "no_experience_no_language",
        "urgency_pressure",
        "hidden_employer_no_licence",
        "messenger_only_contact",
        "vague_job_nature",
        "selection_by_appearance_status",
    ]
)
"""Of these an honest vacancy may carry one."""

UNKNOWN: dict[str, frozenset[str]] = {
    "raw/uk_ru_kyiv1551": frozenset(),
    "raw/ru_tgnews": frozenset(),
    "raw/uk_bruk": frozenset(),
    "raw/uk_law": frozenset(),
    "raw/uk_uagec": frozenset(),
    "ads/ru_superjob_vacancies": ORDINARY,
    "ads/ru_telegram_spam": RECRUITMENT,
}
SHARES = {"raw/uk_ru_kyiv1551": 2.0, "raw/uk_law": 0.5, "raw/uk_uagec": 0.5}
LENGTHS = (200, 400, 700, 1_100)
"""Characters of a stretch, drawn at random: about a passage to a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Harmless:
    """A stretch of a real text; `unknown` are the indicators it may carry for all we know."""

    set: str
    text: str
    unknown: frozenset[str]


def load_harmless(shared: Path, *, each: int, seed: int, half: int = 0) -> Iterator[Harmless]:
    """About `each` stretches of each set (of requests twice, of laws and essays half as many), from one half.

    Raises FileNotFoundError if a set is missing.
    """
    chance = random.Random(seed)
    for name, unknown in UNKNOWN.items():
        texts = [row["text"] for row in read_zst(shared / "data" / f"{name}.jsonl.zst") if row.get("text")]
        texts = [text for text in texts if half_of(text) == half and (unknown or not TOPIC.search(text[:3_000]))]
        chance.shuffle(texts)
        for text in texts[: round(each * SHARES.get(name, 1.0))]:
            length = chance.choice(LENGTHS)
            start = chance.randrange(len(text) - length) if len(text) > length else 0
            start = text.find(" ", start) + 1 if start else 0
            stretch = text[start : start + length].strip()
            if len(stretch) >= 30:
                yield Harmless(set=name, text=stretch, unknown=unknown)


def half_of(text: str) -> int:
    """0 or 1, by a hash of the text."""
    return int(sha256(text.encode()).hexdigest(), 16) % 2
