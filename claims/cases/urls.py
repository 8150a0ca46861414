from django.urls import path

from claims.cases.views import asking, claim, entering, mine, outside, representing

app_name = "cases"
urlpatterns = [
    path("claims/<uuid:public_id>/", claim.claim, name="claim"),
    path("claims/<uuid:public_id>/step/<slug:name>/", claim.step, name="step"),
    path("cars/<uuid:public_id>/ask/", asking.ask, name="ask"),
    path("claims/<uuid:public_id>/ask/drop/<int:number>/", asking.drop, name="drop"),
    path("claims/<uuid:public_id>/ask/<slug:name>/<int:number>/", asking.asking, name="asking"),
    path("claims/<uuid:public_id>/ask/add/", asking.add, name="add"),
    path("claims/<uuid:public_id>/sent/", asking.sent, name="sent"),
    path("claims/", mine.mine, name="mine"),
    path("claims/start/", mine.from_check, name="from_check"),
    path("claims/start/choose/", mine.choose, name="choose"),
    path("claims/enter/", entering.enter, name="enter"),
    path("claims/represent/", representing.offer, name="offer_to_represent"),
    path("claims/represent/<uuid:public_id>/", representing.answer, name="answer_offer"),
    path("claims/<uuid:public_id>/representative/", representing.representative, name="representative"),
    path("claims/<uuid:public_id>/receipt/", outside.receipt, name="receipt"),
    path("claims/<uuid:public_id>/answered/", outside.answered, name="answered"),
]
