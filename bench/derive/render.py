"""From a node to a file: the text as textkin defines it, with its codes, and the bytes that say it."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from random import Random

import operators
from carried import Text, added, edited, folded, joined
from sites import Site
from world import Node

_MARKDOWN = re.compile(r"[*_\[\]`#]")


@dataclass
class Page:
    text: Text
    parts: list[tuple[int, int]]
    body: tuple[int, int]
    source: str  # what is written: the file's characters, or the record's text


def layout(node: Node, parts: list[Node], site: Site, shown: str, teaser: str, rng: Random) -> list[tuple[str, Text, int]]:
    """Blocks in order: (tag, text, part or -1). One paragraph a block."""
    chinese = site.language == "zh"
    chrome = lambda words: added(words, "chrome")  # noqa: E731
    blocks: list[tuple[str, Text, int]] = [("nav", chrome(line), -1) for line in site.header]
    blocks.append(("h1", chrome(node.title), -1))
    if site.double_title:
        blocks.append(("p", added(node.title, "double_title"), -1))
    if shown:
        blocks.append(("small", chrome(("发布 " if chinese else "Posted ") + shown + ("  阅读 " if chinese else "  read ") + str(rng.randint(20, 9000))), -1))
    for number, part in enumerate(parts, 1):
        head = f"篇{number}：{part.title}" if chinese else f"Paper {number}: {part.title}"
        blocks.append(("h2", chrome(head), number - 1))
        blocks += [("p", line, number - 1) for line in lines(part.body)]
    if not parts:
        blocks += [("p", line, -2) for line in lines(node.body)]
    if teaser:
        blocks.append(("aside", added(teaser, "teaser"), -1))
    blocks += [("footer", chrome(line), -1) for line in site.footer]
    if "traditional" in site.filters:
        blocks = [(tag, operators.to_traditional(block, site, rng), part) for tag, block, part in blocks]
    return blocks


def lines(body: Text) -> list[Text]:
    found: list[Text] = []
    at = 0
    for line in body.chars.split("\n"):
        if line.strip():
            found.append(body[at : at + len(line)])
        at += len(line) + 1
    return found


def page(blocks: list[tuple[str, Text, int]], form: str, title: str, count: int) -> Page:
    pieces: list[Text] = []
    ranges = {part: [-1, -1] for part in range(-2, count)}
    out: list[str] = []
    length = 0
    gap = {"html": "\n", "md": "\n\n"}.get(form, "\n")
    heads = {"h1": "# ", "h2": "## "}
    for tag, block, part in blocks:
        if form == "html":
            block = folded(block)
            if not block.chars:
                continue
            out.append(element(tag, block.chars))
        elif form == "md":
            edits = [(match.start(), match.end(), "\\" + match.group()) for match in _MARKDOWN.finditer(block.chars)]
            block = escaped(block, edits)
            block = joined((added(heads.get(tag, ""), "markup"), block))
        if pieces:
            pieces.append(added(gap, "markup"))
            length += len(gap)
        if ranges[part][0] < 0:
            ranges[part][0] = length
        pieces.append(block)
        length += len(block)
        ranges[part][1] = length
    text = joined(pieces)
    source = text.chars
    if form == "html":
        script = "<script>var page = '第 1 页';</script>"
        source = f"<!DOCTYPE html>\n<html><head><meta charset='CHARSET'><title>{html.escape(title)}</title>\n<style>p {{ margin: 1em }}</style>{script}</head>\n<body>\n" + "\n".join(out) + "\n</body></html>\n"
    return Page(text, [(ranges[part][0], ranges[part][1]) for part in range(count)], (ranges[-2][0], ranges[-2][1]), source)


def escaped(block: Text, edits: list[tuple[int, int, str]]) -> Text:
    """Backslashes go before signs that Markdown would take for its own; the signs keep their origin."""
    if not edits:
        return block
    return edited(block, [(begin, begin, "\\") for begin, _, _ in edits], "markup")


def element(tag: str, chars: str) -> str:
    inner = html.escape(chars, quote=False).replace("  ", " ")
    if tag == "nav":
        return f'<nav class="crumbs"><a href="/">{inner}</a></nav>'
    if tag == "p":
        return f"<p>\n  {inner}\n</p>"
    if tag == "small":
        return f'<div class="meta">{inner}</div>'
    return f"<{tag}>{inner}</{tag}>"


def record(page_text: str, key: str, title: str, shown: str, escape: bool) -> str:
    fields: dict[str, str] = {"id": key, "title": title, "text": page_text}
    if shown:
        fields["date"] = shown
    return json.dumps(fields, ensure_ascii=escape)
