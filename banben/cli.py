"""The command line: words, options, exit codes; the only part that prints."""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from banben import __version__
from banben.jobs import default_jobs
from banben.problems import Exit, Stop, problem
from banben.screen import Screen

F = TypeVar("F", bound=Callable[..., Any])

BOOK = click.Path(path_type=Path, file_okay=False)
FORMATS = click.Choice(["epub", "pdf"])
HOUSE = click.option(
    "--house", type=BOOK, metavar="DIR", envvar="BANBEN_HOUSE", help="Folder of the house's rule files."
)


def book_options(command: F) -> F:
    """Add the options that name the manuscript and its editions."""
    for option in (
        click.option(
            "--edition", "editions", multiple=True, metavar="NAME", help="Only this edition (repeatable)."
        ),
        click.option("--language", metavar="TAG", help="Language of a folder without book.toml."),
        click.option(
            "--author", "authors", multiple=True, help="Author of a folder without book.toml (repeatable)."
        ),
        click.option("--title", help="Title of a folder without book.toml."),
        HOUSE,
        click.option(
            "--book", type=BOOK, metavar="DIR", help="Manuscript folder; the shipped book otherwise."
        ),
    ):
        command = option(command)
    return command


def voice_options(command: F) -> F:
    """Add the options that say how much is printed, and how."""
    for option in (
        click.option("--verbose", is_flag=True, help="Also show notes, stages and the traceback of a fault."),
        click.option("--quiet", is_flag=True, help="Print nothing but errors."),
        click.option("--json", "as_json", is_flag=True, help="Print one JSON document on standard output."),
    ):
        command = option(command)
    return command


class Words(click.Group):
    """A group whose word may be left out: `banben --edition tw` is `banben build --edition tw`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `build` first where the line names no word and asks for no general option."""
        general = {"--help", "-h", "--version"}
        if not args or (args[0] not in self.commands and args[0].startswith("-") and args[0] not in general):
            args = ["build", *args]
        return super().parse_args(ctx, args)


@click.group(cls=Words, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="banben")
def main() -> None:
    """Banben 版本: one Chinese manuscript becomes EPUB and PDF editions for every region.

    Without a word, `build` is meant. Messages are Chinese or English by the locale (BANBEN_LANG, LANG).

    \b
    Exit codes: 0 done · 1 the manuscript has errors · 2 wrong usage · 3 configuration, template or
    stylesheet · 4 fonts, tools, output folder · 5 what was made failed its checks · 70 a fault of ours
    """


@main.command()
@book_options
@click.option("--format", "formats", type=FORMATS, multiple=True, help="Only this format (repeatable).")
@click.option("--out", type=BOOK, default=Path("dist"), metavar="DIR", help="Output folder (dist).")
@click.option("--jobs", type=click.IntRange(1), default=default_jobs, help="Editions made at once.")
@click.option("--epubcheck", is_flag=True, help="Also run EPUBCheck (needs Java) before publishing.")
@voice_options
def build(out: Path, jobs: int, as_json: bool, quiet: bool, verbose: bool, **choice: Any) -> None:
    """Make the editions and publish them; the shipped book without --book."""
    from banben.commands import build_book

    run(Screen(as_json, quiet, verbose), lambda screen: build_book(screen, choice, out, jobs))


@main.command()
@book_options
@voice_options
def check(as_json: bool, quiet: bool, verbose: bool, **choice: Any) -> None:
    """Look for problems in manuscript and configuration; writes nothing."""
    from banben.commands import check_book

    run(Screen(as_json, quiet, verbose), lambda screen: check_book(screen, choice))


@main.command()
@book_options
@click.option("--out", type=BOOK, default=Path("dist"), metavar="DIR", help="Output folder (dist).")
@click.option(
    "--threshold", type=click.FloatRange(0, 1), metavar="N", help="Show what is less sure than this."
)
@voice_options
def review(
    out: Path, threshold: float | None, as_json: bool, quiet: bool, verbose: bool, **choice: Any
) -> None:
    """Write what an editor should look at in the conversion: a page and a table, in DIR/review."""
    from banben.commands import review_book

    run(Screen(as_json, quiet, verbose), lambda screen: review_book(screen, choice, out, threshold))


@main.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--edition", metavar="NAME", help="The edition, where FILE does not say.")
@click.option("--book", type=BOOK, metavar="DIR", help="Manuscript folder; the shipped book otherwise.")
@HOUSE
@click.option("--replace", "overrule", is_flag=True, help="Replace lines that say otherwise.")
@voice_options
def decide(file: Path, as_json: bool, quiet: bool, verbose: bool, **choice: Any) -> None:
    """Write the decisions of a review (its page's export, or its table) into the rule files."""
    from banben.commands import decide_file

    run(Screen(as_json, quiet, verbose), lambda screen: decide_file(screen, file, choice))


@main.command()
@click.option("--region", required=True, metavar="CODE", help="Region whose text is wanted: tw, hk …")
@click.option(
    "--from", "source", default="", metavar="CODE", help="Region of the text (the book's, else cn)."
)
@click.option("--no-words", is_flag=True, help="Convert characters alone, no regional words.")
@click.option("--book", type=BOOK, metavar="DIR", help="Use this book's rules and style.")
@HOUSE
@click.argument("file", type=click.File("rb"), default="-")
def convert(
    region: str, source: str, no_words: bool, book: Path | None, house: Path | None, file: Any
) -> None:
    """Convert plain text, line by line, as the editions do (standard input by default)."""
    from banben.commands import convert_file

    wish = {"region": region, "source": source, "words": not no_words, "book": book, "house": house}
    run(Screen(), lambda screen: convert_file(screen, wish, file))


@main.command()
@click.argument("folder", type=BOOK, metavar="DIR")
def new(folder: Path) -> None:
    """Start a small book that builds."""
    from banben.commands import new_book

    run(Screen(), lambda screen: new_book(screen, folder))


@main.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script that completes banben's words and options in SHELL."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(main, {}, "banben", "_BANBEN_COMPLETE").source())


def run(screen: Screen, command: Callable[[Screen], Exit]) -> None:
    """Run *command* and leave with its exit code; whatever happens, no traceback reaches the writer."""
    # A command keeps nearly all that it makes until it ends: looking for garbage costs it a tenth, and
    # once more when Python ends.
    atexit.register(gc.freeze)
    thresholds = gc.get_threshold()
    gc.set_threshold(1_000_000, 50, 50)
    try:
        code = command(screen)
    except Stop as stop:
        screen.texts = {**screen.texts, **stop.texts}
        code = screen.end(stop.problems)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as fault:
        if screen.verbose:
            raise
        screen.end([problem("E901", fault=f"{type(fault).__name__}: {fault}")])
        code = Exit.FAULT
    finally:
        gc.set_threshold(*thresholds)
    sys.exit(code)
