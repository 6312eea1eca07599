"""The files an evaluation leaves: evaluation.json with every figure, evaluation.md with the tables."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version

from flows.assemble import assemble
from flows.evaluation.judging import Inquiry
from flows.evaluation.sheets import Measured, as_json, markdown
from pipeline.errors import TriageError

JSON_NAME, MARKDOWN_NAME, ERRORS_NAME = "evaluation.json", "evaluation.md", "errors.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What was measured, by subject, and what could not be, with the reason."""

    measured: Mapping[str, Measured]
    not_measured: Mapping[str, str]
    fingerprint: str
    sample: Mapping[str, float]
    """Figures of the small sample that the tests check; empty unless asked for."""
    sample_fingerprint: str = ""

    @property
    def figures(self) -> dict[str, float]:
        """All figures by dotted name."""
        return {name: value for one in self.measured.values() for name, value in one.figures.items()}


def write_report(evaluation: Evaluation, inquiry: Inquiry) -> str:
    """The tables in Markdown; they and evaluation.json lie in the folder of the inquiry now."""
    inquiry.out.mkdir(parents=True, exist_ok=True)
    said = {
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "sito": version("sito"),
        "split": inquiry.split,
        "profile": inquiry.settings.profile,
        "versions": _versions(inquiry),
        "passages": len(inquiry.passages),
        "fingerprint": evaluation.fingerprint,
        "not_measured": dict(evaluation.not_measured),
        "figures": {name: round(value, 4) for name, value in evaluation.figures.items()},
        "tables": {name: [as_json(sheet) for sheet in one.sheets] for name, one in evaluation.measured.items()},
        "pictures": [picture for one in evaluation.measured.values() for picture in one.pictures],
    }
    (inquiry.out / JSON_NAME).write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    text = report_markdown(evaluation, inquiry)
    (inquiry.out / MARKDOWN_NAME).write_text(text, encoding="utf-8")
    return text


def report_markdown(evaluation: Evaluation, inquiry: Inquiry) -> str:
    """All tables, each subject under its heading."""
    parts = [
        "# Evaluation\n",
        f"{inquiry.split} voices ({', '.join(inquiry.voices)}), {len(inquiry.passages)} passages, "
        f"profile {inquiry.settings.profile}.\n",
    ]
    for name, one in evaluation.measured.items():
        parts += [f"## {name}\n", *map(markdown, one.sheets)]
        parts += [f"![{picture}]({picture})\n" for picture in one.pictures]
    parts += [f"**{name}** was not measured: {why}\n" for name, why in evaluation.not_measured.items()]
    return "\n".join(parts)


def _versions(inquiry: Inquiry) -> dict[str, str]:
    """The version of each stage; none where the profile cannot be set up (its subjects were not measured)."""
    try:
        return dict(assemble(inquiry.settings).made_by.models)
    except TriageError:
        return {}
