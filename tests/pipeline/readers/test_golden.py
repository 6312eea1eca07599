"""Every golden file is read exactly as it says beside it.

`SITO_REWRITE_GOLDEN=1 pytest tests/pipeline/readers/test_golden.py` writes the expected files anew; review the diff.
"""

import json
import os
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from pipeline.document import Document, Failure
from pipeline.readers import Child, Read, read_bytes
from pipeline.settings import Limits

GOLDEN = Path(__file__).parents[2] / "golden" / "readers"
FILES = sorted(p for p in GOLDEN.iterdir() if p.suffix not in (".py", ".pyc") and not p.name.endswith(".expected.json"))


def as_json(read: Read) -> dict[str, Any]:
    """What a golden file says of one read."""
    match read:
        case Document():
            source = {k: getattr(read.source, k) for k in ("media_type", "item", "sent_at", "sender", "channel")}
            return {
                "document": read.id,
                "source": {k: v for k, v in source.items() if v is not None},
                "text": read.text,
                "pages": [[p.number, p.start, p.end, p.width, p.height, len(p.words)] for p in read.pages],
                "problems": [[p.code, p.page, p.message] for p in read.problems],
            }
        case Failure():
            return {"failure": read.code, "item": read.source.item, "path": read.source.path, "message": read.message}
        case Child():
            return {"child": read.path, "content": sha256(read.content).hexdigest(), "depth": read.nesting.depth}


@pytest.mark.parametrize("file", FILES, ids=lambda p: p.name)
def test_golden_file_is_read_as_written_beside_it(file: Path) -> None:
    expected_file = file.with_name(file.name + ".expected.json")
    reads = [as_json(read) for read in read_bytes(file.read_bytes(), file.name, Limits())]
    if os.environ.get("SITO_REWRITE_GOLDEN"):
        expected_file.write_text(json.dumps(reads, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert reads == json.loads(expected_file.read_text("utf-8"))
