from django.urls import path

from sanbao.check.results import views

urlpatterns = [
    path("what-if/", views.what_if, name="check-what-if"),
    path("calendar/", views.calendar, name="check-calendar"),
    path("case/", views.case, name="check-case"),
    path("how/", views.how, name="check-how"),
    path("counted/", views.counted, name="check-counted"),
    path("onward/", views.onward, name="check-onward"),
    path("questions/", views.questions, name="check-questions"),
]
