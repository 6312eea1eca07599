"""The flow `train`: from corpora to a model with its card, one command, seeded and resumable."""

from pathlib import Path

from prefect import flow, task

from flows.entity_training import train_entities


@task(name="train entities")
def entities_task(shared: str, out: str, seed: int, minutes: float) -> dict[str, object]:
    """Train the name model; a run that was killed goes on from its last checkpoint."""
    return train_entities(Path(shared), Path(out), seed=seed, minutes=minutes)


@flow(name="train", persist_result=False)
def train(model: str, shared: str, out: str, seed: int = 1, minutes: float = 20) -> dict[str, object]:
    """Train the model of this name ("entities") into the folder `out`. Raises ValueError for another name."""
    if model != "entities":
        raise ValueError(f"model = {model!r}; choices: entities")
    return entities_task(shared, out, seed, minutes)
