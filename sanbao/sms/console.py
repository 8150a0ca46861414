"""For development: the message is written to the console, so that a tester can read the code."""

import sys

from sanbao.sms.gateways import Receipt


class ConsoleGateway:
    def send(self, phone: str, text: str, key: str) -> Receipt:
        sys.stdout.write(f"[SMS {phone}] {text}\n")
        sys.stdout.flush()
        return Receipt(key)
