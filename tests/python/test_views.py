"""Commands that show analyses: health, latent needs, changes of chains, identifiers, masked reports, reasons of an import."""

import csv
import io
import json

import guanxi as gx
import pytest

DAY = "2024-06-30"


def told(done):
    """The JSON that a command printed."""
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout)


def test_health_agrees_with_the_library(guanxi, root):
    rows = told(guanxi("health", root / "examples/data", "--as-of", DAY, "--format", "json"))
    book, _ = gx.load_book(root / "examples/data")
    healths = [gx.assess.account(dossier, as_of=DAY).health for dossier in book]
    assert [row["band"] for row in rows] == [health.band.label("zh") for health in healths]
    assert [row["last_contact"] for row in rows] == [str(health.last_contact) if health.last_contact else "" for health in healths]
    assert all(row["health"] == "" or abs(float(row["health"]) - health.account.value) <= 0.051 for row, health in zip(rows, healths, strict=True))
    assert any(row["health"] == "" for row in rows) and any(row["health"] != "" for row in rows)


def test_latent_needs_agree_with_the_rules(guanxi, root):
    done = guanxi("needs", root / "examples/data", "--latent", "--as-of", DAY, "--format", "csv", "--lang", "en")
    rows = list(csv.DictReader(io.StringIO(done.stdout.removeprefix("\ufeff"))))
    book, _ = gx.load_book(root / "examples/data")
    rules = gx.need.RuleBook.standard()
    trends, offerings = book.of(gx.IndustryTrend), book.of(gx.Offering)
    fired = [need for dossier in book for need in rules.fire(dossier, as_of=DAY, trends=trends, offerings=offerings)]
    assert [row["rule"] for row in rows] == [need.rule for need in fired] and len(rows) > 20
    assert [row["confidence"] for row in rows] == [f"{need.confidence:.2f}" for need in fired]


CHAIN = """采集字段,填写内容
客户名称,甲公司
联系人姓名,李总
联系电话,13800138000
决策链关系,最终决策人：李总
"""


@pytest.fixture
def form(tmp_path):
    path = tmp_path / "form.csv"
    path.write_text(CHAIN, encoding="utf-8")
    return path


def test_changes_of_a_chain(guanxi, tmp_path):
    boss, new = gx.new_id(), gx.new_id()
    contacts = [gx.Contact(id=boss, display_name="李总"), gx.Contact(id=new, display_name="王工")]
    stakeholders = [gx.Stakeholder(contact=boss, roles=["decider"], influence=9, support=2, coverage="in_depth"), gx.Stakeholder(contact=new, roles=["user"], influence=3, valid_from="2024-05-01")]
    chain = gx.DecisionChain(id=gx.new_id(), stakeholders=stakeholders)
    dossier = gx.Dossier(gx.Customer(id=gx.new_id(), legal_name="甲公司"), contacts=contacts, decision_chains=[chain])
    book = tmp_path / "book.json"
    book.write_text(dossier.to_json(), encoding="utf-8")
    rows = told(guanxi("chain", book, "--compare", "2024-04-30", "--as-of", DAY, "--format", "json", "--lang", "en"))
    assert {row["change"]: row["name"] for row in rows}["Joined"].startswith("王工")
    assert "Net support" in [row["change"] for row in rows]
    assert told(guanxi("chain", book, "--compare", DAY, "--as-of", DAY, "--format", "json")) == []
    refused = guanxi("chain", book, "--compare", "soon")
    assert refused.returncode == 2 and "--compare takes a day" in refused.stderr


def test_a_file_of_one_customer_gives_the_page_of_that_customer(guanxi, form):
    alone, named = guanxi("report", form, "--as-of", DAY), guanxi("report", form, "甲公司", "--as-of", DAY)
    assert alone.stdout == named.stdout and "甲公司" in alone.stdout


