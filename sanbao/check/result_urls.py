from django.urls import path

from sanbao.check import result_views

urlpatterns = [
    path("what-if/", result_views.what_if, name="check-what-if"),
    path("calendar/", result_views.calendar, name="check-calendar"),
    path("case/", result_views.case, name="check-case"),
    path("readings/", result_views.readings, name="check-readings"),
]
