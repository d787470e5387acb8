"""Both pages in real Chromium: nothing runs, nothing is loaded, everything can be seen and read."""

import shutil
from dataclasses import dataclass, field

import pytest
from report_cases import HOSTILE, Metadata, explained, hostile_version

from tasks.document import Action
from tasks.report.explain import explain_html
from tasks.report.page import write_report

playwright = pytest.importorskip("playwright.sync_api", reason="playwright's Python package is not installed")

WIDTHS = (390, 1280)


@pytest.fixture(scope="module")
def browser():
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        pytest.skip("no Chromium on this machine: neither chromium, chromium-browser nor google-chrome is on the PATH")
    with playwright.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@dataclass
class Watched:
    """A page with all that it said, asked for, or tried to do."""

    page: object
    complaints: list = field(default_factory=list)
    requests: list = field(default_factory=list)


@pytest.fixture
def opened(browser):
    """Opens a file, watched, and closes it again."""
    contexts = []

    def open_(path, width=1280, scheme="light"):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        watched = Watched(context.new_page())
        watched.page.on("console", lambda message: watched.complaints.append(message.text))
        watched.page.on("pageerror", lambda error: watched.complaints.append(str(error)))
        watched.page.on("dialog", lambda dialog: (watched.complaints.append(dialog.message), dialog.dismiss()))
        watched.page.on("request", lambda request: watched.requests.append(request.url))
        watched.page.goto(path.as_uri())
        return watched

    yield open_
    for context in contexts:
        context.close()


def faults(watched, path):
    """What a self-contained page must not do, as a list of sentences; empty for a good page."""
    found = [f"complained: {text[:120]}" for text in watched.complaints]
    found += [f"asked for {url[:120]}" for url in watched.requests if url != path.as_uri()]
    if watched.page.evaluate("'hostile' in window"):
        found.append("ran a script")
    scroll, client = watched.page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    if scroll > client:
        found.append(f"is {scroll} px wide in a window of {client}")
    return found


@pytest.fixture
def report(rich_version):
    return write_report(rich_version.write())


@pytest.fixture
def explanation(tmp_path):
    made = [(i, Action.DROP if i % 2 else Action.ROUTE, text, text, 0.9, text) for i, text in enumerate(HOSTILE[:8], 1)]
    cleaned = explained("\n".join(HOSTILE), *made, headline=9, record=HOSTILE[1])
    path = tmp_path / "explained.html"
    path.write_text(explain_html(cleaned, Metadata(title=HOSTILE[0], authors=tuple(HOSTILE))), encoding="utf-8")
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_report_is_quiet_self_contained_and_fits(opened, report, width, scheme):
    watched = opened(report, width, scheme)
    assert faults(watched, report) == []
    headings = watched.page.get_by_role("heading")
    names = [headings.nth(i).inner_text() for i in range(headings.count())]
    for name in ("In numbers", "Removed, by family", "Before and after", "Sites", "Metadata", "Languages",
                 "Quarantine", "Audit", "Sources", "How to read this"):  # fmt: skip
        assert name in names
        assert watched.page.get_by_role("heading", name=name, exact=True).first.is_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_hostile_dataset_makes_a_harmless_report(opened, version, width):
    path = write_report(hostile_version(version))
    watched = opened(path, width)
    for summary in watched.page.locator("details.sample > summary").all()[1:]:
        summary.click()
    assert watched.page.locator("details:not([open])").count() == 0
    assert faults(watched, path) == []
    assert watched.page.get_by_text("<script>window.hostile = 1</script>").first.is_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_hostile_document_is_explained_harmlessly(opened, explanation, width):
    watched = opened(explanation, width)
    assert faults(watched, explanation) == []
    assert watched.page.get_by_role("heading", name="Line by line").is_visible()
    assert watched.page.locator(".line .no").count() == len(HOSTILE)


