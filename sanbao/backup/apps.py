from django.apps import AppConfig
from django.conf import settings

from sanbao.backup.folders import Folder, add_folder


class BackupConfig(AppConfig):
    name = "sanbao.backup"

    def ready(self) -> None:
        # A head in the file speaks of events in the database: copied first, it never speaks of events that came later.
        add_folder(Folder("ledger-heads", lambda: settings.LEDGER_HEADS, before_database=True))
