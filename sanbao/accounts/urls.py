from django.urls import path

from sanbao.accounts.views import accepting, employments, invitations, organisations, people, start

app_name = "accounts"
urlpatterns = [
    path("start/", start.start, name="start"),
    path("me/", people.me, name="me"),
    path("me/employments/add/", employments.add, name="add_employment"),
    path("me/employments/<uuid:public_id>/", employments.correct, name="correct_employment"),
    path("me/employments/<uuid:public_id>/leave/", employments.leave, name="leave_employment"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/<uuid:public_id>/", organisations.organisation, name="organisation"),
    path("organisations/<uuid:public_id>/invite/", invitations.create, name="invite"),
    path("organisations/invitations/<uuid:public_id>/revoke/", invitations.revoke, name="revoke_invitation"),
    path("organisations/invitations/<uuid:public_id>/resend/", invitations.resend, name="resend_invitation"),
    path("organisations/members/<uuid:public_id>/end/", organisations.end, name="end_membership"),
    path("organisations/members/<uuid:public_id>/contact/", people.contact, name="contact"),
    path("organisations/members/<uuid:public_id>/second-factor/", people.second_factor, name="reset_second_factor"),
    path("invitations/unusable/", accepting.unusable, name="invitation_unusable"),
    path("invitations/<str:token>/", accepting.invitation, name="invitation"),
]
