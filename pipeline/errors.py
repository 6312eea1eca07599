"""Everything that can go wrong on purpose.

TriageError
├── ReadError        a file could not be read; `code` names why (ReadCode)
├── ModelError       a model is missing, damaged or speaks unknown labels
├── PackError        a pack (taxonomy, rules, policy) is inconsistent
├── StoreError       the analysis database refused or is absent
└── SettingsError    a setting has a wrong value
"""

from enum import StrEnum


class ReadCode(StrEnum):
    """Why a file, a member of an archive or a record of a feed has no document."""

    EMPTY = "empty"
    UNREADABLE = "unreadable"
    ENCRYPTED = "encrypted"
    TRUNCATED = "truncated"
    DAMAGED = "damaged"
    WRONG_EXTENSION = "wrong_extension"
    WRONG_ENCODING = "wrong_encoding"
    UNSUPPORTED = "unsupported"
    TOO_LARGE = "too_large"
    NEEDS_OCR = "needs_ocr"
    BROKEN_RECORD = "broken_record"
    SYMLINK = "symlink"
    BAD_NAME = "bad_name"
    TIMEOUT = "timeout"
    OUT_OF_MEMORY = "out_of_memory"
    READER_DIED = "reader_died"
    TOO_DEEP = "too_deep"


class TriageError(Exception):
    """The root of all errors Sito raises on purpose."""


class ReadError(TriageError):
    """A file could not be read. `code` is the machine's word, the message the officer's sentence."""

    def __init__(self, code: ReadCode, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class ModelError(TriageError):
    """A model file is missing, damaged, or has labels that no table translates."""


class PackError(TriageError):
    """A pack's taxonomy, rules or policy is missing, malformed or refers to unknown ids."""


class StoreError(TriageError):
    """The analysis database refused an operation or cannot be reached."""


class SettingsError(TriageError):
    """A setting has a wrong value; the message names key, value and choices."""
