from django.urls import include, path

from sanbao.check import views

urlpatterns = [path("", views.check, name="check"), path("", include("sanbao.check.results.urls"))]
