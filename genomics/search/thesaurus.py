"""What names mean: other names, translations, genes, places and kinds, each with the weight and the origin of the link.

Made at publishing from the glossary, the synonyms, the genes, the vocabularies and the records' own names; read by
`query` when it decides what a part of a query was taken for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

import msgspec
from rapidfuzz.distance import Prefix

from genomics.content.library import Library
from genomics.content.model import (
    ORIGINAL_LANGUAGE,
    Collaborator,
    Gene,
    Record,
    RecordType,
    Resource,
    SynonymGroup,
    Term,
    TranslatedWords,
)
from genomics.content.vocabulary import Entry, Vocabularies
from genomics.search.analysis import fold, tokens_of
from genomics.search.lines import LineFile, write_lines
from genomics.search.numbers import written
from genomics.search.results import MeaningKind as MeaningKind
from genomics.search.spelling_variants import shared_spelling
from genomics.search.stopwords import STOP_WORDS

THESAURUS = "thesaurus.json"
MEANINGS = "meanings.jsonl"
NAMES_REMEMBERED = 60_000
"""Names whose keys a process remembers: all of a large thesaurus, and a bound on what readers can fill."""
MAX_NAME_WORDS = 7
"""Words of a query that are looked up together."""

SYNONYMS = "synonyms"
TRANSLATIONS = "translations"
"""Origins of what `synonyms.yaml` and `translations.yaml` say."""

_LETTERS = re.compile(r"\w+")
_PARENTHESIS = re.compile(r"\s*[(（]([^()（）]+)[)）]\s*")
_SUBTITLE = re.compile(r":\s")
_SMALL_WORD = re.compile(r"(?<![\w./@-])[a-z]{2,4}(?![\w-]|\.\w)")
_SHORTEST_NAME = 2
_SHORTEST_NUMBER = 8
"""Digits of the shortest number that can be a name: an ISSN."""
_ALWAYS_WORDS = frozenset({"us", "it", "who", "as", "or", "to"})


class Weight:
    """How much a link is worth beside the words that were typed, which count 1."""

    OWN_RECORD = 1.4
    SAME_RECORD = 1.2
    OTHER_NAME = 0.85
    TRANSLATION = 0.85
    ONE_WAY = 0.6
    GENE_NAME = 0.8
    GENE_CONDITION = 0.6
    GENE_CONDITION_RECORD = 1.4
    PLACE = 0.9
    PLACE_ADJECTIVE = 0.5
    KIND = 0.6
    TOPIC = 0.35


@dataclass(frozen=True, slots=True)
class Expansion:
    """One thing that a name also asks for: a text in the records, the carriers of a filter's value, or one record.

    `origin` names the entry that says so: `term/allele`, `gene/HBB`, `synonyms`, `country/NG`.
    """

    weight: float
    origin: str
    text: str = ""
    lang: str = ORIGINAL_LANGUAGE
    facet: str = ""
    value: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing that a name may stand for. `labels` is what it is called, by language; `names` all (name, language)."""

    kind: MeaningKind
    origin: str
    labels: Mapping[str, str]
    expansions: tuple[Expansion, ...]
    names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """All meanings, and which of them each name has. `capitals` are the names that count only in capitals."""

    meanings: Sequence[Meaning] = ()
    exact: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    stems: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    capitals: frozenset[str] = frozenset()
    record_names: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """For every whole name of records: how well it names each, by key (see `NameGrade`)."""

    def look_up(self, text: str, langs: Iterable[str]) -> tuple[Meaning, ...]:
        """What a text means when it is one name; nothing where it is none."""
        key = name_key(text)
        if not key:
            return ()
        if key in self.capitals and not is_capitals(text):
            return ()
        if key in self.exact:
            return tuple(self.meanings[number] for number in self.exact[key])
        for lang in langs:
            numbers = self.stems.get(stem_key(text, lang))
            if numbers:
                return _nearest_places([self.meanings[number] for number in numbers], key)
        return ()

    def named(self, text: str) -> Mapping[str, int]:
        """The records that bear exactly this name, with how well it names them."""
        key = name_key(text)
        if key in self.capitals and not is_capitals(text):
            return {}
        return self.record_names.get(key, {})


