import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import ReadError
from pipeline.readers.encodings import decode
from pipeline.readers.letter_pairs import readability
from pipeline.readers.mojibake import mend

UK = "Шукаємо дівчат для роботи офіціантками у Варшаві, житло безкоштовно"
RU = "Требуются девушки для работы официантками в Варшаве, жильё бесплатно"
SHORT_UK, SHORT_RU = "потрібна швачка", "нужна швея срочно"
ONE_BYTE = ["cp1251", "koi8-u", "cp1125", "mac-cyrillic", "iso8859-5"]
ENCODINGS = ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32-le", *ONE_BYTE]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", [UK, RU, SHORT_UK, SHORT_RU, UK.upper(), RU.upper(), f"{UK}\n{RU}"])
def test_cyrillic_text_comes_back_from_every_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("text", [RU, SHORT_RU])
@pytest.mark.parametrize("encoding", ["cp866", "koi8-r"])
def test_russian_comes_back_from_dos_and_unix(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("Łódź, życie i śmierć gęsi", "cp1250"), ("Straße nach München für Gäste", "cp1252"), ("plain ASCII", "cp1251")],
)
def test_western_text_is_not_taken_for_cyrillic(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_declared_encoding_is_believed_only_if_the_letters_agree() -> None:
    assert decode(SHORT_RU.encode("koi8-r"), declared="koi8-r").text == SHORT_RU
    assert decode(RU.encode("cp1251"), declared="koi8-r").text == RU
    assert decode(RU.encode("cp1251"), declared="no-such-thing").text == RU


def test_utf8_with_a_broken_byte_loses_that_byte_only() -> None:
    decoded = decode(RU.encode()[:19] + b"\xff" + RU.encode()[19:])
    assert decoded.encoding == "utf-8" and decoded.lost == 1


def test_file_with_lines_in_two_encodings_keeps_both() -> None:
    assert decode(f"{UK}\n".encode() + RU.encode("cp1251")).text == f"{UK}\n{RU}"


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(ReadError):
        decode(bytes(range(1, 32)) * 20)


@given(st.binary(max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_bytes_decode_or_are_refused(data: bytes) -> None:
    try:
        assert isinstance(decode(data).text, str)
    except ReadError as error:
        assert error.code == "wrong_encoding"


def garbled(text: str, really: str, read_as: str) -> str:
    return "".join(
        bytes([b]).decode(read_as) if bytes([b]).decode(read_as, "ignore") else chr(b) for b in text.encode(really)
    )


@pytest.mark.parametrize("text", [UK, RU])
@pytest.mark.parametrize(
    ("really", "read_as"),
    [
        ("utf-8", "cp1251"), ("utf-8", "cp1252"), ("utf-8", "cp866"), ("utf-8", "koi8-u"), ("cp1251", "cp1252"),
        ("cp1251", "koi8-u"), ("koi8-u", "cp1251"), ("cp1251", "cp866"), ("koi8-u", "cp1252"),
    ],
)  # fmt: skip
def test_text_read_in_the_wrong_encoding_is_mended(text: str, really: str, read_as: str) -> None:
    mended = mend(garbled(text, really, read_as))
    assert mended is not None and mended.text == text


@pytest.mark.parametrize("text", [UK, RU])
def test_text_garbled_twice_is_mended(text: str) -> None:
    twice = garbled(garbled(text, "utf-8", "cp1251"), "utf-8", "cp1251")
    mended = mend(twice)
    assert mended is not None and mended.text == text


def test_only_the_garbled_lines_are_changed() -> None:
    mended = mend(f"{UK}\n{garbled(RU, 'utf-8', 'cp1251')}\nEnglish line")
    assert mended is not None and mended.text == f"{UK}\n{RU}\nEnglish line"


@pytest.mark.parametrize(
    "text",
    [
        UK,
        RU,
        UK.upper(),
        "СРОЧНО!!! ПАСПОРТ ЗАБРАЛИ",
        "Р. С. Т.",
        "№ 5",
        "Łódź",
        "Ελληνικά κείμενα",
        "😀🔥 ок",
        "ї",
        "",
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    assert mend(text) is None


def test_sound_text_is_readable_and_garbled_text_is_not() -> None:
    assert min(readability(UK), readability(RU)) > 1 > 0 > readability(garbled(UK, "utf-8", "cp1251"))


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_mending_never_fails(text: str) -> None:
    mended = mend(text)
    assert mended is None or mended.text != text


def test_mending_hostile_lines_takes_no_time() -> None:
    for text in ("Р" * 100_000, "Ð\n" * 50_000, "\x98Р?" * 30_000):
        mend(text)
    assert mend("я" * 100_000) is None
