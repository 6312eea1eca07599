import random
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.document import Document, Failure
from pipeline.errors import ReadCode
from pipeline.readers import READ_VERSION, READERS, Child, read_bytes
from pipeline.settings import Limits

GOLDEN = Path(__file__).parents[2] / "golden" / "readers"
FILES = sorted(
    p for p in GOLDEN.iterdir() if p.suffix != ".py" and not p.name.endswith(".expected.json") and p.is_file()
)
CODES = {code.value for code in ReadCode}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SMALL = Limits(max_text_chars=200_000, archive_bytes=10_000_000, max_bytes=5_000_000)


def only(content: bytes, name: str, limits: Limits = SMALL) -> Document | Failure:
    (read,) = read_bytes(content, name, limits)
    assert not isinstance(read, Child)
    return read


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.txt", "empty"),
        (b" \r\n\t ", "a.txt", "empty"),
        ("\ufeff  ".encode(), "a.txt", "empty"),
        (b"\0" * 5000, "a.txt", "damaged"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "scan.jpg", "needs_ocr"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "scan.pdf", "needs_ocr"),
        (b"{\\rtf1\\ansi text}", "a.rtf", "unsupported"),
        (OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "a.doc", "unsupported"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "encrypted"),
        (b"7z\xbc\xaf\x27\x1c\0\4", "a.7z", "unsupported"),
        (b"MZ\x90\0\3\0", "a.exe", "unsupported"),
        (bytes(random.Random(1).randbytes(3000)), "a.bin", "unsupported"),
        (b"PK\x03\x04 cut off", "a.zip", "truncated"),
        (b"%PDF-1.4 nothing more", "a.pdf", "truncated"),
        (b"[]", "ads.json", "empty"),
        (b"{\"a\": ", "ads.json", "damaged"),
        (b"x" * 5_000_001, "a.txt", "too_large"),
    ],
)  # fmt: skip
def test_file_that_cannot_be_read_is_a_failure_with_its_code(content: bytes, name: str, code: str) -> None:
    failure = only(content, name)
    assert isinstance(failure, Failure) and failure.code == code
    assert failure.message.endswith(".") and len(failure.message) < 200


@pytest.mark.parametrize(
    ("word", "content"),
    [
        ("JPEG", b"\xff\xd8\xff\xe0"), ("DOC", OLE + "WordDocument".encode("utf-16-le")),
        ("RTF", b"{\\rtf1"), ("RAR", b"Rar!\x1a\x07\x01\0"),
    ],
)  # fmt: skip
def test_unsupported_kind_is_named_in_the_sentence(word: str, content: bytes) -> None:
    failure = only(content, "file")
    assert isinstance(failure, Failure) and word in failure.message


@pytest.mark.parametrize("text", ["BM — це не картинка", "MZ означає інше", "ID3 мітка", "BZh"])
def test_text_that_begins_like_a_binary_kind_is_text(text: str) -> None:
    document = only(text.encode(), "a.txt")
    assert isinstance(document, Document) and document.text == text


@pytest.mark.parametrize(
    ("file", "name", "media_type"),
    [
        ("protocol.docx", "протокол.pdf", "wordprocessingml"), ("page.html", "сторінка.txt", "text/html"),
        ("complaint.eml", "лист.txt", "message/rfc822"), ("ads.jsonl", "ads.csv", "jsonl"),
        ("plain.pdf", "x.docx", "application/pdf"),
    ],
)  # fmt: skip
def test_wrong_extension_is_read_anyway_and_noted(file: str, name: str, media_type: str) -> None:
    first = next(iter(read_bytes((GOLDEN / file).read_bytes(), name, SMALL)))
    assert isinstance(first, Document) and media_type in first.source.media_type
    assert [p.code for p in first.problems] == ["wrong_extension"]


@pytest.mark.parametrize("name", ["заява", "заява.txt", "заява.2025", "заява.dat", ".txt"])
def test_missing_or_unknown_extension_is_no_problem(name: str) -> None:
    document = only("Прошу прийняти заяву".encode(), name)
    assert isinstance(document, Document) and document.problems == ()


def test_zero_and_lone_surrogate_characters_are_replaced_one_for_one() -> None:
    document = only(
        "Сума\0 сто гривень, разом із заставою та збором, як домовлялися\ud800".encode("utf-8", "surrogatepass"),
        "a.txt",
    )
    assert isinstance(document, Document)
    document.text.encode()
    assert document.text[4] == "\N{REPLACEMENT CHARACTER}" and "\0" not in document.text


def test_document_id_is_the_hash_of_its_bytes() -> None:
    from hashlib import sha256

    data = "Заява".encode("cp1251")
    document = only(data, "a.txt")
    assert document.id == sha256(data).hexdigest()


def test_every_reader_stands_in_the_list_once_and_the_version_covers_all() -> None:
    names = [reader.name for reader in READERS]
    assert len(set(names)) == len(names) and len(READ_VERSION) == 12
    assert READERS[-1].name == "an unknown kind of file"


def checked(content: bytes, name: str) -> None:
    """Every read is sound: known codes, storable text, offsets inside it."""
    for read in read_bytes(content, name, SMALL):
        match read:
            case Document():
                read.text.encode()
                assert read.text.strip() and "\0" not in read.text and len(read.id) == 64
                for page in read.pages:
                    assert 0 <= page.start <= page.end <= len(read.text)
                    assert all(page.start <= w.start < w.end <= page.end for w in page.words)
            case Failure():
                assert read.code in CODES and read.message and len(read.id) == 64
            case Child():
                assert read.path.startswith(name) and ".." not in read.path.split("/")


