from django.urls import path

from claims.cases.views import claim

app_name = "cases"
urlpatterns = [
    path("claims/<uuid:public_id>/", claim.claim, name="claim"),
    path("claims/<uuid:public_id>/step/<slug:name>/", claim.step, name="step"),
]
