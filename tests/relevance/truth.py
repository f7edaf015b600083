"""Whether a reason is true, judged from the content alone: nothing of the search's own reading or ranking is used."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from genomics.content.library import Library
from genomics.content.model import Collaborator, Record, RecordType, Resource, Term
from genomics.content.vocabulary import Entry
from genomics.search.documents import Document
from genomics.search.results import Reason

FACETS = frozenset({"type", "topic", "audience", "region", "country", "language", "access", "kind"})

SHOWN_WHOLE = frozenset({"names", "keywords", "identifiers"})
LONGEST_SMALL_WORD = 3
"""Letters of words that may stand between the query's own in a quotation: "de la"."""

_LONGEST_ENDING = 3
REMEMBERED = 100_000

_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_WORD = re.compile(r"[^\W\u3040-\u30ff\u3400-\u9fff]+")
_ARABIC_LETTERS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه"})
_JOINED = re.compile(r"^(?:[وفبلك]?ال|لل|[وفبلك])(?=\w{2})")
_SHARED_BEGINNING = 0.5
"""Share of the shorter of two words that has to be the beginning of both for them to be forms of one word."""


class Judge:
    """Judges reasons by the records and the vocabularies of a library."""

    def __init__(self, library: Library, documents: Iterable[Document]) -> None:
        self._library = library
        self._documents = {document.key: document for document in documents}
        self._genes = {gene.symbol: gene for gene in library.genes}
        words = library.vocabularies
        self._entries: Mapping[str, Mapping[str, Entry]] = {
            "country": words.countries.entries,
            "region": words.regions.entries,
            "topic": words.topics.entries,
            "audience": words.audiences.entries,
            "language": words.languages.entries,
            "kind": {**words.resource_kinds.entries, **words.collaborator_kinds.entries},
        }

    def fault(self, key: str, reason: Reason, q: str) -> str:
        """What is false about a reason why that record answers the query; empty where it is true."""
        document = self._documents[key]
        if reason.field == "pinned":
            return "" if any(key in pin.records for pin in self._library.pins) else "nobody pinned it"
        if reason.field == "gene":
            return self._gene_fault(key, reason, q)
        if reason.field == "record":
            return self._name_fault(key, reason, q)
        if reason.field == "look_up":
            return self._look_up_fault(key, q)
        if reason.field == "related":
            return self._company_fault(key, reason)
        if reason.field in FACETS:
            carried = document.facets.get(reason.field, ())
            missing = [word for word in reason.words if word not in carried]
            return f"does not carry {missing}" if missing else self._link_fault(reason, q)
        texts = [text for field, _, text in document.texts() if field == reason.field]
        missing = [word for word in reason.words if not any(word in text for text in texts)]
        if missing:
            return f"{missing} do not stand in {reason.field}"
        return self._link_fault(reason, q)

    def _link_fault(self, reason: Reason, q: str) -> str:
        """Whether the words have to do with the query: as forms of its words, or by the entries that are cited."""
        if not reason.origin:
            far = [word for word in reason.words if not self._is_of(word, reason.field, q)]
            return f"{far} have nothing of the query" if far else ""
        asked = [names for names in self._entry(reason.origin) if any(_is_asked_for(name, q) for name in names)]
        if not asked:
            return f"nothing in {reason.origin} is asked for"
        if reason.field in FACETS:
            return ""
        far = [word for word in reason.words if not any(akin(word, name) for names in asked for name in names)]
        return f"{reason.origin} does not link the query to {far}" if far else ""

    def _is_of(self, quote: str, field: str, q: str) -> bool:
        """Whether a quotation is of the query's words: in a value that is shown whole, one of them is enough."""
        long = [word for word in _words(quote) if len(word) > LONGEST_SMALL_WORD]
        if field in SHOWN_WHOLE or not long:
            return akin(quote, q)
        return all(akin(word, q) for word in long) or _joined(quote)[:-_LONGEST_ENDING] in _joined(q)

    def _gene_fault(self, key: str, reason: Reason, q: str) -> str:
        (symbol,) = reason.words
        gene = self._genes.get(symbol)
        if gene is None or key.removeprefix(f"{RecordType.TERM}/") not in gene.conditions:
            return f"{symbol} is no gene of it"
        return (
            ""
            if any(_is_asked_for(name, q) for name in self._names(f"gene/{symbol}"))
            else "another gene was asked for"
        )

    def _look_up_fault(self, key: str, q: str) -> str:
        """Whether any gene, or one that was asked for, can be looked up in that resource."""
        record = self._library.records[key]
        assert isinstance(record, Resource)
        asked = [
            gene
            for gene in self._genes.values()
            if any(_is_asked_for(name, q) for name in self._names(f"gene/{gene.symbol}"))
        ]
        if any({"gene", *gene.conditions} & {*record.look_up} for gene in asked):
            return ""
        return "no gene was asked for that can be looked up there"

    def _company_fault(self, key: str, reason: Reason) -> str:
        """Whether one of the two is set beside the other; that the other is an answer is for its own reasons to say."""
        answer = self._library.records[reason.origin]
        if not _are_titles(reason.words, answer.titles.values()):
            return "is not the answer's title"
        is_beside = key in self._beside(reason.origin) or reason.origin in self._beside(key)
        return "" if is_beside else f"nobody set it beside {reason.origin}"

    def _beside(self, key: str) -> set[str]:
        """What a record names, is provided by or is linked from."""
        record = self._library.records[key]
        found = {*record.related, *self._library.connections[key].mentioned_in}
        if isinstance(record, Term):
            found |= {f"{RecordType.TERM}/{other}" for other in record.see_also}
        if isinstance(record, Resource):
            found |= {f"{RecordType.COLLABORATOR}/{provider}" for provider in record.provided_by}
        return found

    def _name_fault(self, key: str, reason: Reason, q: str) -> str:
        record = self._library.records[key]
        if not _are_titles(reason.words, record.titles.values()):
            return "is not its title"
        linked = [names for names in self._groups(reason.origin) if any(akin(name, other) for name in names
                                                                       for other in _names_of(record))]  # fmt: skip
        if any(_is_asked_for(name, q) for name in (*_names_of(record), *(name for group in linked for name in group))):
            return ""
        return "the query is no name of it"

    def _entry(self, origin: str) -> Iterator[tuple[str, ...]]:
        """The names that the cited entry links; each group of synonyms or translations is an entry of its own."""
        if origin in ("synonyms", "translations"):
            yield from self._groups(origin)
        elif names := self._names(origin):
            yield names

    def _groups(self, origin: str) -> Iterator[tuple[str, ...]]:
        if origin in ("", "synonyms"):
            for group in self._library.synonyms:
                yield (*group.terms, *group.starts, *group.finds)
        if origin in ("", "translations"):
            for words in self._library.translated_words:
                yield tuple(text for texts in words.words.values() for text in texts)

    def _names(self, origin: str) -> tuple[str, ...]:
        kind, _, name = origin.partition("/")
        if origin in self._library.records:
            return tuple(_names_of(self._library.records[origin]))
        if kind == "gene" and name in self._genes:
            gene = self._genes[name]
            conditions = [self._library.records.get(f"{RecordType.TERM}/{other}") for other in gene.conditions]
            titles = [title for term in conditions if term for title in term.titles.values()]
            return tuple(filter(None, (gene.symbol, gene.name, gene.hgnc_id, *gene.also, *gene.conditions, *titles)))
        entry = self._entries.get(kind, {}).get(name)
        if entry is None:
            return ()
        others = (text for texts in (*entry.also.values(), *entry.adjective.values()) for text in texts)
        return (*entry.label.values(), *others)


