"""The report of the bundled book in a browser: no error, the pictures are there, nothing overflows, everything can be read."""

import html.parser
import re

import pytest

WIDTHS = [1280, 390]
SCHEMES = ["light", "dark"]
PAGES = [("index.html", "zh"), ("index.en.html", "en")]

# Elements whose content is wider than they are.
CLIPPED = """() => [...document.querySelectorAll('body *')].filter(node => {
  for (let above = node; above; above = above.parentElement) if (getComputedStyle(above).position === 'absolute') return false;
  if (node.closest('svg') || getComputedStyle(node).display === 'inline') return false;
  return node.clientWidth > 0 && node.scrollWidth > node.clientWidth + 1;
}).map(node => node.tagName + '.' + node.className + ': ' + node.textContent.trim().slice(0, 40)).slice(0, 5)"""

# Texts whose colour is too near to that of their background (WCAG 2.1: 4.5 for normal text).
TOO_FAINT = """() => {
  const parse = text => { const n = text.match(/[\\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n; };
  const channel = c => { c /= 255; return c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4; };
  const light = c => .2126 * channel(c[0]) + .7152 * channel(c[1]) + .0722 * channel(c[2]);
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + .05) / (y + .05); };
  const ground = node => { for (; node; node = node.parentElement) { const c = parse(getComputedStyle(node).backgroundColor); if (c[3] > 0) return c; } return [255, 255, 255, 1]; };
  const behind = node => {
    if (!node.closest('svg')) return ground(node);
    if (node.matches('.inf, .chip text')) return parse(getComputedStyle(node.parentElement.querySelector('.disc') ?? node.parentElement.querySelector('circle')).fill);
    const rect = node.matches('.name, .job, .role, .sup') && node.parentElement.querySelector('rect');
    return rect ? parse(getComputedStyle(rect).fill) : ground(node);
  };
  const found = new Map();
  for (const node of document.querySelectorAll('body *')) {
    if (![...node.childNodes].some(child => child.nodeType === 3 && child.data.trim()) || node.matches('script, title, desc')) continue;
    const style = getComputedStyle(node), box = node.getBoundingClientRect();
    if (box.width === 0) continue;
    const colour = parse(node.closest('svg') ? style.fill : style.color), value = ratio(colour, behind(node));
    if (value < 4.5) found.set(node.tagName + '.' + (node.className.baseVal ?? node.className), value);
  }
  return [...found];
}"""

# Cards of one picture that touch, and texts that leave their card.
PICTURE_FAULTS = """() => {
  const faults = [];
  for (const svg of document.querySelectorAll('svg.chain:not(.map)')) {
    if (svg.getBoundingClientRect().width === 0) continue;
    const cards = [...svg.querySelectorAll('g.p')].filter(g => g.querySelector('.name'));
    const boxes = cards.map(g => g.querySelector('rect').getBBox());
    cards.forEach((g, i) => {
      const a = boxes[i];
      for (const text of g.querySelectorAll('text')) {
        const t = text.getBBox();
        if (t.x < a.x || t.y < a.y || t.x + t.width > a.x + a.width || t.y + t.height > a.y + a.height) faults.push('outside: ' + text.textContent);
      }
      boxes.slice(0, i).forEach(b => {
        if (a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height) faults.push('overlap: ' + g.textContent);
      });
    });
  }
  for (const svg of document.querySelectorAll('svg')) {
    const view = svg.viewBox.baseVal;
    if (svg.getBoundingClientRect().width === 0) continue;
    for (const text of svg.querySelectorAll('text:not([transform])')) {
      const t = text.getBBox();
      if (t.x < view.x || t.y < view.y || t.x + t.width > view.x + view.width || t.y + t.height > view.y + view.height) faults.push('out of the picture: ' + text.textContent);
    }
  }
  return faults.slice(0, 5);
}"""


@pytest.fixture(scope="module")
def demo(cli, tmp_path_factory, root):
    import subprocess

    folder = tmp_path_factory.mktemp("demo")
    command = [str(cli), "demo", "--data", str(root / "examples/data"), "--out", str(folder)]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120)
    assert result.returncode == 0, result.stderr
    return folder


