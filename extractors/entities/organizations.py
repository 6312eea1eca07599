"""Organizations by their form: a legal form with a brand or an owner, a foreign form after a brand."""

import re
from collections.abc import Iterator

from extractors.entities.candidates import Candidate
from extractors.entities.persons import INITIAL, NAME, TITLE
from pipeline.document import EntityLabel

LEGAL_FORMS = (
    r"ТОВ|ТзОВ|СТОВ|ТДВ|ПП|ПАТ|ПрАТ|АТ|ВАТ|ЗАТ|КП|КНП|ДП|ГО|БФ|БО|МБО|МГО|ФГ|СФГ|ОСББ|СВК|ПВНЗ|ТК|КС|АФ|"
    r"ООО|ОАО|ЗАО|ПАО|АО|ТОО|ОДО|ЧП|ЧАО|ЧУП|НКО|АНО|ГУП|МУП|КФХ|СПК|ТСЖ|РОО"
)
OWNED_FORMS = r"ФОП|ФЛП|СПД|ИП|ІП|ЧП|ПП"
OWNED_WRITTEN_OUT = r"фізичн\w+[ -]особ\w+[ -]підприєм\w+|индивидуальн\w+\s+предпринимател\w+"
WRITTEN_OUT = (
    r"товариств\w+\s+з\s+обмеженою\s+відповідальністю|приватн\w+\s+підприємств\w+|громадськ\w+\s+(?:організаці|спілк)\w+|"
    r"благодійн\w+\s+(?:фонд|організаці)\w*|фермерськ\w+\s+господарств\w+|релігійн\w+\s+громад\w+|"
    r"обществ\w+\s+с\s+ограниченной\s+ответственностью|общественн\w+\s+организаци\w+|благотворительн\w+\s+фонд\w*|"
    r"акціонерн\w+\s+товариств\w+|акционерн\w+\s+обществ\w+|частн\w+\s+предприяти\w+"
)
QUOTED = r"(?:«[^»\n]{2,80}»(?:[^»\n«]{1,30}»)?|[\"“„][^\"”“\n]{2,80}[\"”“])"
BRAND = rf"(?:{TITLE}|[A-Z][\w&.-]*|[А-ЯІЇЄҐЁ]{{2,}})"

LEGAL = re.compile(
    rf"""(?<![\w«"'])
    (?: (?:{LEGAL_FORMS})(?![\w.]) | (?i:{WRITTEN_OUT}) )
    (?: [ \t]+ [^\W\dA-ZА-ЯІЇЄҐЁ_]+ (?:-[^\W\d_]+)? ){{0,4}}     # ТОВ торгова фірма
    [ \t\n]? {QUOTED}""",
    re.VERBOSE,
)
LEGAL_UNQUOTED = re.compile(
    rf"(?<![\w«\"'])(?:{LEGAL_FORMS})[ \t]+{BRAND}(?:[ \t-]+{BRAND}){{0,2}}(?:[ \t]?\d{{1,4}})?(?!\w)"
)
OWNED = re.compile(
    rf"""(?<![\w«"'])(?: {OWNED_FORMS} | (?i:{OWNED_WRITTEN_OUT}) ) [ \t]+
    (?: {INITIAL} [ \t]? (?:{INITIAL} [ \t]?)? {NAME}                                       # ФОП О. П. Коваленко
      | {NAME} [ \t]+ {INITIAL} [ \t]? (?: {INITIAL} | [А-ЯІЇЄҐ](?!\w) )?                   # ФОП Коваленко О. П.
      | {NAME} (?: [ \t]+ {NAME} ){{0,2}} )                                                 # ФОП Зарубою
    """,
    re.VERBOSE,
)
FOREIGN = re.compile(
    r"""(?<![\w.-])
    (?: [A-ZŁŚŻŹĆÄÖÜÉÇŞ][\w&.'’-]* [ ,]{1,2} ){1,4}?
    (?: [Ss]p\.?[ ]?z[ ]?\.?o\.?[ ]?o\.? | GmbH(?:[ ]&[ ]Co\.?[ ]KG)? | B\.?V\.? | N\.?V\.? | Ltd\.? | LLC | PLC
      | s\.r\.o\.? | S\.?R\.?L\.?S? | S\.?A\.?S? | S\.?L\.? | Inc\.? | Corp\.? | UAB | O[ÜU] | SIA | A\.?Ş\.? | A/S
      | K[fF][tT]\.? | [dD]\.o\.o\.? )
    (?!\w)""",
    re.VERBOSE,
)


KINDS = (
    r"агенці|агентств|клінік|клиник|фірм|фирм|компані|компани|фонд|притул|приют|хостел|салон|кафе|ресторан|бар|клуб|центр|"
    r"студі|студи|школ|бюро|редакці|редакц|газет|журнал|магазин|супермаркет|організаці|организаци|спілк|союз|профспілк|"
    r"профсоюз|колектив|коллектив|господарств|хозяйств|ферм|завод|комбінат|комбинат|фабрик|шахт|банк|мереж|холдинг|"
    r"корпораці|корпораци|перевізник|перевозчик|турфірм|турфирм|автошкол|церкв|громад|общин|табор|табір|лагер|заведени|"
    r"заклад|ательє|ателье|типограф|видавництв|издательств|проєкт|проект|місі|мисси|кінотеатр|кинотеатр|театр|гурт|групп"
)
NAMED_KIND = re.compile(
    rf"(?<![\w-])(?i:{KINDS})[^\W\d_]{{0,6}}[ \t\n](?:[^\W\dA-ZА-ЯІЇЄҐЁ_]+[ \t]){{0,2}}"
    rf"(?:«(?P<name>[A-ZА-ЯІЇЄҐЁ\d][^»«\n]{{1,50}})»|[\"“„](?P<straight>[A-ZА-ЯІЇЄҐЁ][^\"”“\n]{{1,50}})[\"”“])"
)


def find_organizations(text: str) -> Iterator[Candidate]:
    """Organizations whose form gives them away."""
    rules = (
        (LEGAL, "legal_form", 0.97),
        (OWNED, "sole_proprietor", 0.95),
        (LEGAL_UNQUOTED, "legal_form_unquoted", 0.85),
        (FOREIGN, "foreign_form", 0.9),
    )
    for pattern, rule, score in rules:
        for match in pattern.finditer(text):
            yield Candidate(
                start=match.start(), end=match.end(), label=EntityLabel.ORGANIZATION, rule=rule, score=score
            )
    for match in NAMED_KIND.finditer(text):
        start, end = match.span("name") if match["name"] else match.span("straight")
        if not match.group().endswith((".»", "!»", "?»")):
            yield Candidate(start=start, end=end, label=EntityLabel.ORGANIZATION, rule="named_kind", score=0.8)
