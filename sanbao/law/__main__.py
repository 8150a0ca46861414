"""`python -m sanbao.law`: see `sanbao.law.command`."""

from __future__ import annotations

import sys

from sanbao.law.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
