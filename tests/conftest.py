from django.conf import settings as django_settings
from hypothesis import settings

# A deadline per example measures how busy the machine is, not whether the rule holds.
settings.register_profile("sanbao", deadline=None)
settings.load_profile("sanbao")


def pytest_configure():
    # The real one is slow on purpose; no test is about how hard a stolen hash is to guess.
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
