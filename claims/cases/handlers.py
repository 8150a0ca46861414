"""What workers do for claims."""

from claims.cases.keeping import KEEP, keep
from sanbao.work import handler

handler(KEEP)(keep)
