"""A resource as others cite it: in words, as RIS and as BibTeX."""

from __future__ import annotations

import re

from genomics.content.model import Resource

RIS_TYPES = {
    "course": "ELEC",
    "database": "DBASE",
    "guideline": "RPRT",
    "policy": "RPRT",
    "publication": "RPRT",
    "standard": "STAND",
    "tool": "COMP",
}
DEFAULT_RIS_TYPE = "ELEC"
REPORTS = frozenset({"guideline", "policy", "publication"})

_LATEX_SPECIAL = re.compile(r"[\\{}$&#^_~%]")
_LATEX = {
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}


def in_words(resource: Resource) -> str:
    """One line in the manner of a reference list, without its address: `Publisher. Title. 2013. doi:10.1/2.`"""
    parts = [resource.publisher, resource.title, str(resource.year or "")]
    if resource.identifiers.get("document"):
        parts.append(resource.identifiers["document"])
    if resource.identifiers.get("doi"):
        parts.append(f"doi:{resource.identifiers['doi']}")
    if resource.identifiers.get("isbn"):
        parts.append(f"ISBN {resource.identifiers['isbn']}")
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)


def ris(resource: Resource, page: str) -> str:
    """The resource in the RIS format (CRLF line ends); `page` is the full address of its page on this site."""
    lines = [
        ("TY", RIS_TYPES.get(resource.kind, DEFAULT_RIS_TYPE)),
        ("ID", resource.id),
        ("TI", resource.title),
        ("PB", resource.publisher),
        ("PY", str(resource.year or "")),
        ("AB", resource.summary),
        ("DO", resource.identifiers.get("doi", "")),
        ("SN", resource.identifiers.get("isbn") or resource.identifiers.get("issn", "")),
        ("M1", resource.identifiers.get("document", "")),
        ("UR", resource.url),
        ("L2", page),
        ("Y2", resource.read.strftime("%Y/%m/%d") if resource.read else ""),
        *(("LA", language) for language in resource.languages),
    ]
    written = [f"{tag}  - {_one_line(value)}" for tag, value in lines if value]
    return "\r\n".join([*written, "ER  - ", ""])


def bibtex(resource: Resource, page: str) -> str:
    """The resource as a BibTeX entry; `page` is the full address of its page on this site."""
    fields = {
        "title": f"{{{_latex(resource.title)}}}" if resource.title else "",
        "author": f"{{{_latex(resource.publisher)}}}" if resource.publisher else "",
        "year": str(resource.year or ""),
        "doi": _latex(resource.identifiers.get("doi", "")),
        "isbn": _latex(resource.identifiers.get("isbn", "")),
        "issn": _latex(resource.identifiers.get("issn", "")),
        "number": _latex(resource.identifiers.get("document", "")),
        "url": _verbatim(resource.url),
        "urldate": resource.read.isoformat() if resource.read else "",
        "note": _verbatim(page),
    }
    written = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    entry = "techreport" if resource.kind in REPORTS else "misc"
    return f"@{entry}{{{resource.id},\n" + ",\n".join(written) + "\n}\n"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _latex(text: str) -> str:
    return _LATEX_SPECIAL.sub(lambda found: _LATEX.get(found[0], f"\\{found[0]}"), _one_line(text))


def _verbatim(address: str) -> str:
    """An address as BibTeX takes it: braces would end the field."""
    return address.replace("{", "%7B").replace("}", "%7D")