class Opened:
    """A page that writes down what goes wrong."""

    def __init__(self, context, path):
        self.problems = []
        self.page = context.new_page()
        self.page.on("console", lambda m: self.problems.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("request", lambda r: None if r.url.startswith(("file:", "data:")) else self.problems.append(r.url))
        self.page.goto(path.as_uri())


@pytest.fixture(scope="module", params=[(n, w, s) for n in PAGES for w in WIDTHS for s in SCHEMES], ids=lambda p: f"{p[0][1]}-{p[1]}-{p[2]}")
def opened(demo, browser, request):
    (name, _), width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    yield Opened(context, demo / name)
    context.close()


def test_page_opens_without_a_problem(opened):
    assert opened.problems == []


def test_nothing_overflows(opened):
    assert opened.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert opened.page.evaluate(CLIPPED) == []


def test_pictures_are_there_and_whole(opened):
    boxes = opened.page.evaluate("""() => [...document.querySelectorAll('svg[role=img]')].map(svg => {
      const box = svg.getBoundingClientRect(); return [box.width, box.height, svg.querySelector('title').textContent]; })""")
    shown = [box for box in boxes if box[0] > 0]
    assert len(shown) >= 60
    assert all(width > 50 and height > 50 and title for width, height, title in shown)
    assert opened.page.evaluate("document.querySelectorAll('svg.chain .name').length") > 100
    assert opened.page.evaluate("document.querySelectorAll('svg.matrix .chip').length") > 60
    assert opened.page.evaluate(PICTURE_FAULTS) == []


def test_every_text_can_be_read(opened):
    assert opened.page.evaluate(TOO_FAINT) == []


def test_pictures_are_legible(opened):
    """Scaled to the page, no letter of a picture is smaller than 9 pixels."""
    smallest = opened.page.evaluate("""() => Math.min(...[...document.querySelectorAll('svg text')].filter(t => t.getBoundingClientRect().width > 0)
      .map(t => parseFloat(getComputedStyle(t).fontSize) * t.ownerSVGElement.getBoundingClientRect().width / t.ownerSVGElement.viewBox.baseVal.width))""")
    assert smallest >= 9


@pytest.mark.parametrize("name,language", PAGES)
def test_page_is_built_for_everyone(demo, browser, name, language):
    page = browser.new_page()
    page.goto((demo / name).as_uri())
    assert page.evaluate("document.documentElement.lang").startswith(language)
    assert page.evaluate("document.querySelectorAll('h1').length") == 1
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.tagName[1])")
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:])), "no level is left out"
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(n => n.id)")
    assert len(ids) == len(set(ids))
    links = page.evaluate("[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.getAttribute('href').slice(1))")
    assert len(links) >= 100 and set(links) <= set(ids)
    page.close()


def test_languages_lead_to_each_other(demo, browser):
    page = browser.new_page()
    page.goto((demo / "index.html").as_uri())
    page.click("a.alt")
    assert page.url.endswith("index.en.html")
    page.click("a.alt")
    assert page.url.endswith("index.html")
    page.close()


def test_list_is_filtered_and_sorted(demo, browser):
    page = browser.new_page()
    page.goto((demo / "index.html").as_uri())
    rows = "[...document.querySelectorAll('table.ranked tbody tr')].filter(r => r.offsetHeight > 0)"
    everything = page.evaluate(f"{rows}.length")
    first = page.evaluate(f"{rows}[0].cells[1].querySelector('a').textContent")
    page.fill("input.find", first)
    assert page.evaluate(f"{rows}.every(r => r.textContent.includes({first!r}))")
    page.fill("input.find", "")
    assert page.evaluate(f"{rows}.length") == everything
    page.click("table.ranked th:nth-child(6) button")
    shares = page.evaluate(f"{rows}.map(r => +r.cells[5].dataset.o)")
    assert shares == sorted(shares) and len(set(shares)) > 1
    page.click("table.ranked th:nth-child(6) button")
    assert page.evaluate(f"{rows}.map(r => +r.cells[5].dataset.o)") == shares[::-1] or shares != sorted(set(shares))
    page.close()


def test_page_works_without_scripts(demo, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((demo / "index.html").as_uri())
    assert page.locator("table.ranked tbody tr").count() >= 50
    assert page.locator("input").count() == 0
    context.close()


def test_print_begins_a_page_with_each_account(demo, browser, tmp_path):
    page = browser.new_page(color_scheme="dark")
    page.goto((demo / "index.html").as_uri())
    accounts = page.locator("section.page").count()
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('section.page')).breakBefore") == "page"
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background == "rgb(255, 255, 255)"
    assert page.evaluate(TOO_FAINT) == []
    pdf = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) > accounts
    page.close()


def test_pages_are_small_and_need_nothing_from_outside(demo):
    for name, _ in PAGES:
        text = (demo / name).read_text(encoding="utf-8")
        assert len(text.encode()) < 4_000_000
        assert not re.search(r"(?:src|href)=\"(?:https?:)?//|@import|url\(", text)


