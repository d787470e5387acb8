"""Pages for the tests of the classifier of HTML."""

from tasks.document import Document, Record
from tasks.segment import segment

MENU = "<nav class='menu'><ul><li><a href='/'>Home</a></li><li><a href='/n'>News</a></li></ul></nav>"
PROSE = (
    "The ferry was late again on Monday, and the boats that carry grain had to wait for it until the tide had turned, "
    "as they have done in every week since the bridge was closed."
)
ARTICLE = (
    f"<html><body class='post-page'>{MENU}<main><article class='post'><h1>Grain waits for the ferry</h1><p>{PROSE}</p>"
    f"<p>It is to be opened again in May, said the harbour office.</p><img src='a.png'><p>{PROSE}</p></article></main>"
    "<aside class='related'><h2>More stories</h2><p><a href='/a'>Bridge is closed</a></p>"
    "<p><a href='/b'>Tides of the week</a></p></aside><footer>© Harbour News</footer>"
    # What has no text, after all that has: none of it is part of another page.
    "<form><input><button></button></form><img src='pixel.gif'><a href='/top'></a></body></html>"
)
SHOP = (
    "<html><body><div id='shop'><ul>"
    + "".join(
        f"<li class='item'><img src='{n}.png'><a href='/{n}'>Rope no. {n}</a><span>€ {n}.50</span></li>"
        for n in range(9)
    )
    + "</ul></div></body></html>"
)
FLAT = "<body>one<br>two<br>three four five six</body>"
FRAMES = "<html><frameset cols='1,2'><frame src='a'><noframes>No frames</noframes></frameset></html>"
TEXTLESS = "<html><body class='post'><div><img src='a.png'><img src='b.png'></div><a href='/'></a></body></html>"
PAGES = (FRAMES, ARTICLE, TEXTLESS, FLAT, SHOP, TEXTLESS, ARTICLE, "", FLAT)
"""Any two of these side by side would show what one gives to the other."""


def document(html: str) -> Document:
    return segment(Record("page", "0", html, "html", "0" * 64))
