"""Unseen marks, stacked accents and letters in disguise, one by one."""

import pytest

from pipeline.offsets import WorkingText
from pipeline.stages.repairs.edits import apply
from pipeline.stages.repairs.marks import repair_marks


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("ес\u200bко\u200dрт", "ескорт"),
        ("ви\u00adпити", "випити"),
        ("торгів\u00ad\nля", "торгівля"),
        ("торгів\x02\nля", "торгівля"),
        ("р̶а̶б̶о̶т̶а̶", "работа"),
        ("за́мок", "замок"),
        ("и\u0306од, і\u0308жа, е\u0308ж", "йод, їжа, ёж"),
        ("Cafe\u0301", "Café"),
        ("\u202eатобар\u202c тут", "работа тут"),
        ("𝐑𝐨𝐛𝐨𝐭𝐚 𝓿 Ｐ", "Robota v P"),
        ("ﬁрма", "fiрма"),
        ("розділ Ⅲ", "розділ III"),
        ("ᴀᴋᴛ", "akt"),
        ("🅰кт", "Aкт"),
        ("10\u00a0000\u202fгрн", "10 000 грн"),
        ("м’який, п`ять, об”єкт", "м'який, п'ять, об'єкт"),
        ("🇷🇦🇧🇴🇹🇦", "RABOTA"),
    ],
)
def test_disguise_is_taken_off(text: str, plain: str) -> None:
    assert apply(WorkingText(text=text), repair_marks(text), spare=False).text == plain


@pytest.mark.parametrize(
    "text",
    [
        "👨‍👩‍👧 родина",
        "❤️ 0️⃣6️⃣7️⃣",
        "🇺🇦🇵🇱 Варшава",
        "149² м³ H₂O",
        "№ 5 § 2 °C ½",
        "«слово» “word” ‘s’",
        "Żuvis, Łódź, ğ",
        "йод їжа",
    ],
)
def test_what_is_no_disguise_stays(text: str) -> None:
    assert list(repair_marks(text)) == []
