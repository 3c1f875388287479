"""From nothing to the first answer: builds the wheel, installs it in an empty environment, reads a sentence.

    python benchmarks/install.py

Prints the size of the wheel, of the installed environment, and the seconds that installing and the first answer take (the
package index's speed included; a second run finds its downloads cached).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FIRST = "import dragoman; print([e.type for e in dragoman.read('France recalled its ambassador from Turkey on Sunday.').events])"


def run(*call: str) -> float:
    began = time.perf_counter()
    subprocess.run(call, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(sys.executable, "-m", "build", "--wheel", "--outdir", name, str(ROOT))
        wheel = next(folder.glob("*.whl"))
        venv.create(folder / "env", with_pip=True)
        python = str(folder / "env" / "bin" / "python")
        installed, answered = run(python, "-m", "pip", "install", "-q", str(wheel)), run(python, "-c", FIRST)
        size = sum(f.stat().st_size for f in (folder / "env").rglob("*") if f.is_file())
        print(f"wheel {wheel.stat().st_size / 1e6:.1f} MB, environment {size / 1e6:.0f} MB")
        print(f"install {installed:.1f} s, first answer {answered:.1f} s, together {installed + answered:.1f} s")


if __name__ == "__main__":
    main()
