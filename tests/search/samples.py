"""Small libraries for the tests of the search."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from genomics.content.library import Library
from genomics.content.model import Body, Collaborator, Gene, Page, Record, Resource, Section, SynonymGroup, Term
from genomics.content.vocabulary import Entry, Vocabularies, Vocabulary
from genomics.search import analysis
from genomics.search.documents import Document
from genomics.search.engine import SearchIndex
from genomics.search.occurrences import Found
from genomics.search.request import SearchRequest
from genomics.search.results import SearchResults
from genomics.search.writer import build_index


def forget_words() -> None:
    """Makes every word be analysed anew, as at the start of a process."""
    analysis._word.cache_clear()


def body(*paragraphs: str, **sections: str) -> Body:
    """A body of plain paragraphs, then a section for each keyword, its name the anchor and the heading."""
    first = (Section("", "", 0, "\n".join(paragraphs)),)
    rest = tuple(Section(name.replace("_", "-"), name.replace("_", " "), 2, text) for name, text in sections.items())
    return Body(sections=first + rest)


def library(*records: Record) -> Library:
    return Library(records={record.key: record for record in sorted(records, key=lambda record: record.key)})


def found_in(document: Document, tokens: Iterable[str]) -> Found:
    """What an index of the document would find of the tokens, from the analysis itself."""
    wanted = set(tokens)
    occurrences = {
        (field, lang): own
        for field, lang, text in document.texts()
        if (own := [one for one in analysis.analyse(text, lang) if one.token in wanted])
    }
    return Found(occurrences, frozenset(token.partition(":")[0] for token in wanted))


def open_index(folder: Path, *records: Record) -> SearchIndex:
    return open_library(folder, library(*records))


def open_library(folder: Path, content: Library) -> SearchIndex:
    build_index(content, folder)
    return SearchIndex.open(folder, "test")


def search(index: SearchIndex, q: str = "", lang: str = "en", **filters: object) -> SearchResults:
    pairs = [("q", q)]
    for name, values in filters.items():
        pairs += [(name, str(value)) for value in (values if isinstance(values, list) else [values])]
    return index.search(SearchRequest.from_args(pairs, lang))


def keys(results: SearchResults) -> list[str]:
    return [hit.key for hit in results.hits]


SAMPLE: tuple[Record, ...] = (
    Term(
        id="sickle-cell-disease",
        title="Sickle-cell disease",
        also=("drepanocytosis", "HbSS"),
        names={
            "fr": "drépanocytose",
            "ar": "داء الكريات المنجلية",
            "zh": "镰状细胞病",
            "ru": "серповидноклеточная анемия",
        },
        topics=("haemoglobinopathies",),
        body=body("An inherited condition in which red blood cells become stiff and sickle-shaped."),
    ),
    Term(
        id="allele",
        title="Allele",
        names={"fr": "allèle", "es": "alelo"},
        topics=("foundations",),
        body=body("One of the forms that a gene can have."),
    ),
    Page(
        id="haemoglobin-disorders",
        title="Haemoglobin disorders",
        summary="Sickle-cell disease and thalassaemia: prevention, screening and care.",
        topics=("haemoglobinopathies", "screening"),
        body=body(
            "Haemoglobin carries oxygen.", newborn_screening="A heel prick in the first days finds babies early."
        ),
    ),
    Page(id="who-and-genomics", title="WHO and genomics", body=body("The World Health Organization (WHO) leads.")),
    Resource(
        id="hbvar",
        title="HbVar",
        kind="database",
        publisher="Penn State",
        year=2001,
        languages=("en",),
        access="open",
        who_region="GLOBAL",
        topics=("haemoglobinopathies",),
        audiences=("researchers",),
        summary="Database of haemoglobin variants and of the thalassaemia mutations.",
        keywords=("variant", "thalassaemia"),
        checked="seen",
        body=body("Kept by specialists. Records of each variant of the globin genes."),
    ),
    Resource(
        id="newborn-course",
        title="Newborn screening course",
        kind="course",
        year=2019,
        country="KE",
        who_region="AFR",
        audiences=("health-professionals",),
        topics=("screening",),
        summary="Online course on newborn screening for nurses.",
        identifiers={"doi": "10.1234/abc.5"},
        body=body("Newborn screening finds conditions before they do harm. Screening of newborn babies, step by step."),
    ),
    Collaborator(
        id="sickle-in-africa",
        title="SickleInAfrica",
        kind="network",
        acronym="SIA",
        country="NG",
        who_region="AFR",
        topics=("haemoglobinopathies",),
        summary="Network that keeps a sickle-cell registry in several African countries.",
        body=body("Newborn babies are enrolled where screening exists."),
    ),
    Collaborator(
        id="qatar-genome",
        title="Qatar Genome Programme",
        kind="national-programme",
        country="QA",
        local_name="برنامج قطر جينوم",
        who_region="EMR",
        topics=("population-genomics",),
        summary="National programme of whole-genome sequencing in Qatar.",
        body=body("It reads the genomes of people in Qatar."),
    ),
)


def vocabulary(*entries: Entry) -> Vocabulary:
    return Vocabulary({entry.id: entry for entry in entries})


GENES = (
    Gene(symbol="HBB", name="hemoglobin subunit beta", also=("CD113t-C",), conditions=("sickle-cell-disease",)),
    Gene(symbol="WAS", name="WASP actin nucleation promoting factor", also=("THC", "HBVA")),
    Gene(symbol="HBVA", name="a gene whose symbol is another's alias", conditions=("allele",)),
    Gene(symbol="ONE1", also=("SHARED",), conditions=("allele",)),
    Gene(symbol="TWO2", also=("SHARED",), conditions=("sickle-cell-disease",)),
)
SYNONYMS = (
    SynonymGroup(terms=("heel prick test", "blood spot test", "newborn screening")),
    SynonymGroup(starts=("globin table",), finds=("haemoglobin variants",)),
)
VOCABULARIES = Vocabularies(
    countries=vocabulary(
        Entry(
            id="NG",
            label={"en": "Nigeria", "fr": "Nigéria", "ar": "نيجيريا", "ru": "Нигерия", "zh": "尼日利亚"},
            adjective={"en": ("Nigerian",), "fr": ("nigérian", "nigériane")},
            region="AFR",
        ),
        Entry(id="QA", label={"en": "Qatar", "ar": "قطر", "ru": "Катар"}, region="EMR"),
        Entry(id="KE", label={"en": "Kenya"}, adjective={"en": ("Kenyan",)}, region="AFR"),
    ),
    regions=vocabulary(
        Entry(id="AFR", label={"en": "Africa", "fr": "Afrique"}, adjective={"en": ("African",)}),
        Entry(id="EMR", label={"en": "Eastern Mediterranean"}),
        Entry(id="AMR", label={"en": "The Americas"}, also={"en": ("DO",)}),
    ),
    resource_kinds=vocabulary(
        Entry(id="database", label={"en": "Database", "es": "Base de datos"}, also={"en": ("databases",)}),
        Entry(id="course", label={"en": "Course", "fr": "Cours"}, also={"en": ("training",)}),
    ),
    audiences=vocabulary(Entry(id="health-professionals", label={"en": "Health workers"}, also={"en": ("midwives",)})),
    topics=vocabulary(
        Entry(id="haemoglobinopathies", label={"en": "Haemoglobin disorders", "fr": "Troubles de l’hémoglobine"}),
        Entry(id="screening", label={"en": "Screening", "fr": "Dépistage"}),
    ),
)
KNOWING = Library(records=library(*SAMPLE).records, genes=GENES, synonyms=SYNONYMS, vocabularies=VOCABULARIES)
"""The sample records with all that a thesaurus is made from."""
