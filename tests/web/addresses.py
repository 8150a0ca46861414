"""Every address of the site and how to call it. A page added without a way to call it fails a test.

`ARGUMENTS` builds what an address holds, `POSTED` what a form sends where a page answers to POST alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from documents.signatures.links import token_for
from sanbao.check.state import sealed
from tests.check.telling import Teller
from tests.check.walking import Walk
from tests.documents import showing
from tests.web.world import World

EXAMPLE = Path(__file__).resolve().parent.parent.parent / "docs/examples/gearbox.json"

# The admin is Django's own, drawn with its own styles, for the few who register accounts.
NOT_OURS = ("admin",)

ARGUMENTS: dict[str, Callable[[World], dict[str, Any]]] = {
    "accounts:organisation": lambda world: {"public_id": world.place.public_id},
    "accounts:invite": lambda world: {"public_id": world.place.public_id},
    "accounts:resend_invitation": lambda world: {"public_id": world.invitation[0].public_id},
    "accounts:revoke_invitation": lambda world: {"public_id": world.invitation[0].public_id},
    "accounts:end_membership": lambda world: {"public_id": world.member.public_id},
    "accounts:reset_second_factor": lambda world: {"public_id": world.member.public_id},
    "accounts:contact": lambda world: {"public_id": world.member.public_id},
    "accounts:correct_employment": lambda world: {"public_id": world.employment.public_id},
    "accounts:leave_employment": lambda world: {"public_id": world.employment.public_id},
    "accounts:invitation": lambda world: {"token": world.invitation[1]},
    "account_reset_password_from_key": lambda world: {"uidb36": "1", "key": "abc-def"},
    "cases:claim": lambda world: {"public_id": world.claim.public_id},
    "cases:answer": lambda world: {"public_id": world.asked_claim.public_id},
    "cases:calendar": lambda world: {"public_id": world.claim.public_id, "duty": "complete"},
    **{
        f"cases:{name}": lambda world: {"public_id": world.claim.public_id}
        for name in ("ask_information", "file", "limits", "offer", "sign_settlement")
    },
    "cases:delay": lambda world: {"public_id": world.asked_claim.public_id},
    "cases:give_information": lambda world: {"public_id": world.information_request.public_id},
    **{
        f"cases:{name}": lambda world: {"public_id": world.consumer_delay.public_id}
        for name in ("contest_delay", "concede_delay")
    },
    **{
        f"cases:{name}_offer": lambda world: {"public_id": world.offer.public_id}
        for name in ("counter", "accept", "decline", "withdraw")
    },
    "cases:step": lambda world: {"public_id": world.claim.public_id, "name": "withdraw"},
    "cases:fulfil": lambda world: {"public_id": world.replacing.public_id},
    "cases:turn": lambda world: {"public_id": world.replacing.public_id},
    "cases:confirm": lambda world: {"public_id": world.returned_claim.public_id},
    "cases:certify": lambda world: {"public_id": world.returned_claim.fulfilments.get().public_id},
    "cases:file_download": lambda world: {"public_id": world.case_file.public_id},
    "cases:recourse": lambda world: {"public_id": world.returned_claim.public_id},
    "cases:recourse_request": lambda world: {"public_id": world.recourse.public_id},
    "cases:open_message": lambda world: {"public_id": world.message.public_id},
    **{
        f"cases:{name}": lambda world: {
            "process_id": world.task.process.public_id,
            "node": world.task.work,
            "task_id": world.task.public_id,
        }
        for name in ("take_task", "give_back_task")
    },
    "cases:ask": lambda world: {"public_id": world.claim.vehicle.public_id},
    "cases:asking": lambda world: {"public_id": world.draft_claim.public_id, "name": "kind", "number": 0},
    "cases:drop": lambda world: {"public_id": world.draft_claim.public_id, "number": 1},
    "cases:add": lambda world: {"public_id": world.draft_claim.public_id},
    "cases:sent": lambda world: {"public_id": world.claim.public_id},
    **{
        f"cases:{name}": lambda world: {"public_id": world.dispute.public_id}
        for name in ("versions", "state", "agree", "screen", "routes", "route_begin")
    },
    "cases:route": lambda world: {"public_id": world.dispute.outside_routes.get().public_id},
    "cases:representative": lambda world: {"public_id": world.claim.public_id},
    "cases:answer_offer": lambda world: {"public_id": world.offer_to_represent.public_id},
    **{f"cases:{name}": lambda world: {"public_id": world.letter.public_id} for name in ("receipt", "answered")},
    "evidence:item": lambda world: {"public_id": world.shown.item.public_id},
    "evidence:copy": lambda world: {"public_id": world.shown.item.public_id},
    "evidence:retry": lambda world: {"public_id": world.shown.item.public_id},
    "evidence:thumbnail": lambda world: {"public_id": world.shown.item.public_id},
    "evidence:original": lambda world: {"public_id": world.shown.item.public_id},
    "evidence:list": lambda world: {"kind": showing.KIND, "subject_id": world.shown and showing.ID},
    "evidence:add": lambda world: {"kind": showing.KIND, "subject_id": world.shown and showing.ID},
    "filings:line": lambda world: {"public_id": world.line.public_id},
    "filings:line_json": lambda world: {"public_id": world.line.public_id},
    "filings:version": lambda world: {"public_id": world.line.versions.get(number=1).public_id},
    "filings:changes": lambda world: {"public_id": world.line.versions.get(number=2).public_id},
    "filings:file": lambda world: {"public_id": world.line.versions.get(number=2).public_id, "use": "owner_manual"},
    "filings:producer": lambda world: {"public_id": world.line.producer.public_id},
    "filings:start": lambda world: {"public_id": world.line.producer.public_id},
    "filings:appointments_of": lambda world: {"public_id": world.line.producer.public_id},
    "filings:appoint": lambda world: {"public_id": world.line.producer.public_id},
    "filings:change": lambda world: {"public_id": world.line.public_id},
    "filings:withdraw": lambda world: {"public_id": world.coming.public_id},
    "filings:end_appointment": lambda world: {"public_id": world.line.producer.appointments.first().public_id},
    "filings:draft": lambda world: {"public_id": world.draft.public_id},
    "filings:discard": lambda world: {"public_id": world.draft.public_id},
    "filings:step_identity": lambda world: {"public_id": world.new_draft.public_id},
    **{
        f"filings:step_{step}": lambda world: {"public_id": world.draft.public_id}
        for step in ("dates", "periods", "main", "extra", "wear", "special", "battery", "wording", "files")
    },
    "imports:sample": lambda world: {"kind": "visits"},
    "imports:upload": lambda world: {"public_id": world.place.public_id, "kind": "visits"},
    **{
        f"imports:{name}": lambda world: {"public_id": world.checked_import.public_id}
        for name in ("run", "columns", "write", "report")
    },
    "imports:drop": lambda world: {"public_id": world.spare_import.public_id},
    "papers:paper": lambda world: {"public_id": world.paper.public_id},
    "papers:download": lambda world: {"public_id": world.paper.public_id},
    "papers:withdraw": lambda world: {"public_id": world.paper.public_id},
    "papers:issue": lambda world: {"public_id": world.place.public_id},
    "signatures:link": lambda world: {"token": token_for(world.shown.signature)},
    "signatures:request": lambda world: {"kind": showing.KIND, "signable_id": world.shown and showing.ID},
    "signatures:sign": lambda world: {"public_id": world.shown.signature.public_id},
    "signatures:withdraw": lambda world: {"public_id": world.shown.signature.public_id},
    "questions:question": lambda world: {"slug": "same-fault"},
    "signin_end_session": lambda world: {"name": "0" * 32},
    "vehicles:start": lambda world: {"public_id": world.place.public_id},
    "vehicles:draft": lambda world: {"public_id": world.sale_draft.public_id},
    "vehicles:draft_vin": lambda world: {"public_id": world.sale_draft.public_id},
    "vehicles:draft_line": lambda world: {"public_id": world.sale_draft.public_id},
    "vehicles:draft_words": lambda world: {"public_id": world.sale_draft.public_id},
    "vehicles:draft_built": lambda world: {"public_id": world.sale_draft.public_id},
    "vehicles:draft_invoice": lambda world: {"public_id": world.sale_draft.public_id},
    "vehicles:draft_buyer": lambda world: {"public_id": world.sale_draft.public_id},
    "vehicles:decide": lambda world: {"public_id": world.binding_request.public_id},
    "vehicles:sale": lambda world: {"public_id": world.sale.public_id},
    "vehicles:correct": lambda world: {"public_id": world.open_sale.public_id},
    "vehicles:put_right": lambda world: {"public_id": world.sale.public_id},
    "vehicles:replacement": lambda world: {"public_id": world.sale.public_id},
    "vehicles:handover": lambda world: {"public_id": world.open_sale.public_id},
    "vehicles:sign": lambda world: {"public_id": world.open_sale.public_id},
    "vehicles:complete": lambda world: {"public_id": world.open_sale.public_id},
    "vehicles:voucher": lambda world: {"public_id": world.sale_without_voucher.public_id},
    "vehicles:reissue": lambda world: {"public_id": world.sale.public_id},
    "vehicles:code": lambda world: {"public_id": world.unbound_sale.public_id},
    "vehicles:bring_back": lambda world: {"public_id": world.sale.public_id},
    "garage:car": lambda world: {"public_id": world.sale.vehicle.public_id},
    "garage:car_statement": lambda world: {"public_id": world.car_statement.public_id},
    "garage:car_statement_page": lambda world: {"public_id": world.car_statement.public_id, "name": "voucher"},
    **{
        f"garage:{name}": lambda world: {"public_id": world.stated_car.public_id}
        for name in ("stated_car", "correct_car", "withdraw_car", "state_visit")
    },
    "garage:visit_statement": lambda world: {"public_id": world.visit_statement.public_id},
    "garage:visit_statement_page": lambda world: {"public_id": world.visit_statement.public_id, "name": "item1"},
    **{
        f"garage:{name}": lambda world: {"public_id": world.stated_visit.public_id}
        for name in ("stated_visit", "correct_visit", "withdraw_visit", "answer_same")
    },
    "vehicles:transfer": lambda world: {"public_id": world.sale.vehicle.public_id},
    "vehicles:withdraw_transfer": lambda world: {"public_id": world.sale.vehicle.public_id},
    "vehicles:reading": lambda world: {"public_id": world.sale.vehicle.public_id},
    "vehicles:lost_voucher": lambda world: {"public_id": world.sale.vehicle.public_id},
    "vehicles:owner": lambda world: {"public_id": world.sale.vehicle.public_id},
    "vehicles:resell": lambda world: {"public_id": world.returned.public_id},
    **{
        f"workshop:{name}": lambda world: {"public_id": world.place.public_id}
        for name in ("outlet", "jobs", "unknown_car", "closed")
    },
    "workshop:contest": lambda world: {"public_id": world.visit.public_id},
    "workshop:intake": lambda world: {"public_id": world.place.public_id, "car_id": world.visit.vehicle.public_id},
    **{
        f"workshop:{name}": lambda world: {"public_id": world.visit.public_id}
        for name in (
            "visit",
            "add_item",
            "take",
            "start_wait",
            "tell_wait",
            "ask_signatures",
            "finish",
            "record",
            "print",
            "remark",
            "same",
        )
    },
    **{
        f"workshop:{name}": lambda world: {"public_id": world.visit.items.first().public_id}
        for name in ("item", "link", "answer", "remark_item")
    },
    **{
        f"workshop:{name}": lambda world: {"public_id": world.visit.waits.first().public_id}
        for name in ("wait", "stop_wait")
    },
    **{
        f"workshop:{name}": lambda world: {"public_id": world.repaired.public_id}
        for name in ("hand_back", "close", "correct")
    },
}
POSTED: dict[str, Callable[[World], dict[str, Any]]] = {
    "accounts:add_employment": lambda world: {},
    "accounts:contact": lambda world: {},
    "accounts:correct_employment": lambda world: {},
    "accounts:leave_employment": lambda world: {},
    "cases:answer": lambda world: {"act": "check"},
    "cases:delay": lambda world: {},
    "cases:offer": lambda world: {"remedy": "money"},
    "cases:sign_settlement": lambda world: {},
    "cases:confirm": lambda world: {"contest": "1"},
    "cases:certify": lambda world: {},
    "cases:file": lambda world: {},
    "cases:fulfil": lambda world: {},
    "cases:open_message": lambda world: {},
    "cases:read_messages": lambda world: {},
    "cases:recourse": lambda world: {},
    "cases:recourse_request": lambda world: {},
    "cases:give_back_task": lambda world: {},
    "cases:take_task": lambda world: {},
    "cases:add": lambda world: {"kind": "loaner_or_transport"},
    "cases:answer_offer": lambda world: {"answer": "no"},
    "cases:drop": lambda world: {},
    "cases:from_check": lambda world: {"state": answers_of_the_example()},
    "check": lambda world: {"go": "result", "state": answers_of_the_example()},
    "check-calendar": lambda world: {"state": answers_of_the_example(), "duty": "reply"},
    "check-case": lambda world: {"state": answers_of_the_example()},
    "check-counted": lambda world: {"state": answers_of_the_example()},
    "check-how": lambda world: {"state": answers_of_the_example()},
    "check-onward": lambda world: {"state": answers_of_the_example()},
    "check-questions": lambda world: {"state": answers_of_the_example()},
    "check-what-if": lambda world: {"state": answers_of_the_example()},
    "choices": lambda world: {"theme": "dark", "next": "/"},
    "evidence:add": lambda world: {},
    "evidence:original": lambda world: {},
    "evidence:retry": lambda world: {},
    "filings:appoint": lambda world: {"code": "1"},
    "filings:change": lambda world: {},
    "filings:draft": lambda world: {},
    "filings:end_appointment": lambda world: {},
    "filings:start": lambda world: {},
    "filings:step_dates": lambda world: {},
    "filings:step_extra": lambda world: {"name_0": "减震器"},
    "filings:step_wear": lambda world: {"months_wear_tyre": "很多", "name_0": "大灯"},
    "garage:answer_same": lambda world: {},
    "garage:car_statement_page": lambda world: {"repair_warranty_months": "x"},
    "garage:correct_car": lambda world: {},
    "garage:correct_visit": lambda world: {},
    "garage:visit_statement_page": lambda world: {"work": "assembly_replacement"},
    "imports:columns": lambda world: {},
    "imports:drop": lambda world: {},
    "imports:upload": lambda world: {},
    "imports:write": lambda world: {},
    "papers:issue": lambda world: {},
    "papers:withdraw": lambda world: {},
    "sheets:download": lambda world: {},
    "sheets:issue": lambda world: {"state": answers_of_the_example()},
    "sheets:sheet": lambda world: {},
    "signatures:link": lambda world: {"act": "refuse"},
    "signatures:request": lambda world: {},
    "signatures:sign": lambda world: {"act": "refuse"},
    "signatures:withdraw": lambda world: {},
    "signin_code_again": lambda world: {},
    "signin_end_session": lambda world: {},
    "signin_phone": lambda world: {"phone": "12"},
    "vehicles:code": lambda world: {},
    "vehicles:decide": lambda world: {},
    "vehicles:draft_buyer": lambda world: {},
    "vehicles:draft_vin": lambda world: {"vin": "LDECY15H6TA001134"},
    "vehicles:handover": lambda world: {"done": "x"},
    "vehicles:put_right": lambda world: {},
    "vehicles:replacement": lambda world: {},
    "vehicles:bind": lambda world: {"vin_end": "001133", "code": "0000-0000"},
    "vehicles:ask": lambda world: {"vin": "1", "invoice_number": "1"},
    "vehicles:owner": lambda world: {},
    "vehicles:reading": lambda world: {"km": "1", "read_at": "2026-11-20 9:30"},
    "vehicles:resell": lambda world: {},
    "vehicles:transfer": lambda world: {},
    "vehicles:withdraw_transfer": lambda world: {},
    "vehicles:lost_voucher": lambda world: {},
    "verifying:code": lambda world: {"number": world.paper.number, "check_code": world.paper.check_code},
    "verifying:file": lambda world: {},
    "verifying:proof": lambda world: {},
    "verifying:seal": lambda world: {"seal": "1"},
    "workshop:answer": lambda world: {"agrees": "no"},
    "workshop:ask_signatures": lambda world: {},
    "workshop:close": lambda world: {},
    "workshop:link": lambda world: {},
    "workshop:print": lambda world: {},
    "workshop:same": lambda world: {},
    "workshop:start_wait": lambda world: {"reason": "other"},
    "workshop:stop_wait": lambda world: {},
    "workshop:take": lambda world: {},
}


@cache
def answers_of_the_example() -> str:
    """docs/examples/gearbox.json as the check carries it when every question is answered."""
    return sealed(Walk(Teller(json.loads(EXAMPLE.read_text()))).answers)


@dataclass(frozen=True)
class Address:
    name: str
    arguments: frozenset[str] = field(default_factory=frozenset)

    def url(self, world: World) -> str:
        if not self.arguments:
            return reverse(self.name)
        assert self.name in ARGUMENTS, f"tests/web/addresses.py does not know the arguments of {self.name}"
        return reverse(self.name, kwargs=ARGUMENTS[self.name](world))

    def read(self, client: Client, world: World):
        response = client.get(self.url(world))
        known = response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or self.name in POSTED
        assert known, f"tests/web/addresses.py does not know what is posted to {self.name}"
        return response

    def post(self, client: Client, world: World):
        return client.post(self.url(world), POSTED[self.name](world))


def all_addresses() -> list[Address]:
    found = {address.name: address for address in _walk(get_resolver(), "", frozenset())}
    return [found[name] for name in sorted(found)]


def _walk(resolver: URLResolver, space: str, arguments: frozenset[str]) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        if getattr(pattern, "namespace", None) in NOT_OURS:
            continue
        own = arguments | frozenset(pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space, own)
        else:
            assert pattern.name, f"an address without a name: {pattern.pattern}"
            yield Address(f"{space}{pattern.name}", own)
