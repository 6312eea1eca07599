import pytest


@pytest.mark.parametrize(
    "marked",
    [
        "Тільки чат: ⟦handle|@robota_zbir_de|telegram:robota_zbir_de⟧.",
        "ТГ ⟦handle|@Masha_Work|telegram:masha_work⟧",
        "Дірект ⟦handle|@coral.team.sharm|instagram:coral.team.sharm⟧",
        "инста ⟦handle|@masha_work|instagram:masha_work⟧",
        "⟦handle|t.me/name_x|telegram:name_x⟧, ⟦handle|https://t.me/robota_evropa/123|telegram:robota_evropa⟧",
        "⟦handle|telegram.me/Some_Name|telegram:some_name⟧ ⟦handle|telegram.dog/some_dog|telegram:some_dog⟧",
        "⟦handle|robota.t.me|telegram:robota⟧ и ⟦handle|tg://resolve?domain=work_bot|telegram:work_bot⟧",
        "⟦handle|t.me/joinchat/AbCdEf123456|telegram:+AbCdEf123456⟧ ⟦handle|t.me/+QwErTy123456|telegram:+QwErTy123456⟧",
        "⟦handle|t[.]me/hidden_name|telegram:hidden_name⟧",
        "пишіть у тг: ⟦handle|masha_work|telegram:masha_work⟧ або телега ⟦handle|robota_pl24|telegram:robota_pl24⟧",
        "інста ⟦handle|maria.models|instagram:maria.models⟧, скайп: ⟦handle|ivan.petrenko|skype:ivan.petrenko⟧",
        "⟦handle|vk.com/id551902337|vk:id551902337⟧, ⟦handle|https://vk.com/club12345|vk:club12345⟧",
        "⟦handle|https://www.instagram.com/Model.Agency/?hl=uk|instagram:model.agency⟧",
        "⟦handle|fb.com/ivan.petrenko|facebook:ivan.petrenko⟧",
        "⟦handle|facebook.com/profile.php?id=100012345678901|facebook:100012345678901⟧",
        "⟦handle|tiktok.com/@robota_na|tiktok:robota_na⟧",
        "⟦handle|chat.whatsapp.com/AbCdEfGhIjKl|whatsapp:+AbCdEfGhIjKl⟧",
        "Пишіть в аську ⟦handle|612-044-310|icq:612044310⟧",
        "дискорд ⟦handle|ivan#1234|discord:ivan#1234⟧",
    ],
)
def test_account_is_found_with_its_network(check, marked):
    check(marked, "handle", "email")


@pytest.mark.parametrize(
    "text",
    [
        "t.me/share?url=x, t.me/proxy?server=x, t.me/socks?server=x",
        "vk.com/feed, instagram.com/p/Cx12/, facebook.com/events",
        "пошта a.b@ukr.net",
        "у телеграм канал Viber і WhatsApp",
        "@1234567 @ @@ a@b",
        "Телега стояла в дворі",
        "номер #1234",
    ],
)
def test_near_miss_is_no_account(check, text):
    check(text, "handle")
