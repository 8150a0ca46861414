from django.urls import path

from claims.imports.views import lists, runs, upload

app_name = "imports"
urlpatterns = [
    path("", lists.index, name="index"),
    path("samples/<str:kind>.csv", lists.sample, name="sample"),
    path("runs/<uuid:public_id>/", runs.run, name="run"),
    path("runs/<uuid:public_id>/columns/", runs.columns, name="columns"),
    path("runs/<uuid:public_id>/write/", runs.write, name="write"),
    path("runs/<uuid:public_id>/drop/", runs.drop, name="drop"),
    path("runs/<uuid:public_id>/report.csv", runs.report, name="report"),
    path("<uuid:public_id>/<str:kind>/", upload.upload, name="upload"),
]
