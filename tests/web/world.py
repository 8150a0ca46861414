"""The demonstration world as visitors see it: one person a role, and the objects that addresses name."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID, uuid4

from allauth.account.internal.userkit import user_id_to_str
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.utils import timezone

from claims.cases.codes import Kind, Party, VehicleOffered
from claims.cases.messages.telling import TELL, tell
from claims.cases.models import (
    CaseFile,
    Claim,
    ConsumerDelay,
    DemandItem,
    DutyTask,
    InformationRequest,
    Message,
    Offer,
    RecourseCost,
    RecourseRequest,
    RepresentationOffer,
)
from claims.cases.services.agreeing import version_state
from claims.cases.services.answering import claim_grant
from claims.cases.services.case_file import case_file_ask, case_file_make
from claims.cases.services.deciding import claim_accept
from claims.cases.services.delaying import Delay, delay_record
from claims.cases.services.done import Done
from claims.cases.services.entering import representation_offer
from claims.cases.services.fulfilling import fulfilment_say
from claims.cases.services.informing import information_ask
from claims.cases.services.offering import Terms, offer_make
from claims.cases.services.opening import Respondent, respondent_put
from claims.cases.services.recourse import Asked, recourse_send
from claims.cases.services.routes import Begun, route_begin
from claims.cases.services.submitting import claim_submit
from claims.filings.drafting.answers import identity_of_line
from claims.filings.drafting.services import draft_change, draft_start
from claims.filings.filing import Filing
from claims.filings.models import Draft, FilingVersion, ModelLine
from claims.filings.selectors import filed_terms
from claims.filings.services import filing_submit
from claims.garage import demo as stated
from claims.imports.models import Run
from claims.repairs.models import Visit, VisitStatement
from claims.repairs.services.stating import visit_correct_begin
from claims.repairs.services.working import wait_start
from claims.vehicles import demo_cars
from claims.vehicles.models import BindingRequest, CarStatement, Sale, SaleDraft, Vehicle
from claims.vehicles.services.stating import car_correct_begin
from documents.issuing.models import Paper
from documents.issuing.printing import Printed
from documents.issuing.services import paper_issue, paper_store
from sanbao.accounts import demo, invitation_mail, services
from sanbao.accounts.models import Employment, Membership, Organisation, User
from sanbao.accounts.roles import Role
from sanbao.web.management.commands import demo as demo_command
from sanbao.work import MessageInfo
from sanbao.work.models import Job
from tests.claims.cases import world as claims
from tests.claims.imports import world as imports
from tests.claims.repairs import world as repairs
from tests.claims.vehicles import world as cars
from tests.documents import showing
from tests.documents.issuing.world import order
from tests.snapshot import built

STATED_VIN = "LYSCA15H2SA004719"
HOME_PLACE = "澄岳汽车杭州西湖4S店"
OTHERS = {
    "consumer": {"phone": "+8619900000001"},
    "expert": {"username": "chenwei"},
    "registrar": {"username": demo.REGISTRAR},
    "producer_clerk": {"username": "fanglan"},
    "dispute_clerk": {"username": "xuwen"},
    "regulator_reader": {"username": "baiyun"},
}
ROLES = ("anonymous", *(str(role) for role in Role), *OTHERS)


@dataclass
class World:
    at: datetime

    @classmethod
    def build(cls) -> World:
        built("small demonstration", demo_command.build_small)
        return cls(timezone.now())

    @cached_property
    def place(self) -> Organisation:
        return Organisation.objects.get(name=HOME_PLACE)

    @cached_property
    def member(self) -> Membership:
        return self.place.memberships.get(role=Role.ADVISER)

    @cached_property
    def employment(self) -> Employment:
        return Employment.objects.get(expert__user=self.person("expert"))

    @cached_property
    def invitation(self):
        """A pair: the open invitation, and the token of its link."""
        by = self.person(str(Role.ADMINISTRATOR))
        made = services.invitation_create(
            organisation=self.place,
            role=Role.READER,
            email="xin@demo.example",
            key=UUID(int=1),
            site="https://demo.example",
            by=by,
            at=self.at,
        )
        body = Job.objects.get(key=invitation_mail.key_of(made)).payload["body"]
        return made, re.search(r"/invitations/(\S+)/$", body, re.MULTILINE)[1]

    @cached_property
    def shown(self) -> showing.Shown:
        """Evidence and a signature that is asked for, about something that everybody may see."""
        return showing.show(by=self.person(str(Role.ADVISER)), at=self.at)

    @cached_property
    def paper(self) -> Paper:
        """A voucher of the place; its bytes are made up, for how it is printed is looked at elsewhere."""
        adviser = self.person(str(Role.ADVISER))
        paper = paper_issue(order(issuer=self.place), by=adviser, at=self.at)
        with transaction.atomic():
            paper_store(paper, Printed(b"%PDF-1.7", "seal"), at=self.at)
        return paper

    @cached_property
    def line(self) -> ModelLine:
        """A model line of the producer clerk's producer, with two versions."""
        return ModelLine.objects.get(model="CY7150H", specification="1.5T 自动")

    @cached_property
    def coming(self) -> FilingVersion:
        """A version that is not yet in force."""
        filing = Filing(self.at.date() + timedelta(days=90), self.at.date(), filed_terms(self.line, self.at.date()))
        by = self.person("producer_clerk")
        return filing_submit(
            producer=self.line.producer, identity=identity_of_line(self.line), filing=filing, by=by, at=self.at
        )

    @cached_property
    def draft(self) -> Draft:
        return draft_change(line=self.line, by=self.person("producer_clerk"), at=self.at)

    @cached_property
    def new_draft(self) -> Draft:
        return draft_start(producer=self.line.producer, by=self.person("producer_clerk"), at=self.at)

    @cached_property
    def sale(self) -> Sale:
        """Handed over by the place; its owner, the consumer, has lost the voucher."""
        return Sale.objects.select_related("vehicle").get(vehicle__vin=demo_cars.VOUCHER_LOST)

    @cached_property
    def open_sale(self) -> Sale:
        return Sale.objects.get(vehicle__vin=demo_cars.IN_PROGRESS)

    @cached_property
    def unbound_sale(self) -> Sale:
        return Sale.objects.get(vehicle__vin=demo_cars.ASKED_FOR)

    @cached_property
    def sale_without_voucher(self) -> Sale:
        """As where the producer filed late."""
        Sale.objects.filter(pk=self.unbound_sale.pk).update(voucher=None)
        return self.unbound_sale

    @cached_property
    def sale_draft(self) -> SaleDraft:
        return SaleDraft.objects.get(sale=None)

    @cached_property
    def returned(self) -> Vehicle:
        return Vehicle.objects.get(vin=demo_cars.BROUGHT_BACK)

    @cached_property
    def binding_request(self) -> BindingRequest:
        return BindingRequest.objects.get()

    @cached_property
    def repaired(self) -> Visit:
        """Finished, its record not complete yet."""
        shop = repairs.Shop(self.place, self.person(str(Role.ADVISER)))
        car = repairs.sold_car(shop, self.person("consumer"), vin=cars.OTHER_VIN)
        return repairs.repaired(car, shop, self.at - timedelta(days=9), 1200)

    @cached_property
    def visit(self) -> Visit:
        """In the shop, waiting, and perhaps the same problem as before."""
        shop = repairs.Shop(self.place, self.person(str(Role.ADVISER)))
        problem, came = self.repaired.items.get().problem, self.at - timedelta(days=4)
        visit = repairs.brought(self.repaired.vehicle, shop, came, 2300, problem=problem)
        wait_start(visit=visit, reason="special_part_transport", begins_at=came, by=shop.adviser, at=came)
        return Visit.objects.get(pk=visit.pk)

    @cached_property
    def task(self) -> DutyTask:
        """A claim to be answered, which nobody has taken yet."""
        claim = claims.submitted(self._case, at=self.at - timedelta(days=1))
        return DutyTask.objects.select_related("process").get(claim=claim)

    @cached_property
    def claim(self) -> Claim:
        """Of the consumer, refused by the place: both have something to do."""
        return claims.refused(self._case, self.at - timedelta(days=3))

    @cached_property
    def dispute(self) -> Claim:
        """Before the clerk's body; the seller says something else of a visit, and the consumer has been elsewhere, too."""
        case, at = self._case, self.at - timedelta(days=3)
        clerk = self.person("dispute_clerk")
        case.__dict__["body"] = Organisation.objects.get(is_dispute_body=True, memberships__user=clerk)
        claim = claims.disputed(case, at)
        version_state(
            claim=claim,
            side="business",
            fact="visits/R1/items/0/work",
            value="inspection_only",
            words="只做了检查。",
            doing=claims.doing(case.seller, self.at),
        )
        begun = Begun(route="association", body_name="示例市消费者协会", begun_on=at.date())
        route_begin(claim=claim, begun=begun, known=frozenset({"association"}), doing=claims.doing(case.owner, self.at))
        return claim

    def _taken(self, kind: Kind, **granted: object) -> Claim:
        """Granted and accepted: it is to be done."""
        claim = claims.submitted(self._case, kind, self.at - timedelta(days=3))
        grant = claims.grant(kind, fulfil_on=timezone.localdate(self.at), **granted)
        claim = claim_grant(claim=claim, grant=grant, doing=claims.doing(self._case.seller, self.at))
        return claim_accept(claim=claim, doing=claims.doing(self._case.owner, self.at))

    @cached_property
    def replacing(self) -> Claim:
        """There is no car to give."""
        return self._taken(Kind.VEHICLE_REPLACEMENT, vehicle_offered=VehicleOffered.NONE)

    @cached_property
    def returned_claim(self) -> Claim:
        """The seller says that the money is paid back; the consumer has not answered."""
        claim, today = self._taken(Kind.VEHICLE_RETURN), timezone.localdate(self.at)
        done = Done(fulfilled_on=today, returned_on=today, returned_mileage_km=2400, paid_fen=12_000_000, paid_on=today)
        fulfilment_say(claim=claim, done=done, doing=claims.doing(self._case.seller, self.at))
        return claim

    @cached_property
    def case_file(self) -> CaseFile:
        """Of the consumer, made."""
        row = case_file_ask(claim=self.claim, key=uuid4(), by=self.person("consumer"), at=self.at)
        case_file_make(row=row, writes=lambda _claim, path, _reader, _at: path.write_bytes(b"%PDF") and 1, at=self.at)
        row.refresh_from_db()
        return row

    @cached_property
    def recourse(self) -> RecourseRequest:
        cost = RecourseCost(what=RecourseCost.What.REFUND, amount_fen=12_000_000)
        asked = Asked(words="变速器的质量问题，修了五次。", costs=[cost])
        doing = claims.doing(self._case.seller, self.at)
        return recourse_send(claim=self.returned_claim, asked=asked, doing=doing)

    @cached_property
    def message(self) -> Message:
        """To the consumer, on the site."""
        key = f"{TELL}/{self.returned_claim.public_id}/2"  # that it was granted
        tell(Job.objects.get(key=key).payload, MessageInfo(key=key, attempt=1, at=self.at))
        return Message.objects.filter(recipient=self._case.owner, channel=Message.Channel.IN_APP).latest("id")

    @property
    def _case(self) -> claims.Case:
        shop = repairs.Shop(self.place, self.person(str(Role.ADVISER)))
        return claims.Case(shop, self.person("consumer"), self.repaired.vehicle)

    @cached_property
    def draft_claim(self) -> Claim:
        """Of the consumer, told as far as the trouble, about a car with visits."""
        shop = repairs.Shop(self.place, self.person(str(Role.ADVISER)))
        case = claims.Case(shop, self.person("consumer"), self.repaired.vehicle)
        problem = self.repaired.items.get().problem
        return claims.draft(case, Kind.FREE_REPAIR, self.at, items=[DemandItem(problem=problem, group="gearbox")])

    @cached_property
    def letter(self) -> Claim:
        """Asked of a seller without an account, who has not got the letter yet."""
        shop = repairs.Shop(self.place, self.person(str(Role.ADVISER)))
        case = claims.Case(shop, self.person("consumer"), self.repaired.vehicle)
        draft = claims.draft(case, Kind.REIMBURSEMENT, self.at)
        respondent_put(claim=draft, respondent=Respondent(name="城东汽车救援服务部"), by=case.owner)
        return claim_submit(claim=draft, doing=claims.doing(case.owner, self.at))

    @cached_property
    def offer_to_represent(self) -> RepresentationOffer:
        """To the consumer, of somebody he may know."""
        vehicle, by = self.repaired.vehicle, self.person("expert")
        return representation_offer(vehicle=vehicle, words="同事", by=by, at=self.at)

    @cached_property
    def stated_car(self) -> Vehicle:
        """The consumer has told it from his papers, with two visits."""
        return stated.tell(self.person("consumer"), self.at, vin=STATED_VIN)

    @cached_property
    def stated_visit(self) -> Visit:
        return self.stated_car.visits.order_by("number").last()

    @cached_property
    def car_statement(self) -> CarStatement:
        """Told anew: every answer is there."""
        return car_correct_begin(vehicle=self.stated_car, by=self.person("consumer"), at=self.at)

    @cached_property
    def visit_statement(self) -> VisitStatement:
        return visit_correct_begin(visit=self.stated_visit, by=self.person("consumer"), at=self.at)

    @cached_property
    def asked_claim(self) -> Claim:
        """The place has not answered yet; the consumer was asked something, and is said to have put it off."""
        return claims.submitted(self._case, at=self.at - timedelta(days=9))

    @cached_property
    def information_request(self) -> InformationRequest:
        doing = claims.doing(self.asked_by_place, self.at)
        return information_ask(claim=self.asked_claim, words="什么时候开始的？", doing=doing)

    @cached_property
    def consumer_delay(self) -> ConsumerDelay:
        days = {"first_day": (self.at - timedelta(days=5)).date(), "last_day": (self.at - timedelta(days=3)).date()}
        told = Delay(**days, words="约好检查，没有来。", proof="短信")
        return delay_record(claim=self.asked_claim, delay=told, doing=claims.doing(self.asked_by_place, self.at))

    @property
    def asked_by_place(self) -> User:
        return self.person(str(Role.ADVISER))

    @cached_property
    def offer(self) -> Offer:
        """Of the place, for the claim that it has refused."""
        day = self.at.date() + timedelta(days=7)
        terms = Terms(remedy="money", amount_fen=500_000, fulfil_on=day, expires_on=day)
        doing = claims.doing(self.asked_by_place, self.at)
        return offer_make(claim=self.claim, side=Party.BUSINESS, terms=terms, doing=doing)

    @cached_property
    def checked_import(self) -> Run:
        """Visits of which one may be written, and one is wrong."""
        row = imports.row(工单号="RO-9", 车架号=self.sale.vehicle.vin)
        return imports.checked(self._importing, imports.text(row, imports.row(行驶里程="x")))

    @cached_property
    def spare_import(self) -> Run:
        return imports.started(self._importing, imports.text(imports.row()))

    @property
    def _importing(self) -> imports.Place:
        shop = repairs.Shop(self.place, self.person(str(Role.ADVISER)))
        return imports.Place(shop, self.person(str(Role.CLERK)))

    def person(self, role: str) -> User | None:
        if role == "anonymous":
            return None
        if role in OTHERS:
            return User.objects.get(**OTHERS[role])
        return User.objects.get(memberships__organisation=self.place, memberships__role=role)

    def client(self, role: str) -> Client:
        """A browser in which this person has signed in, with the second factor, too."""
        client = Client(raise_request_exception=True)
        if person := self.person(role):
            client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
            session = client.session
            session["account_authentication_methods_user"] = user_id_to_str(person)
            session["account_authentication_methods"] = [
                {"method": "password", "at": time.time(), "username": person.username},
                {"method": "mfa", "at": time.time(), "type": "totp", "id": 1},
            ]
            session.save()
        return client

    def session_of(self, role: str) -> int:
        person = self.person(role)
        return UserSession.objects.filter(user=person).values_list("pk", flat=True).first() or 1
