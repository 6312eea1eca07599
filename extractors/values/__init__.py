"""Values that a text states: money, dates, ages, articles of law; and the roles of places on a route.

`FINDERS` is the one list; each finder maps a text to entities with offsets in it. `relative_date` («минулого тижня»)
is not listed, because the annotators of the corpora hold such words to be text; `route` gives roles to places that
another stage found.
"""

from collections.abc import Callable, Iterable
from typing import Final

from extractors.values import age, date, law_article, money
from extractors.values.rates import amount_per_month_eur
from extractors.values.route import with_route_roles
from pipeline.document import Entity

FINDERS: Final[tuple[Callable[[str], Iterable[Entity]], ...]] = (
    law_article.find,
    date.find,
    money.find,
    age.find,
)

__all__ = ["FINDERS", "amount_per_month_eur", "with_route_roles"]
