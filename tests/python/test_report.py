"""The report of the bundled book in a browser: no error, the pictures are there, nothing overflows."""
import pytest

WIDTHS = [1280, 390]
PAGES = [("index.html", "zh"), ("index.en.html", "en")]

OVERFLOW = """() => [...document.querySelectorAll('body *')].filter(node => {
  const style = getComputedStyle(node);
  if (style.position === 'absolute' || node.closest('svg') || style.overflowX === 'auto' || style.overflowX === 'scroll') return false;
  return node.clientWidth > 0 && node.scrollWidth > node.clientWidth + 1 && style.display !== 'inline';
}).map(node => node.tagName + '.' + node.className + ': ' + node.textContent.trim().slice(0, 40)).slice(0, 5)"""


@pytest.fixture(scope="module")
def demo(cli, tmp_path_factory, root):
    import subprocess

    folder = tmp_path_factory.mktemp("demo")
    result = subprocess.run(
        [str(cli), "demo", "--data", str(root / "examples/data"), "--out", str(folder)], capture_output=True, encoding="utf-8", timeout=120
    )
    assert result.returncode == 0, result.stderr
    return folder


@pytest.fixture(params=[(width, scheme) for width in WIDTHS for scheme in ("light", "dark")], ids=lambda p: f"{p[0]}-{p[1]}")
def context(browser, request):
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    yield context
    context.close()


@pytest.mark.parametrize("name,language", PAGES)
def test_page_is_whole(demo, context, name, language):
    problems = []
    page = context.new_page()
    page.on("console", lambda message: problems.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda request: problems.append(request.url) if not request.url.startswith(("file:", "data:")) else None)
    page.goto((demo / name).as_uri(), timeout=120_000)
    assert problems == []
    assert page.evaluate("document.documentElement.lang").startswith(language)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.evaluate(OVERFLOW)
    assert page.evaluate(OVERFLOW) == []


@pytest.mark.parametrize("name,language", PAGES)
def test_pictures_are_there(demo, context, name, language):
    page = context.new_page()
    page.goto((demo / name).as_uri(), timeout=120_000)
    page.evaluate("document.querySelectorAll('details').forEach(node => node.open = true)")
    boxes = page.evaluate(
        "[...document.querySelectorAll('svg[role=img]')].map(svg => { const box = svg.getBoundingClientRect(); return [box.width, box.height, !!svg.querySelector('title')]; })"
    )
    assert len(boxes) >= 120, "a decision chain and a matrix for each customer who has them"
    assert all(width > 50 and height > 50 and titled for width, height, titled in boxes)


def test_chinese_glyphs_are_drawn(demo, browser):
    page = browser.new_page()
    page.goto((demo / "index.html").as_uri(), timeout=120_000)
    width = page.evaluate("(() => { const c = document.createElement('canvas').getContext('2d'); c.font = getComputedStyle(document.body).font; return [c.measureText('决策链').width, c.measureText('\\uFFFF\\uFFFF\\uFFFF').width]; })()")
    assert width[0] > 30


def test_names_are_inert(guanxi, browser, tmp_path):
    form = tmp_path / "form.csv"
    form.write_text("采集字段,填写内容\n客户名称,<script>window.hit=1</script>\n显性需求,<img src=x onerror='window.hit=1'>\n联系人姓名,\"\"\"><svg onload=window.hit=1>\"\n", encoding="utf-8")
    assert guanxi("report", form, "--out", tmp_path / "page.html", "--as-of", "2024-06-30").returncode in (0, 1)
    page = browser.new_page()
    page.goto((tmp_path / "page.html").as_uri())
    page.wait_for_timeout(100)
    assert page.evaluate("window.hit") is None
    assert "<script>window.hit" in page.inner_text("body")
