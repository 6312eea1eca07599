"""What the extractors know of each language: data only, so that one pattern serves several tables.

`uk`, `ru` and `en` (Latin codes and the few English words of adverts) hold the same names; `tables` reads them.
"""
