"""A case with its owner, its shop, a clerk and a member of the panel; made-up, as later apps will register theirs."""

from itertools import count
from uuid import uuid4

from documents.evidence import services
from documents.evidence.subjects import SubjectKind, add_subject_kind, subject_of
from sanbao.ledger.selectors import events_of
from sanbao.work import testing
from tests.accounts.world import AT, person

_numbers = count(1)


class World:
    def __init__(self, folder):
        self.folder = folder
        self.owner, self.shop = person("车主"), person("经销商")
        self.clerk, self.expert = person("经办人"), person("专家")
        self.stranger = person("路人")
        parties, office = {self.owner, self.shop}, {self.clerk, self.expert}
        self.id, self.other_id = uuid4(), uuid4()
        kind = SubjectKind(
            "claim",
            title=lambda _id: "变速器顿挫的三包请求",
            may_view=lambda user, about: user in parties | office and (about == self.id or user in office),
            may_add=lambda user, about: user in parties and about == self.id,
            may_open_original=lambda user, _about: user in office,
        )
        add_subject_kind(kind)
        self.subject = subject_of(f"claim/{self.id}")
        self.other = subject_of(f"claim/{self.other_id}")

    def file(self, data):
        path = self.folder / f"upload{next(_numbers)}"
        path.write_bytes(data)
        return path

    def add(self, data, by=None, **options):
        options = {"subject": self.subject, "title": "仪表盘", "at": AT} | options
        return services.evidence_add(path=self.file(data), by=by or self.owner, **options)

    def ready(self, data, **options):
        item = self.add(data, **options)
        testing.run_all(AT)
        item.refresh_from_db()
        return item

    def actions(self):
        return [event.action for event in events_of(str(self.subject))]
