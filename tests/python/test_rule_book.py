"""Rules for needs that nobody has named yet, through Python."""

import datetime
import json
import pickle

import guanxi as gx
import pytest

DAY = datetime.date(2026, 6, 30)


@pytest.fixture(scope="module")
def standard():
    return gx.need.RuleBook.standard()


def mill(**changes):
    return gx.Dossier(gx.Customer(**{"industry_code": "C3311", "pain_points": "生产效率低，交期常拖"} | changes))


def one_rule(**changes):
    rule = {
        "id": "save_power",
        "label": {"zh": "节电", "en": "Save power"},
        "when": {"field": "customer.pain_points", "contains": ["电费高", "high power bill"], "as": "pain"},
        "then": {
            "statement": {"zh": "节电改造", "en": "Save power"},
            "category": {"zh": "节能", "en": "Energy"},
            "offering": {"zh": "节能服务", "en": "Energy service"},
            "served_by": ["节能服务"],
        },
        "reason": {"zh": "客户说“{pain}”", "en": "the customer says “{pain}”"},
        "prior": {"a": 3, "b": 1},
    }
    return json.dumps({"format": "guanxi-rules/1", "version": "7", "rules": [rule | changes]}, ensure_ascii=False)


def test_the_standard_book(standard):
    assert len(standard) == len(standard.rules) >= 45 and standard.version
    assert len({rule.id for rule in standard.rules}) == len(standard)
    for rule in standard.rules:
        assert rule.statement.zh and rule.statement.en and 0 < rule.low < rule.confidence < rule.high < 1
        assert json.loads(rule.when)
    assert repr(standard) == f"RuleBook(version='{standard.version}', {len(standard)} rules)"


def test_a_need_says_why(standard):
    [need] = standard.fire(mill(), as_of=DAY)
    assert (need.rule, round(need.confidence, 4)) == ("mes_for_low_productivity", round(4 / 7, 4))
    assert need.fields == ("customer.industry_code", "customer.pain_points")
    assert "生产效率低" in need.reasons[0].zh and "生产效率低" in need.reasons[0].en
    assert not standard.fire(mill(pain_points="生产效率不低"), as_of=DAY)
    assert not standard.fire(mill(industry_code="H6110"), as_of="2026-06-30")


def test_rules_fire_on_their_fixtures_alone(standard, root):
    """The fixtures that need no shared records: facts by path become records."""
    tried = 0
    for file in sorted((root / "tests/data/rules").glob("*.json")):
        fixture = json.loads(file.read_text("utf-8"))
        facts = fixture["facts"]
        if any(not key.startswith("customer.") for key in facts):
            continue
        dossier = gx.Dossier(gx.Customer(**{key.removeprefix("customer."): value for key, value in facts.items()}))
        assert [need.rule for need in standard.fire(dossier, as_of=fixture["as_of"])] == [file.stem]
        tried += 1
    assert tried >= 15


def test_trends_offerings_and_owned_products(standard):
    press = gx.InstalledProduct(id=gx.new_id(), product="悬挂式喷涂线")
    trend = gx.IndustryTrend(id=gx.new_id(), industry="金属制品", kind="policy", statement="VOCs 新标准实施", valid_from="2026-01")
    treatment = gx.Offering(id=gx.new_id(), name="VOCs治理设备 RTO")
    dossier = gx.Dossier(gx.Customer(industry_label="制造业-金属制品"), installed_products=[press])
    [need] = standard.fire(dossier, as_of=DAY, trends=[trend], offerings=[treatment])
    assert need.rule == "voc_treatment_for_coating" and need.offerings == (treatment.id,)
    assert set(need.evidence) == {press.id, trend.id}
    assert not standard.fire(dossier, as_of=DAY, offerings=[treatment])
    assert not standard.fire(dossier, as_of="2025-12-31", trends=[trend])
    owner = dossier.replace(installed_products=[press, gx.InstalledProduct(product="RTO 装置")])
    assert not standard.fire(owner, as_of=DAY, trends=[trend])


