"""The rivals: each sets the same text on the same page with its best settings for Chinese.

The page: A5, 27 ideographs by 26 lines of 10.5 on 18 pt (`banben/type_area.py`), the fonts of our editions.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from typography_book import ROOT, Prepared
from typography_markup import HTML, LATEX, TYPST, source

TIMEOUT = 900
MARGINS = "top: 22mm, bottom: 22.9mm, inside: 23mm, outside: 25mm"

TYPST_HEAD = f"""
#set page(width: 148mm, height: 210mm, margin: ({MARGINS}), numbering: "1")
#set text(font: ("Noto Serif CJK SC",), size: 10.5pt, lang: "zh", region: "cn", cjk-latin-spacing: auto,
  top-edge: 0.88em, bottom-edge: -0.12em)
#set smartquote(enabled: false)
#set par(justify: true, leading: 7.5pt, spacing: 7.5pt, first-line-indent: (amount: 2em, all: true))
#set list(indent: 0.5em)
#set enum(indent: 0.5em)
#show heading.where(level: 1): it => {{ pagebreak(weak: true); block(text(size: 20pt, it.body)) }}
#show heading.where(level: 2): it => block(text(size: 13.5pt, it.body))
#show emph: it => text(font: "LXGW WenKai", style: "normal", it.body)
#show footnote.entry: set text(size: 8.5pt)

