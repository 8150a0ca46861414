from django.urls import path

from sanbao.web.showcase import views

urlpatterns = [path("", views.components, name="components")]
