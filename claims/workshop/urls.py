from django.urls import path

from claims.workshop.views import acts, contest, intake, items, later, lists, record, visit, waits

app_name = "workshop"
urlpatterns = [
    path("me/visits/", lists.mine, name="mine"),
    path("workshop/", lists.outlets, name="outlets"),
    path("workshop/<uuid:public_id>/", lists.outlet, name="outlet"),
    path("workshop/<uuid:public_id>/jobs/", lists.jobs, name="jobs"),
    path("workshop/<uuid:public_id>/closed/", lists.closed, name="closed"),
    path("workshop/<uuid:public_id>/unknown-car/", intake.unknown_car, name="unknown_car"),
    path("workshop/<uuid:public_id>/cars/<uuid:car_id>/", intake.intake, name="intake"),
    path("visits/<uuid:public_id>/", visit.visit, name="visit"),
    path("visits/<uuid:public_id>/contest/", contest.contest, name="contest"),
    path("visits/<uuid:public_id>/items/", items.add, name="add_item"),
    path("visits/items/<uuid:public_id>/", items.edit, name="item"),
    path("visits/items/<uuid:public_id>/same/", acts.link, name="link"),
    path("visits/items/<uuid:public_id>/remarks/", later.remark_item, name="remark_item"),
    path("visits/items/<uuid:public_id>/answer/", acts.answer, name="answer"),
    path("visits/<uuid:public_id>/same/", acts.same, name="same"),
    path("visits/<uuid:public_id>/take/", acts.take, name="take"),
    path("visits/<uuid:public_id>/waits/", acts.start_wait, name="start_wait"),
    path("visits/waits/<uuid:public_id>/stop/", acts.stop_wait, name="stop_wait"),
    path("visits/<uuid:public_id>/waits/told/", waits.tell, name="tell_wait"),
    path("visits/waits/<uuid:public_id>/", waits.change, name="wait"),
    path("visits/<uuid:public_id>/finish/", record.finish, name="finish"),
    path("visits/<uuid:public_id>/record/", record.complete, name="record"),
    path("visits/<uuid:public_id>/hand-back/", record.hand_back, name="hand_back"),
    path("visits/<uuid:public_id>/signatures/", acts.ask_signatures, name="ask_signatures"),
    path("visits/<uuid:public_id>/close/", acts.close, name="close"),
    path("visits/<uuid:public_id>/print/", acts.issue, name="print"),
    path("visits/<uuid:public_id>/corrections/", later.correct, name="correct"),
    path("visits/<uuid:public_id>/remarks/", later.remark, name="remark"),
]
