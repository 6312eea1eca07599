"""Prefect's surroundings: offline environment, one embedded server for a run, the task runner.

Without a server address every worker process of Prefect would start a temporary server of its own, so bulk runs
start one first. One-file answers (`sito analyze`) never come here.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pipeline.errors import SettingsError
from pipeline.settings import Settings

if TYPE_CHECKING:
    from prefect.task_runners import TaskRunner

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
}


def prepare_environment(settings: Settings) -> None:
    """Set Prefect's variables, unless the operator has, before prefect is first imported."""
    for key, value in ENVIRONMENT.items():
        os.environ.setdefault(key, value)
    os.environ.setdefault("PREFECT_HOME", str((settings.home / "prefect").absolute()))


@contextmanager
def prefect_server(settings: Settings) -> Iterator[str]:
    """The address of the Prefect API for this run: $PREFECT_API_URL, else an embedded server on loopback."""
    prepare_environment(settings)
    if address := os.environ.get("PREFECT_API_URL"):
        yield address
        return
    from prefect.server.api.server import SubprocessASGIServer
    from prefect.settings import PREFECT_API_URL, temporary_settings

    server = SubprocessASGIServer()
    server.start(timeout=STARTUP_TIMEOUT_S)
    os.environ["PREFECT_API_URL"] = server.api_url
    try:
        with temporary_settings({PREFECT_API_URL: server.api_url}):
            yield server.api_url
    finally:
        del os.environ["PREFECT_API_URL"]
        server.stop()


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
