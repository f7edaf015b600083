"""A small site of every kind of record, published once for all tests of the pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from genomics import create_app
from genomics.config import Settings
from genomics.content.model import PICTURES
from genomics.publishing.build import rebuild

SITE_URL = "https://genomics.example.org"
HOSTILE = "<script>alert(\"1\")</script> & 'quoted'"

DIAGRAM = """
title: {en: How it goes, fr: Comment cela se passe, ar: كيف يجري الأمر}
description: {en: In words., fr: En mots.}
steps:
  - - picture: result-clear
      label: {en: One way, fr: Une voie}
    - picture: care
      label: {en: Other way, fr: Autre voie}
""" + "".join(f"  - picture: {name}\n    label: {{en: Step}}\n    text: {{en: What happens.}}\n" for name in PICTURES)
"""A diagram of every picture that there is."""

FILES = {
    "site.yaml": """
name: {en: Genomics Test Site, fr: Site d’essai}
tagline: {en: For tests}
heading: {en: Genomics for tests, fr: La génomique pour les essais, ar: الجينوم للاختبار}
lead: {en: A small site., fr: Un petit site.}
owner: {en: An initiative for tests., fr: Une initiative pour les essais.}
navigation: [/about, /explained, /topics, /resources, /collaborators, /glossary, /timeline]
footer: [/about, /how-to-search]
searches:
  - {q: sickle cell, lang: en}
  - {q: الأمراض النادرة, lang: ar}
contact: editors@example.org
""",
    "vocabularies/topics.yaml": """
- id: screening
  label: {en: Screening, fr: Dépistage, ar: التحري}
  summary: {en: Finding disorders early., fr: Trouver tôt.}
  introduction: Screening finds [alleles](/glossary/allele) early.
- id: rare-diseases
  label: {en: Rare diseases, fr: Maladies rares}
""",
    "vocabularies/audiences.yaml": """
- id: health-professionals
  label: {en: Health professionals, fr: Professionnels de la santé}
- id: public
  label: {en: The public, fr: Le public}
""",
    "vocabularies/resource-kinds.yaml": """
- id: database
  label: {en: Database, fr: Base de données}
- id: publication
  label: {en: Publication, fr: Publication}
""",
    "vocabularies/collaborator-kinds.yaml": """
- id: network
  label: {en: Network, fr: Réseau}
  plural: {en: Networks, fr: Réseaux}
- id: ngo
  label: {en: Nongovernmental organization, fr: Organisation non gouvernementale}
""",
    "vocabularies/access.yaml": """
- id: open
  label: {en: Open, fr: Libre}
""",
    "vocabularies/regions.yaml": """
- id: AFR
  label: {en: Africa, fr: Afrique}
  introduction: Most countries south of the Sahara.
- id: EMR
  label: {en: Eastern Mediterranean, fr: Méditerranée orientale}
- id: GLOBAL
  label: {en: The whole world, fr: Le monde entier}
""",
    "vocabularies/countries.yaml": """
- id: AE
  label: {en: United Arab Emirates, fr: Émirats arabes unis}
  region: EMR
- id: NG
  label: {en: Nigeria, fr: Nigéria}
  region: AFR
- id: CH
  label: {en: Switzerland, fr: Suisse}
""",
    "vocabularies/languages.yaml": """
- id: en
  label: {en: English, fr: anglais}
- id: fr
  label: {en: French, fr: français}
""",
    "timeline.yaml": """
- year: 1953
  title: The structure of DNA is described
  text: Watson and Crick describe the [double helix](/glossary/allele).
  source: https://example.org/helix
  checked: seen
  read: 2026-11-20
- year: 1957
  title: Another step
  topics: [screening]
  text: It follows four years later.
- year: 2004
  title: A resolution on genomics
  topics: [screening, rare-diseases]
  text: The World Health Assembly adopts it.
""",
    "pinned.yaml": "- query: where to begin\n  records: [page/about]\n",
    "redirects.yaml": """
- from: /resources/old-archive
  to: /resources/clinvar
- from: /older-archive
  to: /resources/old-archive
- from: /mandate
  to: /about#the-mandate
- from: /welcome
  to: /
- from: /subjects
  to: /topics
""",
    "pages/home.md": "---\ntitle: Home\n---\n\nWelcome to [the initiative](/about).\n",
    "pages/about.md": """---
title: About the initiative
summary: What the initiative is.
part: initiative
order: 1
diagrams: {steps: the-mandate}
reviewed: 2026-11-22
topics: [screening]
audiences: [public]
source: https://www.who.int/genomics/
checked: seen
read: 2026-11-22
---

The initiative gives information on every [allele](/glossary/allele).

