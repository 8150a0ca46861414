"""The admin: accounts and configuration, for the registrar alone, who has passed the second factor."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from allauth.account.views import logout as sign_out
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from sanbao.accounts.access import refuse
from sanbao.accounts.models import User
from sanbao.accounts.permissions import is_registrar
from sanbao.accounts.second_factor import has_second_factor

if TYPE_CHECKING:
    Base = ModelAdmin[Any]
else:
    Base = ModelAdmin  # which takes no parameters when it runs


class ServiceAdmin(Base):
    """Whoever is registered here saves through a service, which permits, locks and records. Nothing is deleted."""

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        raise NotImplementedError

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What a service refuses although the form had seen nothing wrong (somebody was faster) is said, not thrown."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), "ERROR")
            return HttpResponseRedirect(request.get_full_path())

    def one_by_one(self, request: HttpRequest, chosen: QuerySet[Any], act: Callable[[Any], object]) -> None:
        """An action over chosen rows is the service called for each; what it refuses is said, the others are done."""
        for row in chosen:
            try:
                act(row)
            except PermissionDenied:
                self.message_user(request, _("%(row)s：不允许这样做。") % {"row": row}, "ERROR")
            except ValidationError as error:
                self.message_user(request, f"{row}：{' '.join(error.messages)}", "ERROR")


class Site(AdminSite):
    site_header = _("家用汽车三包 · 账号与单位登记")
    site_title = _("账号与单位登记")
    index_title = _("登记")

    def register(self, model_or_iterable: Any, admin_class: type[Base] | None = None, **options: Any) -> None:
        """Other packages register their tables on their own when they are imported: those stay outside."""
        if admin_class is not None and issubclass(admin_class, ServiceAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def unregister(self, model_or_iterable: Any) -> None:
        models: Iterable[type[Model]] = (
            model_or_iterable if isinstance(model_or_iterable, Iterable) else [model_or_iterable]
        )
        super().unregister([model for model in models if self.is_registered(model)])

    def has_permission(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and is_registrar(request.user) and has_second_factor(request)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one door to the site, with one lockout. Who has passed it already and may not in here finds nothing."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            refuse(request, exists=True)
        return redirect_to_login(request.GET.get("next", "/admin/"))

    def logout(  # type: ignore[override]  # a redirect instead of a page
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        left: HttpResponse = sign_out(request)
        return left

    def password_change(  # type: ignore[override]  # the same
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("account_change_password")
