"""DOCX: paragraphs, tables row by row, headers, footers, notes; deletions out, insertions in, comments apart."""

from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

from pipeline.document import Problem
from pipeline.errors import ReadCode, ReadError
from pipeline.readers.html import link_note
from pipeline.readers.reader import File, Read, Reader
from pipeline.readers.zipped import members_of, names_in, open_zip, read_member

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
LEFT_OUT = frozenset(("del", "moveFrom", "instrText", "delText", "delInstrText", "Fallback", "rPr", "pPr", "sectPr"))
NOTE_SEPARATORS = frozenset(("separator", "continuationSeparator", "continuationNotice"))
PARTS = (
    ("word/header", "hdr"),
    ("word/document", "document"),
    ("word/footnotes", "footnotes"),
    ("word/endnotes", "endnotes"),
    ("word/footer", "ftr"),
    ("word/comments", "comments"),
)
"""Parts in the order in which they stand in the text; comments last, each with its author."""
Links = dict[str, str]


def read_docx(file: File) -> Iterator[Read]:
    """One document. Raises ReadError: damaged, truncated, empty, too_large."""
    blocks: list[str] = []
    problems: list[Problem] = []
    with open_zip(file) as archive:
        parts = {m.info.filename: m for m in members_of(archive)}
        for prefix, _ in PARTS:
            for name in sorted(n for n in parts if _is_part(n, prefix)):
                try:
                    tree = _tree(archive, name, file)
                except ReadError as error:
                    if prefix == "word/document":
                        raise
                    problems.append(Problem(code=error.code.value, message=f"A part of it ({name}) cannot be read."))
                    continue
                blocks.append(_part_text(tree, prefix, _links(archive, name, file)))
    yield file.document("\n\n".join(filter(None, _distinct(blocks))), problems=tuple(problems))


def _is_part(name: str, prefix: str) -> bool:
    """Whether the name is the part's: word/document.xml, word/header2.xml; not word/commentsExtended.xml."""
    rest = name.removeprefix(prefix)
    return rest != name and rest.endswith(".xml") and rest[:-4].isdigit() | (rest == ".xml")


def _distinct(blocks: list[str]) -> list[str]:
    """The blocks, each once: headers of the first and of other pages are often the same."""
    return list(dict.fromkeys(blocks))


def _tree(archive: ZipFile, name: str, file: File) -> Any:
    """The part's root element. Raises ReadError."""
    from lxml import etree

    member = next(m for m in members_of(archive) if m.info.filename == name)
    data = read_member(archive, member, file.limits.max_bytes, file.limits.archive_ratio)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, recover=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(ReadCode.DAMAGED, "The document is damaged inside and cannot be read.") from error
    if root is None:
        raise ReadError(ReadCode.DAMAGED, "The document is damaged inside and cannot be read.")
    return root


def _links(archive: ZipFile, name: str, file: File) -> Links:
    """Targets of the part's hyperlinks by relation id."""
    folder, _, base = name.rpartition("/")
    relations = f"{folder}/_rels/{base}.rels"
    if relations not in archive.namelist():
        return {}
    try:
        return {r.get("Id", ""): r.get("Target", "") for r in _tree(archive, relations, file) if r.get("Id")}
    except ReadError:
        return {}


def _part_text(root: Any, prefix: str, links: Links) -> str:
    if prefix == "word/comments":
        return "\n".join(f"[{c.get(_attribute(c, 'author')) or '?'}] {_blocks(c, links)}" for c in root)
    if prefix in ("word/footnotes", "word/endnotes"):
        notes = (note for note in root if note.get(_attribute(note, "type")) not in NOTE_SEPARATORS)
        return "\n".join(filter(None, (_blocks(note, links) for note in notes)))
    return _blocks(root, links)


def _attribute(node: Any, name: str) -> str:
    """The attribute's full name, in the node's own namespace (the strict variant of the format has another)."""
    return f"{{{_namespace(node)}}}{name}"


def _namespace(node: Any) -> str:
    return str(node.tag)[1:].partition("}")[0]


def _local(node: Any) -> str:
    return str(node.tag).rpartition("}")[2]


def _blocks(node: Any, links: Links) -> str:
    """Paragraphs and tables below the node, a line each."""
    lines: list[str] = []
    for child in node:
        match _local(child):
            case "p":
                text, boxes = _paragraph(child, links)
                lines += (text, *boxes)
            case "tbl":
                lines.append(_table(child, links))
            case "sectPr":
                pass
            case _ if len(child):
                lines.append(_blocks(child, links))
    return "\n".join(lines).strip("\n")


def _table(table: Any, links: Links) -> str:
    rows = (row for row in table.iter(f"{{{_namespace(table)}}}tr") if _nearest(row, "tbl") is table)
    return "\n".join("\t".join(_cell(cell, links) for cell in _cells(row)) for row in rows)


def _cells(row: Any) -> list[Any]:
    return [cell for cell in row.iter(f"{{{_namespace(row)}}}tc") if _nearest(cell, "tr") is row]


def _cell(cell: Any, links: Links) -> str:
    """The cell's text in one line, so that a row stays a row."""
    return " ".join(_blocks(cell, links).split())


def _nearest(node: Any, name: str) -> Any:
    """The nearest ancestor of that name."""
    return next((a for a in node.iterancestors() if isinstance(a.tag, str) and _local(a) == name), None)


def _paragraph(paragraph: Any, links: Links) -> tuple[str, list[str]]:
    """The paragraph's text, and that of the text boxes anchored in it."""
    pieces: list[str] = []
    boxes: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            pieces.append(node)
            continue
        name = _local(node)
        if name == "txbxContent":
            boxes.append(_blocks(node, links))
        elif (written := _character(node, name)) is not None:
            pieces.append(written)
        elif name not in LEFT_OUT:
            if name == "hyperlink":
                stack.append(link_note(links.get(node.get(RELATION) or "", ""), "".join(node.itertext())))
            stack.extend(reversed(node))
    return "".join(pieces), boxes


def _character(node: Any, name: str) -> str | None:
    """What a leaf of a run stands for, None if it is no leaf."""
    match name:
        case "t":
            return (node.text or "") + "".join(entity.tail or "" for entity in node)
        case "tab" | "ptab":
            return "\t"
        case "br" | "cr":
            return "\n"
        case "noBreakHyphen":
            return "-"
        case "softHyphen":
            return "\N{SOFT HYPHEN}"
        case _:
            return None


def _is_docx(file: File) -> bool:
    return any(_is_part(name, "word/document") for name in names_in(file))


READER = Reader(
    name="DOCX",
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    extensions=("docx", "docm", "dotx"),
    sniff=_is_docx,
    read=read_docx,
    version="1",
)