## The mandate

Four texts are its basis, see [ClinVar](/resources/clinvar).

### Resolutions

- The first
- The second

## Where it sits

| Year | Place |
| --- | --- |
| 2010 | Geneva |
""",
    "diagrams/steps.yaml": DIAGRAM,
    "pages/about.fr.md": """---
title: À propos de l’initiative
summary: Ce qu’est l’initiative.
translates: 2026-11-22
---

Voir les [ressources](/resources/clinvar) et [le mandat](/about#le-mandat).

## Le mandat

Quatre textes.

## Sa place

Genève.
""",
    "pages/about.ru.md": "---\ntitle: Об инициативе\n---\n\nЧто это за инициатива.\n",
    "pages/genes-in-families.md": """---
title: Genes in families
summary: How traits are passed on.
part: explained
---

Children have genes of both parents.
""",
    "pages/genes-in-families.fr.md": "---\ntitle: Les gènes dans les familles\n---\n\nPère et mère.\n",
    "pages/how-to-search.md": "---\ntitle: How to search\npart: help\n---\n\nType words.\n",
    "resources/clinvar.md": """---
title: ClinVar
kind: database
summary: Free archive of variants and sickle cell findings.
also: [Clinical Variants, the archive]
topics: [rare-diseases, screening]
audiences: [health-professionals]
keywords: [variant, sickle cell]
publisher: National Center & Co. 100%
url: https://www.example.org/clinvar/
year: 2013
languages: [en, fr]
access: open
country: NG
who_region: AFR
identifiers: {doi: 10.1000/182, isbn: 978-92-4-156508-0, document: WHA57.13}
provided_by: [sickle-network]
related: [resource/bare]
source:
  - title: A history
    url: https://example.org/history?a=1&b=2
    note: a copy
checked: seen
read: 2026-11-22
source_note: read in a copy
---

An archive of every [allele](/glossary/allele).
""",
    "resources/bare.md": "---\ntitle: Bare\nkind: publication\nchecked: known\n---\n",
    "resources/hostile.md": f"""---
title: |-
  {HOSTILE}
kind: database
summary: |-
  {HOSTILE}
also:
  - |-
    {HOSTILE}
publisher: |-
  {HOSTILE}
keywords: [hostile]
---

Text with `{HOSTILE}` in it.
""",
    "collaborators/sickle-network.md": f"""---
title: Sickle Network
kind: network
acronym: SN
local_name: شبكة الخلايا المنجلية
summary: A network for sickle cell disease.
who_status: |-
  Listed as a partner in 2010. {HOSTILE}
country: AE
city: Dubai
latitude: 25.2
longitude: 55.3
who_region: EMR
url: https://network.example.org/
founded: 2003
topics: [screening]
source: https://network.example.org/about
checked: seen
read: 2026-11-22
---

It brings people together.
""",
    "collaborators/small-ngo.md": "---\ntitle: Small NGO\nkind: ngo\n---\n",
    "glossary/allele.md": """---
title: Allele
also: [allelomorph]
topics: [screening]
translations: {ar: أليل, zh: 等位基因, fr: allèle, ru: аллель, es: alelo}
see_also: [gene]
identifiers: {omim: 123456, icd10: D57.1}
source: https://example.org/allele
checked: seen
read: 2026-11-22
---

One of the forms of a gene. It is seen in sickle cell disease.
""",
    "glossary/gene.md": "---\ntitle: Gene\n---\n\nA stretch of DNA.\n",
}


def write_content(folder: Path, files: dict[str, str]) -> None:
    """Writes content files into a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip("\n"), encoding="utf-8")


def publish(folder: Path, files: dict[str, str], site_url: str = SITE_URL) -> Settings:
    """Publishes content files and gives the settings that serve them."""
    settings = Settings(content_dir=folder / "content", index_dir=folder / "index", site_url=site_url)
    write_content(settings.content_dir, files)
    rebuild(settings)
    return settings


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return publish(tmp_path_factory.mktemp("site"), FILES)


@pytest.fixture(scope="session")
def app(settings: Settings) -> Flask:
    return create_app(settings)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def bare_client(tmp_path: Path) -> FlaskClient:
    """A site that holds nothing but one page with a title."""
    return create_app(publish(tmp_path, {"pages/first.md": "---\ntitle: First page\n---\n"})).test_client()


@pytest.fixture
def empty_client(tmp_path: Path) -> FlaskClient:
    """A site for which nothing has been published yet."""
    settings = Settings(content_dir=tmp_path / "content", index_dir=tmp_path / "index", site_url=SITE_URL)
    return create_app(settings).test_client()
