"""How long `import sanbao.law` takes in a fresh interpreter, and that no Django comes with it."""

import subprocess
import sys
from statistics import median

from benchmarks.measuring import machine, measure

TARGET_MS = 150
BARE = "pass"
IMPORT = "import sanbao.law"
LOADED_DJANGO = "import sanbao.law, sys; print(sorted(name for name in sys.modules if name.split('.')[0] == 'django'))"


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout.strip()


if __name__ == "__main__":
    print(machine())
    seconds = measure({BARE: lambda: run(BARE), IMPORT: lambda: run(IMPORT)}, rounds=25)
    bare, imported = (median(seconds[name]) * 1e3 for name in (BARE, IMPORT))
    print(f"bare interpreter {bare:.1f} ms, with sanbao.law {imported:.1f} ms, ratio {imported / bare:.1f}")
    print(f"import of sanbao.law {imported - bare:.1f} ms, target {TARGET_MS} ms")
    print(f"Django modules loaded: {run(LOADED_DJANGO)}")
