from django.urls import path

from sanbao.check.results import views

urlpatterns = [
    path("what-if/", views.what_if, name="check-what-if"),
    path("calendar/", views.calendar, name="check-calendar"),
    path("case/", views.case, name="check-case"),
    path("readings/", views.readings, name="check-readings"),
]
