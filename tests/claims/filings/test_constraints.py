"""What the database itself refuses, whoever writes to it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from claims.filings.drafting.services import draft_change, draft_start
from claims.filings.models import Appointment, FiledFile, FiledPart, FilingVersion, ModelLine
from claims.filings.permissions import can_write_draft, drafts_visible_to
from sanbao.accounts.roles import Role
from tests.accounts.world import member, organisation
from tests.claims.filings.world import AT, TODAY, appoint, clerk, producer, submit

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


@pytest.fixture
def version():
    return submit(producer())


def refused(rows, **changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"number": 0},
        {"happened_on": TODAY + timedelta(days=1)},
        {"withdrawn_at": AT},
        {"coefficient_millionths": 1_000_001},
        {"fade_repair_warranty_tenths": 1001},
    ],
)
def test_a_version_that_cannot_be(version, changes):
    refused(FilingVersion.objects.all(), **changes)


def test_two_versions_of_one_number_or_of_one_first_day(version):
    other = FilingVersion.objects.get()
    other.pk, other.public_id, other.number = None, "00000000-0000-4000-8000-000000000000", 2
    with pytest.raises(IntegrityError), transaction.atomic():
        other.save()
    other.in_force_from, other.number = TODAY + timedelta(days=1), 1
    with pytest.raises(IntegrityError), transaction.atomic():
        other.save()


@pytest.mark.parametrize("changes", [{"kind": "tank"}, {"energy": "steam"}])
def test_a_model_line_that_cannot_be(version, changes):
    refused(ModelLine.objects.all(), **changes)


def test_a_period_without_a_wear_part_and_a_wear_part_without_a_period(version):
    refused(FiledPart.objects.filter(list="main"), months=6, km=1)
    refused(FiledPart.objects.filter(list="wear"), months=None)


def test_a_part_listed_twice_and_two_files_of_one_use(version):
    refused(FiledPart.objects.filter(list="special"), code="special_key")
    refused(FiledFile.objects.all(), use="owner_manual")


@pytest.mark.parametrize("changes", [{"sells": False, "repairs": False}, {"valid_until": date(2025, 12, 31)}])
def test_an_appointment_that_cannot_be(changes):
    appoint(producer(), organisation())
    refused(Appointment.objects.all(), **changes)


def test_the_list_of_drafts_obeys_the_rule_of_each():
    one, other = producer(), producer()
    drafts = [draft_start(producer=where, by=clerk(where), at=AT) for where in (one, other)]
    drafts.append(draft_change(line=submit(one).model_line, by=clerk(one), at=AT))
    people = [clerk(one), clerk(other), member(organisation(), Role.CLERK)]
    people += [member(one, role) for role in (Role.OWNER, Role.READER, Role.AUDITOR, Role.ADMINISTRATOR)]
    for person in people:
        assert set(drafts_visible_to(person)) == {draft for draft in drafts if can_write_draft(person, draft)}
