"""Lay out one edition of a manuscript in this process: with WeasyPrint as it comes, or as a build does.

    python bench/typography_engine.py stock|ours MANUSCRIPT EDITION OUT.pdf

Prints as one line of JSON the CPU seconds of layout and writing, the pages, and the peak of memory in MB
before the layout and at the end.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from typography_book import prepared  # noqa: E402 - the folders are not on the path before

from banben.documents import Publication  # noqa: E402


def stock_pages(publication: Publication) -> Any:
    """Return the publication's pages as WeasyPrint lays them out with its own parser and functions."""
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    from banben.writers.fetching import BASE, Shelf

    (source,) = publication.documents
    html = HTML(string=source.content, base_url=BASE + source.name, url_fetcher=Shelf(publication))
    return html.render(font_config=FontConfiguration())


def stock(publication: Publication, out: Path) -> tuple[float, float, int]:
    """Write *publication* without our functions; return CPU seconds of layout and writing, and pages."""
    start = time.process_time()
    document = stock_pages(publication)
    laid_out = time.process_time()
    document.write_pdf(out, pdf_tags=True)
    return laid_out - start, time.process_time() - laid_out, len(document.pages)


def ours(publication: Publication, out: Path) -> tuple[float, float, int]:
    """Write *publication* as a build does; return the CPU seconds of layout and writing, and the pages."""
    from banben.writers import pdf

    times = [time.process_time()]
    lay_out = pdf.lay_out

    def timed(item: Publication) -> Any:
        document = lay_out(item)
        times.append(time.process_time())
        return document

    setattr(pdf, "lay_out", timed)  # noqa: B010 - timed where it stands, between the patches
    artifact, _ = pdf.write(publication)
    out.write_bytes(artifact.content)
    start, laid_out = times
    return laid_out - start, time.process_time() - laid_out, artifact.pages


def main() -> None:
    """Lay out, write, print the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("kind", choices=("stock", "ours"))
    options.add_argument("manuscript", type=Path)
    options.add_argument("edition")
    options.add_argument("out", type=Path)
    chosen = options.parse_args()
    publication = prepared(chosen.manuscript, chosen.edition).publication
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    layout, writing, pages = (stock if chosen.kind == "stock" else ours)(publication, chosen.out)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        json.dumps({"layout": layout, "writing": writing, "before": before, "memory": peak, "pages": pages})
    )


if __name__ == "__main__":
    main()
