"""Pre-flight in a process of its own: `python -m bvdocs.preflight FOLDER` prints its findings as JSON."""

import json
import sys
from pathlib import Path

from bvdocs.preflight import check_templates

if __name__ == "__main__":
    found = [
        (each.code, each.severity, *each.where, each.message, each.hint) for each in check_templates(Path(sys.argv[1]))
    ]
    sys.stdout.write(json.dumps(found))