"""

LATEX_HEAD = r"""
\documentclass[fontset=none,zihao=5,linespread=1.42857,openany,scheme=chinese]{ctexbook}
\usepackage[paperwidth=148mm,paperheight=210mm,textwidth=283.5bp,textheight=468bp,inner=23mm,top=22mm]{geometry}
\usepackage{url}\urlstyle{same}
\setmainfont{Liberation Serif}
\setCJKmainfont[BoldFont={Noto Sans CJK SC},ItalicFont={LXGW WenKai}]{Noto Serif CJK SC}
\setCJKsansfont{Noto Sans CJK SC}
\setCJKmonofont{Noto Sans CJK SC}
\xeCJKsetup{CheckSingle=true,PunctStyle=PUNCT}\xeCJKDeclareCharClass{CJK}{"2103}
\ctexset{chapter={format=\Large\bfseries,beforeskip=0pt},section={format=\large\bfseries}}
\setlength{\parskip}{0pt}
\pagestyle{plain}\clubpenalty=10000 \widowpenalty=10000 \raggedbottom
\begin{document}
"""

HTML_HEAD = """<!DOCTYPE html>
<html lang="zh-Hans-CN"><head><meta charset="utf-8"><title>bench</title><style>
@page { size: 148mm 210mm; margin: 22mm 25mm 22.9mm 23mm; @bottom-center { content: counter(page); } }
@page :left { margin-left: 25mm; margin-right: 23mm; }
html { font-family: "Noto Serif CJK SC"; font-size: 10.5pt; line-height: 18pt; }
body { margin: 0; text-align: justify; text-spacing-trim: trim-start; text-autospace: normal;
  text-spacing: auto; line-break: strict; hanging-punctuation: none; widows: 2; orphans: 2; hyphens: none; }
p { margin: 0; text-indent: 2em; } li p, .note p { text-indent: 0; }
h1 { break-before: page; font-size: 20pt; line-height: 36pt; margin: 0 0 36pt; }
h2 { font-size: 13.5pt; line-height: 18pt; margin: 18pt 0; break-after: avoid; }
ul, ol { margin: 0; padding-left: 2em; } blockquote { margin: 0 2em; }
em { font-family: "LXGW WenKai"; font-style: normal; } strong { font-family: "Noto Sans CJK SC"; }
code { font-family: inherit; } .note { float: footnote; font-size: 8.5pt; line-height: 12pt; }
</style></head><body>
"""


@dataclass(frozen=True, slots=True)
class Set:
    """What an engine made; *seconds* is wall time, *pdf* is None and *why* says it if it made none."""

    name: str
    pdf: Path | None
    seconds: float = 0.0
    why: str = ""


def typst(ready: Prepared, folder: Path) -> Set:
    """Set the book with Typst (PyPI: typst)."""
    file, pdf = folder / "typst.typ", folder / "typst.pdf"
    file.write_text(TYPST_HEAD + source(ready.book, TYPST), "utf-8")
    script = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"
    return _run("Typst", [sys.executable, "-c", script, str(file), str(pdf)], folder, pdf)


def latex(ready: Prepared, folder: Path, punctuation: str = "kaiming") -> Set:
    """Set the book with XeLaTeX and ctex (Debian: texlive-xetex, texlive-lang-chinese)."""
    name = f"ctex {punctuation}"
    if shutil.which("xelatex") is None:
        return Set(name, None, why="xelatex is not installed")
    file = folder / f"{punctuation}.tex"
    head = LATEX_HEAD.replace("PUNCT", punctuation)
    file.write_text(head + source(ready.book, LATEX) + "\\end{document}\n", "utf-8")
    command = ["xelatex", "-interaction=nonstopmode", "-halt-on-error", file.name]
    return _run(name, command, folder, file.with_suffix(".pdf"))


def vivliostyle(ready: Prepared, folder: Path) -> Set:
    """Set the book with Vivliostyle (npm: @vivliostyle/cli) and the system's Chromium."""
    command, browser = _vivliostyle(), shutil.which("chromium")
    if command is None or browser is None:
        return Set("Vivliostyle", None, why="vivliostyle or chromium is not installed")
    file, pdf = folder / "vivliostyle.html", folder / "vivliostyle.pdf"
    file.write_text(HTML_HEAD + source(ready.book, HTML) + "</body></html>\n", "utf-8")
    options = ["build", file.name, "-o", pdf.name, "--executable-browser", browser, "--timeout", str(TIMEOUT)]
    return _run("Vivliostyle", [command, *options], folder, pdf)


def _vivliostyle() -> str | None:
    """Return the command, from PATH or from the folder of npm that VIVLIOSTYLE names."""
    return shutil.which("vivliostyle") or shutil.which("vivliostyle", path=os.environ.get("VIVLIOSTYLE", ""))


def stock(folder_of_book: Path, folder: Path) -> Set:
    """Set our own HTML with WeasyPrint as it comes."""
    return _weasyprint("WeasyPrint", "stock", folder_of_book, "cn", folder)


def ours(folder_of_book: Path, folder: Path, edition: str = "cn") -> Set:
    """Set the book as a build does."""
    return _weasyprint("Banben", "ours", folder_of_book, edition, folder)


def _weasyprint(name: str, kind: str, book: Path, edition: str, folder: Path) -> Set:
    pdf = folder / f"{kind}-{edition}.pdf"
    script = str(ROOT / "bench" / "typography_engine.py")
    return _run(name, [sys.executable, script, kind, str(book), edition, str(pdf)], folder, pdf)


def _run(name: str, command: list[str], folder: Path, pdf: Path) -> Set:
    """Run *command*, which makes *pdf*; its last words say why when it does not."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", "")))}
    start = time.perf_counter()
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=TIMEOUT,
            errors="replace",
        )
    except subprocess.TimeoutExpired:
        return Set(name, None, why=f"not done after {TIMEOUT} s")
    seconds = time.perf_counter() - start
    if done.returncode or not pdf.exists():
        words = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()]
        return Set(name, None, seconds, next(iter(words[-1:]), "no output"))
    return Set(name, pdf, seconds)


RIVALS: Mapping[str, Callable[[Prepared, Path], Set]] = {
    "ctex kaiming": latex,
    "ctex quanjiao": partial(latex, punctuation="quanjiao"),
    "Typst": typst,
    "Vivliostyle": vivliostyle,
}
