"""What notebooks show: whole tables, in words for people, with everything escaped."""

import html.parser
import re

import guanxi as gx
import pytest

DAY = "2024-06-30"
VOID = {"br"}


class Checked(html.parser.HTMLParser):
    """Raises where tags do not close; collects the text that is shown."""

    def __init__(self):
        super().__init__()
        self.open, self.shown = [], []

    def handle_starttag(self, tag, attributes):
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.shown.append(data)


def shown(value):
    """The text of a view, which is one whole piece of HTML."""
    page = Checked()
    page.feed(value._repr_html_())
    page.close()
    assert page.open == []
    return " ".join(page.shown)


@pytest.fixture(scope="module")
def read(root):
    return gx.load_book(root / "examples/data")


def views(book, findings):
    dossier = max(book, key=lambda one: len(one.needs))
    account = gx.assess.account(dossier, as_of=DAY)
    named = {"findings": findings, "dossier": dossier, "account": account, "matrix": account.matrix, "chain": account.chains[0], "best": account.best, "score": account.best.score}
    named |= {"ranking": account.ranking, "completeness": account.completeness, "missing": account.completeness.missing, "next_steps": account.next_steps, "contacts": dossier.contacts}
    named |= {"assessed": gx.assess.book(book, as_of=DAY), "profile": gx.quality.profile(dossier), "uscc": gx.quality.check_uscc("91110000802100433A"), "fields": gx.fields(gx.Need)}
    named |= {f"a {dossier_list[0].__class__.__name__}": dossier_list[0] for dossier_list in (dossier.contacts, dossier.needs, dossier.opportunities, dossier.decision_chains)}
    return named


def test_views_are_words_for_people(read):
    for name, value in views(*read).items():
        text = shown(value)
        assert text.strip(), name
        assert (name, re.findall(r"\b[A-Z]\w*\((?:\w+=|')[^)]{0,40}|<\w[^>]*object at", text)[:3]) == (name, [])


def test_views_say_what_matters(read):
    named = views(*read)
    account = named["account"]
    assert account.chains[0].status.label("zh") in shown(named["chain"])
    assert all(part.reason.zh in shown(named["score"]) for part in account.best.score.contributions)
    assert account.matrix.placed[0].statement in shown(named["matrix"]) and "重要性高" in shown(named["matrix"])
    assert named["dossier"].customer.legal_name in shown(named["dossier"])
    assert read[1][0].message.zh in shown(named["findings"])


def test_names_are_escaped():
    name = "<script>alert(1)</script> & Söhne"
    for value in (gx.Customer(legal_name=name), gx.Dossier(gx.Customer(legal_name=name)), gx.Records(gx.Customer, [gx.Customer(legal_name=name)])):
        assert "<script" not in value._repr_html_() and name in shown(value)
    needs = [gx.Need(statement=name, urgency="high", importance="high")]
    assert "<script" not in gx.need.priority_matrix(needs, as_of=DAY)._repr_html_() and "<script" not in gx.need.rank(needs, as_of=DAY)._repr_html_()
