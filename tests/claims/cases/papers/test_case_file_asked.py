"""The case file on the site: asked for once, made for its reader alone, gone after some days. A certificate issued later."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.cases import handlers
from claims.cases.codes import Kind
from claims.cases.models import CaseFile
from claims.cases.papers import codes
from claims.cases.papers.authorising import authorisation_issue, authorisation_of
from claims.cases.papers.issuing import papers_of
from claims.cases.services.case_file import KEPT, TOPIC, case_file_ask, case_file_make, case_files_sweep, storage
from claims.cases.services.certifying import certificate_make, certificate_missing
from claims.cases.services.opening import representative_put
from claims.vehicles.models import Sale
from sanbao.work.models import Job
from sanbao.work.registry import GiveUp, MessageInfo
from tests.claims.cases import world
from tests.claims.cases.test_fulfilment import DONE_AT, exchanged, file, say, taken
from tests.claims.repairs import world as repairs
from tests.claims.vehicles import world as cars

pytestmark = pytest.mark.django_db


def writes(content):
    """As the printer does it, at once."""
    return lambda _claim, path, reader, _at: path.write_bytes(f"%PDF {content} {reader.pk}".encode()) and 7


def test_a_case_file_is_asked_for_once_fetched_by_its_reader_and_swept(
    case, client, django_capture_on_commit_callbacks
):
    claim, now = world.refused(case), timezone.now()
    page = reverse("cases:file", args=[claim.public_id])
    client.force_login(case.owner)
    assert page in client.get(claim.get_absolute_url()).content.decode()
    assert "生成案卷" in client.get(page).content.decode()
    for _click in range(2):
        assert client.post(page, {"key": uuid4()}).status_code == 302
    row = CaseFile.objects.get()
    assert Job.objects.filter(topic=TOPIC).count() == 1
    assert "看看好了没有" in client.get(page).content.decode()
    fetched = reverse("cases:file_download", args=[row.public_id])
    assert client.get(fetched).status_code == 404

    case_file_make(row=row, writes=writes("one"), at=now)
    case_file_make(row=row, writes=writes("again, by a worker that was late"), at=now)
    answer = client.get(fetched)
    assert (b"".join(answer), answer.headers["Content-Type"]) == (
        f"%PDF one {case.owner.pk}".encode(),
        "application/pdf",
    )
    row.refresh_from_db()
    with storage().open(row.name) as lying:
        assert b"PDF" not in lying.read()
    told = client.get(page).content.decode()
    assert [words in told for words in (fetched, "7份", "再生成一份")] == [True] * 3

    client.force_login(case.seller)
    assert client.get(fetched).status_code == 404
    assert fetched not in client.get(page).content.decode()
    client.force_login(cars.consumer("路人", "+8613800009999"))
    assert (client.get(page).status_code, client.post(page, {"key": uuid4()}).status_code) == (404, 404)

    later = case_file_ask(claim=claim, key=uuid4(), by=case.owner, at=now)
    with django_capture_on_commit_callbacks(execute=True):
        case_file_make(row=later, writes=writes("two"), at=now)
    later.refresh_from_db()
    assert set(CaseFile.objects.all()) == {later}
    assert (storage().exists(row.name), storage().exists(later.name)) == (False, True)
    assert case_files_sweep(now + KEPT - timedelta(minutes=1)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert case_files_sweep(now + KEPT) == 1
    assert not storage().exists(later.name)


def test_what_could_not_be_made_is_told_and_asked_for_again(case, client, monkeypatch):
    claim, now = world.refused(case), timezone.now()
    row = case_file_ask(claim=claim, key=uuid4(), by=case.seller, at=now)

    def breaks(**_told):
        raise ZeroDivisionError

    monkeypatch.setattr(handlers, "case_file_make", breaks)
    payload = {"file": str(row.public_id)}
    with pytest.raises(ZeroDivisionError):
        handlers.make_case_file(payload, MessageInfo(TOPIC, 1, now))
    with pytest.raises(GiveUp):
        handlers.make_case_file(payload, MessageInfo(TOPIC, 3, now))
    client.force_login(case.seller)
    page = reverse("cases:file", args=[claim.public_id])
    assert "再试一次" in client.get(page).content.decode()
    client.post(page, {"key": uuid4()})
    states = CaseFile.objects.order_by("id").values_list("state", flat=True)
    assert list(states) == ["failed", "waiting"]
    lost = CaseFile.objects.get(state="waiting")
    CaseFile.objects.filter(pk=lost.pk).update(asked_at=now - timedelta(days=1))
    assert "再试一次" in client.get(page).content.decode()
    assert case_file_ask(claim=claim, key=uuid4(), by=case.seller, at=now) != lost


def test_a_certificate_that_lacked_a_fact_is_issued_once_it_is_there(case, client):
    repairs.repaired(case.vehicle, case.shop, repairs.MARCH, 1_200, hours=30 * 24 + 1, problem_name="变速器顿挫")
    file(case)
    price = Sale.objects.get(vehicle=case.vehicle).price_fen
    Sale.objects.filter(vehicle=case.vehicle).update(price_fen=None)
    claim = taken(case, Kind.VEHICLE_REPLACEMENT)
    row = say(case, claim, exchanged(case))
    assert row.certificate is None
    client.force_login(case.seller)
    page, issue = claim.get_absolute_url(), reverse("cases:certify", args=[row.public_id])
    told = client.get(page).content.decode()
    assert ("使用补偿费还算不出来" in told, issue in told) == (True, False)
    assert client.post(issue).status_code == 302
    assert "使用补偿费还算不出来" in client.get(page).content.decode()

    Sale.objects.filter(vehicle=case.vehicle).update(price_fen=price)
    row.claim.refresh_from_db()
    assert certificate_missing(row, case.seller, DONE_AT).says == ()
    assert issue in client.get(page).content.decode()
    doing = world.doing(case.seller, DONE_AT)
    papers = {certificate_make(fulfilment=row, doing=doing) for _click in range(2)}
    assert papers == set(papers_of(claim).filter(kind=codes.REPLACEMENT))
    row.refresh_from_db()
    assert certificate_missing(row, case.seller, DONE_AT) is None
    client.force_login(case.owner)
    assert client.post(issue).status_code == 404


def test_the_owner_has_the_authorisation_of_whoever_acts_for_him_now(case, client):
    claim = world.submitted(case)
    first, second = cars.consumer("李代", "+8613800008801"), cars.consumer("王代", "+8613800008802")
    claim = representative_put(claim=claim, representative=first, doing=world.doing(case.owner))
    client.force_login(case.owner)
    page = reverse("cases:representative", args=[claim.public_id])
    assert "出具授权委托书" in client.get(page).content.decode()
    for _click in range(2):
        answer = client.post(page, {"paper": "1"})
    paper = papers_of(claim).get(kind=codes.AUTHORISATION)
    assert answer.url == reverse("papers:paper", args=[paper.public_id])
    assert "打印授权委托书" in client.get(page).content.decode()
    claim = representative_put(claim=claim, representative=second, doing=world.doing(case.owner))
    assert authorisation_of(claim) is None
    newer = authorisation_issue(claim=claim, doing=world.doing(case.owner))
    assert (newer.replaces, authorisation_of(claim)) == (paper, newer)
