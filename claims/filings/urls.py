from django.urls import path

from claims.filings.views import appointments, drafts, machine, producer, public

app_name = "filings"
urlpatterns = [
    path("filings/", public.index, name="index"),
    path("filings/models.json", machine.lines, name="lines_json"),
    path("filings/models/<uuid:public_id>/", public.line, name="line"),
    path("filings/models/<uuid:public_id>.json", machine.line, name="line_json"),
    path("filings/outlets/", public.outlets, name="outlets"),
    path("filings/outlets.json", machine.outlets, name="outlets_json"),
    path("filings/versions/<uuid:public_id>/", public.version, name="version"),
    path("filings/versions/<uuid:public_id>/changes/", public.changes, name="changes"),
    path("filings/versions/<uuid:public_id>/<str:use>.pdf", public.file, name="file"),
    path("my-filings/", producer.mine, name="mine"),
    path("my-filings/<uuid:public_id>/", producer.producer, name="producer"),
    path("my-filings/<uuid:public_id>/new/", drafts.start, name="start"),
    path("my-filings/<uuid:public_id>/outlets/", appointments.of_producer, name="appointments_of"),
    path("my-filings/<uuid:public_id>/outlets/new/", appointments.make, name="appoint"),
    path("my-filings/models/<uuid:public_id>/change/", drafts.change, name="change"),
    path("my-filings/versions/<uuid:public_id>/withdraw/", producer.withdraw, name="withdraw"),
    path("my-filings/appointments/<uuid:public_id>/end/", appointments.end, name="end_appointment"),
    path("my-filings/drafts/<uuid:public_id>/", drafts.summary, name="draft"),
    path("my-filings/drafts/<uuid:public_id>/discard/", drafts.discard, name="discard"),
    *(
        path(f"my-filings/drafts/<uuid:public_id>/{name}/", page, name=f"step_{name}")
        for name, page in drafts.PAGES.items()
    ),
    path("appointments/", appointments.own, name="appointments"),
]
