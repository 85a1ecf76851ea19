"""The road without Banben, for comparison: pandoc makes one HTML file, WeasyPrint one PDF of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pypandoc
import weasyprint

SHEET = """
@page { size: A5; margin: 18mm 16mm; @bottom-center { content: counter(page); font-size: 8pt } }
body { font: 10.5pt/1.7 "Noto Serif CJK SC", serif; text-align: justify }
h1 { break-before: page; font-size: 18pt } h2 { font-size: 13pt }
p { margin: 0; text-indent: 2em } li p, td p, blockquote p { text-indent: 0 }
table { border-collapse: collapse; margin: 1em auto } td, th { border: .3pt solid; padding: .2em .6em }
nav a::after { content: leader(".") target-counter(attr(href), page) }
"""


def main(book: Path, out: Path) -> None:
    """Turn the chapters of *book* into *out*/plain.html and *out*/plain.pdf."""
    html = out / "plain.html"
    sheet = out / "plain.css"
    sheet.write_text(SHEET, "utf-8")
    chapters = sorted(map(str, book.glob("*.md")))
    pandoc = [pypandoc.get_pandoc_path(), "--standalone", "--toc", "--file-scope", "--to=html5"]
    pandoc += ["--metadata=title:两个部门的一年", "--metadata=lang:zh-Hans-CN", f"--css={sheet.name}"]
    subprocess.run([*pandoc, f"--output={html}", *chapters], check=True)
    weasyprint.HTML(html).write_pdf(out / "plain.pdf")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
