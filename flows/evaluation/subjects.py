"""What can be evaluated: the one list of subjects."""

from collections.abc import Callable

from flows.evaluation.ablation import measure_ablation, measure_curve
from flows.evaluation.agreement import measure_agreement
from flows.evaluation.entities import measure_entities
from flows.evaluation.harmless import measure_harmless
from flows.evaluation.indicators import measure_indicators
from flows.evaluation.judging import Inquiry
from flows.evaluation.kinds import measure_kind
from flows.evaluation.priority import measure_priority
from flows.evaluation.sheets import Measured

SUBJECTS: dict[str, Callable[[Inquiry], Measured]] = {
    "entities": measure_entities,
    "indicators": measure_indicators,
    "priority": measure_priority,
    "kind": measure_kind,
    "agreement": measure_agreement,
    "harmless": measure_harmless,
    "ablation": measure_ablation,
    "curve": measure_curve,
}
ALL = ("entities", "indicators", "priority", "kind", "agreement", "harmless")
"""What `all` stands for: everything that trains nothing."""
