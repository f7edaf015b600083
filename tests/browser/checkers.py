"""What others say of a page: axe, IBM's Accessibility Checker and the Nu validator."""

from __future__ import annotations

import json
import subprocess
from functools import cache
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from genomics.config import PROJECT_FOLDER

PACKAGES = PROJECT_FOLDER / ".venv" / "checkers" / "node_modules"
AXE_OPTIONS = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
"""All rules of axe that are on by themselves, and the one on targets of at least 24 pixels; what holds is not told."""
IBM_POLICY = "WCAG_2_2"
_ASK_IBM = """async policy => {
    const report = await new ace.Checker().check(document, [policy]);
    const broken = report.results.filter(found => found.value[0] === "VIOLATION" && found.value[1] === "FAIL");
    return broken.map(found => `${found.ruleId}: ${found.message} ${found.path.dom}`);
}"""


def axe_findings(page: Page) -> list[str]:
    """What axe objects to on the page that is open; the page's own policy does not hold its script up."""
    found = Axe().run(page, options=AXE_OPTIONS)
    return [
        f"{violation['id']}: {violation['help']} {node['target']}"
        for violation in found.response["violations"]
        for node in violation["nodes"]
    ]


def ibm_findings(page: Page) -> list[str]:
    """What IBM's checker calls a failure on the page that is open; what it only wants looked at is left out."""
    page.evaluate(_ibm_script())
    findings: list[str] = page.evaluate(_ASK_IBM, IBM_POLICY)
    return findings


def nu_findings(folder: Path) -> list[str]:
    """Every error and warning of the Nu validator on the HTML files of a folder, a line each."""
    validator = PACKAGES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = ["java", "-jar", str(validator), "--format", "json", "--stdout", "--exit-zero-always", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    return [
        f"{Path(message['url']).name}: {message['message']} {message.get('extract', '')}"
        for message in json.loads(done.stdout)["messages"]
    ]


@cache
def _ibm_script() -> str:
    script = PACKAGES / "accessibility-checker-engine" / "ace.js"
    return script.read_text(encoding="utf-8") + "\n;0"
