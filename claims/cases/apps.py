from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# Each feature adds to the pages, flows, papers and messages what is its own.
FEATURES = (
    "pages.parts",
    "pages.law",
    "pages.steps",
    "pages.story",
    "pages.owner",
    "pages.answering",
    "pages.negotiation",
    "pages.meanwhile",
    "pages.done",
    "pages.recourse",
    "pages.dispute",
    "pages.told",
    "messages.telling",
    "messages.delivering",
    "messages.entries",
    "entries",
    "evidence",
    "signing",
    "listening",
    "flows.following",
    "flows.unmounted",
    "papers.kinds",
    "papers.steps",
    "papers.part",
)


class CasesConfig(AppConfig):
    name = "claims.cases"
    label = "cases"
    verbose_name = _("三包请求")

    def ready(self) -> None:
        for feature in FEATURES:
            import_module(f"claims.cases.{feature}").add()
