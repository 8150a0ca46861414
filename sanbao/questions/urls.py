from django.urls import path

from sanbao.questions import views

app_name = "questions"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:slug>/", views.question, name="question"),
]
