from django.urls import path

from claims.garage import views
from claims.garage.stating import cars, visits

app_name = "garage"
urlpatterns = [
    path("cars/<uuid:public_id>/", views.car, name="car"),
    path("cars/stated/new/", cars.begin, name="state_car"),
    path("cars/stated/<uuid:public_id>/", cars.statement, name="car_statement"),
    path("cars/stated/<uuid:public_id>/<slug:name>/", cars.page, name="car_statement_page"),
    path("cars/<uuid:public_id>/stated/", cars.stated_car, name="stated_car"),
    path("cars/<uuid:public_id>/stated/correct/", cars.correct, name="correct_car"),
    path("cars/<uuid:public_id>/stated/withdraw/", cars.withdraw, name="withdraw_car"),
    path("cars/<uuid:public_id>/visits/new/", visits.begin, name="state_visit"),
    path("visits/statements/<uuid:public_id>/", visits.statement, name="visit_statement"),
    path("visits/statements/<uuid:public_id>/<slug:name>/", visits.page, name="visit_statement_page"),
    path("visits/stated/<uuid:public_id>/", visits.stated_visit, name="stated_visit"),
    path("visits/stated/<uuid:public_id>/correct/", visits.correct, name="correct_visit"),
    path("visits/stated/<uuid:public_id>/withdraw/", visits.withdraw, name="withdraw_visit"),
    path("visits/stated/<uuid:public_id>/same/", visits.answer, name="answer_same"),
]
