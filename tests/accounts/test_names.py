import pytest
from django.core.exceptions import ValidationError

from sanbao.accounts.masking import masked_email, masked_name, masked_phone
from sanbao.accounts.models import User
from sanbao.accounts.names import check_name
from tests.accounts.world import organisation, person

# Beyond the basic plane, in GB18030's extensions, and a compatibility character that normalising would replace.
RARE = ["王䶮", "㛃", "𬱖", "陈𬱖", "\uf9d0", "\U0003134a", "葛\U000e0100", "阿依努尔·买买提", "Ōé Kenzaburō"]


@pytest.mark.django_db
@pytest.mark.postgres
@pytest.mark.parametrize("name", RARE)
def test_rare_characters_are_stored_as_they_were_written(name):
    assert User.objects.get(pk=person(name).pk).name == name
    where = organisation(name=f"{name}汽车销售服务有限公司")
    where.refresh_from_db()
    assert where.name == f"{name}汽车销售服务有限公司"


@pytest.mark.django_db
@pytest.mark.postgres
def test_a_rare_name_is_found_again_by_itself_and_by_no_other():
    person("王䶮")
    assert User.objects.filter(name="王䶮").count() == 1
    assert not User.objects.filter(name="王龑").exists()


@pytest.mark.parametrize("name", RARE)
def test_rare_characters_are_no_fault(name):
    check_name(name)


@pytest.mark.parametrize("hidden", ["\x00", "\n", "\u202e", "\u200b", "\u2028", "\x7f"])
def test_what_cannot_be_seen_is_refused(hidden):
    with pytest.raises(ValidationError):
        check_name(f"王{hidden}䶮")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("周敏", "周•"),
        ("欧阳志远", "欧•"),
        ("𬱖", "𬱖•"),
        ("葛\U000e0100明", "葛\U000e0100•"),
        ("é", "é•"),
        ("", ""),
        (None, ""),
    ],
)
def test_of_a_name_the_first_character_is_shown(name, shown):
    assert masked_name(name) == shown


@pytest.mark.parametrize(
    ("phone", "shown"),
    [("+8613812341441", "138••••1441"), ("+85291234567", "••••67"), ("+861234", "••••34"), ("", ""), (None, "")],
)
def test_of_a_phone_number_the_middle_is_hidden(phone, shown):
    assert masked_phone(phone) == shown


@pytest.mark.parametrize(
    ("email", "shown"), [("zhang@example.cn", "z••••@example.cn"), ("", ""), ("x", ""), (None, "")]
)
def test_of_an_email_the_first_letter_and_the_host_are_shown(email, shown):
    assert masked_email(email) == shown