class Balanced(html.parser.HTMLParser):
    """Fails on a tag that is not closed in order."""

    SINGLE = {"meta", "link", "br"}

    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, attributes):
        if tag not in self.SINGLE:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, self.getpos()


@pytest.mark.parametrize("name,language", PAGES)
def test_markup_is_balanced(demo, name, language):
    parser = Balanced()
    parser.feed((demo / name).read_text(encoding="utf-8"))
    assert parser.open == []


HOSTILE = """采集字段,填写内容
客户名称,<script>window.hit=1</script>
显性需求,<img src=x onerror='window.hit=1'>
联系人姓名,\"\"\"><svg onload=window.hit=1>\"
决策链关系,最终决策人：</text><script>window.hit=1</script>
"""


def test_names_are_inert(guanxi, browser, tmp_path):
    form = tmp_path / "form.csv"
    form.write_text(HOSTILE, encoding="utf-8")
    for suffix in ("html", "md", "txt"):
        result = guanxi("report", form, "--out", tmp_path / f"page.{suffix}", "--as-of", "2024-06-30")
        assert result.returncode in (0, 1), result.stderr
    page = browser.new_page()
    page.goto((tmp_path / "page.html").as_uri())
    page.wait_for_timeout(100)
    assert page.evaluate("window.hit") is None
    assert "<script>window.hit" in page.inner_text("body")
    page.close()
    assert "<script" not in (tmp_path / "page.md").read_text(encoding="utf-8")


def test_chinese_signs_are_drawn(demo, browser):
    """The fonts of this machine hold them: they are not all drawn as the same empty box."""
    page = browser.new_page()
    page.goto((demo / "index.html").as_uri())
    drawn = page.evaluate("""() => ['决', '客'].map(sign => { const canvas = document.createElement('canvas'), c = canvas.getContext('2d');
      c.font = '20px ' + getComputedStyle(document.body).fontFamily; c.fillText(sign, 2, 20); return canvas.toDataURL(); })""")
    assert drawn[0] != drawn[1]
    page.close()


def many_people(gx, count):
    people = [gx.Contact(id=gx.new_id(), display_name=name) for name in (["欧阳建国", "Alexandra Konstantinopoulou", "<b>王</b>"] * count)[:count]]
    stakeholders = [gx.Stakeholder(contact=person.id, roles=["decider"] if i == 0 else ["user"], influence=10 if i == 0 else i % 10, support=i % 5 - 2, coverage="in_depth" if i % 3 else "none") for i, person in enumerate(people)]
    ties = [gx.Tie(from_id=people[i].id, to_id=people[(i - 1) // 3].id, kind="reports_to") for i in range(1, count)]
    return gx.DecisionChain(stakeholders=stakeholders, ties=ties), people


COVERED = """() => {
  const boxes = [...document.querySelectorAll('text')].map(node => [node.textContent, node.getBBox()]), found = [];
  boxes.forEach(([a, p], i) => boxes.slice(0, i).forEach(([b, q]) => {
    const across = Math.min(p.x + p.width, q.x + q.width) - Math.max(p.x, q.x), down = Math.min(p.y + p.height, q.y + q.height) - Math.max(p.y, q.y);
    if (across > 1 && down > 4) found.push(a + ' / ' + b); }));
  return found; }"""


@pytest.mark.parametrize("count", [1, 5, 50])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_name_of_the_influence_map_covers_another(browser, count, lang):
    import guanxi as gx

    chain, people = many_people(gx, count)
    page = browser.new_page()
    for width in (1080, 340):
        svg = gx.report.influence_map(chain, as_of="2024-06-30", contacts=people, lang=lang, width=width)
        assert svg == gx.report.influence_map(chain, as_of="2024-06-30", contacts=people, lang=lang, width=width)
        page.set_content(svg)
        assert page.evaluate(COVERED) == []
        assert page.evaluate("document.querySelectorAll('b').length") == 0
        assert len(page.query_selector_all("svg .disc")) == count + 1  # and the legend's
    page.close()


def test_pictures_of_a_chain_stand_alone():
    import xml.etree.ElementTree as xml

    import guanxi as gx

    chain, people = many_people(gx, 4)
    for draw in (gx.report.influence_map, gx.report.org_chart):
        root = xml.fromstring(draw(chain, as_of="2024-06-30", contacts=people))
        assert root.tag.endswith("svg") and any(node.tag.endswith("style") for node in root)
        assert draw(gx.DecisionChain(), as_of="2024-06-30") == ""