@pytest.mark.parametrize(
    ("poison", "fault"),
    [
        ("<script>window.hostile = 1</script>", "complained: Executing inline script violates"),
        ('<p style="color:red">x</p>', "complained: Applying inline style violates"),
        (
            '<img src="https://evil.example/x.png">',
            "complained: Loading the image 'https://evil.example/x.png' violates",
        ),
        ('<link rel="stylesheet" href="other.css">', "complained: Loading the stylesheet"),
        ('<iframe src="other.html"></iframe>', "complained: Framing"),
        ('<div><svg width="4000" height="1"></svg></div>', "is 4"),
    ],
)
def test_the_check_itself_can_fail(opened, report, poison, fault):
    html = report.read_text(encoding="utf-8")
    report.write_text(html.replace("</main>", poison + "</main>"), encoding="utf-8")
    watched = opened(report)
    found = faults(watched, report)
    assert any(sentence.startswith(fault) for sentence in found), found


def test_without_its_policy_a_poisoned_page_is_caught_too(opened, report):
    html = report.read_text(encoding="utf-8").replace("Content-Security-Policy", "x-none")
    poison = '<script>window.hostile = 1</script><img src="http://127.0.0.1:9/x.png">'
    report.write_text(html.replace("</main>", poison + "</main>"), encoding="utf-8")
    found = faults(opened(report), report)
    assert "ran a script" in found
    assert "asked for http://127.0.0.1:9/x.png" in found


def test_samples_open_and_switch_to_the_clean_text(opened, report):
    page = opened(report).page
    second = page.locator("details.sample").nth(1)
    assert second.locator(".inside").is_hidden()
    second.locator("summary").click()
    assert second.locator("del.text").is_visible()
    assert page.locator("details.sample").nth(0).locator(".line.route").first.is_visible()
    second.get_by_label("Show the clean text only").check()
    assert second.locator("del.text").is_hidden()
    assert second.get_by_text("Dike closed").last.is_visible()


def test_dropped_and_routed_lines_look_different(opened, report):
    page = opened(report).page
    style = "e => { const s = getComputedStyle(e); return [s.borderLeftStyle, s.backgroundColor] }"
    dropped = page.locator(".inside .lines .drop").first.evaluate(style)
    routed = page.locator(".inside .lines .route").first.evaluate(style)
    kept = page.locator(".inside .lines .keep").first.evaluate(style)
    assert dropped[0] == "solid"
    assert routed[0] == "dotted"
    assert dropped[1] != routed[1] == kept[1]
    families = page.locator(".inside .lines .drop")
    assert len({families.nth(i).evaluate(style)[1] for i in range(families.count())}) == 3


CONTRAST = """() => {
  const canvas = document.createElement('canvas'); canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d', {willReadFrequently: true});
  const rgb = (...layers) => {
    context.clearRect(0, 0, 1, 1);
    for (const layer of layers) { context.fillStyle = layer; context.fillRect(0, 0, 1, 1); }
    return context.getImageData(0, 0, 1, 1).data;
  };
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const poor = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let seen = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim()) continue;
    seen++;
    const layers = [];
    for (let e = node.parentElement; e; e = e.parentElement) layers.unshift(getComputedStyle(e).backgroundColor);
    const back = light(rgb('white', ...layers));
    const front = light(rgb('white', ...layers, getComputedStyle(node.parentElement).color));
    const ratio = (Math.max(back, front) + 0.05) / (Math.min(back, front) + 0.05);
    if (ratio < LEAST) poor.push(ratio.toFixed(2) + ' ' + node.data.trim().slice(0, 40));
  }
  return [seen, poor];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_the_contrast_that_wcag_asks_for(opened, version, scheme):
    # Every colour of the style sheet, as a chip and on dropped and routed lines, beside all that is always there.
    version.document("d", 10, 5)
    lines = [
        {"text": "a line", "action": action, "family": f"family {i}", "rule_id": "rule", "score": 0.5}
        for i in range(26) for action in ("drop", "route", "keep")
    ]  # fmt: skip
    version.samples = {0: [{"doc_id": "d", "title": "T", "lines": lines}]}
    version.audit = {"success": True, "suites": []}
    page = opened(write_report(version.write()), scheme=scheme).page
    seen, poor = page.evaluate(CONTRAST.replace("LEAST", "4.5"))
    assert seen > 300
    assert poor == []
    assert page.evaluate(CONTRAST.replace("LEAST", "21"))[1]  # the measure itself tells good from poor
