from django.urls import path

from claims.cases.views import answering, claim, fulfilling, limits, meanwhile, messages, offering, recourse, work

app_name = "cases"
urlpatterns = [
    path("claims/<uuid:public_id>/", claim.claim, name="claim"),
    path("claims/<uuid:public_id>/step/<slug:name>/", claim.step, name="step"),
    path("claims/<uuid:public_id>/answer/", answering.answer, name="answer"),
    path("claims/<uuid:public_id>/limits/", limits.limits, name="limits"),
    path("claims/<uuid:public_id>/limits/<slug:duty>.ics", limits.calendar, name="calendar"),
    path("claims/<uuid:public_id>/question/", meanwhile.ask, name="ask_information"),
    path("claims/question/<uuid:public_id>/", meanwhile.tell, name="give_information"),
    path("claims/<uuid:public_id>/delay/", meanwhile.delay, name="delay"),
    path("claims/delay/<uuid:public_id>/contest/", meanwhile.contest, name="contest_delay"),
    path("claims/delay/<uuid:public_id>/concede/", meanwhile.concede, name="concede_delay"),
    path("claims/<uuid:public_id>/offer/", offering.offer, name="offer"),
    path("claims/offer/<uuid:public_id>/counter/", offering.counter, name="counter_offer"),
    path("claims/offer/<uuid:public_id>/accept/", offering.accept, name="accept_offer"),
    path("claims/offer/<uuid:public_id>/decline/", offering.decline, name="decline_offer"),
    path("claims/offer/<uuid:public_id>/withdraw/", offering.take_back, name="withdraw_offer"),
    path("claims/<uuid:public_id>/sign/", offering.sign, name="sign_settlement"),
    path("claims/work/", work.work, name="work"),
    path("claims/work/<uuid:process_id>/<slug:node>/<uuid:task_id>/take/", work.take, name="take_task"),
    path("claims/work/<uuid:process_id>/<slug:node>/<uuid:task_id>/give-back/", work.give_back, name="give_back_task"),
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
