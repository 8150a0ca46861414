import pytest

from tests.accounts.browsing import Browser, text_of

pytestmark = pytest.mark.django_db


def test_my_account_shows_me_masked(adviser):
    page = text_of(Browser(adviser).get("accounts:me"))
    assert "王䶮" in page
    assert "199••••1441" in page
    assert "19900001441" not in page
    assert adviser.email not in page


def test_i_change_my_name_to_one_with_rare_characters(adviser):
    response = Browser(adviser).post("accounts:me", data={"name": "陈𬱖"}, follow=True)
    assert "陈𬱖" in text_of(response)
    assert "姓名已保存" in text_of(response)
    adviser.refresh_from_db()
    assert adviser.name == "陈𬱖"


@pytest.mark.parametrize("name", ["", " ", "隐\u202e藏", "长" * 101, "\x00"])
def test_a_wrong_name_is_told_at_its_field_and_not_stored(adviser, name):
    response = Browser(adviser).post("accounts:me", data={"name": name})
    assert response.status_code == 200
    assert response.context["form"].errors["name"]
    adviser.refresh_from_db()
    assert adviser.name == "王䶮"


def test_pages_with_personal_data_stay_in_no_cache(shop, adviser):
    for name, args in [("accounts:me", []), ("accounts:organisation", [shop.public_id])]:
        assert "no-store" in Browser(adviser).get(name, *args)["Cache-Control"]
