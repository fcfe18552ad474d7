"""The document as text, as a web page and as Markdown."""

from __future__ import annotations

from html import escape

from tests.knowledge.readers.writers.paper import Block, Line, Numbered, Table, lines


def write_text(blocks: tuple[Block, ...]) -> bytes:
    """Return the document as a text file in UTF-8."""
    return "".join(f"{line}\n" for line in lines(blocks)).encode()


def write_html(blocks: tuple[Block, ...], *, charset: str = "utf-8") -> bytes:
    """Return the document as the page of a government site, menus and scripts around it."""
    body = "\n".join(_element(block) for block in blocks)
    title = next((b.text for b in blocks if isinstance(b, Line)), "")
    page = f"""<!DOCTYPE html>
<html lang="zh"><head><meta charset="{charset}"><title>{escape(title)} - 临江区人民政府</title>
<style>p {{ text-indent: 2em }}</style><script>var 栏目 = "一、首页";</script></head>
<body><div class="header"><a href="/">首页</a> <a href="/a">政务公开</a> <a href="/b">办事</a></div>
<div class="nav"><ul><li><a href="/1">一、机构职能</a></li>
<li><a href="/2">政策文件</a></li></ul></div>
<div class="content"><div class="article">
{body}
</div></div>
<div class="related"><p><a href="/3">上一篇：关于做好寒假工作的通知</a></p></div>
<footer><p>版权所有：临江区人民政府  网站标识码 0000000000</p></footer>
</body></html>
"""
    return page.encode(charset)


def write_markdown(blocks: tuple[Block, ...]) -> bytes:
    """Return the document as Markdown: headings, a list with numbers, a table."""
    made = []
    for block in blocks:
        match block:
            case Line(title=True):
                made.append(f"# {block.text}")
            case Line():
                made.append(block.text)
            case Numbered(level=0 | 1):
                made.append(f"{'#' * (block.level + 2)} {block.label}{block.text}")
            case Numbered():
                head, _, tail = block.text.partition("。")
                made.append(f"{block.number}. **{head}。**{tail}")
            case Table():
                rule = "|" + "---|" * len(block.rows[0])
                first, *rest = [f"| {' | '.join(row)} |" for row in block.rows]
                made.append("\n".join([first, rule, *rest]))
    return "\n\n".join(made).encode() + b"\n"


def _element(block: Block) -> str:
    match block:
        case Line(title=True):
            return f'<h1 style="text-align:center">{escape(block.text)}</h1>'
        case Line():
            return f"<p>&nbsp;&nbsp;&nbsp;&nbsp;<span>{escape(block.text)}</span></p>"
        case Numbered(level=0):
            return f"<p>　　<strong>{block.label}{escape(block.text)}</strong></p>"
        case Numbered():
            return f"<p>　　{block.label}{escape(block.text)}</p>"
        case Table():
            rows = "".join(
                "<tr>" + "".join(f"<td><p>{escape(cell)}</p></td>" for cell in row) + "</tr>"
                for row in block.rows
            )
            return f'<table border="1"><tbody>{rows}</tbody></table>'
