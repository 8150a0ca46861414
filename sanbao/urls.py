from django.contrib import admin
from django.urls import include, path

from sanbao.web import views

urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("", include("django.conf.urls.i18n")),
    path("", include("sanbao.accounts.urls")),
    path("admin/", admin.site.urls),
    path("", include("sanbao.accounts.signin.urls")),
]
