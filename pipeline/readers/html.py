"""HTML pages: the text a person reads, block by block; scripts, styles, navigation and hidden parts left out."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from pipeline.document import Problem
from pipeline.errors import ReadCode, ReadError
from pipeline.readers.reader import File, Read, Reader
from pipeline.readers.text import characters, small_enough

DROPPED = frozenset((
    "script", "style", "noscript", "template", "head", "nav", "svg", "math", "canvas", "iframe", "object",
    "embed", "audio", "video", "button", "select", "option", "input", "textarea", "datalist", "map",
))  # fmt: skip
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "tfoot", "thead", "tr", "ul",
))  # fmt: skip
PARAGRAPHS = frozenset((
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "ul", "ol", "dl", "pre", "article",
    "section",
))  # fmt: skip
DROPPED_ROLES = frozenset(("navigation", "menu", "menubar", "search", "toolbar"))
CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
TAG = re.compile(
    rb"<(?:!doctype html|html|head|body|title|meta|div|p|br|table|span|a|h[1-6]|script|style|ul)\b[^<]*>", re.I
)
BLANKS = re.compile(r"[ \t\r\f\v\n]+")
LEAST_TAGS = 3


def read_html(file: File) -> Iterator[Read]:
    """One document. Raises ReadError: empty, damaged, too_large, wrong_encoding."""
    text, problems = page_text(small_enough(file))
    yield file.document(text, problems=problems)


def page_text(data: bytes, *, declared: str | None = None) -> tuple[str, tuple[Problem, ...]]:
    """The readable text of a page, with its title first, and what was wrong. Raises ReadError."""
    said = CHARSET.search(data[:4096])
    markup, problems = characters(data, declared=declared or (said and said[1].decode("ascii")) or None)
    return markup_text(markup), problems


def markup_text(markup: str) -> str:
    """The readable text of markup. Raises ReadError (damaged)."""
    tree = parse(markup)
    if tree is None:
        return ""
    title = " ".join((tree.findtext(".//title") or "").split())
    body = blocks_text(tree)
    return body if not title or body.startswith(title) else f"{title}\n\n{body}"


def parse(markup: str) -> Any:
    """The page's tree, None if there is nothing in it. Raises ReadError (damaged) if the parser gives up."""
    from lxml import etree
    from lxml import html as parser

    try:
        clean = markup.replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace")
        return parser.document_fromstring(
            clean, parser=parser.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
        )
    except etree.ParserError:
        return None
    except (etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise ReadError(ReadCode.DAMAGED, "The HTML page is damaged beyond reading.") from error


def blocks_text(tree: Any) -> str:
    """The text of the tree: a line a block, an empty line between paragraphs, tabs between cells."""
    from lxml import etree

    writer = Writer()
    steps = etree.iterwalk(tree, events=("start", "end"))
    for event, node in steps:
        if is_dropped(node):
            if event == "start":
                steps.skip_subtree()
            elif node is not tree:
                writer.text(node.tail or "")
        elif event == "start":
            writer.enter(node)
        else:
            writer.leave(node, tail=node is not tree)
    return writer.result()


def is_dropped(node: Any) -> bool:
    """Whether a person does not see this part as text."""
    if not isinstance(node.tag, str):
        return True
    if node.tag in DROPPED or node.get("role") in DROPPED_ROLES or "hidden" in node.attrib:
        return True
    return node.get("aria-hidden") == "true" or bool(HIDDEN.search(node.get("style") or ""))


def link_note(href: str, text: str) -> str:
    """What to write behind a link's words so that a contact hidden in it is not lost: " (tel:+380…)", or ""."""
    target = unquote(href.strip())
    if not CONTACT.match(target):
        return ""
    bare = re.sub(r"^\w+:(//)?", "", target)
    known = bare in text or (_digits(bare) != "" and _digits(bare) in _digits(text))
    return "" if known else f" ({target})"


CONTACT = re.compile(
    r"(?:tel|mailto|tg|viber|whatsapp|skype|sms|callto):"
    r"|(?:https?:)?//(?:www\.)?(?:t\.me|telegram\.me|wa\.me|api\.whatsapp\.com|vk\.com|instagram\.com|facebook\.com|ok\.ru)/",
    re.I,
)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


class Writer:
    """Text with blanks collapsed as a browser does, and line breaks where blocks begin and end."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._breaks = 0
        self._blank = False
        self._pre = 0

    def enter(self, node: Any) -> None:
        if node.tag == "br":
            self._pieces.append("\n")
            self._blank = False
        elif node.tag in ("td", "th"):
            self._cell(node)
        elif node.tag in BLOCKS:
            self._break(2 if node.tag in PARAGRAPHS else 1)
        self._pre += node.tag == "pre"
        if node.text:
            self.text(node.text)

    def leave(self, node: Any, *, tail: bool) -> None:
        if node.tag == "a" and (note := link_note(node.get("href") or "", node.text_content())):
            self._write(note)
        self._pre -= node.tag == "pre"
        if node.tag in BLOCKS:
            self._break(2 if node.tag in PARAGRAPHS else 1)
        if tail and node.tail:
            self.text(node.tail)

    def text(self, text: str) -> None:
        if self._pre:
            self._write(text)
            return
        words = BLANKS.sub(" ", text)
        if words.startswith(" "):
            self._blank = True
        if core := words.strip(" "):
            self._write(core)
            self._blank = words.endswith(" ")

    def result(self) -> str:
        text = "".join(self._pieces)
        lines = (line.rstrip(" \t") for line in text.split("\n"))
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")

    def _write(self, text: str) -> None:
        if self._breaks and self._pieces:
            self._pieces.append("\n" * self._breaks)
        elif self._blank and self._pieces and not self._pieces[-1].endswith(("\n", "\t")):
            self._pieces.append(" ")
        self._pieces.append(text)
        self._breaks, self._blank = 0, False

    def _break(self, lines: int) -> None:
        self._breaks = max(self._breaks, lines)
        self._blank = False

    def _cell(self, node: Any) -> None:
        if node.getprevious() is not None:
            self._write("\t")
        self._breaks = 0 if node.getprevious() is not None else self._breaks


def looks_like_html(file: File) -> bool:
    """Whether the head holds a doctype, an html element or several tags."""
    from pipeline.readers.text import looks_like_text

    head = file.head[:8192]
    if b"\0" in head:
        head = head.replace(b"\0", b"")
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:200].lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return True
    if start.startswith((b"{", b"[")) or file.extension in ("txt", "csv", "json", "jsonl", "eml"):
        return False
    tags = len(TAG.findall(head))
    return tags >= (1 if file.extension in HTML_EXTENSIONS else LEAST_TAGS) and looks_like_text(file.head)


HTML_EXTENSIONS = ("html", "htm", "xhtml", "shtml")

READER = Reader(
    name="HTML",
    media_type="text/html",
    extensions=HTML_EXTENSIONS,
    sniff=looks_like_html,
    read=read_html,
    version="1",
)
