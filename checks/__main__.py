"""Check every file of the project; the exit status is 1 if a rule is broken."""

import sys
from pathlib import Path

from checks import faults
from checks.files import Files

found = faults(Files.under(Path(__file__).parent.parent))
for fault in found:
    print(fault)
sys.exit(bool(found))
