"""The one visible list of finders of identifiers, each with the view of the text that it reads."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import NamedTuple

from extractors.identifiers import (
    bank_card,
    company_id,
    court_case_number,
    court_label,
    crypto_wallet,
    document_number,
    email,
    handle,
    iban,
    national_id,
    passport,
    phone,
    proceeding_number,
    tax_id,
    url,
    vehicle_plate,
)
from pipeline.document import Entity

Find = Callable[[str], Iterator[Entity]]


class View(StrEnum):
    """Which copy of the text a finder reads."""

    REPAIRED = "repaired"
    DIGITS = "digits"


class Finder(NamedTuple):
    """A finder, its view, and whether a text without any digit can hold nothing for it."""

    find: Find
    view: View
    needs_digit: bool = True


FINDERS: tuple[Finder, ...] = (
    Finder(email.find, View.REPAIRED, needs_digit=False),
    Finder(url.find, View.REPAIRED, needs_digit=False),
    Finder(handle.find, View.REPAIRED, needs_digit=False),
    Finder(court_label.find, View.REPAIRED, needs_digit=False),
    Finder(crypto_wallet.find, View.REPAIRED),
    Finder(vehicle_plate.find, View.REPAIRED),
    Finder(court_case_number.find, View.REPAIRED),
    Finder(document_number.find, View.REPAIRED),
    Finder(passport.find, View.REPAIRED),
    Finder(iban.find, View.DIGITS),
    Finder(phone.find, View.DIGITS),
    Finder(bank_card.find, View.DIGITS),
    Finder(tax_id.find, View.DIGITS),
    Finder(company_id.find, View.DIGITS),
    Finder(national_id.find, View.DIGITS),
    Finder(proceeding_number.find, View.DIGITS),
)
