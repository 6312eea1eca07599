import pytest


@pytest.mark.parametrize(
    "marked",
    [
        "авто ⟦vehicle_plate|АТ 4471 ВХ|AT4471BX⟧",
        "Номер ⟦vehicle_plate|АО4417ВХ|AO4417BX⟧ чорний",
        "д.н.з. ⟦vehicle_plate|АА 7018 ТК⟧",
        "на машине ⟦vehicle_plate|C 814 KT 26|C814KT26⟧",
        "автобус ⟦vehicle_plate|Е 407 СК 95⟧, г/н ⟦vehicle_plate|А123ВС777⟧",
        "машина ⟦vehicle_plate|аа1234вв|AA1234BB⟧",
        "білий Sprinter ⟦vehicle_plate|RZ 4P217|RZ4P217⟧",
        "угон трактора, номер ⟦vehicle_plate|14 827 ВТ⟧",
        "авто з Білорусі, номер ⟦vehicle_plate|1234 AB-7⟧",
        "гос. регистрационный знак ⟦vehicle_plate|О 234 УК 161 RUS|O234YK161⟧",
    ],
)
def test_plate_is_found_and_folded_to_latin(check, marked):
    check(marked, "vehicle_plate")


@pytest.mark.parametrize(
    "text",
    [
        "ЗП ОТ 2000 НА РУКИ",
        "НА 2000 КМ",
        "до 2024 гг.",
        "автопарк DAF 2021",
        "паспорт МЕ 304127",
        "бригада з 12 осіб",
        "на 1500 км",
    ],
)
def test_near_miss_is_no_plate(check, text):
    check(text, "vehicle_plate")