def cuts(data: bytes) -> st.SearchStrategy[bytes]:
    """The data with a stretch replaced by other bytes, and perhaps cut off."""
    at = st.integers(0, len(data))
    piece = st.one_of(
        st.binary(max_size=60),
        st.sampled_from([b"\0" * 9, b'"', b"{", b"<", b"\r\n\r\n", b"PK\x03\x04", b"=?utf-8?b?"]),
    )
    edited = st.tuples(at, st.integers(0, 200), piece).map(lambda t: data[: t[0]] + t[2] + data[t[0] + t[1] :])
    return st.one_of(edited, at.map(lambda end: data[:end]))


@pytest.mark.parametrize("file", FILES, ids=lambda p: p.name)
def test_damaged_files_yield_reads_and_never_an_exception(file: Path) -> None:
    data = file.read_bytes()

    @given(cuts(data), st.sampled_from([file.name, "x.txt", "x.json", "x.csv", "x"]))
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    def check(content: bytes, name: str) -> None:
        checked(content, name)

    check()


@given(
    st.binary(max_size=600),
    st.sampled_from(["pdf", "docx", "txt", "html", "json", "jsonl", "csv", "eml", "zip", "", "xyz"]),
)
@settings(max_examples=300, deadline=None)
def test_random_bytes_yield_reads_and_never_an_exception(content: bytes, extension: str) -> None:
    checked(content, f"x.{extension}")


@given(st.text(max_size=300), st.sampled_from(["txt", "html", "json", "jsonl", "csv", "eml"]))
@settings(max_examples=300, deadline=None)
def test_random_text_yields_reads_and_never_an_exception(text: str, extension: str) -> None:
    checked(text.encode("utf-8", "surrogatepass"), f"x.{extension}")


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"[" * 200_000, "a.json"), (b'{"a":' * 100_000, "a.json"), (b'{"a":' * 50_000 + b"\n", "a.jsonl"),
        (b"<div>" * 100_000, "a.html"), (b"<" * 300_000, "a.html"), (b'"' * 300_000, "a.csv"),
        (b'";"' * 100_000, "a.csv"),
        (b'a;"b\n' * 20_000, "a.csv"), (b"a: b\n" * 50_000, "a.eml"),
        (b"Subject: x\nFrom: y\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n" * 50_000, "a.eml"),
        (b"&" * 200_000, "a.html"), (b"%PDF-1.4\n" + b"1 0 obj\n" * 50_000, "a.pdf"),
        ("Ї".encode("cp1251") * 300_000, "a.txt"),
        (b"\xd0" * 300_000, "a.txt"), (b'{"messages": [' + b'{"type": "public_channel", "text": [' * 20_000, "a.json"),
    ],
)  # fmt: skip
def test_hostile_repetition_is_read_in_seconds(content: bytes, name: str) -> None:
    checked(content, name)


def zipped(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_bomb_member_is_refused_and_its_neighbours_are_unpacked() -> None:
    reads = list(
        read_bytes(zipped({"bomb.txt": b"0" * 3_000_000, "ok.txt": b"text"}), "a.zip", Limits(archive_ratio=100))
    )
    assert isinstance(reads[0], Failure) and reads[0].code == "too_large" and reads[0].source.path == "a.zip/bomb.txt"
    assert isinstance(reads[1], Child) and reads[1].content == b"text"


def test_archive_above_its_bytes_or_members_says_so_for_each_member() -> None:
    data = zipped({f"{n}.txt": bytes([65 + n]) * 1000 for n in range(4)})
    few = list(read_bytes(data, "a.zip", Limits(archive_members=3)))
    small = list(read_bytes(data, "a.zip", Limits(archive_bytes=2500)))
    assert [isinstance(read, Child) for read in few] == [True, True, True, False]
    assert [isinstance(read, Child) for read in small] == [True, True, False, False]
    assert all(read.code == "too_large" for read in (*few, *small) if isinstance(read, Failure))


def test_archives_inside_share_what_the_outer_one_leaves() -> None:
    inner = zipped({"a.txt": b"a"})
    reads = list(
        read_bytes(zipped({"1.zip": inner, "2.zip": inner}), "a.zip", Limits(archive_bytes=100_000, archive_members=10))
    )
    nestings = [read.nesting for read in reads if isinstance(read, Child)]
    assert len(nestings) == 2 and all(n.depth == 1 and n.members == 4 for n in nestings)
    assert sum(n.bytes or 0 for n in nestings) <= 100_000


def test_encrypted_and_linked_members_are_failures() -> None:
    data = bytearray(zipped({"secret.txt": b"x" * 50}, zipfile.ZIP_STORED))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    for content, code in ((bytes(data), "encrypted"), (out.getvalue(), "symlink")):
        (failure,) = read_bytes(content, "a.zip", SMALL)
        assert isinstance(failure, Failure) and failure.code == code


@pytest.mark.parametrize("encoding", ["cp866", "cp1251", "utf-8"])
def test_names_in_old_encodings_are_readable(encoding: str) -> None:
    name = "заявление потерпевшей"
    raw = name.encode(encoding)
    data = zipped({"z" * len(raw): b"text"}).replace(b"z" * len(raw), raw)
    (child,) = read_bytes(data, "a.zip", SMALL)
    assert isinstance(child, Child) and child.path == f"a.zip/{name}"
