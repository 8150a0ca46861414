"""Django settings. What an operator may set comes from `sanbao.environment`; the README has the table."""

import os
from pathlib import Path

import dj_database_url

from sanbao import environment
from sanbao.accounts.signin import limits

BASE_DIR = Path(__file__).resolve().parent.parent
ENVIRONMENT = environment.read(os.environ, BASE_DIR)

DEBUG = ENVIRONMENT.debug
SECRET_KEY = ENVIRONMENT.secret_key
SECRET_KEY_FALLBACKS = list(ENVIRONMENT.old_secret_keys)
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "viewflow.workflow",  # not "viewflow", which would add middleware of its own
    "sanbao.web",
    "django.forms",  # after our own templates for its widgets
    "sanbao.ledger",
    "sanbao.work",
    "sanbao.sms",
    "sanbao.accounts",
    "sanbao.accounts.admin_config.AdminConfig",  # after our own templates for it
    "sanbao.check",
    "sanbao.questions",
    "sanbao.backup",
    "documents",
    "documents.evidence",
    "documents.signatures",
    "documents.issuing",
    "documents.verifying",
    "documents.sheets",
    "claims.filings",
    "claims.vehicles",
    "claims.repairs",
    "claims.record",
    "claims.workshop",
    "claims.garage",
    "claims.imports",
    "claims.cases",
]
MIDDLEWARE = [
    "sanbao.web.request_log.numbered_and_logged",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sanbao.web.middleware.content_security_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "sanbao.web.middleware.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "sanbao.web.private.NullOrigin",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "sanbao.accounts.signin.middleware.session_lifetime",
    "sanbao.accounts.signin.middleware.second_factor_first",
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
CSRF_FAILURE_VIEW = "sanbao.web.errors.csrf_failure"
COMPONENT_PAGE = DEBUG  # a name of its own: the test runner switches DEBUG off
FORM_RENDERER = "sanbao.web.forms.Renderer"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["sanbao.accounts.signin.backends.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "sanbao.accounts.signin.passwords.NotLikeTheAccount"},
    {"NAME": "sanbao.accounts.signin.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "sanbao.accounts.signin.passwords.NotCommon"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:start"

# Staff and experts sign in with allauth: name or mail address, password, second factor. Consumers have no password;
# their phone code is ours (`sanbao.accounts.signin.phone_code`). Accounts of staff come by invitation only.
ACCOUNT_ADAPTER = "sanbao.accounts.signin.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]  # asked for by a check; there is no sign-up page
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = limits.RATES
ACCOUNT_FORMS = {
    "login": "sanbao.accounts.signin.forms.PasswordForm",
    "reauthenticate": "sanbao.accounts.signin.forms.ConfirmPasswordForm",
    "reset_password": "sanbao.accounts.signin.forms.ForgottenPasswordForm",
    "reset_password_from_key": "sanbao.accounts.signin.forms.NewPasswordForm",
    "change_password": "sanbao.accounts.signin.forms.ChangePasswordForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(ENVIRONMENT.behind_proxy)  # whose address the limits count
MFA_ADAPTER = "sanbao.accounts.signin.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_DIGITS, MFA_RECOVERY_CODE_DIGITS = limits.CODE_DIGITS, limits.RECOVERY_CODE_DIGITS
MFA_TOTP_TOLERANCE = 1  # clocks of phones differ by half a minute
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses come with the invitation, not from the person
MFA_FORMS = {
    "authenticate": "sanbao.accounts.signin.forms.SecondFactorForm",
    "reauthenticate": "sanbao.accounts.signin.forms.ConfirmSecondFactorForm",
    "activate_totp": "sanbao.accounts.signin.forms.SetUpForm",
}
USERSESSIONS_ADAPTER = "sanbao.accounts.signin.adapters.SessionsAdapter"
SESSION_LONGEST_SECONDS = ENVIRONMENT.session_hours * 3600
SESSION_COOKIE_AGE = SESSION_LONGEST_SECONDS + 24 * 3600  # a day more: who comes back is told that the session is over
SESSION_IDLE_SECONDS = ENVIRONMENT.session_idle_minutes * 60

CACHES = {
    "default": {
        # In the database, because limits on tries must count over all processes and outlive a restart.
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # The default of 300 entries would throw counters away while they still bind.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
SANBAO_SMS_GATEWAY = ENVIRONMENT.sms_gateway

DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.mail_from
EMAIL_TIMEOUT = 30  # a worker must not hang on a silent server
if ENVIRONMENT.mail_server:
    EMAIL_HOST, EMAIL_PORT = ENVIRONMENT.mail_server.host, ENVIRONMENT.mail_server.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = ENVIRONMENT.mail_server.user, ENVIRONMENT.mail_server.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = ENVIRONMENT.mail_server.starttls, ENVIRONMENT.mail_server.tls
elif DEBUG:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

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
    "CONN_MAX_AGE": None,
}
# A process serves one request at a time, so it keeps one connection and needs no pool; the check notices a server that
# was restarted, the age hands connections on to a server behind the same name.
DATABASES = {
    "default": dj_database_url.parse(ENVIRONMENT.database_url, conn_max_age=600, conn_health_checks=True)
    if ENVIRONMENT.database_url
    else SQLITE
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATE = ENVIRONMENT.state
STATIC_URL = "static/"
STATIC_ROOT = STATE / "static"
EVIDENCE_KEY = ENVIRONMENT.evidence_key
DEBUG_KEYS = DEBUG  # keys that are missing are made; a name of its own: the test runner switches DEBUG off
EVIDENCE_LIMITS = {**ENVIRONMENT.evidence_bytes, "pixels": ENVIRONMENT.evidence_pixels, "pages": 500}
EVIDENCE_NEARNESS = ENVIRONMENT.evidence_nearness
EVIDENCE_FOLDER = None if ENVIRONMENT.evidence_storage else STATE / "evidence"
FILINGS_FOLDER = STATE / "filings"
IMPORTS_FOLDER = STATE / "imports"  # while they are under way; not in the backup
CASE_FILES_FOLDER = STATE / "case-files"  # made again when asked for; not in the backup
IMPORT_BYTES = ENVIRONMENT.import_bytes
OUTLET_HOURS = ENVIRONMENT.outlet_hours
CLAIM_DAYS = ENVIRONMENT.claim_days
CLAIM_REMINDER_DAYS = ENVIRONMENT.claim_reminder_days
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "evidence": {"BACKEND": ENVIRONMENT.evidence_storage}
    if ENVIRONMENT.evidence_storage
    else {
        "BACKEND": "documents.evidence.folder.DurableFolder",
        "OPTIONS": {"location": EVIDENCE_FOLDER, "file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "filings": {"BACKEND": "documents.evidence.folder.DurableFolder", "OPTIONS": {"location": FILINGS_FOLDER}},
    "case_files": {
        "BACKEND": "documents.evidence.folder.DurableFolder",
        "OPTIONS": {
            "location": CASE_FILES_FOLDER,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
}
if not DEBUG:
    STORAGES |= {
        # Names carry a hash of the content, so that a browser keeps a file for good and never shows an old one.
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    LOGGING = {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "sanbao.web.logs.JsonLines"}},
        "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["lines"], "level": "INFO"},
        "loggers": {
            "django": {"handlers": [], "level": "INFO"},  # no mail with the content of a request
            "django.request": {"level": "ERROR"},  # an unknown address has its line in the request log
        },
    }

# Made at set-up like the environment, not kept like state: manage.py make_fonts fills it.
FONT_FOLDER = BASE_DIR / ".state/fonts"

# Host-only names: a browser takes them over HTTPS alone, for this very host, so no subdomain can plant one.
COOKIE_PREFIX = "__Host-" if ENVIRONMENT.https else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sanbao_session"
SESSION_COOKIE_SECURE = ENVIRONMENT.https
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}sanbao_csrf"
CSRF_COOKIE_SECURE = ENVIRONMENT.https
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}sanbao_language"
LANGUAGE_COOKIE_SECURE = ENVIRONMENT.https
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600

SECURE_SSL_REDIRECT = ENVIRONMENT.https
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]  # a load balancer asks over plain HTTP
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if ENVIRONMENT.https else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
BEHIND_PROXY = ENVIRONMENT.behind_proxy
# Believed only on request: without a proxy that sets it, a client could write this header itself.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# W005 and W021 ask to bind every subdomain and the browsers' preload list: the domain is the operator's, not ours.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

LEDGER_KEY = ENVIRONMENT.ledger_key
LEDGER_PUBLIC_KEYS = ENVIRONMENT.ledger_public_keys
LEDGER_HEADS = ENVIRONMENT.ledger_heads
LEDGER_MAIL = ENVIRONMENT.ledger_mail
IDEMPOTENCY_HOURS = ENVIRONMENT.idempotency_hours

PAPER_KEY = ENVIRONMENT.paper_key
PAPER_PUBLIC_KEYS = ENVIRONMENT.paper_public_keys
PAPER_CERTIFICATES = ENVIRONMENT.paper_certificates
SHEET_DAYS = ENVIRONMENT.sheet_days
OUTLET_HOURS = ENVIRONMENT.outlet_hours
SITE = ENVIRONMENT.site