def test_personal_data_can_be_masked(guanxi, form, tmp_path):
    for command in ("report", "show"):
        assert "13800138000" in guanxi(command, form, "--as-of", DAY).stdout
        masked = guanxi(command, form, "--as-of", DAY, "--mask").stdout
        assert "13800138000" not in masked and "138****8000" in masked
    page = tmp_path / "page.html"
    guanxi("report", form, "--as-of", DAY, "--mask", "--out", page)
    text = page.read_text(encoding="utf-8")
    assert "李总" not in text and "13800138000" not in text and "svg" in text


IDENTIFIERS = [("91110000802100433B", 0, "Unified social credit code"), ("13800138000", 0, "Phone"), ("Li.Ming@Example.COM", 0, "E-mail"), ("5493001KJTIIGC8Y1R12", 0, "Legal entity identifier"), ("91110000802100433C", 1, "Unified social credit code")]


@pytest.mark.parametrize("text,code,sort", IDENTIFIERS)
def test_identifiers_part_by_part(guanxi, text, code, sort):
    done = guanxi("identifier", text, "--lang", "en", "--format", "json")
    rows = {row["part"]: row["value"] for row in json.loads(done.stdout)}
    assert (done.returncode, rows["Sort"]) == (code, sort)
    assert (rows["Verdict"] == "Invalid") == bool(code) and ("Reason" in rows) >= bool(code)


def test_an_import_says_why_in_the_history(guanxi, form, tmp_path):
    store = ("--db", tmp_path / "book.gx", "--user", "li")
    assert guanxi("import", form, *store, "--reason", "展会名片").returncode == 0
    assert "展会名片" in guanxi("history", "甲公司", *store).stdout
    assert guanxi("import", form, "--reason", "no store").returncode == 2
    assert "li" in guanxi("find", "用户", *store).stdout


@pytest.mark.parametrize("command", ["form", "glossary", "identifier", "history", "handover", "verify", "backup"])
def test_a_day_is_offered_only_where_it_counts(guanxi, command):
    assert "--as-of" not in guanxi(command, "--help").stdout
    assert "--as-of" in guanxi("health", "--help").stdout


def test_what_if_agrees_with_the_library(guanxi, root):
    form = root / "examples/data/forms/12_decision_chain.csv"
    dossier, _ = gx.parse_form(form)
    boss = next(one for one in dossier.contacts if one.display_name.startswith("方"))
    for word, move in [("--win-over", {"kind": "win_over", "contact": boss.id, "support": 2}), ("--without", {"kind": "remove", "contact": boss.id})]:
        rows = told(guanxi("chain", form, word, "方", "--as-of", DAY, "--lang", "en", "--format", "json"))
        found = gx.chain.what_if(dossier.decision_chains[0], [move], as_of=DAY, contacts=dossier.contacts).difference
        assert [row["change"] for row in rows][: len(found.changes)] == [change.kind.label("en") for change in found.changes]
        changed = {row["change"]: (row["before"], row["after"]) for row in rows}
        assert changed.get("Status", ("", ""))[1] in ("", found.status_after.label("en"))
        assert ("Status" in changed) == (found.status_before != found.status_after)
        assert changed.get("Net support", ("", ""))[1] == ("" if found.net_support.after is None or found.net_support.after == found.net_support.before else f"{found.net_support.after:.2f}")


def test_what_if_names_one_person(guanxi, root):
    form = root / "examples/data/forms/12_decision_chain.csv"
    nobody = guanxi("chain", form, "--win-over", "nobody")
    assert nobody.returncode == 2 and "guanxi chain" in nobody.stderr and nobody.stdout == ""
    several = guanxi("chain", root / "examples/data/book", "--without", "刘")
    assert several.returncode == 2 and "write more of the name" in several.stderr and several.stdout == ""
    both = guanxi("chain", form, "--win-over", "方", "--without", "方")
    assert both.returncode == 2 and "--without" in both.stderr


