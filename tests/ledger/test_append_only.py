"""Neither code nor plain SQL changes what was added."""

import pytest
from django.db import DatabaseError, connection, transaction

from sanbao.ledger.append_only import REFUSAL
from sanbao.ledger.models import AppendOnlyError, Chain, Event

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]

ATTACKS = [
    "UPDATE ledger_event SET body = '{}'",
    "UPDATE ledger_event SET hash = 'x' WHERE sequence = 1",
    "DELETE FROM ledger_event",
    "DELETE FROM ledger_chain",
    "UPDATE ledger_chain SET length = length - 1",
    "UPDATE ledger_chain SET head = 'x'",
    "UPDATE ledger_chain SET subject = 'case/9'",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_database_refuses_to_change_or_remove(attack: str, add_many):
    add_many(4)
    before = rows()
    with pytest.raises(DatabaseError, match=REFUSAL), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)
    assert rows() == before


@pytest.mark.postgres_only
@pytest.mark.parametrize("table", ["ledger_event", "ledger_chain"])
def test_a_filled_table_is_not_truncated(table: str, add_many):
    add_many(2)
    with pytest.raises(DatabaseError, match=REFUSAL), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table} CASCADE")
    assert len(rows()) == 4


def test_code_refuses_to_change_or_remove(add):
    event = add()
    for change in (
        event.save,
        event.delete,
        Event.objects.all().delete,
        lambda: Event.objects.update(body="{}"),
        lambda: Event.objects.filter(pk=event.pk).update(hash="x"),
        lambda: Event.objects.bulk_update([event], ["body"]),
    ):
        with pytest.raises(AppendOnlyError):
            change()
    assert Event.objects.get().hash == event.hash


def rows() -> list[tuple]:
    return [*Event.objects.order_by("pk").values_list(), *Chain.objects.order_by("pk").values_list()]
