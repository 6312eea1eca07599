"""Words of a PDF page in pdfium's content order, with boxes in points from the displayed page's top left."""

import re
from collections.abc import Callable
from ctypes import byref, c_float
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

TOKEN = re.compile(r"([^\s\ufffe\x02]+)(\ufffe|\x02)?(\s*)")
"""A word, pdfium's mark for a hyphen at a line's end (the line break itself is then missing), the blanks behind."""
ANGLE_PROBES = 15


class Box(NamedTuple):
    """A rectangle in points from the top left."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


class Word(NamedTuple):
    """A word, its box as displayed, the same turned so that text runs to the right, whether a line ends behind it."""

    text: str
    box: Box
    turned: Box
    ends_line: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """How page coordinates become displayed ones: the visible box in page space and the page's rotation in degrees."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    @property
    def size(self) -> tuple[float, float]:
        """Displayed width and height."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.rotation in (90, 270) else (width, height)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """The displayed box of a rectangle in page space."""
        if self.rotation == 0:
            return Box(left - self.left, self.top - top, right - self.left, self.top - bottom)
        match self.rotation:
            case 90:
                return Box(bottom - self.bottom, left - self.left, top - self.bottom, right - self.left)
            case 180:
                return Box(self.right - right, bottom - self.bottom, self.right - left, top - self.bottom)
            case _:
                return Box(self.top - top, self.right - right, self.top - bottom, self.right - left)


def frame_of(page: pypdfium2.PdfPage) -> Frame:
    """The page's visible box and rotation."""
    left, bottom, right, top = page.get_bbox()
    return Frame(left=left, bottom=bottom, right=right, top=top, rotation=page.get_rotation())


def words_of(text_page: pypdfium2.PdfTextPage, text: str, frame: Frame) -> list[Word]:
    """The page's words in content order. `text` is what pdfium gave for the whole page."""
    box_around = _box_finder(text_page, text, frame)
    turn, size = _turn(text_page, text, frame), frame.size
    words = []
    for found in TOKEN.finditer(text):
        token, hyphen, blanks = found.groups()
        start, end = found.span(1)
        box = box_around(start, end - 1)
        if hyphen:
            token += "-"
        ends_line = hyphen is not None or "\n" in blanks or "\r" in blanks
        words.append(Word(token, box, turned(box, turn, size) if turn else box, ends_line))
    return words


def turned(box: Box, degrees: int, size: tuple[float, float]) -> Box:
    """The box on a page turned by `degrees` (counter-clockwise) so that its text runs to the right."""
    width, height = size
    match degrees:
        case 90:
            return Box(height - box.bottom, box.x0, height - box.top, box.x1)
        case 180:
            return Box(width - box.x1, height - box.bottom, width - box.x0, height - box.top)
        case 270:
            return Box(box.top, width - box.x1, box.bottom, width - box.x0)
        case _:
            return box


def _box_finder(text_page: pypdfium2.PdfTextPage, text: str, frame: Frame) -> Callable[[int, int], Box]:
    """A function from the places of a word's first and last character to the displayed box around both.

    Boxes are loose ones (the font's ascent to its descent): the fonts of some scanners' text layers have no height of
    their own. A word that pdfium knows no place for gets the box of the word before. This is the hot loop of the
    reader: two calls of pdfium a word, nothing else.
    """
    raw, rect = text_page.raw, pdfium.FS_RECTF()
    ref, find, place = byref(rect), pdfium.FPDFText_GetLooseCharBox, frame.box
    index = None if text_page.count_chars() == len(text) else _indices(raw, text)
    before = Box(0.0, 0.0, 0.0, 0.0)

    def box_around(first: int, last: int) -> Box:
        nonlocal before
        if index is not None:
            first, last = index[first], index[last]
        if not find(raw, first, ref):
            return before
        left, bottom, right, top = rect.left, rect.bottom, rect.right, rect.top
        if last != first and find(raw, last, ref):
            left2, bottom2, right2, top2 = rect.left, rect.bottom, rect.right, rect.top
            left = left if left < left2 else left2
            bottom = bottom if bottom < bottom2 else bottom2
            right = right if right > right2 else right2
            top = top if top > top2 else top2
        before = place(left, bottom, right, top)
        return before

    return box_around


def _indices(raw: object, text: str) -> list[int]:
    """pdfium's character index of each code point (its text counts UTF-16 units and leaves characters out)."""
    at, indices = 0, []
    for character in text:
        indices.append(max(0, pdfium.FPDFText_GetCharIndexFromTextIndex(raw, at)))
        at += 2 if character > "\uffff" else 1
    return indices


def _turn(text_page: pypdfium2.PdfTextPage, text: str, frame: Frame) -> int:
    """Degrees (counter-clockwise) by which most of the page's text is turned as displayed: 0, 90, 180 or 270."""
    count = text_page.count_chars()
    probes = range(0, count, max(1, count // ANGLE_PROBES))
    angles = [pdfium.FPDFText_GetCharAngle(text_page.raw, i) for i in probes if i < len(text) and not text[i].isspace()]
    angles = [a for a in angles if a >= 0]
    if not angles:
        return 0
    clockwise: int = round(median(angles) * 57.29578 / 90) * 90
    return (-clockwise - frame.rotation) % 360


def rulings_of(page: pypdfium2.PdfPage, frame: Frame, most: int) -> list[Box]:
    """Boxes of the lines and rectangles drawn on the page; none if there are more than `most`."""
    objects = [pdfium.FPDFPage_GetObject(page.raw, i) for i in range(pdfium.FPDFPage_CountObjects(page.raw))]
    paths = [o for o in objects if pdfium.FPDFPageObj_GetType(o) == pdfium.FPDF_PAGEOBJ_PATH]
    if len(paths) > most:
        return []
    sides = [c_float() for _ in range(4)]
    refs = [byref(side) for side in sides]
    boxes = []
    for path in paths:
        if pdfium.FPDFPath_CountSegments(path) <= 5 and pdfium.FPDFPageObj_GetBounds(path, *refs):
            boxes.append(frame.box(*(side.value for side in sides)))
    return boxes
