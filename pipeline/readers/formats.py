"""All formats there are, in the order in which they are asked: the first that knows the content takes the file."""

from hashlib import sha256

from pipeline.readers import (
    archive,
    csv_feed,
    docx,
    eml,
    html,
    json_feed,
    office,
    pdf,
    telegram,
    telegram_html,
    text,
    unsupported,
)
from pipeline.readers.reader import Reader

READERS: tuple[Reader, ...] = (
    pdf.READER,
    docx.READER,
    office.READER,
    archive.READER,
    unsupported.KNOWN,
    telegram.READER,
    json_feed.JSON_LINES,
    json_feed.JSON,
    eml.READER,
    telegram_html.READER,
    html.READER,
    csv_feed.READER,
    text.READER,
    unsupported.UNKNOWN,
)
READ_VERSION = sha256(" ".join(f"{r.name}@{r.version}" for r in READERS).encode()).hexdigest()[:12]
"""Changes when any reader changes."""
