from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from sanbao.check.home import home
from sanbao.web import errors, views

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("check/", include("sanbao.check.urls")),
    path("questions/", include("sanbao.questions.urls")),
    path("", include("sanbao.accounts.urls")),
    path("evidence/", include("documents.evidence.urls")),
    path("signatures/", include("documents.signatures.urls")),
    path("", include("claims.filings.urls")),
    path("", include("claims.workshop.urls")),
    path("imports/", include("claims.imports.urls")),
    path("admin/", admin.site.urls),
    path("", include("sanbao.accounts.signin.urls")),
    path("", include("documents.issuing.urls")),
    path("", include("documents.verifying.urls")),
    path("", include("documents.sheets.urls")),
    path("", include("claims.vehicles.urls")),
    path("", include("claims.garage.urls")),
    path("", include("claims.cases.urls")),
    path("choices/", views.choices, name="choices"),
    path("offline/", views.offline, name="offline"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("sw.js", views.service_worker, name="service_worker"),
]
if settings.COMPONENT_PAGE:
    urlpatterns += [path("components/", include("sanbao.web.showcase.urls"))]
