"""The flow `evaluate`: how good the findings are on voices that nobody trained on; a task for each subject."""

from collections.abc import Sequence
from pathlib import Path

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE

from flows.evaluation.errors import write_errors
from flows.evaluation.gate import SAMPLE, SAMPLE_SUBJECTS
from flows.evaluation.judging import Inquiry, NotMeasuredError, fingerprint, judge, sample
from flows.evaluation.report import ERRORS_NAME, Evaluation, write_report
from flows.evaluation.sheets import Measured
from flows.evaluation.subjects import SUBJECTS
from pipeline.errors import TriageError
from pipeline.settings import settings_from_environment

__all__ = ["evaluate", "judge", "measure_task", "run_subjects"]


@task(name="measure", cache_policy=NO_CACHE)
def measure_task(subject: str, inquiry: Inquiry) -> Measured:
    """The tables, figures and pictures of a subject."""
    return SUBJECTS[subject](inquiry)


@flow(name="evaluate", persist_result=False)
def evaluate(
    subjects: Sequence[str],
    shared: str,
    out: str,
    split: str = "development",
    profile: str | None = None,
    limit: int | None = None,
    errors: int = 0,
    with_sample: bool = False,
) -> Evaluation:
    """Measure these subjects and write figures, tables, pictures and, if asked for, errors into `out`.

    Of several subjects one that cannot be measured is left out, with its reason; a single one raises it.

    Raises:
        NotMeasuredError: the only subject cannot be measured; ValueError: there is no such subject or split.
    """
    if unknown := [name for name in subjects if name not in SUBJECTS]:
        raise ValueError(f"subjects = {unknown}; choices: {', '.join(SUBJECTS)}")
    settings = settings_from_environment(profile=profile)
    inquiry = Inquiry(settings, split=split, shared=Path(shared), out=Path(out), limit=limit, errors=errors)
    return run_subjects(subjects, inquiry, with_sample=with_sample)


def run_subjects(subjects: Sequence[str], inquiry: Inquiry, *, with_sample: bool = False) -> Evaluation:
    """The subjects of an inquiry, each as a task of the flow that calls this, and the files of it all."""
    if inquiry.errors and inquiry.split == "unread":
        raise NotMeasuredError("the unread voices are measured and never read: no error list is made of them")
    measured: dict[str, Measured] = {}
    not_measured: dict[str, str] = {}
    for name in subjects:
        try:
            measured[name] = measure_task.with_options(name=f"measure {name}")(name, inquiry)
        except TriageError as error:
            if len(subjects) == 1:
                raise
            not_measured[name] = str(error)
    if inquiry.errors and {"indicators", "priority"} & set(measured):
        write_errors(inquiry.judged, inquiry.out / ERRORS_NAME, most=inquiry.errors)
    evaluation = _with_sample(measured, not_measured, inquiry, wanted=with_sample)
    create_markdown_artifact(key="evaluation", markdown=write_report(evaluation, inquiry), description=inquiry.split)
    return evaluation


def _with_sample(
    measured: dict[str, Measured], not_measured: dict[str, str], inquiry: Inquiry, *, wanted: bool
) -> Evaluation:
    subjects = [name for name in SAMPLE_SUBJECTS if name in measured] if wanted else []
    few = inquiry.part(sample(inquiry.passages, SAMPLE)) if subjects else None
    return Evaluation(
        measured=measured,
        not_measured=not_measured,
        fingerprint=fingerprint(inquiry.passages),
        sample={n: v for name in subjects if few for n, v in SUBJECTS[name](few).figures.items()},
        sample_fingerprint=fingerprint(few.passages) if few else "",
    )
