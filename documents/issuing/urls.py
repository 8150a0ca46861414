from django.urls import path

from documents.issuing import views

app_name = "papers"
urlpatterns = [
    path("papers/", views.papers, name="papers"),
    path("papers/<uuid:public_id>/", views.paper, name="paper"),
    path("papers/<uuid:public_id>/download/", views.download, name="download"),
    path("papers/<uuid:public_id>/withdraw/", views.withdraw, name="withdraw"),
    path("papers/issue/<uuid:public_id>/", views.issue, name="issue"),
]
