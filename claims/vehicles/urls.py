from django.urls import path

from claims.vehicles.steps import STEPS
from claims.vehicles.views import cars, corrections, drafts, sales

app_name = "vehicles"
urlpatterns = [
    path("sales/", sales.sales, name="sales"),
    path("sales/new/<uuid:public_id>/", drafts.start, name="start"),
    path("sales/drafts/<uuid:public_id>/", drafts.draft, name="draft"),
    *(
        path(f"sales/drafts/<uuid:public_id>/{step.name}/", drafts.step(step.name), name=f"draft_{step.name}")
        for step in STEPS
    ),
    path("sales/requests/<uuid:public_id>/", sales.decide, name="decide"),
    path("sales/<uuid:public_id>/", sales.sale, name="sale"),
    path("sales/<uuid:public_id>/correct/", sales.correct, name="correct"),
    path("sales/<uuid:public_id>/put-right/", corrections.put_right, name="put_right"),
    path("sales/<uuid:public_id>/replacement/", corrections.replacement, name="replacement"),
    path("sales/<uuid:public_id>/handover/", sales.handover, name="handover"),
    path("sales/<uuid:public_id>/sign/", sales.sign, name="sign"),
    path("sales/<uuid:public_id>/complete/", sales.complete, name="complete"),
    path("sales/<uuid:public_id>/voucher/", sales.voucher, name="voucher"),
    path("sales/<uuid:public_id>/reissue/", sales.reissue, name="reissue"),
    path("sales/<uuid:public_id>/code/", sales.code, name="code"),
    path("sales/<uuid:public_id>/bring-back/", sales.bring_back, name="bring_back"),
    path("cars/", cars.cars, name="cars"),
    path("cars/bind/", cars.bind, name="bind"),
    path("cars/ask/", cars.ask, name="ask"),
    path("cars/<uuid:public_id>/transfer/", cars.transfer, name="transfer"),
    path("cars/<uuid:public_id>/transfer/withdraw/", cars.withdraw_transfer, name="withdraw_transfer"),
    path("cars/<uuid:public_id>/reading/", cars.reading, name="reading"),
    path("cars/<uuid:public_id>/lost-voucher/", cars.lost_voucher, name="lost_voucher"),
    path("cars/<uuid:public_id>/owner/", cars.owner, name="owner"),
    path("cars/<uuid:public_id>/resell/", cars.resell, name="resell"),
]