def _are_titles(words: Iterable[str], titles: Iterable[str]) -> bool:
    """Whether the words are titles, or beginnings of titles that are cut short."""
    known = tuple(titles)
    return all(any(word == title or title.startswith(word.rstrip("…")) for title in known) for word in words)


def _names_of(record: Record) -> Iterator[str]:
    yield from record.titles.values()
    yield from (*record.also, *record.keywords)
    for translation in record.translations.values():
        yield from (*translation.also, *translation.keywords)
    if isinstance(record, Collaborator):
        yield from filter(None, (record.acronym, record.local_name))
    if isinstance(record, Resource):
        yield from record.identifiers.values()


def akin(text: str, other: str) -> bool:
    """Whether two texts share a word, in whatever form; for Chinese, a character."""
    if set(_HAN.findall(text)) & set(_HAN.findall(_plain(other))):
        return True
    return any(_is_one_word(word, one) for word in _words(text) for one in _words(other)) or _joined(text) in _joined(
        other
    )


def _is_asked_for(name: str, q: str) -> bool:
    """Whether every word of a name stands in the query in some form, or its characters do in this order."""
    words = _words(q)
    if _HAN.search(name):
        return _plain(name) in _plain(q) or set(_HAN.findall(_plain(name))) <= set(_HAN.findall(_plain(q)))
    return _joined(name) in _joined(q) or all(any(_is_one_word(word, one) for one in words) for word in _words(name))


def _is_one_word(word: str, other: str) -> bool:
    return any(_begin_alike(form, of_other) for form in _forms(word) for of_other in _forms(other))


def _forms(word: str) -> set[str]:
    """A word as it stands and without what Arabic joins to its beginning, which may be a part of it as well."""
    return {word, _JOINED.sub("", word)}


def _begin_alike(word: str, other: str) -> bool:
    least = min(len(word), len(other))
    same = next((place for place in range(least) if word[place] != other[place]), least)
    return word == other or (least > 2 and same >= max(2, _SHARED_BEGINNING * least))


@lru_cache(maxsize=REMEMBERED)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(_plain(text)))


@lru_cache(maxsize=REMEMBERED)
def _joined(text: str) -> str:
    return "".join(_WORD.findall(_plain(text)))


@lru_cache(maxsize=REMEMBERED)
def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold().replace("ـ", "")).translate(_ARABIC_LETTERS)
    bare = "".join(char for char in letters if not unicodedata.combining(char))
    return bare.replace("ae", "e").replace("oe", "e").replace("œ", "e").replace("our", "or")
