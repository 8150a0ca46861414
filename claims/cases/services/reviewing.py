"""All open claims assessed in one run: a batch is held at a time, and how far the run has come is kept with what it found."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Max, Prefetch, QuerySet

from claims.cases.codes import OPEN_STATES
from claims.cases.facts import facts_of_claim
from claims.cases.models import ChangedAnswer, Claim, DemandItem, Review
from claims.record.facts import Network, UnknownSaleError
from claims.record.models import Reliance
from claims.repairs.selectors import visits_by_car
from claims.repairs.told import ToldVisit
from claims.vehicles.frozen_terms import TermsError
from sanbao.law import CaseFacts, assess
from sanbao.law.assessment import Assessment
from sanbao.law.errors import FactsError
from sanbao.law.sources import law_data_version
from sanbao.law.versions import law_code_version

BATCH = 200
NO_SALE, NO_RULE, UNREADABLE = "sale_unknown", "no_rule", "unreadable"
SUBMITTED = "claim.submit"


def review_begin(at: datetime, *, anew: bool = False) -> Review:
    """The run that broke off, if it was under the law of today; else a new one."""
    version = f"{law_data_version()}/{law_code_version()}"
    last = Review.objects.filter(finished_at=None, law_version=version).order_by("-pk").first()
    if last is not None and not anew:
        return last
    found = _open_claims().aggregate(total=Count("pk"), highest=Max("pk"))
    return Review.objects.create(
        as_of=at, law_version=version, total=found["total"], highest_claim_id=found["highest"] or 0
    )


def review_go_on(review: Review, at: datetime) -> Iterator[Review]:
    """Yields after each batch, which is kept by then."""
    networks: dict[int, Network] = {}
    while batch := list(_batch(review)):
        _take(review, batch, networks)
        yield review
    review.end(at)


def _open_claims() -> QuerySet[Claim]:
    claims: QuerySet[Claim] = Claim.objects.filter(state__in=OPEN_STATES)
    return claims


def _batch(review: Review) -> QuerySet[Claim]:
    claims = _open_claims().filter(pk__gt=review.last_claim_id, pk__lte=review.highest_claim_id).order_by("pk")
    items = Prefetch("demand__items", DemandItem.objects.select_related("problem"))
    return claims.select_related("demand", "vehicle__model_line", "vehicle__sale").prefetch_related("grounds", items)[
        :BATCH
    ]


@transaction.atomic
def _take(review: Review, batch: Sequence[Claim], networks: dict[int, Network]) -> None:
    visits, before = visits_by_car({claim.vehicle_id for claim in batch}), _answers_before(batch)
    counts, changes = Counter(review.counts), []
    for claim in batch:
        network = _network(claim, networks)
        answer = _answer(claim, review.as_of, visits.get(claim.vehicle_id, []), network)
        counts[answer] += 1
        was = before.get(claim.pk)
        if was is not None and was != answer:
            changes.append(ChangedAnswer(review=review, claim=claim, before=was, now=answer))
    ChangedAnswer.objects.bulk_create(changes)
    review.counts, review.last_claim_id = dict(counts), batch[-1].pk
    review.changed += len(changes)
    review.save(update_fields=["counts", "last_claim_id", "changed"])


def _answer(claim: Claim, as_of: datetime, visits: Sequence[ToldVisit], network: Network) -> str:
    """`granted`, `not_met`, … of the remedy that is asked for; or why there is none."""
    try:
        facts: CaseFacts = facts_of_claim(claim, as_of, visits=visits, network=network)
        found: Assessment = assess(facts, texts=False)
    except UnknownSaleError:
        return NO_SALE
    except (FactsError, TermsError):
        return UNREADABLE
    name = remedy_asked(claim)
    return getattr(found.remedies, name).outcome if name else NO_RULE


def remedy_asked(claim: Claim) -> str:
    """As the law's answer names it. Money back for a repair is a question of the free repair; of a voucher it has no remedy."""
    about = claim.about
    return str(about.remedy) if about.remedy in REMEDIES else about.wants


REMEDIES = ("repair", "assembly_replacement", "vehicle_replacement", "vehicle_return", "loaner_or_transport")


def _network(claim: Claim, networks: dict[int, Network]) -> Network:
    """One a producer, read once a run."""
    line = claim.vehicle.model_line
    producer = line.producer_id if line else 0
    if producer not in networks:
        networks[producer] = Network.of(claim.vehicle)
    return networks[producer]


def _answers_before(batch: Sequence[Claim]) -> Mapping[int, str]:
    """What the law gave when the claim was submitted, where that is kept already."""
    by_subject = {claim.ledger_subject: claim for claim in batch}
    kept = Reliance.objects.filter(act=SUBMITTED, subject__in=by_subject)
    found = {}
    for subject, answer in kept.values_list("subject", "assessment__answer"):
        claim = by_subject[subject]
        if name := remedy_asked(claim):
            found[claim.pk] = json.loads(answer)["remedies"][name]["outcome"]
    return found
