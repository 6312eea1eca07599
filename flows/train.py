"""The flow `train`: from corpora to a model with its card, one command, seeded and resumable."""

from pathlib import Path
from typing import Any

from prefect import flow, task

from flows.encoder.build import build_encoder
from flows.encoder.finetuning import Recipe


@task(name="train encoder")
def encoder_task(
    shared: str, out: str, seed: int, minutes: float, epochs: int, from_reviews: str | None
) -> dict[str, Any]:
    """Pre-train, fine-tune and export; a run that was killed goes on from its last checkpoint."""
    return build_encoder(
        Path(shared),
        Path(out),
        recipe=Recipe(seed=seed, epochs=epochs),
        minutes=minutes,
        from_reviews=Path(from_reviews) if from_reviews else None,
    )


@flow(name="train", persist_result=False)
def train(
    model: str,
    shared: str,
    out: str,
    seed: int = 1,
    minutes: float = 60,
    epochs: int = 6,
    from_reviews: str | None = None,
) -> dict[str, Any]:
    """Train the model of this name ("encoder") into the folder `out`. Raises ValueError for another name."""
    if model != "encoder":
        raise ValueError(f"model = {model!r}; choices: encoder")
    return encoder_task(shared, out, seed, minutes, epochs, from_reviews)
