"""The flow `reprocess`: run again what a new version has made stale, without looking at any folder."""

from prefect import flow

from flows.ingest import ingest
from flows.report import RunReport


@flow(name="reprocess", persist_result=False)
def reprocess(
    home: str | None = None,
    database: str | None = None,
    profile: str | None = None,
    pack: str | None = None,
    jobs: int | None = None,
) -> RunReport:
    """What the ledger says is missing or stale, read and analysed."""
    return ingest([], home=home, database=database, profile=profile, pack=pack, jobs=jobs)
