"""Crypto wallets: Bitcoin (old, segwit, Taproot), Ethereum (EIP-55), TRON, Litecoin, TON."""

import re
from base64 import urlsafe_b64decode
from binascii import Error as Base64Error
from binascii import crc_hqx
from collections.abc import Callable, Iterator

import base58

from extractors.identifiers.bech32 import is_valid_segwit
from extractors.identifiers.proposal import propose
from pipeline.document import Entity, EntityLabel, Validation

BASE58 = "[1-9A-HJ-NP-Za-km-z]"
EDGE, STOP = r"(?<![A-Za-z0-9_/+=])", r"(?![A-Za-z0-9_])"
TRON = re.compile(rf"T{BASE58}{{33}}(?<=\b.{{34}}){STOP}")
ETHEREUM = re.compile(r"0[xXхХ][0-9a-fA-F]{40}(?<=\b.{42})(?![A-Za-z0-9_])")
BITCOIN = re.compile(rf"{EDGE}[13]{BASE58}{{25,34}}{STOP}")
SEGWIT = re.compile(rf"{EDGE}(?:bc1[02-9ac-hj-np-z]{{11,71}}|BC1[02-9AC-HJ-NP-Z]{{11,71}}){STOP}")
LITECOIN = re.compile(rf"{EDGE}[LM]{BASE58}{{26,33}}{STOP}")
TON = re.compile(r"[EUk0]Q(?<![\w-][EUk0]Q)[A-Za-z0-9_-]{46}(?![A-Za-z0-9_-])")
LONG_TOKEN = re.compile(r"[A-Za-z0-9_-]{26}")
VALID, PLAIN = 0.95, 0.85


def find(text: str) -> Iterator[Entity]:
    """Wallet addresses; one whose check fails is proposed as invalid with less weight the less its form says."""
    if not LONG_TOKEN.search(text):
        return
    for pattern, judge in ROWS:
        for match in pattern.finditer(text):
            if entity := judge(match):
                yield entity


def is_base58_check(address: str, versions: frozenset[int]) -> bool:
    """True if `address` decodes with its double SHA-256 check and one of the version bytes."""
    try:
        payload: bytes = base58.b58decode_check(address)
    except ValueError:
        return False
    return len(payload) == 21 and payload[0] in versions


def is_eip55(address: str) -> bool:
    """True if the capitals of a mixed-case Ethereum address are its Keccak check."""
    from eth_hash.auto import keccak

    body = address[2:]
    digest = keccak(body.lower().encode()).hex()
    return all(c.isdigit() or c.isupper() == (int(digest[i], 16) >= 8) for i, c in enumerate(body))


def is_ton(address: str) -> bool:
    """True if the CRC-16 at the end of a 48-character TON address holds."""
    try:
        raw = urlsafe_b64decode(address)
    except (Base64Error, ValueError):
        return False
    return len(raw) == 36 and crc_hqx(raw[:34], 0) == int.from_bytes(raw[34:], "big")


def _tron(match: re.Match[str]) -> Entity | None:
    return _judged(match, "TRON", is_base58_check(match.group(), frozenset({0x41})), 0.55)


def _bitcoin(match: re.Match[str]) -> Entity | None:
    return _judged(match, "Bitcoin", is_base58_check(match.group(), frozenset({0, 5})), 0.25)


def _litecoin(match: re.Match[str]) -> Entity | None:
    return _judged(match, "Litecoin", is_base58_check(match.group(), frozenset({0x30, 0x32})), 0.2)


def _segwit(match: re.Match[str]) -> Entity | None:
    return _judged(match, "Bitcoin", is_valid_segwit(match.group()), 0.5)


def _ton(match: re.Match[str]) -> Entity | None:
    return _judged(match, "TON", is_ton(match.group()), 0.2)


def _ethereum(match: re.Match[str]) -> Entity | None:
    address = "0x" + match.group()[2:]
    body = address[2:]
    if len(set(body.lower())) < 4:
        return None
    if body in (body.lower(), body.upper()):
        return propose(
            EntityLabel.CRYPTO_WALLET, *match.span(), address, score=PLAIN, reason="Ethereum form, no check in it"
        )
    if is_eip55(address):
        return _entity(match, address, VALID, Validation.CHECKSUM_OK, "EIP-55 check holds")
    return _entity(match, address, 0.55, Validation.INVALID, "EIP-55 check fails")


def _judged(match: re.Match[str], name: str, holds: bool, otherwise: float) -> Entity | None:
    address = match.group()
    if holds:
        return _entity(match, address, VALID, Validation.CHECKSUM_OK, f"{name} check holds")
    if address.isdigit() or address.isalpha() or len(set(address)) < 8:
        return None
    return _entity(match, address, otherwise, Validation.INVALID, f"{name} check fails")


def _entity(match: re.Match[str], value: str, score: float, validation: Validation, reason: str) -> Entity:
    return propose(EntityLabel.CRYPTO_WALLET, *match.span(), value, score=score, validation=validation, reason=reason)


ROWS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Entity | None]], ...] = (
    (TRON, _tron),
    (ETHEREUM, _ethereum),
    (BITCOIN, _bitcoin),
    (SEGWIT, _segwit),
    (LITECOIN, _litecoin),
    (TON, _ton),
)