def _nearest_places(meanings: Sequence[Meaning], key: str) -> tuple[Meaning, ...]:
    """The meanings, but of several places only those whose names begin most like the word.

    Stems are short: in Russian, those of Niger and Nigeria are the same.
    """

    def likeness(meaning: Meaning) -> float:
        return max(Prefix.normalized_similarity(name_key(name), key) for name, _ in meaning.names)

    places = [meaning for meaning in meanings if meaning.kind is MeaningKind.PLACE and meaning.names]
    nearest = max(map(likeness, places), default=0.0)
    far = [place for place in places if likeness(place) < nearest]
    return tuple(meaning for meaning in meanings if meaning not in far)


class NameGrade:
    """How well a name names a record."""

    TITLE = 4
    OTHER_NAME = 3
    IN_PARENTHESES = 2
    """In a title: an acronym there is often that of who made a resource."""
    PART_OF_TITLE = 1


@lru_cache(maxsize=NAMES_REMEMBERED)
def name_key(text: str) -> str:
    """A name without case, accents, spaces, punctuation and national spelling, so that all ways to write it are one."""
    return "".join(shared_spelling(fold(word)) for word in _LETTERS.findall(text))


@lru_cache(maxsize=NAMES_REMEMBERED)
def stem_key(text: str, lang: str) -> str:
    """A name by the stems of its words in that language, so that singular and plural are one."""
    return " ".join(tokens_of(text, lang))


def make_thesaurus(library: Library) -> Thesaurus:
    """The thesaurus of a library."""
    maker = _Maker(_small_words(library))
    for record in library.records.values():
        maker.add_record(record)
    for group in library.synonyms:
        maker.add_synonyms(group)
    for words in library.translated_words:
        maker.add_translated_words(words)
    for gene in library.genes:
        maker.add_gene(gene, library.records)
    maker.add_vocabularies(library.vocabularies)
    return maker.done({name_key(gene.symbol) for gene in library.genes})


def write_thesaurus(thesaurus: Thesaurus, folder: Path) -> None:
    """Writes a thesaurus into the folder."""
    write_lines(thesaurus.meanings, folder / MEANINGS)
    names = (len(thesaurus.meanings), replace(thesaurus, meanings=()))
    (folder / THESAURUS).write_bytes(msgspec.json.encode(names))


def open_thesaurus(folder: Path) -> Thesaurus:
    """The thesaurus that was written into the folder. Its meanings stay there: as objects, they fill half a worker."""
    count, names = msgspec.json.decode((folder / THESAURUS).read_bytes(), type=tuple[int, Thesaurus])
    meanings = LineFile(folder / MEANINGS, Meaning)
    if len(meanings) != count:
        raise ValueError(f"{MEANINGS} does not belong to {THESAURUS}")
    # The names of a record mean the same things: what they mean is kept once for all of them.
    kept: dict[tuple[int, ...], tuple[int, ...]] = {}
    grades: dict[tuple[tuple[str, int], ...], Mapping[str, int]] = {}
    return replace(
        names,
        meanings=meanings,
        exact={name: kept.setdefault(numbers, numbers) for name, numbers in names.exact.items()},
        stems={name: kept.setdefault(numbers, numbers) for name, numbers in names.stems.items()},
        record_names={name: grades.setdefault(tuple(own.items()), own) for name, own in names.record_names.items()},
    )


def names_of(record: Record) -> Iterable[tuple[str, str, int]]:
    """(name, language, grade) of every name of a record, titles also without parentheses and subtitles."""
    for lang, title in record.titles.items():
        yield from _title_names(title, lang)
    others = [*record.also]
    if isinstance(record, Collaborator):
        others += filter(None, (record.acronym, record.local_name))
    yield from ((name, ORIGINAL_LANGUAGE, NameGrade.OTHER_NAME) for name in others)
    for lang, translation in record.translations.items():
        yield from ((name, lang, NameGrade.OTHER_NAME) for name in translation.also)


