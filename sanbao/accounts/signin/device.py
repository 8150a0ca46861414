"""A browser's own description in words its owner recognises; rough is enough, for it only has to tell two apart."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("OpenHarmony", "HarmonyOS"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)
# The order matters: most browsers also call themselves Chrome and Safari.
BROWSERS = (
    ("MicroMessenger", gettext_lazy("微信")),
    ("HuaweiBrowser", "Huawei Browser"),
    ("MiuiBrowser", "MIUI Browser"),
    ("QQBrowser", "QQ Browser"),
    ("UCBrowser", "UC Browser"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("OPR", "Opera"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)


def device_name(user_agent: str) -> str:
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    browser = next((str(name) for mark, name in BROWSERS if mark in user_agent), "")
    return " · ".join(part for part in (system, browser) if part) or _("没有说明的设备")
