from django.urls import path

from sanbao.check import views

urlpatterns = [path("", views.check, name="check")]
