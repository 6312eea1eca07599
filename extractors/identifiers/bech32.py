"""Bech32 and bech32m, the check of Bitcoin's bc1 addresses (python-stdnum knows the first alone, so no Taproot)."""

ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
BECH32, BECH32M = 1, 0x2BC830A3
"""Source: BIP 173 and BIP 350."""


def is_valid_segwit(address: str) -> bool:
    """True for a checked bc1 address: version 0 with bech32, later versions (Taproot: bc1p) with bech32m.

    >>> is_valid_segwit("bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr")
    True
    """
    lower = address.lower()
    if address not in (lower, address.upper()) or not lower.startswith("bc1"):
        return False
    try:
        values = [ALPHABET.index(c) for c in lower[3:]]
    except ValueError:
        return False
    if not 11 <= len(values) <= 71 or values[0] > 16:
        return False
    return _polymod([3, 3, 0, 2, 3, *values]) == (BECH32 if values[0] == 0 else BECH32M)


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for i in range(5):
            check ^= GENERATOR[i] if (top >> i) & 1 else 0
    return check
