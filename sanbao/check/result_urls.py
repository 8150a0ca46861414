from django.urls import path

from sanbao.check import result_views
from sanbao.web.private import private

urlpatterns = [
    path("what-if/", private(result_views.what_if), name="check-what-if"),
    path("calendar/", private(result_views.calendar), name="check-calendar"),
    path("case/", private(result_views.case), name="check-case"),
]
