"""Pre-flight in a process of its own: `python -m bvdocs.templating FOLDER FORMAT…` prints its findings as JSON."""

import json
import sys
from pathlib import Path

from bvdocs.templating import check_templates

if __name__ == "__main__":
    findings = check_templates(Path(sys.argv[1]), sys.argv[2:])
    found = [(each.code, each.severity, *each.where, each.message, each.hint) for each in findings]
    sys.stdout.write(json.dumps(found))
