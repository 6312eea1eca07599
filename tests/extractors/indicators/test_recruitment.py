"""The recruitment rules on words of their own: a hit in each language, and near misses that stay silent."""

from collections.abc import Callable

import pytest

from pipeline.document import Indicator

Find = Callable[..., list[Indicator]]

HITS = [
    ("unrealistic_pay", "ad", "Платимо 3200 євро на місяць, нічому вчитися не треба, навчимо за день."),
    ("unrealistic_pay", "ad", "3500 € в месяц, берём новичков, опыт не нужен."),
    ("unrealistic_pay", "ad", "По чотири тисячі доларів за прибирання, досвід не потрібен"),
    ("no_experience_no_language", "ad", "Чехія, цех. Ані чеської, ані досвіду не вимагаємо."),
    ("no_experience_no_language", "ad", "Работа в Дании: язык не спрашиваем, опыт не важен."),
    ("vague_job_nature", "ad", "Є робота для кмітливих, подробиці при зустрічі."),
    ("vague_job_nature", "ad", "Дело лёгкое, детали при встрече, пиши."),
    ("hidden_employer_no_licence", "ad", "Робота в Іспанії, договір не потрібен, усе на довірі."),
    ("hidden_employer_no_licence", "ad", "Вахта в Польше, без договора, фирму не называем."),
    ("messenger_only_contact", "ad", "Робота за кордоном. Писати тільки в телеграм, на дзвінки не відповідаю."),
    ("messenger_only_contact", "ad", "Работа для девушек. Только вотсап, звонки не принимаю."),
    ("vulnerable_group_targeting", "ad", "Шукаємо самотніх жінок без житла та рідних, заберемо самі."),
    ("vulnerable_group_targeting", "ad", "Берём сирот и выпускников детдома, у кого нет родственников."),
    ("vulnerable_group_targeting", "case_file", "Скориставшись уразливим станом потерпілої, він запропонував роботу."),
    ("vulnerable_group_targeting", "case_file", "Воспользовался тяжёлым материальным положением девушки."),
    ("selection_by_appearance_status", "ad", "Дівчата 18–25, стрункі, незаміжні, фото в повний зріст."),
    ("selection_by_appearance_status", "ad", "Девушки до 27, рост от 170, без детей, пришлите фото в купальнике."),
    ("minor_sought_or_involved", "ad", "Беремо на поле хлопців з 15 років."),
    ("minor_sought_or_involved", "ad", "Возьмём девушку 16 лет на работу в Турцию."),
    ("minor_sought_or_involved", "case_file", "Їй виповнилося чотирнадцять, коли її вивезли за кордон."),
    ("minor_sought_or_involved", "case_file", "Ученицу девятого класса увезла незнакомая женщина."),
    ("minor_sought_or_involved", "ad", "Потрібні пацани з 14, розносити напої на пляжі."),
    ("minor_sought_or_involved", "case_file", "Дівчину, якій 15 років, вивезли за кордон."),
    ("minor_sought_or_involved", "case_file", "Мальчика 11 лет заставляли мыть машины, в школу он не ходил."),
    ("upfront_costs_debt", "ad", "Квиток і візу купимо, віддасте з першої зарплати."),
    ("upfront_costs_debt", "ad", "Билет оплатим, потом вычтем из зарплаты."),
    ("upfront_costs_debt", "case_file", "За оформлення візи з неї взяли завдаток 200 євро."),
    ("emigration_refugee_brokerage", "ad", "Статус біженця в Канаді під ключ, гарантія сто відсотків."),
    ("emigration_refugee_brokerage", "ad", "Убежище в Ирландии, легенду для интервью напишем сами."),
    ("urgency_pressure", "ad", "Останні два місця, виїзд сьогодні вночі, вирішуй зараз."),
    ("urgency_pressure", "ad", "Набор закрываем сегодня, ответ нужен до вечера, место уйдёт."),
    ("secrecy_travel_alone", "case_file", "Велів казати прикордонникам, що їде в гості, а мамі ні слова."),
    ("secrecy_travel_alone", "case_file", "Просил никому из родных не говорить о поездке, родителям ни слова."),
    ("sexual_service_euphemism", "ad", "Хостес у лаунж, посидіти з гостем, процент з пляшки."),
    ("sexual_service_euphemism", "ad", "Эскорт для состоятельных мужчин, ужины, яхта."),
    ("deceptive_recruitment", "case_file", "Обіцяли роботу в готелі, а привезли на ферму й змусили доїти корів."),
    ("deceptive_recruitment", "case_file", "Звали официанткой в ресторан, а оказалось, что это подпольный цех."),
    ("marriage_surrogacy_adoption_brokerage", "ad", "Фіктивний шлюб з іноземцем, оплата 2000 доларів."),
    ("marriage_surrogacy_adoption_brokerage", "ad", "Ищем суррогатную маму, наличные, роды за границей."),
]
NEAR_MISSES = [
    ("minor_sought_or_involved", "ad", "Підробіток: роздача листівок, завтра з 10 до 20, оплата 900 грн."),
    ("minor_sought_or_involved", "ad", "Нужен грузчик на переезд, с 12:00 до 17:00, плачу сразу."),
    ("minor_sought_or_involved", "ad", "Потрібен вантажник на переїзд, з 14, оплата одразу."),
    ("minor_sought_or_involved", "ad", "Репетитор з математики, учні 9 класу, готую до іспиту."),
    ("minor_sought_or_involved", "ad", "Уроки англійської онлайн, 5–9 клас, 300 грн за годину."),
    ("minor_sought_or_involved", "ad", "Шукаємо няню до дівчинки 3 роки, п'ять днів на тиждень, офіційно."),
    ("minor_sought_or_involved", "ad", "Ищем няню к мальчику 4 лет, два выходных."),
    ("minor_sought_or_involved", "ad", "Сварщик, опыт 5 лет, оклад 60 000 рублей, стаж 3 г."),
    ("minor_sought_or_involved", "case_file", "Работаю поваром, сын 8 лет, дочь 12 лет, живу с мамой."),
    ("minor_sought_or_involved", "case_file", "Довідка: учениця 7 класу ліцею, навчається добре, мешкає з бабусею."),
    ("minor_sought_or_involved", "other", "Подросток упал с велосипеда и попал в больницу, ему 14 лет."),
    ("unrealistic_pay", "ad", "ТОВ «Мостобуд» шукає зварювальника 6 розряду, 3000 євро, офіційний договір."),
    ("unrealistic_pay", "ad", "Продам автомобиль, 3000 долларов, торг."),
    ("unrealistic_pay", "case_file", "Борг перед банком становить 3000 євро."),
    ("no_experience_no_language", "ad", "Англійська мова обов'язкова, рівень B2, досвід від трьох років."),
    ("no_experience_no_language", "case_file", "Потерпевшая по-польски не понимала."),
    ("vague_job_nature", "ad", "Пакувальник на склад, Вроцлав, зміни по 12 годин, 26 злотих на годину."),
    ("hidden_employer_no_licence", "ad", "Офіційний договір з першого дня, ТОВ «Ланпроект», код ЄДРПОУ є."),
    ("messenger_only_contact", "ad", "Продаю велосипед, телефонуйте 067 123 45 67, вул. Лісова, 5."),
    ("messenger_only_contact", "case_file", "У телефоні вилучено листування в телеграмі."),
    ("vulnerable_group_targeting", "other", "Гуманітарна допомога для переселенців видається щосереди."),
    ("vulnerable_group_targeting", "other", "Благотворительный фонд ищет волонтёров помогать одиноким."),
    ("selection_by_appearance_status", "ad", "Водій категорії С, вік значення не має, стаж від року."),
    ("minor_sought_or_involved", "case_file", "Вона прожила там 12 років і працювала вчителькою."),
    ("minor_sought_or_involved", "ad", "Требуется повар, стаж 5 лет, зарплата 40000 рублей."),
    ("upfront_costs_debt", "ad", "Здам квартиру, завдаток 300 євро, оренда помісячно."),
    (
        "emigration_refugee_brokerage",
        "other",
        "Консультація з тимчасового захисту безкоштовна, заява подається в управління.",
    ),
    ("urgency_pressure", "case_file", "Слідчий виніс постанову негайно, але не пізніше 24 годин."),
    ("secrecy_travel_alone", "other", "Перед поїздкою залиште рідним адресу й номер роботодавця."),
    ("sexual_service_euphemism", "ad", "Супровід вантажів по Україні, водії з досвідом."),
    ("deceptive_recruitment", "ad", "Обіцяємо чесну оплату на фермі."),
    ("marriage_surrogacy_adoption_brokerage", "other", "Церемонія одруження відбулася в палаці, гостей було сорок."),
]


@pytest.mark.parametrize(("name", "kind", "text"), HITS)
def test_cue_is_found(find: Find, name: str, kind: str, text: str) -> None:
    assert name in {hit.id for hit in find(text, kind)}


@pytest.mark.parametrize(("name", "kind", "text"), NEAR_MISSES)
def test_near_miss_is_silent(find: Find, name: str, kind: str, text: str) -> None:
    assert name not in {hit.id for hit in find(text, kind)}


def test_age_is_marked_by_its_expression(find: Find) -> None:
    text = "Дівчину, якій 15 років, вивезли за кордон."
    assert [text[h.start : h.end] for h in find(text) if h.id == "minor_sought_or_involved"] == ["15 років"]


def test_waiver_is_asserted_though_it_says_no(find: Find) -> None:
    (hit,) = (h for h in find("Мову знати не треба, досвід не потрібен.", "ad") if h.id == "no_experience_no_language")
    assert hit.polarity == "asserted"
