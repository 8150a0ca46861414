"""The demonstration files a dozen model lines of every energy, some with two versions, and appoints the eight outlets."""

import pytest

from claims.filings import demo
from claims.filings.models import Appointment, Energy, FilingVersion, ModelLine
from claims.filings.public_pages import findings_on, history_of, versions_of
from sanbao.accounts import demo as accounts
from tests.claims.filings.world import AT, TODAY

pytestmark = pytest.mark.django_db


def test_a_dozen_lines_of_every_energy_some_with_two_versions_and_eight_outlets():
    for _ in range(2):  # run again, it changes nothing
        accounts.build(AT)
        demo.build(AT)
    assert ModelLine.objects.count() == 12
    assert set(ModelLine.objects.values_list("energy", flat=True)) == set(Energy.values)
    assert FilingVersion.objects.filter(number=2).count() == 5
    assert Appointment.objects.count() == 8
    versions = [(line, one) for line in ModelLine.objects.all() for one in history_of(versions_of(line), TODAY)]
    short = [line.model for line, one in versions if findings_on(one.version, line, one.version.in_force_from)]
    assert short == ["QY6490BEV"]
    assert [line.model for line, one in versions if one.is_late] == ["QY7000BEV", "YC 350"]
