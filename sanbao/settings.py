"""Django settings. What an operator may set comes from `sanbao.environment`; the README has the table."""

import os
from pathlib import Path

import dj_database_url

from sanbao import environment

BASE_DIR = Path(__file__).resolve().parent.parent
ENVIRONMENT = environment.read(os.environ, BASE_DIR)

DEBUG = ENVIRONMENT.debug
SECRET_KEY = ENVIRONMENT.secret_key
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "sanbao.web",
    "sanbao.ledger",
    "sanbao.work",
    "sanbao.sms",
    "sanbao.accounts",
    "sanbao.check",
    "sanbao.questions",
    "documents",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sanbao.web.middleware.content_security_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "sanbao.web.middleware.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "sanbao.urls"
WSGI_APPLICATION = "sanbao.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
FORM_RENDERER = "sanbao.web.forms.Renderer"

AUTH_USER_MODEL = "accounts.User"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

ENVIRONMENT.state.mkdir(parents=True, exist_ok=True)
SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": ENVIRONMENT.state / "sanbao.sqlite3",
    "OPTIONS": {
        # A deferred transaction fails at once with "database is locked" when it turns into a writer.
        "transaction_mode": "IMMEDIATE",
        # FULL: a committed step survives a power cut, which WAL with NORMAL does not promise.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        "timeout": 20,
    },
}
DATABASES = {"default": dj_database_url.parse(ENVIRONMENT.database_url) if ENVIRONMENT.database_url else SQLITE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "static/"
STATIC_ROOT = ENVIRONMENT.state / "static"

FONT_FOLDER = ENVIRONMENT.state / "fonts"  # filled by manage.py make_fonts

CSRF_COOKIE_SECURE = ENVIRONMENT.https
SECURE_SSL_REDIRECT = ENVIRONMENT.https
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # a load balancer asks over plain HTTP
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if ENVIRONMENT.https else 0
# Believed only on request: without a proxy that sets it, a client could write this header itself.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.behind_proxy else None
# W005 and W021 ask to bind every subdomain and the browsers' preload list: the domain is the operator's, not ours.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
