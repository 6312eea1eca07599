"""Letters that look alike in the Cyrillic and Latin alphabets, and the digits they are mistaken for."""

CYRILLIC_TWINS = "АВЕІКМНОРСТХУЅЈаеорсухіѕј"
LATIN_TWINS = "ABEIKMHOPCTXYSJaeopcyxisj"
TO_LATIN = str.maketrans(CYRILLIC_TWINS, LATIN_TWINS)
TO_CYRILLIC = str.maketrans(LATIN_TWINS, CYRILLIC_TWINS)


def latin(text: str) -> str:
    """`text` with every Cyrillic letter that has a Latin twin replaced by it.

    >>> latin("АО4417ВХ").isascii()
    True
    """
    return text.translate(TO_LATIN)


def cyrillic(text: str) -> str:
    """`text` with every Latin letter that has a Cyrillic twin replaced by it."""
    return text.translate(TO_CYRILLIC)


def digits_of(text: str) -> str:
    """The ASCII digits of `text` alone."""
    return "".join(c for c in text if "0" <= c <= "9")


def is_run(digits: str) -> bool:
    """True for constants and plain sequences (0000000000, 1234567890), which pass checksums and prove nothing."""
    return len(set(digits)) <= 1 or digits in "01234567890123456789" or digits in "98765432109876543210"


def words_of(text: str) -> tuple[str, ...]:
    """The blank-separated words of a data table."""
    return tuple(text.split())
