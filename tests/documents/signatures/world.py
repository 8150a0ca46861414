"""A settlement to be signed by the owner of a car, made-up, as later apps will register theirs."""

from uuid import uuid4

from django.utils.html import format_html

from documents.evidence.subjects import SubjectKind, add_subject_kind, subject_of
from documents.signatures import services
from documents.signatures.models import Via
from documents.signatures.permissions import Hand, hand_of
from documents.signatures.services import Signer
from documents.signatures.signables import SignableKind, add_signable, signable_of
from sanbao.ledger.selectors import events_of
from tests.accounts.world import AT, person

PHONE = "+8613800001441"
PATH = "M100 100L150 60L200 100L250 140M120 150L300 150"


class World:
    def __init__(self):
        self.adviser, self.reader, self.stranger = person("顾问"), person("查阅人"), person("路人")
        self.owner = person("车主", phone="+8613800001442", phone_verified=True)
        self.id = uuid4()
        self.content = {"fault": "变速器顿挫", "days": 3}
        office = {self.adviser, self.reader}
        kind = SignableKind(
            "visit",
            title=lambda _id: "修理记录",
            content=lambda _id: self.content,
            html=lambda _id: format_html("<p>{}，修了{}日</p>", self.content["fault"], self.content["days"]),
            roles={"owner": "车主", "technician": "技师"},
            may_view=lambda user, _about: user in office,
            may_request=lambda user, _about: user == self.adviser,
        )
        add_signable(kind)
        evidence = SubjectKind(
            "visit",
            title=lambda _id: "修理记录",
            may_view=lambda user, _about: user in office,
            may_add=lambda user, _about: user == self.adviser,
            may_open_original=lambda _user, _about: False,
        )
        add_subject_kind(evidence)
        self.signable = signable_of(f"visit/{self.id}")
        self.subject = subject_of(f"visit/{self.id}")
        self.tablet = Hand(Via.TABLET, self.adviser)

    @property
    def shown(self):
        return self.signable.content_hash

    def ask(self, role="owner", signer=None, by=None, at=AT):
        signer = signer or Signer("周敏", PHONE)
        return services.signature_request(
            signable=self.signable, role=role, signer=signer, by=by or self.adviser, at=at
        )

    def ask_owner(self):
        return self.ask(signer=Signer("车主", user=self.owner))

    def common(self, signature, **options):
        return {"signature": signature, "shown": self.shown, "hand": self.tablet, "at": AT} | options

    def draw(self, signature, path=PATH, **options):
        return services.signature_draw(path=path, **self.common(signature, **options))

    def hand(self, user, signature):
        return hand_of(user, signature)

    def actions(self):
        return [event.action for event in events_of(str(self.signable))]
