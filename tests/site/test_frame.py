"""The frame: cut once, filled many times, and no record's text is taken for a slot."""

from __future__ import annotations

from lianhu.site import frame
from lianhu.site.pages.page import Page


def filling(**changes: str) -> dict[str, str]:
    return {**dict.fromkeys((*frame.SLOTS, "root"), "-"), **changes}


def test_a_frame_is_cut_and_poured() -> None:
    slots = frame.slots()
    drawn = f"<title>{slots['title']}</title><main>{slots['body']}</main><p>{slots['title']}</p>"
    poured = frame.cut(drawn).pour(filling(title="路灯", body="<h1>路灯</h1>"))
    assert poured == "<title>路灯</title><main><h1>路灯</h1></main><p>路灯</p>"


def test_a_slot_in_a_records_text_stays_text() -> None:
    """The reader refuses these characters (tests/cases/forbidden_character); if it did not, nothing would happen."""
    slots = frame.slots()
    drawn = frame.cut(f"<h1>{slots['title']}</h1>{slots['body']}")
    sign = slots["body"]
    assert drawn.pour(filling(title=sign, body="BODY")) == f"<h1>{sign}</h1>BODY"
    assert drawn.pour(filling(title="-", body=slots["title"])) == f"<h1>-</h1>{slots['title']}"


def test_words_of_the_frame_are_no_slots() -> None:
    """Only the marked names are slots: a page that says 'title' or '{{ title }}' keeps it."""
    assert frame.cut("title {{ title }} {title}").pour(filling()) == "title {{ title }} {title}"


def test_everything_but_the_body_is_escaped() -> None:
    page = Page(address="issues/x/", title='<b>"&', template="", description="'><i>")
    assert frame.filling(page, "<p>body</p>") == {
        "title": "&lt;b&gt;&#34;&amp;",
        "description": "&#39;&gt;&lt;i&gt;",
        "address": "issues/x/",
        "robots": "all",
        "root": "../..",
        "body": "<p>body</p>",
    }


def test_a_page_that_lies_deeper_has_the_frames_links_from_there() -> None:
    drawn = frame.cut('<link href="../../assets/lianhu.css"><a href="../..">' + frame.slots()["body"])
    year = Page(address="groups/x/2024/", title="", template="")
    assert drawn.pour(frame.filling(year, "<p>")) == '<link href="../../../assets/lianhu.css"><a href="../../.."><p>'


def test_a_page_knows_its_way_to_the_root() -> None:
    bases = [Page(address=address, title="", template="").base for address in ("", "issues/", "issues/x/")]
    assert bases == ["", "../", "../../"]
