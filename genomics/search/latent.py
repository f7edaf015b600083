"""Latent semantic vectors of the records: which records are about the same things, whatever words they use.

Made at publishing from the collection's own co-occurrence (Deerwester et al.: Indexing by Latent Semantic Analysis,
1990). Each record is a row of idf * impact over its words, of length 1; a truncated singular value decomposition of a
sample of the rows (randomized: Halko, Martinsson, Tropp, 2011) gives the directions in which records differ most, and
every record's vector is its row seen along them, again of length 1.

The ranking uses them as feedback (Rocchio, 1971): the best records by words say what a query is about, and records
close to these gain a share of the best score.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from genomics.search.arrays import open_array
from genomics.search.postings import PostingArrays, idf

if TYPE_CHECKING:
    from scipy.sparse import csr_array

DIMENSIONS = 100
OVERSAMPLED = 16
ITERATIONS = 3
"""Of the randomized decomposition: dimensions beyond those kept, and passes that sharpen the result."""
MOST_SAMPLED = 10_000
"""Records that the directions are found from; all others are seen along the same directions."""
MOST_WORDS = 20_000
LEAST_RECORDS = 2
"""Words that count: the most frequent of those that stand in so many records at least."""
SMALLEST = 1e-12
"""Share of the largest dimension's square below which a dimension is none."""
SEED = 1953

VECTORS = "latent.npy"

TELLING = 20
SHARPNESS = 10
"""The TELLING best records say what a query is about, each as (its score / the best score) ** SHARPNESS."""
SHARE = 0.8
"""What a record gains that is just what the query is about, as a share of the best score."""

Vectors = NDArray[np.float32]
Scores = NDArray[np.float64]


class LatentVectors:
    """The vectors of all documents of an index, by number. Safe for threads: only read."""

    def __init__(self, folder: Path, size: int) -> None:
        self._vectors: Vectors = open_array(folder / VECTORS)
        if len(self._vectors) != size:
            raise ValueError(f"{VECTORS} does not belong to the documents beside it")

    def vectors(self, documents: NDArray[np.int32]) -> Vectors:
        """The vectors of these documents, one a row."""
        return self._vectors.take(documents, axis=0)

    def gains(self, documents: NDArray[np.int32], scores: Scores) -> Scores:
        """What each of these documents gains by being about the same as the best of them. Scores are descending."""
        if not len(documents) or scores[0] <= 0:
            return np.zeros(len(documents))
        vectors = self.vectors(documents)
        weights = (scores[:TELLING] / scores[0]) ** SHARPNESS
        about = weights.astype(np.float32) @ vectors[:TELLING]
        length = math.sqrt(about @ about)
        if not length:
            return np.zeros(len(documents))
        about *= SHARE * scores[0] / length
        gains: Scores = np.maximum(vectors @ about, 0.0, dtype=np.float64)
        return gains


def write_latent(postings: PostingArrays, size: int, folder: Path) -> None:
    """Writes the vectors of the `size` documents of an index; of no dimension where there is too little to compare."""
    rows = _rows(postings, size)
    vectors = _unit(rows @ _directions(rows)) if rows.shape[1] else np.zeros((size, 0), dtype=np.float32)
    np.save(folder / VECTORS, vectors.astype(np.float32))


def _rows(postings: PostingArrays, size: int) -> csr_array:
    """One row of length 1 for each document: idf * impact of its words in the language that most records are in."""
    # Only building needs it; a worker would carry its weight for nothing.
    from scipy.sparse import csr_array

    numbers = postings.numbers_in_main_language(size)
    frequencies = postings.frequencies[numbers]
    numbers, frequencies = numbers[frequencies >= LEAST_RECORDS], frequencies[frequencies >= LEAST_RECORDS]
    kept = np.sort(np.argsort(-frequencies, kind="stable")[:MOST_WORDS])
    numbers, frequencies = numbers[kept], frequencies[kept]
    documents, impacts = postings.gathered(numbers)
    rarities = np.array([idf(frequency, size) for frequency in frequencies.tolist()])
    weights = impacts * np.repeat(rarities, frequencies)
    lengths = np.sqrt(np.bincount(documents, weights=weights**2, minlength=size))
    columns = np.repeat(np.arange(len(numbers)), frequencies)
    scaled = (weights / np.maximum(lengths, 1e-9)[documents]).astype(np.float32)
    return csr_array((scaled, (documents, columns)), shape=(size, len(numbers)))


def _directions(rows: csr_array) -> Vectors:
    """The directions in which the rows differ most: one column for each dimension."""
    size, words = rows.shape
    # Spread evenly, and the same for the same records.
    sampled = rows[np.unique(np.linspace(0, size - 1, min(size, MOST_SAMPLED)).astype(np.int64))]
    wanted = min(DIMENSIONS, *sampled.shape)
    seen = min(wanted + OVERSAMPLED, *sampled.shape)
    random = np.random.default_rng(SEED).standard_normal((words, seen), dtype=np.float32)
    found = sampled @ random
    for _ in range(ITERATIONS):
        found = sampled @ (sampled.T @ _orthonormal(found))
    basis = _orthonormal(found)
    projected = (sampled.T @ basis).T
    values, turned = np.linalg.eigh(projected @ projected.T)
    largest = np.argsort(-values)[:wanted]
    lengths = np.sqrt(np.maximum(values[largest], 1e-12))
    directions: Vectors = projected.T @ (turned[:, largest] / lengths)
    return directions


def _orthonormal(columns: Vectors) -> Vectors:
    """Columns of length 1 at right angles that span the same space; of length 0 where it has fewer dimensions.

    By way of the small matrix of their products: on a busy machine, the threads of a QR decomposition of the tall one
    wait for one another many times as long as they work.
    """
    exact = columns.astype(np.float64)
    values, turned = np.linalg.eigh(exact.T @ exact)
    scales = np.where(values > SMALLEST * values[-1], 1 / np.sqrt(np.maximum(values, SMALLEST)), 0)
    orthonormal: Vectors = (exact @ (turned * scales)).astype(np.float32)
    return orthonormal


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = vectors / np.maximum(lengths, 1e-9)
    return unit
