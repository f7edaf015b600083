"""What the documents say, held against what they speak of."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path

import click
import pytest

from genomics import create_app
from genomics.config import PREFIX, PROJECT_FOLDER, Settings
from genomics.content.fields import (
    ALL_TABLES,
    COUNTRY_FIELDS,
    DIAGRAM_FIELDS,
    EVENT_FIELDS,
    GENE_FIELDS,
    LINK_FIELDS,
    PIN_FIELDS,
    RECORD_FIELDS,
    REDIRECT_FIELDS,
    SEARCH_FIELDS,
    SITE_FIELDS,
    STEP_FIELDS,
    SYNONYM_FIELDS,
    TRANSLATED_WORDS_FIELDS,
    TRANSLATION_FIELDS,
    VOCABULARY_FIELDS,
    FieldTable,
)
from genomics.content.model import PICTURES, RecordType
from tests.test_imports import LEVELS

README = (PROJECT_FOLDER / "README.md").read_text(encoding="utf-8")
CONTENT_README = (PROJECT_FOLDER / "content" / "README.md").read_text(encoding="utf-8")
GUIDES = {name: (PROJECT_FOLDER / "docs" / name).read_text(encoding="utf-8") for name in ("editing.md", "operating.md")}
MAKEFILE = (PROJECT_FOLDER / "Makefile").read_text(encoding="utf-8")
DOCUMENTS = (
    PROJECT_FOLDER / "README.md",
    PROJECT_FOLDER / "CHANGELOG.md",
    *sorted((PROJECT_FOLDER / "docs").rglob("*.md")),
)

COMMON_SECTION = "Fields of every kind"
RECORD_SECTIONS = {
    RecordType.PAGE: "Pages",
    RecordType.RESOURCE: "Resources",
    RecordType.COLLABORATOR: "Collaborators",
    RecordType.TERM: "Glossary terms",
}
FILES = {
    "timeline.yaml": (EVENT_FIELDS,),
    "synonyms.yaml": (SYNONYM_FIELDS,),
    "translations.yaml": (TRANSLATED_WORDS_FIELDS,),
    "genes.yaml": (GENE_FIELDS,),
    "pinned.yaml": (PIN_FIELDS,),
    "redirects.yaml": (REDIRECT_FIELDS,),
    "links.yaml": (LINK_FIELDS,),
    "site.yaml": (SITE_FIELDS, SEARCH_FIELDS),
}
"""The YAML files with a paragraph of their own, and the fields that it has to name."""


def section(document: str, heading: str) -> str:
    """What stands between a heading and the next one of any level."""
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#+ |\Z)", document, re.MULTILINE | re.DOTALL)
    assert found, f"there is no heading {heading!r}"
    return found[1]


def rows(text: str) -> list[list[str]]:
    """The cells of the rows of the text's only table, without its head."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def code_spans(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


def documented_fields(heading: str) -> list[str]:
    """The fields that a table of content/README.md lists, in its order."""
    return [name for first, *_ in rows(section(CONTENT_README, heading)) for name in code_spans(first)]


def common_fields() -> set[str]:
    return set.intersection(*(set(table.fields) for table in RECORD_FIELDS.values()))


def names_in_code(text: str) -> set[str]:
    """The fields that code in a text names: `symbol`, `terms: […]`, or a line of an indented example."""
    examples = re.findall(r"^ {4}[- ] (\w+):", text, re.MULTILINE)
    return {*examples, *(span.split(":")[0] for span in code_spans(text))}


def paragraph_of(file: str) -> str:
    """What content/README.md says of one YAML file: from its name at the start of a line to the next file's."""
    found = re.search(
        rf"^`{re.escape(file)}`: .*?(?=^`\w+\.yaml`: |\Z)",
        section(CONTENT_README, "The YAML files"),
        re.MULTILINE | re.DOTALL,
    )
    assert found, f"{file} is not described"
    return found[0]


def commands() -> Mapping[str, click.Command]:
    """Every command of the application by what is typed after `flask`."""

    def walk(group: click.Group, before: str) -> Iterator[tuple[str, click.Command]]:
        for name, command in group.commands.items():
            if isinstance(command, click.Group):
                yield from walk(command, f"{before}{name} ")
            else:
                yield before + name, command

    return dict(walk(create_app(Settings()).cli, ""))


