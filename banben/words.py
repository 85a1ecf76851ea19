"""The command line's own words in Chinese and English, and which of the two the writer reads."""

from __future__ import annotations

import os
from collections.abc import Mapping

from banben.problems import Locale

WORDS: Mapping[str, Mapping[Locale, str]] = {
    "file": {"zh": "文件", "en": "file"},
    "size": {"zh": "大小", "en": "size"},
    "pages": {"zh": "页数", "en": "pages"},
    "seconds": {"zh": "秒", "en": "seconds"},
    "problems": {"zh": "问题", "en": "problems"},
    "edition": {"zh": "版本", "en": "edition"},
    "assemble": {"zh": "组稿", "en": "assembling"},
    "localize": {"zh": "转换", "en": "converting"},
    "render": {"zh": "排入模板", "en": "rendering"},
    "epub": {"zh": "写 EPUB", "en": "writing EPUB"},
    "pdf": {"zh": "排版", "en": "laying out"},
    "verify": {"zh": "核对", "en": "checking"},
    "published": {"zh": "完成", "en": "done"},
    "failed": {"zh": "未出", "en": "not published"},
    "page": {"zh": "{n} 页", "en": "{n} pages"},
    "none": {"zh": "没有发现问题", "en": "no problems found"},
    "counts": {
        "zh": "{errors} 个错误，{warnings} 个警告，{notes} 个提示",
        "en": "{errors} errors, {warnings} warnings, {notes} notes",
    },
    "kept": {
        "zh": "有错误的版本没有出版；先前的文件原样保留。",
        "en": "editions with errors were not published; earlier files are as they were.",
    },
    "created": {"zh": "已建立 {path}，试试：{command}", "en": "made {path}; now try: {command}"},
    "review": {
        "zh": "{edition}：待定 {rows} 行 {places} 处（每万字 {density} 处），建议 {proposals} 行，"
        "有把握的 {sure} 行，已定 {decided} 行",
        "en": "{edition}: to decide {rows} rows, {places} places ({density} in 10,000 characters); "
        "{proposals} proposals, {sure} sure, {decided} decided",
    },
    "recorded": {"zh": "写了 {count} 行", "en": "lines written: {count}"},
    "written": {"zh": "成品在 {path}", "en": "files are in {path}"},
}


def locale() -> Locale:
    """Return the locale of messages: BANBEN_LANG, else LC_ALL, LC_MESSAGES, LANG; Chinese for zh…"""
    for name in ("BANBEN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def word(key: str, **values: object) -> str:
    """Return the phrase *key* in the writer's locale with *values* in its fields."""
    return WORDS[key][locale()].format(**values)
