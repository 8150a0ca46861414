"""Filing versions: in force from a day, never rewritten, sent twice they are one, and the ledger tells of each."""

import hashlib
import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.filings import services
from claims.filings.filing import Filing
from claims.filings.models import FilingVersion, ModelLine
from claims.filings.selectors import filed_terms, model_lines_search, public_model_lines, terms_of
from claims.filings.terms import CapacityLimits, MainComponent
from claims.filings.terms_json import terms_to_json
from sanbao.accounts.roles import Role
from sanbao.law.facts import PeriodTerms
from sanbao.ledger.models import Event
from tests.accounts.world import member
from tests.claims.filings.world import AT, BEV, BOTH_FILES, ICE, TODAY, clerk, filing, producer, submit, terms

pytestmark = pytest.mark.django_db
ONE_DAY = timedelta(days=1)


def test_what_is_filed_is_what_is_read():
    extra = MainComponent("own_1", "减震器", "suspension_system", extra=True)
    limits = CapacityLimits(Decimal("80.5"), Decimal(85), "方法")
    filed = filing(energy="bev", extra_main_components=(extra,), capacity_limits=limits, coefficient=Decimal("0.0035"))
    version = submit(producer(), filed, BEV)
    read = filed_terms(version.model_line, TODAY)
    assert replace(read, version_number=0, version_id="") == filed.terms
    assert (read.version_number, read.version_id) == (1, str(version.public_id))


def test_terms_hold_from_the_first_day_of_their_version_to_the_day_before_the_next():
    where = producer()
    first = submit(where, filing(date(2024, 1, 1)))
    longer = filing(date(2025, 6, 1), repair_warranty=PeriodTerms(60, 100_000))
    submit(where, longer)
    line = first.model_line

    def months(day: date):
        found = filed_terms(line, day)
        return None if found is None else found.repair_warranty.months

    assert months(date(2023, 12, 31)) is None
    assert months(date(2024, 1, 1)) == 36
    assert months(date(2025, 5, 31)) == 36
    assert months(date(2025, 6, 1)) == 60


def test_the_same_filing_sent_twice_is_one_version():
    where = producer()
    assert submit(where).pk == submit(where).pk
    assert FilingVersion.objects.count() == 1
    assert Event.objects.filter(body__contains="filing.submitted").count() == 1


def test_a_version_of_the_same_or_an_earlier_day_with_other_content_is_refused():
    where = producer()
    submit(where, filing(TODAY))
    for day in (TODAY, TODAY - ONE_DAY):
        with pytest.raises(ValidationError) as refused:
            submit(where, filing(day, coefficient=Decimal("0.001")))
        assert "in_force_from" in refused.value.error_dict
    assert FilingVersion.objects.count() == 1


def test_terms_below_the_law_are_taken_and_the_ledger_counts_the_findings():
    """docs/adr/0009: filing is the producer's act; what binds is the law."""
    version = submit(producer(), filing(repair_warranty=PeriodTerms(12, 20_000)))
    event = Event.objects.get(subject=version.model_line.ledger_subject)
    assert '"findings":2' in event.body
    assert filed_terms(version.model_line, TODAY).binding_on(TODAY).repair_warranty == PeriodTerms(36, 60_000)


def test_the_ledger_commits_to_the_terms_as_anyone_can_recompute_them():
    version = submit(producer())
    event = json.loads(Event.objects.get(subject=version.model_line.ledger_subject).body)
    told = terms_to_json(terms_of(version, "ice"))
    text = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert event["commitments"]["terms"] == hashlib.sha256(text.encode()).hexdigest()
    assert event["commitments"]["owner_manual"] == "a" * 64


def test_a_known_model_with_another_energy_is_refused_at_the_model():
    where = producer()
    submit(where)
    with pytest.raises(ValidationError) as refused:
        submit(where, filing(TODAY + ONE_DAY), replace(ICE, energy="hev"))
    assert "model" in refused.value.error_dict


