"""measure.py FILE COMMAND...: runs the command, writes its peak memory in KiB to FILE, exits as it did."""

import pathlib
import resource
import subprocess
import sys

code = subprocess.run(sys.argv[2:], check=False).returncode
peak_kib = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
pathlib.Path(sys.argv[1]).write_text(f"{peak_kib}\n", encoding="ascii")
sys.exit(code if code >= 0 else 128 - code)
