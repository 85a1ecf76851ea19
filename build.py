#!/usr/bin/env python3
"""The door: `python build.py …` sets up what is missing, then does what the command `banben` does."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

if __name__ == "__main__":
    from banben.bootstrap import ensure

    ensure(HERE)
    from banben.cli import main

    sys.exit(main())
