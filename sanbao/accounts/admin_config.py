from django.contrib.admin import apps


class AdminConfig(apps.AdminConfig):
    """The admin with our own door and our own rule of what may be registered."""

    default_site = "sanbao.accounts.admin_site.Site"
