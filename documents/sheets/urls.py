from django.urls import path

from documents.sheets import views

app_name = "sheets"
urlpatterns = [
    path("sheets/", views.sheet, name="sheet"),
    path("check/sheet/", views.issue, name="issue"),
    path("sheets/download/", views.download, name="download"),
]
