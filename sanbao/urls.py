from django.urls import include, path

from sanbao.web import views

urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("check/", include("sanbao.check.result_urls")),
    path("questions/", include("sanbao.questions.urls")),
    path("", include("django.conf.urls.i18n")),
]
