"""Before the handover the seller sees what keeps the voucher from being printed, and what the producer has to file."""

import json
from datetime import date

import pytest
from django.urls import reverse

from claims.filings.models import FiledPart, List
from claims.vehicles.services.handing_over import handover_complete
from documents.papers.checking import ContextError
from tests.accounts.browsing import Browser
from tests.claims.vehicles import world

pytestmark = pytest.mark.django_db


def page_of(shop, sale):
    return Browser(shop.adviser).client.get(reverse("vehicles:sale", args=[sale.public_id])).content.decode()


def test_what_the_producer_still_has_to_file_is_told_and_a_later_filing_fills_it(db):
    shop = world.shop(repair_warranty_months=72)
    FiledPart.objects.filter(list=List.SPECIAL).delete()
    shop.producer.appointments.update(address="")
    sale = world.sell(shop)
    page = page_of(shop, sale)
    assert "三包凭证现在印不出来，交车还不能办完。" in page
    assert page.count("<li>特殊零部件的清单</li>") == 1
    assert "约定本店销售这个品牌，写明本店的地址、邮政编码和电话" in page
    assert "易损耗零部件的清单" not in page
    sale = world.note(shop, sale)
    world.sign(shop, sale)
    with pytest.raises(ContextError):
        handover_complete(sale=sale, by=shop.adviser, at=world.AT)

    shop.producer.appointments.update(address="示例路88号")
    world.version(shop.line, date(2026, 11, 1), 2, repair_warranty_months=36)
    assert "印不出来" not in page_of(shop, sale)
    done = handover_complete(sale=sale, by=shop.adviser, at=world.AT)
    content = json.loads(done.voucher.payload)["content"]
    assert [part["zh"] for part in content["special_parts"]] == ["钥匙"]
    assert content["repair_warranty"]["months"] == 72, "what was promised at the sale is not made less"


def test_a_car_of_no_filing_may_go_first_and_one_without_a_build_date_is_told_so(db):
    shop = world.shop()
    sale = world.sell(shop)
    assert "印不出来" not in page_of(shop, sale)
    sale.vehicle.built_on = None
    sale.vehicle.save()
    assert "没有登记车辆的生产日期。" in page_of(shop, sale)
    shop.line.versions.update(in_force_from=date(2026, 11, 21), happened_on=date(2026, 11, 21))
    sale.terms_json = None
    sale.save()
    assert "可以先交车" in page_of(shop, sale)
