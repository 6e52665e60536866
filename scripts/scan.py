"""Runs a scanner that others wrote against a server started for it; ends with 1 where it finds something."""

import subprocess
import sys
import tempfile
from pathlib import Path

from scripts.siege import serving

FUZZING = ("--phases", "fuzzing", "--exclude-checks", "positive_data_acceptance")
"""That a page size below 0 and a text that is no cursor are refused, though they are an Int and a String, is no fault:
a schema can't say which it takes."""


def fuzzed(scanners: Path, address: str, examples: int) -> bool:
    """Whether schemathesis finds nothing."""
    command = [scanners / "bin/schemathesis", "run", f"{address}graphql", *FUZZING, "--max-examples", str(examples)]
    with tempfile.TemporaryDirectory() as folder:
        return subprocess.run(command, cwd=folder, check=False).returncode == 0  # noqa: S603


def main() -> None:
    """Runs them: scan.py SCANNERS [EXAMPLES]."""
    scanners, examples = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 500
    with serving(200) as server:
        clean = fuzzed(scanners, server.address, examples)
    sys.exit(not clean)


if __name__ == "__main__":
    main()