def _numbers_of(record: Record) -> Iterable[tuple[str, str, int]]:
    """A record's identifiers as names of it, in the one writing that those of a query are brought into."""
    if isinstance(record, Resource | Term):
        texts = (written(kind, value) for kind, value in record.identifiers.items())
        yield from ((text, ORIGINAL_LANGUAGE, NameGrade.TITLE) for text in texts)


def _title_names(title: str, lang: str) -> Iterable[tuple[str, str, int]]:
    yield title, lang, NameGrade.TITLE
    for part in (_PARENTHESIS.sub(" ", title).strip(), _SUBTITLE.split(title)[0].strip()):
        if part != title:
            yield part, lang, NameGrade.PART_OF_TITLE
    for inside in _PARENTHESIS.findall(title):
        yield inside, lang, NameGrade.IN_PARENTHESES


class _Maker:
    """Gathers meanings and their names."""

    def __init__(self, small_words: frozenset[str]) -> None:
        self._small_words = small_words
        self._meanings: list[Meaning] = []
        self._exact: dict[str, list[int]] = {}
        self._stems: dict[str, list[int]] = {}
        self._capitals: set[str] = set()
        self._record_names: dict[str, dict[str, int]] = {}
        self._keywords: dict[str, list[int]] = {}
        self._parts: list[tuple[int, str, str]] = []
        """(number of a meaning, part of its title, language): names where they are nothing else's."""

    def add_record(self, record: Record) -> None:
        own_names = list(dict.fromkeys(names_of(record)))
        names = [*own_names, *_numbers_of(record)]
        for name, _, grade in names:
            grades = self._record_names.setdefault(self._key(name), {})
            grades[record.key] = max(grade, grades.get(record.key, 0))
        whole = [(name, lang) for name, lang, grade in names if grade > NameGrade.PART_OF_TITLE]
        parts = [(name, lang) for name, lang, grade in names if grade == NameGrade.PART_OF_TITLE]
        own = Expansion(Weight.OWN_RECORD, record.key, key=record.key)
        if not isinstance(record, Term):
            number = self._add(MeaningKind.RECORD, record.key, record.titles, (own,), whole)
            # The first word of a title is no name in a longer query: "Cancer: a history" is not what "cancer" means.
            self._parts += [(number, name, lang) for name, lang in parts if " " in name]
            return
        others = [_text(name, lang, Weight.OTHER_NAME, record.key) for name, lang, _ in own_names]
        number = self._add(MeaningKind.TERM, record.key, record.titles, (own, *others), [*whole, *parts])
        for keyword in record.keywords:
            self._keywords.setdefault(self._key(keyword), []).append(number)

    def add_synonyms(self, group: SynonymGroup) -> None:
        weight = Weight.ONE_WAY if group.starts else Weight.OTHER_NAME
        finds, names = (group.finds, group.starts) if group.starts else (group.terms, group.terms)
        found = tuple(_text(name, ORIGINAL_LANGUAGE, weight, SYNONYMS) for name in finds)
        labels = {ORIGINAL_LANGUAGE: finds[0]}
        self._add(MeaningKind.SYNONYM, SYNONYMS, labels, found, [(name, ORIGINAL_LANGUAGE) for name in names])

    def add_translated_words(self, group: TranslatedWords) -> None:
        names = [(word, lang) for lang, words in group.words.items() for word in words]
        found = tuple(_text(name, lang, Weight.TRANSLATION, TRANSLATIONS) for name, lang in names)
        labels = {lang: words[0] for lang, words in group.words.items() if words}
        self._add(MeaningKind.SYNONYM, TRANSLATIONS, labels, found, names)

    def add_gene(self, gene: Gene, records: Mapping[str, Record]) -> None:
        origin = f"gene/{gene.symbol}"
        names = [gene.symbol, *gene.also, *filter(None, (gene.name, gene.hgnc_id))]
        found = [_text(name, ORIGINAL_LANGUAGE, Weight.GENE_NAME, origin) for name in names]
        for condition in gene.conditions:
            term = records.get(f"{RecordType.TERM}/{condition}")
            if term:
                found.append(Expansion(Weight.GENE_CONDITION_RECORD, origin, key=term.key))
            name = term.title if term else condition
            found.append(_text(name, ORIGINAL_LANGUAGE, Weight.GENE_CONDITION, origin))
        labels = {ORIGINAL_LANGUAGE: gene.symbol}
        self._add(MeaningKind.GENE, origin, labels, tuple(found), [(name, ORIGINAL_LANGUAGE) for name in names])

    def add_vocabularies(self, vocabularies: Vocabularies) -> None:
        kinds = (*vocabularies.resource_kinds, *vocabularies.collaborator_kinds)
        for facet, kind, weight, entries in (
            ("country", MeaningKind.PLACE, Weight.PLACE, vocabularies.countries),
            ("region", MeaningKind.PLACE, Weight.PLACE, vocabularies.regions),
            ("kind", MeaningKind.KIND, Weight.KIND, kinds),
            ("audience", MeaningKind.AUDIENCE, Weight.KIND, vocabularies.audiences),
            ("language", MeaningKind.LANGUAGE, Weight.KIND, vocabularies.languages),
            ("topic", MeaningKind.TOPIC, Weight.TOPIC, vocabularies.topics),
        ):
            for entry in entries:
                self._add_entry(facet, kind, weight, entry)

    def _add_entry(self, facet: str, kind: MeaningKind, weight: float, entry: Entry) -> None:
        origin = f"{facet}/{entry.id}"
        names = [(name, lang) for lang, name in entry.label.items()]
        names += [(name, lang) for lang, others in entry.also.items() for name in others]
        adjectives = [(name, lang) for lang, others in entry.adjective.items() for name in others]
        found = [Expansion(weight, origin, facet=facet, value=entry.id)]
        if kind is MeaningKind.PLACE:
            # Texts are in English; short names in other languages are too easily another word.
            found.append(_text(entry.label_in(ORIGINAL_LANGUAGE), ORIGINAL_LANGUAGE, Weight.OTHER_NAME, origin))
            found += [_text(name, lang, Weight.PLACE_ADJECTIVE, origin) for name, lang in adjectives[:1]]
        if kind is MeaningKind.TOPIC:
            found += [_text(name, lang, Weight.OTHER_NAME, origin) for lang, name in entry.label.items()]
        number = self._add(kind, origin, entry.label, tuple(found), names)
        for name, lang in adjectives:
            self._name(number, name, lang)

    def done(self, symbols: set[str]) -> Thesaurus:
        """The thesaurus; an approved gene symbol means that gene and none that has it as an alias."""
        for symbol in symbols:
            genes = [n for n in self._exact[symbol] if self._meanings[n].kind is MeaningKind.GENE]
            approved = [n for n in genes if name_key(self._meanings[n].labels[ORIGINAL_LANGUAGE]) == symbol]
            self._exact[symbol] = [n for n in self._exact[symbol] if n not in genes or n in approved]
        for number, name, lang in self._parts:
            if not self._is_term(name, lang):
                self._name(number, name, lang)
        for key, numbers in self._keywords.items():
            # A keyword of one term only is a name of it that editors would rather not show, such as an outdated one.
            if key and key not in self._exact and len(numbers) == 1:
                self._exact[key] = numbers
        self._join_synonyms_to_terms()
        return Thesaurus(
            meanings=tuple(self._meanings),
            exact={key: tuple(numbers) for key, numbers in self._exact.items()},
            stems={key: tuple(numbers) for key, numbers in self._stems.items()},
            capitals=frozenset(self._capitals),
            record_names=self._record_names,
        )

    def _is_term(self, name: str, lang: str) -> bool:
        """Whether a term is called so: "Sickle-cell disease: a strategy" is not what "sickle-cell disease" means."""
        numbers = (*self._exact.get(name_key(name), ()), *self._stems.get(stem_key(name, lang), ()))
        return any(self._meanings[number].kind is MeaningKind.TERM for number in numbers)

    def _join_synonyms_to_terms(self) -> None:
        """Makes the names of a synonym other names of the terms that it means, so that these lead in every language."""
        for number, meaning in enumerate(self._meanings):
            terms = self._terms_meant(meaning) if meaning.kind is MeaningKind.SYNONYM else ()
            if not terms:
                continue
            for term in terms:
                for name, _ in meaning.names:
                    self._record_names.setdefault(self._key(name), {}).setdefault(term, NameGrade.OTHER_NAME)
            found = (Expansion(Weight.SAME_RECORD, meaning.origin, key=term) for term in terms)
            self._meanings[number] = replace(meaning, expansions=(*found, *meaning.expansions))

    def _terms_meant(self, meaning: Meaning) -> Sequence[str]:
        """The keys of the terms of which a synonym's names are names."""
        own = {expansion.text for expansion in meaning.expansions}
        languages: dict[str, set[str]] = {}
        for text, lang in meaning.names:
            for term in self._terms_called(text, lang) if text in own else ():
                languages.setdefault(term, set()).add(lang)
        # A name shared in one language alone may be a homograph there: "inversión" is money, too.
        return [term for term, shared in languages.items() if ORIGINAL_LANGUAGE in shared or len(shared) > 1]

    def _terms_called(self, text: str, lang: str) -> Iterable[str]:
        """The keys of the terms of which that is a name in that language."""
        key = name_key(text)
        meanings = (self._meanings[number] for number in self._exact.get(key, ()))
        for meaning in meanings:
            if meaning.kind is MeaningKind.TERM and any((name_key(n), own) == (key, lang) for n, own in meaning.names):
                yield meaning.origin

    def _key(self, name: str) -> str:
        key = name_key(name)
        if is_capitals(name) and (key in self._small_words or key in _ALWAYS_WORDS):
            self._capitals.add(key)
        return key

    def _add(
        self,
        kind: MeaningKind,
        origin: str,
        labels: Mapping[str, str],
        expansions: tuple[Expansion, ...],
        names: list[tuple[str, str]],
    ) -> int:
        """Adds a meaning and gives its number."""
        number = len(self._meanings)
        self._meanings.append(Meaning(kind, origin, labels, expansions, tuple(dict.fromkeys(names))))
        for name, lang in names:
            self._name(number, name, lang)
        return number

    def _name(self, number: int, name: str, lang: str) -> None:
        key = self._key(name)
        if len(key) < _SHORTEST_NAME or (key.isdigit() and len(key) < _SHORTEST_NUMBER):
            return
        _append(self._exact, key, number)
        stems = stem_key(name, lang)
        # Symbols and acronyms have no plural: stemmed, they would meet ordinary words. So would "health for all", of
        # which only "health" has a stem.
        if stems and not _is_symbol(name) and not _ends_common(name, lang):
            _append(self._stems, stems, number)


