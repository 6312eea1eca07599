import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import phonenumbers
import pytest
import yaml
from stdnum import iban, luhn

from pipeline.document import Kind, Priority
from pipeline.errors import ReadCode

DEMO = Path(__file__).parents[2] / "corpora" / "demo"
SOURCES = DEMO.parent / "demo-sources"
BANDS = {priority.value for priority in Priority}
CODES = {code.value for code in ReadCode}
TEXTUAL = {".txt", ".html", ".json", ".jsonl", ".csv"}


@pytest.fixture(scope="module")
def expected():
    return yaml.safe_load((SOURCES / "expected.yaml").read_text(encoding="utf-8"))


def written_texts() -> list[tuple[str, str]]:
    """Every text of the demo that a person wrote, made files by their sources."""
    paths = [*SOURCES.rglob("*"), *DEMO.rglob("*")]
    texts = []
    for path in paths:
        if path.suffix in TEXTUAL and path.is_file():
            try:
                texts.append((path.name, path.read_text(encoding="utf-8")))
            except UnicodeDecodeError:
                continue
    return texts


def test_every_file_has_an_expectation_and_every_expectation_a_file(expected):
    files = {p.relative_to(DEMO).as_posix() for p in DEMO.rglob("*") if p.is_file()}
    listed = {item["path"] for item in expected["items"]}
    containers = {f for f in files if any(path.startswith(f + "/") for path in listed)}
    assert files - listed - containers == set()
    assert {
        path for path in listed if path not in files and not any(path.startswith(c + "/") for c in containers)
    } == set()


def test_expectations_are_bands_or_failure_codes(expected):
    for item in expected["items"]:
        assert item["expect"] in BANDS | CODES | {"skipped"}, item
        assert set(item.get("also", [])) <= BANDS | CODES, item
        assert (item["expect"] in BANDS) == ("kind" in item) == ("language" in item), item
        assert "kind" not in item or item["kind"] in set(Kind), item


def test_no_item_is_listed_twice(expected):
    keys = Counter((item["path"], item.get("item")) for item in expected["items"])
    assert [key for key, times in keys.items() if times > 1] == []


def test_about_two_thirds_are_noise_or_for_review(expected):
    bands = Counter(item["expect"] for item in expected["items"] if item["expect"] in BANDS)
    assert bands.total() >= 75
    assert 0.6 <= (bands["none"] + bands["review"]) / bands.total() <= 0.75


def test_both_languages_and_mixed_are_there_in_every_band_that_matters(expected):
    seen = {(item["language"], item["expect"]) for item in expected["items"] if "language" in item}
    assert {("uk", b) for b in BANDS} | {("ru", b) for b in BANDS} | {("mixed", "high"), ("mixed", "none")} <= seen


def test_feed_items_name_lines_and_messages_that_exist(expected):
    export = json.loads((DEMO / "seized-ads/telegram-export/result.json").read_text(encoding="utf-8"))
    counts = {
        "seized-ads/telegram-export/result.json": [f"message {m['id']}" for m in export["messages"]],
        "seized-ads/feed-doshka.jsonl": [f"line {n}" for n in range(1, 28)],
        "seized-ads/feed-2018.csv": [f"line {n}" for n in range(2, 17)],
    }
    for path, names in counts.items():
        assert [item["item"] for item in expected["items"] if item["path"] == path] == names


def test_feed_has_two_broken_lines():
    lines = (DEMO / "seized-ads/feed-doshka.jsonl").read_text(encoding="utf-8").splitlines()
    broken = []
    for number, line in enumerate(lines, 1):
        try:
            json.loads(line)
        except json.JSONDecodeError:
            broken.append(number)
    assert (len(lines), broken) == (27, [13, 21])


def test_the_demo_is_small():
    assert sum(p.stat().st_size for p in DEMO.rglob("*") if p.is_file()) < 1_500_000


def test_addresses_on_the_net_are_reserved_for_examples():
    for name, text in written_texts():
        for host in re.findall(r"[\w.+-]+@([\w-]+\.(?!jpg)[\w.-]+\w)", text):
            assert host.endswith(".example"), (name, host)
        for url in re.findall(r"https?://\S+?(?=[\s\"'<>)]|$)", text):
            assert urlsplit(url).hostname.endswith(".example"), (name, url)


def test_messenger_names_are_marked_as_samples():
    for name, text in written_texts():
        for handle in re.findall(r"(?<![\w.+-])@([A-Za-z]\w{4,})(?![\w.]*\.example)|t\.me/(\w+)", text):
            assert "zrazok" in "".join(handle), (name, handle)


def test_telephones_are_of_the_invented_kind():
    for name, text in written_texts():
        for match in phonenumbers.PhoneNumberMatcher(text, "UA"):
            assert "000" in str(match.number.national_number), (name, match.raw_string)


def test_cards_and_accounts_pass_their_check_digits():
    cards, accounts = [], []
    for _, text in written_texts():
        cards += re.findall(r"(?<!\d)\d{4} \d{4} \d{4} \d{4}(?!\d)", text)
        accounts += re.findall(r"UA\d{27}", text)
    assert len(cards) >= 5
    assert len(accounts) >= 3
    assert all(luhn.is_valid(card.replace(" ", "")) for card in cards)
    assert all(iban.is_valid(account) for account in accounts)


@pytest.mark.parametrize(
    ("path", "encoding", "piece"),
    [
        ("cases/2023-0417/01-raport.txt", "cp1251", "Доповідаю, що 14 квітня"),
        ("cases/2023-0417/05-ukhvala.txt", "koi8-u", "слідчий суддя"),
        ("misc/komunalka.txt", "cp866", "УВЕДОМЛЕНИЕ"),
        ("misc/stattia.html", "cp1251", "windows-1251"),
        ("seized-ads/orenda.txt", "utf-16", "Сдаю 1-комнатную"),
        ("seized-ads/feed-2018.csv", "cp1251", "id;дата;город"),
    ],
)
def test_old_encodings_are_as_the_card_says(path, encoding, piece):
    content = (DEMO / path).read_bytes()
    assert piece in content.decode(encoding)
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")