def test_a_chain_in_which_nothing_changed_says_so(guanxi, root):
    form = root / "examples/data/forms/12_decision_chain.csv"
    compared = ("chain", form, "--compare", "2024-06-01", "--as-of", DAY, "--lang", "en")
    assert "Nothing changed" in guanxi(*compared).stdout
    assert told(guanxi(*compared, "--format", "json")) == []


def test_predicted_needs_agree_with_the_library(guanxi, root):
    folder = root / "examples/data/book"
    done = guanxi("needs", folder, "天津恒锐", "--predicted", "--as-of", DAY, "--lang", "en", "--format", "json")
    book, _ = gx.load_book(folder)
    sources = gx.assess.learn_need_sources(book, as_of=DAY)
    needs = gx.assess.predict_needs(book.dossier("天津恒锐"), sources).needs
    rows = told(done)
    assert [(row["need"], row["probability"]) for row in rows] == [(need.name, f"{need.probability:.3f}") for need in needs]
    assert all(row["reasons"] for row in rows)
    assert sources.replay.verdict.en in done.stderr


def test_next_steps_agree_with_the_library(guanxi, root):
    rows = told(guanxi("next", root / "examples/data/book", "天津恒锐", "--as-of", DAY, "--format", "json"))
    book, _ = gx.load_book(root / "examples/data/book")
    steps = gx.assess.account(book.dossier("天津恒锐"), as_of=DAY).next_steps
    assert [(row["step"], row["due"], row["overdue"]) for row in rows] == [(step.label.zh, str(step.due) if step.due else "", "是" if step.overdue else "") for step in steps]


def test_completeness_agrees_with_the_library(guanxi, root):
    form = root / "examples/data/forms/01_collection_form.csv"
    dossier, _ = gx.parse_form(form)
    found = gx.quality.completeness(dossier)
    for limit, count in [("3", 3), ("0", len(found.missing))]:
        rows = told(guanxi("completeness", form, "--limit", limit, "--lang", "en", "--format", "json"))
        assert [row["field"] for row in rows] == [missing.label.en for missing in list(found.missing)[:count]]
        assert {row["filled"] for row in rows} == {f"{100 * found.share.value:.1f}"}


def test_whitespace_agrees_with_the_library(guanxi, root):
    folder = root / "examples/data/book"
    rows = told(guanxi("whitespace", folder, "--as-of", DAY, "--lang", "en", "--format", "json"))
    book, _ = gx.load_book(folder)
    cells = gx.need.whitespace(book, as_of=DAY).cells
    assert [(row["customer"], row["offering"], row["state"]) for row in rows] == [(cell.customer_name, cell.offering_name, cell.state.label("en")) for cell in cells]
    one = told(guanxi("whitespace", folder, "天津恒锐", "--as-of", DAY, "--lang", "en", "--format", "json"))
    assert one == [row for row in rows if row["customer"] == "天津恒锐"] and one
    assert "nothing to compare" in guanxi("whitespace", root / "examples/data/forms/12_decision_chain.csv", "--lang", "en").stderr


def test_a_store_exported_and_imported_keeps_its_roles(guanxi, root, tmp_path):
    first, second, kept = tmp_path / "first.gx", tmp_path / "second.gx", tmp_path / "kept.json"
    mine = ("--user", "Li Wei", "--lang", "en")
    assert guanxi("import", root / "examples/data/book", "--db", first, *mine).returncode == 0
    assert guanxi("export", "--db", first, *mine, "--out", kept).returncode == 0
    roles = json.loads(kept.read_text(encoding="utf-8"))["shared"]["roles"]
    assert len(roles) == len(told(guanxi("find", "role", "--db", first, *mine, "--format", "json"))) > 3
    done = guanxi("import", kept, "--db", second, *mine)
    assert done.returncode == 0 and "io.unknown_name" not in done.stdout
    assert len(told(guanxi("find", "role", "--db", second, *mine, "--format", "json"))) == len(roles)
