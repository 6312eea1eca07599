"""What the command line says, in both languages of the interface. A test holds the two complete."""

from collections.abc import Callable

Say = Callable[..., str]
"""A function from message key to text."""

MESSAGES: dict[str, tuple[str, str]] = {
    # key: (Ukrainian, English)
    "priority.urgent": ("ТЕРМІНОВО", "URGENT"),
    "priority.high": ("ВИСОКИЙ", "HIGH"),
    "priority.review": ("переглянути", "review"),
    "priority.none": ("немає", "none"),
    "kind.case_file": ("матеріали справи", "case file"),
    "kind.ad": ("оголошення", "ad"),
    "kind.other": ("інше", "other"),
    "polarity.asserted": ("стверджується", "asserted"),
    "polarity.denied": ("заперечується", "denied"),
    "polarity.planned": ("планується", "planned"),
    "polarity.conditional": ("умовно", "conditional"),
    "polarity.reported": ("зі слів", "reported"),
    "polarity.quoted": ("цитата", "quoted"),
    "column.priority": ("Пріоритет", "Priority"),
    "column.score": ("Оцінка", "Score"),
    "column.document": ("Документ", "Document"),
    "column.kind": ("Вид", "Kind"),
    "column.language": ("Мова", "Language"),
    "column.reasons": ("Чому", "Why"),
    "column.file": ("Файл", "File"),
    "column.reason": ("Причина", "Reason"),
    "column.snippet": ("Уривок", "Snippet"),
    "column.label": ("Тип", "Label"),
    "column.value": ("Значення", "Value"),
    "column.text": ("У тексті", "In the text"),
    "column.indicator": ("Ознака в тексті", "Indicator present in text"),
    "column.polarity": ("Як сказано", "Polarity"),
    "column.source": ("Правило або модель", "Rule or model"),
    "column.count": ("Кількість", "Count"),
    "title.queue": ("Черга на читання", "Reading queue"),
    "title.unread": ("Не вдалося прочитати", "Could not read"),
    "title.reasons": ("Чому", "Why"),
    "title.indicators": ("Ознаки в тексті", "Indicators present in the text"),
    "title.entities": ("Сутності та ідентифікатори", "Entities and identifiers"),
    "title.problems": ("Застереження", "Problems"),
    "title.text": ("Текст", "Text"),
    "title.priorities": ("Пріоритети", "Priorities"),
    "title.found": ("Знайдено", "Found"),
    "title.failures": ("Не прочитано, за причиною", "Not read, by reason"),
    "analyze.failed": ("Не прочитано", "Not read"),
    "analyze.masked": (
        "Йдеться про особу до 18 років: уривки приховано. Показати: --unmask",
        "A person under 18 is concerned: passages are masked. To show them: --unmask",
    ),
    "analyze.lead": (
        "Лише підказка для читання. Доказом є збережений оригінал.",
        "A lead for reading only. The evidence is the preserved original.",
    ),
    "analyze.rules_only": (
        "Ознаки знайдено лише правилами: навчену модель ознак не встановлено.",
        "Indicators come from rules only: no trained indicator model is installed.",
    ),
    "analyze.shortened": (
        "Показано лише абзаци зі знахідками; увесь текст: --full",
        "Only paragraphs with findings are shown; the whole text: --full",
    ),
    "ingest.server": ("Запускаю Prefect (уперше до хвилини)…", "Starting Prefect (up to a minute the first time)…"),
    "ingest.scan": ("Шукаю файли", "Looking for files"),
    "ingest.read": ("Читаю", "Reading"),
    "ingest.analyse": ("Аналізую", "Analysing"),
    "ingest.nothing_new": (
        "Нового немає: усе вже опрацьовано цими версіями.",
        "Nothing new: everything was already processed by these versions.",
    ),
    "ingest.in": ("Файлів на вході", "Files in"),
    "ingest.records": ("Усього одиниць (файли, вкладення, записи)", "Items (files, members, records)"),
    "ingest.documents": ("Документів збережено", "Documents stored"),
    "ingest.duplicates": ("з них повторів", "of which seen elsewhere too"),
    "ingest.failures": ("Не прочитано", "Failures recorded"),
    "ingest.skipped": ("Уже опрацьовано раніше", "Already done before"),
    "ingest.new": ("Опрацьовано зараз", "Processed now"),
    "ingest.seconds": ("Секунд", "Seconds"),
    "ingest.lost": ("УВАГА: загублено", "WARNING: lost"),
    "ingest.stage_failed": ("Етапи не вдалися для документів", "Documents on which a stage failed"),
    "ingest.further": (
        "Далі: [b]sito queue[/b] – черга, [b]sito show ID[/b] – документ, [b]sito search СЛОВА[/b], [b]sito export[/b]",
        "Next: [b]sito queue[/b] list, [b]sito show ID[/b] a document, [b]sito search WORDS[/b], [b]sito export[/b]",
    ),
    "queue.empty": ("Черга порожня.", "The queue is empty."),
    "queue.more": ("показано {shown} із {total}", "{shown} of {total} shown"),
    "search.nothing": ("Нічого не знайдено.", "Nothing found."),
    "show.places": ("Знайдено в", "Found in"),
    "error": ("Помилка", "Error"),
    "doctor.ok": ("гаразд", "ok"),
    "doctor.missing": ("немає", "missing"),
}


def catalogue(language: str) -> Say:
    """A function from message key to text in "uk" or "en"; named values fill the braces."""
    column = 0 if language == "uk" else 1

    def say(key: str, **values: object) -> str:
        text = MESSAGES[key][column]
        return text.format(**values) if values else text

    return say
