"""How far two readers agree: a twentieth of the passages was annotated a second time, blind, into `corpora/blind/`.

The second reader saw text, kind and language, but no mark. Agreement is F1 of the second reading against the first:
it is the ceiling any model can be held to.
"""

from pathlib import Path

from corpora.metrics import Agreement
from corpora.passages import CorpusError, load_passages, read_passages

BLIND = Path(__file__).parent / "blind"


def second_reading(folder: Path = BLIND) -> Agreement:
    """Indicators of the second reading against the first, by document and by span, and polarities.

    Raises CorpusError if a blind text is not that of the passage of its id.
    """
    first = {passage.id: passage for passage in load_passages()}
    total = Agreement()
    for path in sorted(folder.glob("*.txt")):
        for second in read_passages(path, voice="blind"):
            gold = first.get(second.id)
            if gold is None or gold.text != second.text:
                raise CorpusError(f"{path.name}: {second.id} is not the passage of that id")
            total.add(gold.indicators, second.indicators)
    return total