def _text(name: str, lang: str, weight: float, origin: str) -> Expansion:
    return Expansion(weight, origin, text=name, lang=lang)


def _append(holder: dict[str, list[int]], key: str, number: int) -> None:
    numbers = holder.setdefault(key, [])
    if number not in numbers:
        numbers.append(number)


def is_capitals(text: str) -> bool:
    """Whether a text is written in capitals, as acronyms and gene symbols are."""
    return text.isupper() and sum(map(str.isalpha, text)) > 1


def _ends_common(name: str, lang: str) -> bool:
    """Whether a name begins or ends with a word that is too common to be looked for."""
    words = _LETTERS.findall(name)
    return any(fold(word) in STOP_WORDS[lang] for word in (words[0], words[-1]))


def _is_symbol(name: str) -> bool:
    return " " not in name and (any(char.isdigit() for char in name) or is_capitals(name))


def _small_words(library: Library) -> frozenset[str]:
    """Short words that the texts write in small letters: a symbol that looks like one counts in capitals only."""
    words = {word for stops in STOP_WORDS.values() for word in stops if len(word) <= 4}
    # Spaces end every word: what stands between two is looked at once, however often it is written.
    written: set[str] = set()
    for record in library.records.values():
        written.update(record.summary.split())
        for section in record.body.sections:
            written.update(section.text.split())
    words.update(_SMALL_WORD.findall("\n".join(written)))
    return frozenset(words)
