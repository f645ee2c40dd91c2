"""The page defends itself, from a plain static server and from nginx: a strict policy, nobody else asked, nothing kept.

And axe finds nothing (hardening.md W1, W4, W5, P12).
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from help.browsers import DESK, PHONE, REQUIRED, named_representative, one_of_each_type
from help.built import Built, served
from help.walk import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("demo_site")]

NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
EXAMPLE = ROOT / "docs" / "nginx.conf"
FRAME = ROOT / "site" / "theme" / "main.html"
PATIENCE = 20  # seconds; only an nginx that does not start comes near it
DISPLAY_SETTINGS = {"lianhu-size"}
WATCH = """
window.violations = [];
document.addEventListener('securitypolicyviolation', event =>
    window.violations.push(event.effectiveDirective + ' ' + event.blockedURI));
"""
NOT_SAFE = """() => [
    ...[...document.querySelectorAll('a[href], area[href]')].filter(
        one => /^https?:$/.test(one.protocol) && one.origin !== location.origin && !one.relList.contains('noopener')),
    ...document.querySelectorAll('[target]'),
    ...[...document.querySelectorAll('form')].filter(
        one => new URL(one.action).origin !== location.origin || one.method !== 'get'),
    ...document.querySelectorAll('iframe, frame, object, embed, base, style, [style], script:not([src])'),
    ...[...document.querySelectorAll('*')].filter(
        one => [...one.attributes].some(attribute => attribute.name.startsWith('on'))),
].map(one => one.outerHTML.slice(0, 200))"""
AXE_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
AXE_OPTIONS = {"resultTypes": ["violations"], "runOnly": list(AXE_RULES)}


def answers(port: int) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def nginx(folder: Path, at: Path) -> Iterator[str]:
    """The folder served by nginx as docs/nginx.conf says, on a free port, by whoever runs the test."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = re.sub(r"listen 80;", f"listen 127.0.0.1:{port};", EXAMPLE.read_text(encoding="utf-8"))
    server = server.replace("root /srv/lianhu/public;", f"root {folder};")
    kept = "".join(f"{name}_temp_path {at}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    # Run by root, nginx would read as somebody else, to whom the tests' folders are closed.
    user = "user root;\n" if os.geteuid() == 0 else ""
    main = f"{user}daemon off;\npid {at}/pid;\nerror_log {at}/error.log;\nevents {{}}\n"
    whole = f"{main}http {{\ninclude /etc/nginx/mime.types;\n{kept}{server}\n}}\n"
    (at / "nginx.conf").write_text(whole, encoding="utf-8")
    process = subprocess.Popen([NGINX, "-p", str(at), "-c", str(at / "nginx.conf")], stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + PATIENCE
        while not answers(port):
            assert process.poll() is None and time.monotonic() < end, (at / "error.log").read_text()
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


@pytest.fixture(scope="module", params=["plain", "nginx"])
def home(request: pytest.FixtureRequest, tiny_site: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The tiny town's site from each kind of server; gives the address of home."""
    if request.param == "plain":
        with served(tiny_site.folder, "/") as address:
            yield address
        return
    if not Path(NGINX).exists():
        message = f"no nginx at {NGINX}: install Debian's nginx-light"
        if REQUIRED:
            pytest.fail(message, pytrace=False)
        pytest.skip(f"{message} (LIANHU_BROWSER=required makes this a failure)")
    with nginx(tiny_site.folder, tmp_path_factory.mktemp("nginx")) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": DESK, "height": 740}, locale="zh-CN")
    context.add_init_script(WATCH)
    yield context.new_page()
    context.close()


def test_the_policy_holds_on_every_type_of_page(page: Page, home: str, tiny_site: Built) -> None:
    """Nothing is violated, nobody else is asked, nothing is kept, links and forms are safe; the 404 page included."""
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    wrong: dict[str, Any] = {}
    for address in (*one_of_each_type(tiny_site), "no/such/page/", "404.html"):
        page.goto(home + address)
        found = [*page.evaluate("violations"), *page.evaluate(NOT_SAFE), *page.evaluate("Object.keys(sessionStorage)")]
        found += page.evaluate("Object.keys(localStorage)")
        if found:
            wrong[address] = found
    assert wrong == {}
    assert [url for url in requests if not url.startswith((home, "data:"))] == []
    assert page.context.cookies() == []


def test_only_the_size_is_remembered(page: Page, home: str, tiny_site: Built) -> None:
    """What the reader chose to see, on this device; not what was searched for."""
    page.goto(f"{home}search/")
    name = named_representative(tiny_site)[0]
    page.get_by_label("要找什么").fill(name)
    expect(page.get_by_role("list", name="找到的").get_by_role("link", name=name).first).to_be_visible()
    page.get_by_role("button", name="大字版").click()
    page.reload()
    assert set(page.evaluate("Object.keys(localStorage)")) == DISPLAY_SETTINGS
    assert page.evaluate("Object.keys(sessionStorage).length + document.cookie.length") == 0
    assert page.context.cookies() == []
    assert page.evaluate("violations") == []


PLANTED = (
    "<script>window.planted = 'inline'</script><style>h1 { display: none }</style>"
    "<img src=/none onerror=\"window.planted = 'event'\"><a id=a href=\"javascript:window.planted='link'\">x</a>"
    "<script src='https://evil.example/x.js'></script><script src='data:text/javascript,window.planted=1'></script>"
    "<link rel=stylesheet href='https://evil.example/x.css'><img src='https://evil.example/x.png'>"
    "<iframe src='https://evil.example/'></iframe><object data='https://evil.example/x'></object>"
    "<base href='https://evil.example/'><form id=f action='https://evil.example/'><input name=q></form>"
)


def test_what_is_planted_is_blocked(page: Page, home: str) -> None:
    """Were something to get past the escaping, the browser would still not run, load or send it."""
    failed: dict[str, str | None] = {}

    def plant(route: Any) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("<h1", f"{PLANTED}<h1", 1))

    page.on("requestfailed", lambda request: failed.update({request.url: request.failure}))
    page.on("requestfinished", lambda request: failed.pop(request.url, None))
    page.route(f"{home}villages/", plant)
    page.goto(f"{home}villages/")
    page.locator("#a").click()
    page.evaluate("document.getElementById('f').submit()")
    page.wait_for_timeout(200)
    assert page.url == f"{home}villages/"
    assert page.evaluate("window.planted") is None
    assert page.get_by_role("heading", level=1).is_visible()
    blocked = {violation.split()[0] for violation in page.evaluate("violations")}
    assert blocked >= {"script-src-elem", "script-src-attr", "style-src-elem", "img-src", "frame-src", "object-src",
                       "base-uri", "form-action"}  # fmt: skip
    assert {why for url, why in failed.items() if "evil" in url} == {"csp"}


def test_nobody_else_can_frame_the_site(page: Page, home: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Only a header can forbid it, so that a plain static server cannot; docs/nginx.conf does."""
    (tmp_path / "index.html").write_text(f"<iframe src='{home}'></iframe>")
    with served(tmp_path, "/") as elsewhere:
        page.goto(elsewhere)
        page.wait_for_load_state("networkidle")
        inside = page.frames[1]
        is_shown = inside.url.startswith(home) and inside.locator("h1").count() == 1
    assert is_shown is ("plain" in request.node.name)


def test_header_and_page_say_the_same() -> None:
    header = re.search(r'Content-Security-Policy "([^"]+)" always', EXAMPLE.read_text(encoding="utf-8"))
    own = re.search(r'Content-Security-Policy" content="([^"]+)"', FRAME.read_text(encoding="utf-8"))
    assert header and own
    assert header[1] == f"{own[1]}; frame-ancestors 'none'"
    assert "unsafe" not in own[1] and own[1].startswith("default-src 'none'; script-src 'self'; style-src 'self';")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_axe_finds_nothing(browser: Browser, tiny_site: Built, width: int) -> None:
    """WCAG 2.2 A and AA and axe's best practices, on one page of each type; colours do not change with the width."""
    options = AXE_OPTIONS if width == PHONE else {**AXE_OPTIONS, "rules": {"color-contrast": {"enabled": False}}}
    context = browser.new_context(viewport={"width": width, "height": 740}, locale="zh-CN", color_scheme="light")
    page, axe, wrong = context.new_page(), Axe(), {}
    with served(tiny_site.folder, "/") as home:
        for address in (*one_of_each_type(tiny_site), "404.html"):
            page.goto(home + address)
            found = axe.run(page, options=options).response["violations"]
            if found:
                wrong[address] = [(one["id"], one["nodes"][0]["html"][:160]) for one in found]
    context.close()
    assert wrong == {}
