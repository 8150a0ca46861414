"""The sample voucher as a file of one form and one car."""

import json

from documents.papers.payload import payload
from tests.documents.samples import voucher

SELLER = "澄岳汽车杭州西湖4S店"


def car_lines(**changes):
    """The sample, sold by the organisation of these tests, as a file of one form and one car."""
    content = json.loads(payload("voucher", voucher()))["content"]
    content["seller"]["name"] = SELLER
    del content["number"]
    own = ("vin", "produced_on", "invoiced_on", "handover_on")
    car = {name: content.pop(name) for name in own}
    return [json.dumps({"form": content}), json.dumps({**car, **changes})]
