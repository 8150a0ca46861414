from django.urls import path

from claims.cases.views import claim, work

app_name = "cases"
urlpatterns = [
    path("claims/<uuid:public_id>/", claim.claim, name="claim"),
    path("claims/<uuid:public_id>/step/<slug:name>/", claim.step, name="step"),
    path("claims/work/", work.work, name="work"),
    path("claims/work/<uuid:process_id>/<slug:node>/<uuid:task_id>/take/", work.take, name="take_task"),
    path("claims/work/<uuid:process_id>/<slug:node>/<uuid:task_id>/give-back/", work.give_back, name="give_back_task"),
]