def described_commands() -> Mapping[str, str]:
    """The rows of README.md's table of commands, by the command in their first cell."""
    known = commands()
    described = {}
    for first, *rest in rows(section(README, "Edit the content")):
        words = code_spans(first)[0].removeprefix("flask ").split()
        name = next((name for name in (" ".join(words[:2]), words[0]) if name in known), " ".join(words))
        described[name] = " ".join((first, *rest))
    return described


def options_of(command: click.Command) -> set[str]:
    return {name for option in command.params if isinstance(option, click.Option) for name in option.opts}


def stated(default: object) -> str:
    """A default as README.md writes it; folders are those beside README.md."""
    if default == "not set":
        return str(default)
    return f"`{default.relative_to(PROJECT_FOLDER)}/` here" if isinstance(default, Path) else f"`{default}`"


def test_the_readme_lists_every_setting_with_its_default() -> None:
    listed = {code_spans(name)[0]: default for name, default, _ in rows(section(README, "Settings"))}
    default = Settings()
    defaults = {setting.name: getattr(default, setting.name) for setting in fields(Settings)}
    # Empty stands for an address that is worked out, and readers are told which.
    defaults["site_url"] = default.base_url
    defaults |= {"preview": 0, "hook_secret": "not set"}
    assert listed == {PREFIX + name.upper(): stated(value) for name, value in defaults.items()}


def test_the_readme_lists_every_command() -> None:
    assert set(described_commands()) == set(commands())


def test_the_readme_names_the_options_that_commands_have() -> None:
    named = {name: set(re.findall(r"--[a-z-]+", text)) for name, text in described_commands().items()}
    assert named == {name: options_of(command) for name, command in commands().items()}


def test_every_flask_command_that_a_document_names_can_be_typed() -> None:
    text = "\n".join((README, CONTENT_README, *GUIDES.values()))
    named = re.findall(r"(?:^ {4}(?:\w+=\S+ )*|`)flask ([a-z]+(?: [a-z]+)?)", text, re.MULTILINE)
    assert named
    known = commands()
    assert [name for name in named if name not in known and name.split()[0] not in known] == []


@pytest.mark.parametrize("guide", GUIDES)
def test_the_options_in_a_guide_are_those_of_its_commands(guide: str) -> None:
    lines = re.findall(r"(?:^ {4}|`)flask ((?:[a-z]+ ?)+)([^`\n]*)", GUIDES[guide], re.MULTILINE)
    known = commands()
    assert lines
    for words, rest in lines:
        name = next(name for name in (" ".join(words.split()[:2]), words.split()[0]) if name in known)
        assert set(re.findall(r"--[a-z-]+", rest)) <= options_of(known[name]), name


def test_the_steps_of_the_editors_guide_can_be_taken_to_the_letter(tmp_path: Path, shipped: Settings) -> None:
    """All but what runs until Ctrl-C and what asks other hosts, in order, on a copy of the shipped content."""
    content = shutil.copytree(PROJECT_FOLDER / "content", tmp_path / "content")
    (content / "pages/about.fr.md").write_text("---\ntitle: À propos\n---\n\nLe texte.\n", encoding="utf-8")
    app = create_app(Settings(content_dir=content, index_dir=tmp_path / "index"))
    runner = app.test_cli_runner()
    shutil.copytree(shipped.index_dir, tmp_path / "index")
    steps = re.findall(r"^ {4}flask (.+)$", GUIDES["editing.md"], re.MULTILINE)
    assert len(steps) > 8
    for step in steps:
        if step in ("preview", "content links"):
            continue
        words = [word.replace("changes.html", str(tmp_path / "changes.html")) for word in shlex.split(step)]
        result = runner.invoke(args=words)
        assert result.exit_code == 0, (step, result.output)
    assert (content / "pages/how-we-work.md").exists()
    assert (tmp_path / "changes.html").exists()