@pytest.mark.parametrize(
    ("changes", "field"), [({"brand": ""}, "brand"), ({"energy": "steam"}, "energy"), ({"model": "长" * 51}, "model")]
)
def test_a_model_that_cannot_be_is_refused_at_its_field(changes, field):
    with pytest.raises(ValidationError) as refused:
        submit(producer(), filing(), replace(ICE, **changes))
    assert list(refused.value.error_dict) == [field]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"repair_warranty": PeriodTerms(0, 60_000)}, "repair_warranty"),
        ({"coefficient": Decimal("1.1")}, "coefficient"),
        ({"coefficient": Decimal("0.00123456")}, "coefficient"),
        ({"capacity_limits": CapacityLimits(Decimal(101), Decimal(1), "方法")}, "repair_warranty_percent"),
        ({"capacity_limits": CapacityLimits(Decimal("80.55"), Decimal(1), "方法")}, "repair_warranty_percent"),
        ({"terms": " "}, "terms"),
        ({"terms": "长" * 301}, "terms"),
        ({"extra_main_components": (MainComponent("own_1", "减震器", "no_such_group"),)}, "extra_main_components"),
        ({"extra_main_components": (MainComponent("own_1", "减\u202e震器", "engine"),)}, "extra_main_components"),
        ({"wear_parts": terms().wear_parts * 2}, "wear_parts"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_leaves_nothing_behind(changes, field):
    with pytest.raises(ValidationError) as refused:
        submit(producer(), filing(**changes))
    assert list(refused.value.error_dict) == [field]
    assert not ModelLine.objects.exists()


@pytest.mark.parametrize(
    ("in_force_from", "happened_on"), [(TODAY, TODAY + ONE_DAY), (date(2013, 9, 30), date(2013, 9, 1))]
)
def test_days_that_cannot_be_are_refused(in_force_from, happened_on):
    with pytest.raises(ValidationError) as refused:
        submit(producer(), Filing(in_force_from, happened_on, terms(), BOTH_FILES))
    assert list(refused.value.error_dict) == ["in_force_from"]


@pytest.mark.parametrize("role", [Role.READER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_only_those_who_act_for_the_producer_file(role):
    where = producer()
    with pytest.raises(PermissionDenied):
        submit(where, by=member(where, role))


def test_nobody_files_for_another_producer():
    with pytest.raises(PermissionDenied):
        submit(producer(), by=clerk(producer()))


def test_a_version_to_come_can_be_withdrawn_once_and_then_never_was_in_force():
    where = producer()
    line = submit(where, filing(date(2024, 1, 1))).model_line
    coming = submit(where, filing(TODAY + ONE_DAY, coefficient=Decimal("0.001")))
    for _ in range(2):
        services.version_withdraw(version=coming, by=clerk(where), at=AT)
    assert filed_terms(line, TODAY + ONE_DAY).version_number == 1
    assert Event.objects.filter(body__contains="filing.withdrawn").count() == 1
    again = submit(where, filing(TODAY + ONE_DAY, coefficient=Decimal("0.002")))
    assert again.number == 3  # a number is never given twice


def test_a_version_in_force_cannot_be_withdrawn_on_its_first_day_or_later():
    where = producer()
    version = submit(where, filing(TODAY))
    with pytest.raises(ValidationError):
        services.version_withdraw(version=version, by=clerk(where), at=AT)


def test_search_takes_every_word_of_brand_model_specification_type_and_producer():
    where = producer()
    line = submit(where).model_line
    submit(where, identity=BEV)
    assert list(model_lines_search("澄岳 7150")) == [line]
    assert list(model_lines_search("示例汽车 豪华")) == [line]
    assert model_lines_search("").count() == 2
    assert list(model_lines_search("澄岳\0 7150")) == [line], "a sign that no database takes parts words"
    assert not model_lines_search("澄岳 没有这样的").exists()


def test_a_model_whose_only_version_was_withdrawn_is_not_public():
    where = producer()
    version = submit(where, filing(TODAY + ONE_DAY))
    assert public_model_lines().count() == 1
    services.version_withdraw(version=version, by=clerk(where), at=AT)
    assert not public_model_lines().exists()
