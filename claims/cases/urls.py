from django.urls import path

from claims.cases.views import claim, fulfilling, messages, recourse

app_name = "cases"
urlpatterns = [
    path("claims/<uuid:public_id>/", claim.claim, name="claim"),
    path("claims/<uuid:public_id>/step/<slug:name>/", claim.step, name="step"),
    path("claims/<uuid:public_id>/fulfil/", fulfilling.fulfil, name="fulfil"),
    path("claims/<uuid:public_id>/confirm/", fulfilling.confirm, name="confirm"),
    path("claims/<uuid:public_id>/turn-into-return/", fulfilling.turn, name="turn"),
    path("claims/<uuid:public_id>/recourse/", recourse.ask, name="recourse"),
    path("claims/recourses/", recourse.listed, name="recourses"),
    path("claims/recourses/<uuid:public_id>/", recourse.request_page, name="recourse_request"),
    path("claims/messages/", messages.listed, name="messages"),
    path("claims/messages/read/", messages.read_all, name="read_messages"),
    path("claims/messages/<uuid:public_id>/", messages.opened, name="open_message"),
]
