"""What reaches the terminal."""

import io

import pytest
from rich.table import Table
from rich.text import Text

from flows.console import SafeConsole


@pytest.mark.parametrize("character", ["\x1b", "\x07", "\x08", "\r", "\x9b", "\u202e", "\u2066"])
def test_no_character_of_a_text_steers_the_terminal(character: str) -> None:
    table = Table("текст")
    table.add_row(Text(f"до{character}[31mпісля", style="bold"))
    stream = io.StringIO()
    SafeConsole(file=stream, force_terminal=True, color_system="standard").print(table, Text(f"а{character}б"))
    shown = stream.getvalue().replace("\x1b[", "")
    assert character not in shown
    assert "після" in shown


def test_colours_and_lines_are_kept() -> None:
    stream = io.StringIO()
    SafeConsole(file=stream, force_terminal=True, color_system="standard").print(Text("а\nб", style="red"))
    assert stream.getvalue() == "\x1b[31mа\x1b[0m\n\x1b[31mб\x1b[0m\n"
