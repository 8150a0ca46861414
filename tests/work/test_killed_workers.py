"""Workers are processes of their own here, killed where it hurts. Nothing may be lost, nothing done twice."""

import random
import signal
import subprocess
import sys
import time

import pytest

from tests import installation
from tests.test_project import ROOT

MESSAGES = 250
KILLS = 6
PATIENCE_S = 300  # of a busy machine


class Site:
    """An installation with workers on it."""

    def __init__(self, installation):
        self.variables = installation.variables
        self.query, self.number = installation.query, installation.number
        self.workers = []

    def command(self, *words):
        return [sys.executable, "-m", "tests.work.carrier", *words]

    def prepare(self, messages, pause_s):
        words = self.command("prepare", str(messages), str(pause_s))
        subprocess.run(words, cwd=ROOT, env=self.variables, check=True)

    def start(self):
        self.workers.append(subprocess.Popen(self.command("work"), cwd=ROOT, env=self.variables))
        return self.workers[-1]

    def stop(self):
        for worker in self.workers:
            worker.send_signal(signal.SIGTERM)
        codes = [worker.wait(PATIENCE_S) for worker in self.workers]
        self.workers = []
        return codes

    def started(self):
        return self.number("SELECT count(*) FROM started")

    def waiting(self):
        return self.number("SELECT count(*) FROM work_job WHERE topic = 'count' AND state = 'waiting'")

    def wait_until(self, condition):
        end = time.monotonic() + PATIENCE_S
        while not condition():
            assert time.monotonic() < end, "the workers came to nothing"
            time.sleep(0.01)


@pytest.fixture
def on_sqlite(tmp_path):
    with installation.on_sqlite(tmp_path) as made:
        site = Site(made)
        yield site
        end(site)


@pytest.fixture
def on_postgres(tmp_path):
    with installation.on_postgres(tmp_path) as made:
        site = Site(made)
        yield site
        end(site)


def end(site):
    for worker in site.workers:
        worker.kill()
        worker.wait()


def kill_at_random(site, workers, seed):
    chance = random.Random(seed)
    for _ in range(workers):
        site.start()
    for _ in range(KILLS):
        seen = site.started()
        site.wait_until(lambda seen=seen: site.started() >= seen + 2)
        time.sleep(chance.uniform(0, 0.03))
        victim = site.workers.pop(chance.randrange(workers))
        victim.kill()
        victim.wait()
        site.start()
    assert site.waiting() > 0  # all kills fell while there was work
    site.wait_until(lambda: site.waiting() == 0)


def assert_each_was_done_once(site):
    assert site.number("SELECT steps FROM tally") == MESSAGES
    assert site.number("SELECT count(*) FROM receipt") == MESSAGES
    rows = site.query("SELECT DISTINCT state, payload IS NULL FROM work_job WHERE topic = 'count'")
    assert rows == [("done", True)]


def test_one_worker_on_sqlite_killed_again_and_again_loses_and_doubles_nothing(on_sqlite):
    on_sqlite.prepare(MESSAGES, pause_s=0.003)
    kill_at_random(on_sqlite, workers=1, seed=11)
    assert_each_was_done_once(on_sqlite)
    assert on_sqlite.stop() == [0]


@pytest.mark.postgres_only
def test_four_workers_on_postgres_killed_again_and_again_lose_and_double_nothing(on_postgres):
    on_postgres.prepare(MESSAGES, pause_s=0.02)
    kill_at_random(on_postgres, workers=4, seed=12)
    assert_each_was_done_once(on_postgres)
    assert on_postgres.stop() == [0, 0, 0, 0]


@pytest.mark.postgres_only
def test_workers_that_nobody_kills_never_take_the_same_message(on_postgres):
    on_postgres.prepare(MESSAGES, pause_s=0.005)
    for _ in range(4):
        on_postgres.start()
    on_postgres.wait_until(lambda: on_postgres.waiting() == 0)
    assert on_postgres.started() == MESSAGES
    assert_each_was_done_once(on_postgres)
    assert on_postgres.stop() == [0, 0, 0, 0]


def test_asked_to_end_a_worker_finishes_the_message_in_hand_and_takes_no_other(on_sqlite):
    on_sqlite.prepare(2, pause_s=0.5)
    on_sqlite.start()
    on_sqlite.wait_until(lambda: on_sqlite.started() == 1)
    assert on_sqlite.stop() == [0]
    states = on_sqlite.query("SELECT key, state, lease IS NULL FROM work_job WHERE topic = 'count' ORDER BY key")
    assert states == [("count/0", "done", 1), ("count/1", "waiting", 1)]
    assert on_sqlite.started() == 1
    assert on_sqlite.number("SELECT count(*) FROM work_worker") == 0
