from django.urls import path

from documents.signatures import views

app_name = "signatures"
urlpatterns = [
    path("<uuid:public_id>/", views.sign, name="sign"),
    path("<uuid:public_id>/withdraw/", views.withdraw, name="withdraw"),
    path("link/<str:token>/", views.by_link, name="link"),
    path("<str:kind>/<uuid:signable_id>/", views.ask, name="request"),
]
