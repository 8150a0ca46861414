from django.urls import path

from claims.garage import views

app_name = "garage"
urlpatterns = [path("cars/<uuid:public_id>/", views.car, name="car")]
