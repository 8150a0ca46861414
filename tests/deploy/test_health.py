"""What a load balancer and a watchman are told."""

import shutil
import uuid
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import OperationalError
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from sanbao.web import health
from sanbao.work.models import Job, Worker
from sanbao.work.status import LATE

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


@pytest.fixture
def worker():
    now = timezone.now()
    return Worker.objects.create(name=uuid.uuid4(), started_at=now, seen_at=now)


def ask(client):
    response = client.get("/readyz")
    return response.status_code, response.json()


def test_with_everything_there_the_site_is_ready(client, worker):
    checks = dict.fromkeys(("database", "migrations", "disk", "worker", "ledger"), "ok")
    assert ask(client) == (200, {"status": "ready", "checks": checks})
    assert "no-cache" in client.get("/readyz").headers["Cache-Control"]


def test_a_missing_worker_is_told_but_pages_go_on(client):
    code, told = ask(client)
    assert (code, told["status"], told["checks"]["worker"]) == (200, "degraded", "silent")


@pytest.mark.parametrize(("state", "told"), [("waiting", "late"), ("parked", "parked"), ("done", "ok")])
def test_messages_that_lie_too_long_or_are_parked_are_told(client, worker, state, told):
    at = timezone.now() - LATE - timedelta(seconds=1)
    Job.objects.create(key="k", topic="note", state=state, enqueued_at=at, available_at=at)
    assert ask(client)[1]["checks"]["worker"] == told


def test_without_its_database_a_site_is_not_ready_and_says_no_more_than_that(client, worker, monkeypatch):
    def gone(self):
        raise OperationalError("password=hunter2 host=db.internal")

    monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper.cursor", gone)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["checks"]["database"]) == (503, "unavailable")
    assert response.json()["checks"]["worker"] == "unavailable"
    assert "hunter2" not in response.content.decode()
    assert client.get("/healthz").status_code == 200


def test_a_schema_that_is_behind_is_not_ready_until_it_was_brought_up(monkeypatch):
    check = health.Migrations()
    with monkeypatch.context() as behind:
        behind.setattr(MigrationExecutor, "migration_plan", lambda self, targets: [("work.0002", False)])
        assert check(timezone.now()) == "missing"
    assert check(timezone.now()) == "ok"


def test_a_full_disk_is_told(client, worker, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=health.FREE_BYTES - 1))
    code, told = ask(client)
    assert (code, told["status"], told["checks"]["disk"]) == (200, "degraded", "low")


def test_liveness_asks_no_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"ok"
