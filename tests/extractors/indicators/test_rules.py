from collections.abc import Callable

import pytest

from pipeline.errors import PackError

ONE = "concepts: {A: [б]}"
ONE = "concepts: {A: [б]}"
WHY = "why: {uk: Так., en: So.}"


@pytest.mark.parametrize(
    ("rules", "named"),
    [
        ("indicators: {unknown: {rules: {}}}", "unknown indicator unknown"),
        (f"indicators: {{no_provenance: {{{WHY}, rules: {{a: {{all: [NOPE]}}}}}}}}", "unknown concept NOPE"),
        (
            f"{ONE}\nindicators: {{no_provenance: {{{WHY}, rules: {{a: {{all: [A], whitin: clause}}}}}}}}",
            "whitin",
        ),
        (
            f"concepts: {{A: [б]}}\nindicators: {{no_provenance: {{{WHY}, rules: {{a: {{all: [A], within: line}}}}}}}}",
            "line",
        ),
        (f"indicators: {{no_provenance: {{{WHY}, rules: {{a: {{}}}}}}}}", "at least one entry"),
        ("concepts: {A: [б]}\nindicators: {no_provenance: {rules: {a: {all: [A]}}}}", "why"),
        ("concepts: {NEGATION: [б]}", "defined twice"),
        ("concepts: {lower: [б]}", "upper-case"),
        ("concepts: {A: {entity: telephone}}", "telephone"),
        ("concepts: {A: {entity: money, where: {big: 1}}}", "big"),
        ("concepts: {A: {of: [B]}}", "unknown concept B"),
        ("rules: {}", "only the keys"),
        ("concepts: [", "test.yaml"),
    ],
)
def test_fault_is_named(find_with: Callable[[str], object], rules: str, named: str) -> None:
    with pytest.raises(PackError, match=named):
        find_with(rules)


def test_folder_without_rules_finds_nothing(find_with: Callable[..., Callable[[str], list[object]]]) -> None:
    assert find_with("concepts: {A: [ікона]}")("ікона") == []