def test_learning_gives_another_book():
    book = gx.need.RuleBook.from_json(one_rule())
    learnt = book.learn("save_power", "confirmed").learn("save_power", gx.need.Outcome.REJECTED)
    assert (book.rules[0].confirmed, book.rules[0].rejected, book.rules[0].confidence) == (0, 0, 0.75)
    assert (learnt.rules[0].confirmed, learnt.rules[0].rejected) == (1, 1)
    assert learnt.rules[0].confidence == pytest.approx(4 / 6)
    [need] = learnt.fire(mill(pain_points="电费高"), as_of=DAY)
    assert len(need.reasons) == 2 and need.reasons[0].zh == "客户说“电费高”"
    with pytest.raises(gx.ArgumentError, match="did you mean “save_power”") as caught:
        book.learn("save_powre", "confirmed")
    assert caught.value.code == "need.rule_id"


def test_books_go_round(standard):
    for book in (standard, gx.need.RuleBook.from_json(one_rule())):
        assert gx.need.RuleBook.from_json(book.to_json()) == book == pickle.loads(pickle.dumps(book))
        assert gx.need.RuleBook.from_json(book.to_json(indent=0)) == book
    assert standard != gx.need.RuleBook.from_json(one_rule()) and standard != 1


@pytest.mark.parametrize(
    ("change", "code", "says"),
    [
        ({"when": {"field": "customer.pain_point", "present": True}}, "need.rule_field", "did you mean “pain_points”"),
        ({"when": {"field": "customer.nature", "is": "goverment"}}, "need.rule_word", "did you mean “government”"),
        ({"when": {"fields": "customer.goals"}}, "need.rule_shape", "did you mean “field”"),
        ({"prior": {"a": 0, "b": 1}}, "need.rule_counts", "rule “save_power”"),
        ({"reason": {"zh": "{pian}", "en": "{pain}"}}, "need.rule_placeholder", "did you mean “pain”"),
    ],
)
def test_errors_name_the_rule_and_the_nearest_word(change, code, says):
    with pytest.raises(gx.ArgumentError, match=says) as caught:
        gx.need.RuleBook.from_json(one_rule(**change))
    assert caught.value.code == code


def test_text_that_is_no_json():
    with pytest.raises(gx.ArgumentError, match="line 1, column 2") as caught:
        gx.need.RuleBook.from_json("{")
    assert caught.value.code == "need.rule_json"


def test_a_prediction_becomes_a_record(standard):
    [latent] = standard.fire(mill(), as_of=DAY)
    need = gx.need.to_need(latent, as_of=DAY, lang="en")
    assert (need.kind, need.state, need.predicted_by, need.raised_on) == ("predicted", "latent", "rule:mes_for_low_productivity", DAY)
    assert need.statement == latent.statement.en and need.confidence == pytest.approx(latent.confidence)
    assert [one.rule for one in standard.fire(mill().replace(needs=[need]), as_of=DAY)] == ["mes_for_low_productivity"]


def test_fields_added_at_run_time():
    catalogue = gx.Catalogue([gx.FieldSet(kind="customer", fields=[gx.FieldDefinition(name="parking_spaces", type="integer")])])
    text = one_rule(when={"field": "customer.parking_spaces", "at_least": 50, "as": "pain"})
    with pytest.raises(gx.ArgumentError, match="parking_spaces"):
        gx.need.RuleBook.from_json(text)
    assert len(gx.need.RuleBook.from_json(text, catalogue=catalogue)) == 1


def test_what_is_needed_must_be_given(standard):
    with pytest.raises(TypeError, match="as_of"):
        standard.fire(mill())
    with pytest.raises(TypeError):
        standard.fire("mill", as_of=DAY)
    with pytest.raises(gx.ArgumentError):
        standard.fire(mill(), as_of=DAY, level=1)


def test_standard_rules_speak_to_what_sales_desks_write(root):
    """The bundled book states industries as labels only, and pains in the words of forms."""
    book, _ = gx.load_book(root / "examples" / "data")
    rules = gx.need.RuleBook.standard()
    fired = {dossier.customer.legal_name: {need.rule for need in rules.fire(dossier, as_of="2024-06-30")} for dossier in book}
    assert sum(bool(found) for found in fired.values()) > len(fired) / 2
    assert {"mes_for_low_productivity", "wms_for_capacity_expansion", "aps_for_rush_orders"} <= set().union(*fired.values())
