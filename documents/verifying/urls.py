from django.urls import path

from documents.verifying import views

app_name = "verifying"
urlpatterns = [
    path("verify/", views.verify, name="verify"),
    path("verify/code/", views.code, name="code"),
    path("verify/seal/", views.seal, name="seal"),
    path("verify/file/", views.file, name="file"),
    path("verify/proof/", views.proof, name="proof"),
    path("verify/keys.json", views.keys, name="keys"),
]
