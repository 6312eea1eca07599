import pytest


@pytest.mark.parametrize(
    "marked",
    [
        "Резюме на ⟦email|team@kavarynok.example|team@kavarynok.example⟧.",
        "Пишите: ⟦email|Olga.Toma87@Example.com|olga.toma87@example.com⟧, без фото",
        "⟦email|name(собака)ukr.net|name@ukr.net⟧",
        "⟦email|name [at] gmail [dot] com|name@gmail.com⟧",
        "почта ⟦email|ivan собака gmail точка com|ivan@gmail.com⟧",
        "пошта ⟦email|іван@пошта.укр|іван@пошта.укр⟧",
        "<⟦email|a.b+c@d-e.co.uk|a.b+c@d-e.co.uk⟧>",
    ],
)
def test_address_is_found_plain_or_disguised(check, marked):
    check(marked, "email", "url", "handle")


@pytest.mark.parametrize(
    "text", ["собака гавкає", "моя собака . com", "@", "a@", "@b.c d", "x@@y", "ціна 5@ шт", "a@b"]
)
def test_near_miss_is_no_address(check, text):
    check(text, "email")


def test_jabber_account_is_a_handle(check):
    check("Джаббер: ⟦handle|kurer_dp@exploit.im|jabber:kurer_dp@exploit.im⟧", "email", "handle")
