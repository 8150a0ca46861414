from django.urls import path

from claims.cases.views import claim, routes, screening, versions

app_name = "cases"
urlpatterns = [
    path("claims/<uuid:public_id>/", claim.claim, name="claim"),
    path("claims/<uuid:public_id>/step/<slug:name>/", claim.step, name="step"),
    path("claims/<uuid:public_id>/versions/", versions.versions, name="versions"),
    path("claims/<uuid:public_id>/versions/state/", versions.state, name="state"),
    path("claims/<uuid:public_id>/versions/agree/", versions.agree, name="agree"),
    path("claims/disputes/", screening.disputes, name="disputes"),
    path("claims/<uuid:public_id>/screen/", screening.screen, name="screen"),
    path("claims/<uuid:public_id>/routes/", routes.routes, name="routes"),
    path("claims/<uuid:public_id>/routes/new/", routes.begin, name="route_begin"),
    path("claims/routes/<uuid:public_id>/", routes.follow, name="route"),
]
