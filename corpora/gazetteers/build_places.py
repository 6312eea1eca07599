"""Writes the compact gazetteer of places that `extractors.entities.places` reads.

usage: python -m corpora.gazetteers.build_places GAZETTEERS OUT

GAZETTEERS is the folder with ua_settlements_katottg_2025-05.csv, ua_places_koatuu_legacy.csv and
countries_uk_ru_en.csv (КАТОТТГ of May 2025 and КОАТУУ: official documents; country-list: MIT).
"""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

CATEGORIES = {
    "oblast": "O",
    "raion": "P",
    "hromada": "H",
    "city": "M",
    "special_city": "K",
    "selyshche": "X",
    "village": "C",
    "city_district": "B",
}
"""Letters of КАТОТТГ itself; its T (urban-type settlement) became X in 2024."""

OLD = {"2": "p", "3": "x"}
"""Places of КОАТУУ that КАТОТТГ has no more, by level: raions (until 2020) and settlements under an older name."""

COUNTRY_NAMES = {"uk": {"ґ": "г", "Ґ": "Г", "ʼ": "'"}}


def place_rows(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    """Code, category letter, name and oblast (only where the code does not hold it) of every place."""
    with (folder / "ua_settlements_katottg_2025-05.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            name = row["name_uk"].strip().replace("’", "'")
            yield row["code"], CATEGORIES[row["category"]], name, ""
    with (folder / "ua_places_koatuu_legacy.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["still_in_katottg"] == "0" and row["level"] in OLD:
                name = row["name_uk"].strip().replace("’", "'").removesuffix(" Район")
                yield (
                    f"KOATUU:{row['koatuu']}",
                    OLD[row["level"]],
                    name,
                    row["oblast"].strip().removesuffix(" область").title(),
                )


def country_rows(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    """ISO code and names in Ukrainian, Russian and English."""
    with (folder / "countries_uk_ru_en.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            uk = row["uk"]
            for letter, plain in COUNTRY_NAMES["uk"].items():
                uk = uk.replace(letter, plain)
            yield row["iso2"], uk, row["ru"], row["en"]


def build(folder: Path, out: Path) -> tuple[int, int]:
    """How many places and countries were written to places.tsv and countries.tsv in `out`."""
    places = sorted(set(place_rows(folder)))
    countries = sorted(country_rows(folder))
    for name, rows in (("places.tsv", places), ("countries.tsv", countries)):
        text = "".join("\t".join(row).rstrip("\t") + "\n" for row in rows)
        (out / name).write_text(text, encoding="utf-8")
    return len(places), len(countries)


if __name__ == "__main__":
    counts = build(Path(sys.argv[1]), Path(sys.argv[2]))
    sys.stdout.write(f"{counts[0]} places, {counts[1]} countries\n")
