from django.urls import path

from documents.evidence import views

app_name = "evidence"
urlpatterns = [
    path("items/<uuid:public_id>/", views.item, name="item"),
    path("items/<uuid:public_id>/copy/", views.copy, name="copy"),
    path("items/<uuid:public_id>/copy/retry/", views.retry, name="retry"),
    path("items/<uuid:public_id>/thumbnail/", views.thumbnail, name="thumbnail"),
    path("items/<uuid:public_id>/original/", views.original, name="original"),
    path("<str:kind>/<uuid:subject_id>/", views.listed, name="list"),
    path("<str:kind>/<uuid:subject_id>/add/", views.add, name="add"),
]
