"""Finds identifiers: contacts, accounts, numbers of papers, firms, cases and cars.

A finder proposes (`find(text)`), the words nearby weigh, the types compete for a span; `FINDERS` is the one list.
"""

from extractors.identifiers.digits import digit_view
from extractors.identifiers.finders import FINDERS, Finder, View
from extractors.identifiers.stage import find_identifiers, identifiers_stage

__all__ = ["FINDERS", "Finder", "View", "digit_view", "find_identifiers", "identifiers_stage"]
