"""Fields for what people write on Chinese papers, drawn by Django's renderer with our templates.

Everything is accepted as it is written there (full-width digits, 2024年3月1日, 1.2万公里, ¥186,800.00); what is refused is
refused with a sentence that says what to write instead.
"""

from sanbao.web.forms.amounts import KilometresField, YuanField
from sanbao.web.forms.choices import Hinted
from sanbao.web.forms.dates import ChineseDateField, ChineseDateInput
from sanbao.web.forms.files import PhotoInput
from sanbao.web.forms.moments import ChineseDateTimeField, ChineseDateTimeInput, DayOrMomentField
from sanbao.web.forms.renderer import Renderer

__all__ = [
    "ChineseDateField",
    "ChineseDateInput",
    "ChineseDateTimeField",
    "ChineseDateTimeInput",
    "DayOrMomentField",
    "Hinted",
    "KilometresField",
    "PhotoInput",
    "Renderer",
    "YuanField",
]
