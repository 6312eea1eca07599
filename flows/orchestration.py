"""Prefect's surroundings: offline environment, one embedded server for a run, the task runner.

Without a server address every worker process of Prefect would start a temporary server of its own, so bulk runs
start one first. One-file answers (`sito analyze`) never come here.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pipeline.errors import SettingsError, TriageError
from pipeline.settings import Settings

if TYPE_CHECKING:
    from prefect.task_runners import TaskRunner

ANSWER_TIMEOUT_S = 30
STARTUP_TIMEOUT_S = 180  # a first start builds Prefect's database: 20-30 s measured, more on a busy machine

ENVIRONMENT = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": str(STARTUP_TIMEOUT_S),
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    "PREFECT_CLI_PROMPT": "false",
    "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
    # what stops a run is said once and in plain words by the command
    "PREFECT_LOGGING_LOGGERS_PREFECT_FLOW_RUNS_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_LOGGERS_PREFECT_TASK_RUNS_LEVEL": "CRITICAL",
}


def prepare_environment(settings: Settings) -> None:
    """Set Prefect's variables, unless the operator has, before prefect is first imported."""
    for key, value in ENVIRONMENT.items():
        os.environ.setdefault(key, value)
    os.environ.setdefault("PREFECT_HOME", str((settings.home / "prefect").absolute()))


@contextmanager
def prefect_server(settings: Settings) -> Iterator[str]:
    """The address of the Prefect API for this run: $PREFECT_API_URL, else an embedded server on loopback.

    Raises SettingsError if no server answers there, TriageError if the embedded one does not start.
    """
    prepare_environment(settings)
    if address := os.environ.get("PREFECT_API_URL"):
        _check_answers(address)
        yield address
        return
    from prefect.server.api.server import SubprocessASGIServer
    from prefect.settings import PREFECT_API_URL, temporary_settings

    server = SubprocessASGIServer()
    try:
        server.start(timeout=STARTUP_TIMEOUT_S)
    except RuntimeError as error:
        server.stop()
        raise TriageError(
            f"Prefect did not start within {STARTUP_TIMEOUT_S} s; try again when less is running"
        ) from error
    os.environ["PREFECT_API_URL"] = server.api_url
    try:
        with temporary_settings({PREFECT_API_URL: server.api_url}):
            yield server.api_url
    finally:
        del os.environ["PREFECT_API_URL"]
        server.stop()


def _check_answers(address: str) -> None:
    import httpx

    try:
        httpx.get(f"{address.rstrip('/')}/health", timeout=ANSWER_TIMEOUT_S).raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise SettingsError(f"PREFECT_API_URL = {address!r}: no Prefect server answers there") from error


def task_runner(settings: Settings, runner: str = "processes") -> "TaskRunner[Any]":
    """The Prefect task runner by name: one thread for one job, else `jobs` worker processes.

    Raises SettingsError for an unknown name. A cluster's runner (Dask, Ray) is one more line here.
    """
    from prefect.task_runners import ProcessPoolTaskRunner, ThreadPoolTaskRunner

    if runner != "processes":
        raise SettingsError(f"runner = {runner!r}; choices: processes")
    if settings.jobs == 1:
        return ThreadPoolTaskRunner(max_workers=1)
    return ProcessPoolTaskRunner(max_workers=settings.jobs)
