"""One file of `diagrams/` -> its diagram, with everything that is wrong in the file."""

from __future__ import annotations

from typing import Any

from genomics.content.fields import DIAGRAM_FIELDS, STEP_FIELDS
from genomics.content.model import Diagram, DiagramStep
from genomics.content.notes import Notes
from genomics.content.yaml_source import ListNode, MappingNode, Node, read_yaml

MOST_SIDE_BY_SIDE = 4
"""Steps that a phone can still show in one row."""


def read_diagram(diagram_id: str, content: str, notes: Notes) -> Diagram:
    """The diagram of that file, made as far as it goes."""
    node, problems = read_yaml(content)
    notes.problems += problems
    values: dict[str, Any] = {}
    if isinstance(node, MappingNode):
        values = DIAGRAM_FIELDS.read(node, notes)
    elif not problems:
        line = node.line if node else 1
        notes.fault(line, "The file is not made of fields.", "Begin with title: and go on as in content/README.md.")
    steps = values.pop("steps", None)
    return Diagram(
        id=diagram_id,
        title=values.get("title", {}),
        description=values.get("description", {}),
        rows=_rows(steps, notes) if steps is not None else (),
    )


def _rows(node: Node, notes: Notes) -> tuple[tuple[DiagramStep, ...], ...]:
    if not isinstance(node, ListNode) or not node.items:
        notes.fault(node.line, 'The field "steps" is not a list of steps.', 'Begin every step with "- picture: …".')
        return ()
    rows = (_row(item, notes) for item in node.items)
    return tuple(row for row in rows if row)


def _row(node: Node, notes: Notes) -> tuple[DiagramStep, ...]:
    """One step, or the steps that stand side by side."""
    if not isinstance(node, ListNode):
        return _step(node, notes)
    if not 2 <= len(node.items) <= MOST_SIDE_BY_SIDE:
        what = f"Of {len(node.items)} steps side by side no phone can show a row."
        notes.fault(node.line, what, f"Put two to {MOST_SIDE_BY_SIDE} steps side by side.")
    return tuple(step for item in node.items for step in _step(item, notes))


def _step(node: Node, notes: Notes) -> tuple[DiagramStep, ...]:
    if not isinstance(node, MappingNode):
        notes.fault(node.line, "A step has no fields.", 'Write "picture: …" and "label: {en: …}".')
        return ()
    values = STEP_FIELDS.read(node, notes)
    if not {"picture", "label"} <= values.keys():
        return ()
    return (DiagramStep(**values),)
