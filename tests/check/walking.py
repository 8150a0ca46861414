"""A whole check without a browser: the flow is asked, the teller answers, until the result is there."""

from datetime import date

from django.http import QueryDict

from sanbao.check import flow
from sanbao.check.case import case_of
from sanbao.check.state import sealed
from sanbao.check.steps import step_of

TODAY = date(2026, 11, 27)
MOST_TURNS = 400


class Walk:
    """`asked`: the ids of the steps put, in order; `sections`: the part of the tale each stood in."""

    def __init__(self, teller, today=TODAY):
        self.teller = teller
        self.today = today
        self.asked = []
        self.sections = []
        self.answers = self._walk()

    @property
    def ended_at_once(self):
        """No order covers the car, so that no summary was needed."""
        return "now" not in self.asked

    @property
    def facts(self):
        return case_of(self.answers, self.today)

    def _walk(self):
        shown = flow.turn(post({"go": "start"}), self.today)
        for _ in range(MOST_TURNS):
            if shown.template == flow.RESULT:
                return shown.answers
            shown = self._turn(shown)
        raise AssertionError(f"no end: {self.asked[-5:]}")

    def _turn(self, shown):
        state = {"state": sealed(shown.answers)}
        if shown.template == flow.SUMMARY:
            wanted = self.teller.case["as_of"][:10]
            if shown.answers.case.get("as_of", self.today.isoformat()) == wanted:
                return flow.turn(post({**state, "go": "result"}), self.today)
            step = step_of("as_of", shown.answers, self.today)
        else:
            step = shown.context["step"]
            self.asked.append(step.id)
            self.sections.append(step.section)
        data = {**state, "go": "next", "step": step.id, **self.teller.answer_to(step)}
        following = flow.turn(post(data), self.today)
        assert not (following.context.get("form") and following.context["form"].errors), (
            step.id,
            data,
            following.context["form"].errors,
        )
        return following


def post(data):
    sent = QueryDict(mutable=True)
    for key, value in data.items():
        sent.setlist(key, value if isinstance(value, list) else [value])
    return sent