def test_cleaning_up_leaves_nothing_that_was_built_and_all_that_was_written(tmp_path: Path) -> None:
    named = re.findall(r"`([A-Za-z/]+)`", " ".join(row[0] for row in rows(GUIDES["operating.md"])))
    written = {"Makefile", "index/README.md", "content/site.yaml", "genomics/config.py"}
    built = {*(name + "some/file" if name.endswith("/") else name for name in named), ".CURRENT.new"}
    assert {"CURRENT", "RUNNER", "hooks/some/file"} <= built
    caches = {".venv/bin/flask", "genomics/__pycache__/config.pyc"}
    for name in written | caches | {f"index/{name}" for name in built}:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(MAKEFILE)
    subprocess.run(["make", "-s", "clean"], cwd=tmp_path, check=True)
    left = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")}
    assert left == written | {"index", "content", "genomics"}


def test_every_make_target_that_the_documents_name_is_in_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    text = "\n".join((README, *GUIDES.values()))
    named = set(re.findall(r"(?:^ {4}|`)make ([a-z]+)", text, re.MULTILINE))
    assert {"run", "test"} <= named <= targets


def test_the_fields_of_every_kind_are_documented_together() -> None:
    listed = documented_fields(COMMON_SECTION)
    assert len(listed) == len(set(listed))
    assert set(listed) == common_fields()


@pytest.mark.parametrize("record_type", RecordType)
def test_each_kind_of_record_has_its_own_fields_documented(record_type: RecordType) -> None:
    listed = documented_fields(RECORD_SECTIONS[record_type])
    assert len(listed) == len(set(listed))
    assert set(listed) == set(RECORD_FIELDS[record_type].fields) - common_fields()


def test_the_fields_of_a_translation_are_documented() -> None:
    assert set(TRANSLATION_FIELDS.fields) <= names_in_code(section(CONTENT_README, "Translations"))


def test_the_fields_of_vocabularies_are_documented() -> None:
    before_other_files = section(CONTENT_README, "The YAML files").split("The other files")[0]
    assert {*VOCABULARY_FIELDS.fields, *COUNTRY_FIELDS.fields} <= names_in_code(before_other_files)


def test_the_fields_and_pictures_of_diagrams_are_documented() -> None:
    described = section(CONTENT_README, "Diagrams")
    assert {*DIAGRAM_FIELDS.fields, *STEP_FIELDS.fields} <= names_in_code(described) | set(
        re.findall(r"^ {4}[- ]*(\w+):", described, re.MULTILINE)
    )
    assert set(code_spans(described.split("The pictures are:")[1])) == set(PICTURES)


@pytest.mark.parametrize("file", FILES)
def test_the_fields_of_each_yaml_file_are_documented(file: str) -> None:
    named = names_in_code(paragraph_of(file))
    assert {name for table in FILES[file] for name in table.fields} <= named


def test_no_table_of_fields_is_left_without_a_place_in_the_documents() -> None:
    placed: set[FieldTable] = {*RECORD_FIELDS.values(), TRANSLATION_FIELDS, VOCABULARY_FIELDS, COUNTRY_FIELDS}
    placed |= {DIAGRAM_FIELDS, STEP_FIELDS}
    assert placed.union(*FILES.values()) == set(ALL_TABLES)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(PROJECT_FOLDER)))
def test_every_file_that_a_document_links_to_is_there(document: Path) -> None:
    targets = re.findall(r"\]\(([^)\s#]+)", document.read_text(encoding="utf-8"))
    local = [target for target in targets if not re.match(r"[a-z]+:", target)]
    assert [target for target in local if not (document.parent / target).exists()] == []


def test_the_chain_of_imports_names_every_part_where_it_stands() -> None:
    chain = re.search(r"^`(\w[\w, >]* > config)`", README, re.MULTILINE)
    assert chain
    levels: dict[int, set[str]] = {}
    for part, level in LEVELS.items():
        levels.setdefault(level, set()).add(part)
    assert [set(parts.split(", ")) for parts in chain[1].split(" > ")] == [
        levels[level] for level in sorted(levels, reverse=True) if levels[level] != {""}
    ]


def test_decisions_are_headed_by_the_number_by_which_their_files_are_named() -> None:
    for path in (PROJECT_FOLDER / "docs/decisions").glob("*.md"):
        assert path.read_text(encoding="utf-8").startswith(f"# {int(path.name.partition('-')[0])}. "), path.name
