import pytest

from sanbao.accounts.roles import Capacity, Role
from tests.accounts.world import member, organisation


@pytest.fixture
def shop():
    return organisation(name="杭州示例4S店", parent=organisation(Capacity.PRODUCER, name="示例汽车有限公司"))


@pytest.fixture
def boss(shop):
    return member(shop, Role.ADMINISTRATOR, name="宋怡")


@pytest.fixture
def adviser(shop):
    return member(shop, Role.ADVISER, name="王䶮", phone="+8619900001441")
