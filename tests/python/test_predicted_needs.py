"""Similar customers beside their peer, next purchases beside numbers of scipy, and needs from all sources together."""

import datetime
import math
import random

import guanxi as gx
import needs_replay
import pytest

DAY = "2025-06-30"
LAST = datetime.date(2025, 6, 30)


# -- similar customers --


def random_table(seed):
    """Numbers and words with gaps, constant columns and single rows among them."""
    draw = random.Random(seed)
    rows = draw.randint(1, 14)
    numbers = {f"n{i}": [draw.choice([None, 0, 1, 2.5, 7]) for _ in range(rows)] for i in range(draw.randint(1, 3))}
    words = {f"w{i}": [draw.choice([None, "a", "b", "c"]) for _ in range(rows)] for i in range(draw.randint(1, 3))}
    if draw.random() < 0.3:
        numbers["constant"] = [4] * rows
    return {**numbers, **words}, rows


def plain_gower(table, i, j):
    """Similarity and shared share of a pair, from the definition."""
    total = shared = known = 0
    for column in table.values():
        values = [value for value in column if value is not None]
        known += bool(values)
        a, b = column[i], column[j]
        if a is None or b is None:
            continue
        shared += 1
        if isinstance(a, str):
            total += a == b
        else:
            span = max(values) - min(values)
            total += 1 - abs(a - b) / span if span else 1
    return (total / shared if shared else None), (shared / known if known else 0)


def test_similarity_is_the_definition():
    pairs = 0
    for seed in range(300):
        table, rows = random_table(seed)
        found = gx.need.similar_rows(table, ids=[f"{i:02}" for i in range(rows)], nearest=20, min_shared=0.25)
        assert len(found) == rows
        for i, one in enumerate(found):
            expected = []
            for j in range(rows):
                similarity, shared = plain_gower(table, i, j)
                if j != i and shared and shared >= 0.25 - 1e-12:
                    expected.append((-round(similarity, 12), f"{j:02}"))
            expected.sort()
            assert [near.id for near in one.nearest] == [name for _, name in expected]
            assert [near.similarity for near in one.nearest] == pytest.approx([-value for value, _ in expected])
            assert one.compared + one.not_comparable == rows - 1
            pairs += len(expected)
            for near in one.nearest:
                assert sum(part.contribution for part in near.reasons) == near.similarity
    assert pairs > 3000


def test_similarity_is_that_of_gower():
    gower = pytest.importorskip("gower")
    pandas = pytest.importorskip("pandas")
    compared = 0
    for seed in range(200):
        draw = random.Random(seed)
        rows = draw.randint(2, 12)
        table = {"n": [draw.uniform(0, 9) for _ in range(rows)], "m": [float(draw.randint(1, 4)) for _ in range(rows)], "w": [draw.choice("abc") for _ in range(rows)]}
        theirs = gower.gower_matrix(pandas.DataFrame(table), cat_features=[False, False, True])
        for i, one in enumerate(gx.need.similar_rows(table, nearest=rows)):
            for near in one.nearest:
                assert near.similarity == pytest.approx(1 - float(theirs[i, int(near.id)]), abs=1e-5)
                compared += 1
    assert compared > 5000


def test_similar_rows_says_what_is_wrong():
    assert len(gx.need.similar_rows({})) == 0
    assert gx.need.similar_rows({"n": [1]})[0].state == "alone"
    assert gx.need.similar_rows({"n": [math.nan, 1]})[0].state == "nothing_known"
    with pytest.raises(gx.ArgumentError, match="nearest"):
        gx.need.similar_rows({"n": [1, 2]}, nearest=0)
    with pytest.raises(gx.ArgumentError, match="levels"):
        gx.need.similar_rows({"n": [1, 2]}, levels=["m"])
    with pytest.raises(gx.ArgumentError, match="first column"):
        gx.need.similar_rows({"n": [1, 2], "m": [1]})
    with pytest.raises(gx.ArgumentError, match="“n”"):
        gx.need.similar_rows({"n": [1, 2]}, weights={"n": -1})
    with pytest.raises(TypeError, match="columns"):
        gx.need.similar_rows({"n": [1, object()]})
    sets = gx.need.similar_rows({"t": [["x", "y"], ["y", "z"], []]}, min_shared=0)
    assert sets[0].nearest[0].similarity == pytest.approx(1 / 3)
    assert sets[0].not_comparable == 1


def test_levels_count_ranks():
    found = gx.need.similar_rows({"size": [1, 2, 100]}, levels=["size"])
    assert [near.similarity for near in found[0].nearest] == [0.5, 0.0]


# -- next purchases --


def test_purchase_probabilities_are_those_of_scipy():
    special = pytest.importorskip("scipy.special")
    draw = random.Random(9)
    checked = 0
    for _ in range(60):
        days = [(f"c{who}", "oil", LAST - datetime.timedelta(days=draw.randint(0, 400))) for who in range(4) for _ in range(draw.randint(1, 7))]
        for one in gx.need.next_purchases(days, as_of=DAY, horizon_days=45):
            if one.probability is None:
                continue
            own = sorted({day for who, _, day in days if who == one.customer})
            gaps = [(b - a).days for a, b in zip(own, own[1:], strict=False)]
            k, strength, mean = one.prior.shape, one.prior.strength, one.prior.mean
            a, b = 1 + strength + len(gaps) * k, strength * mean / k + sum(gaps)
            elapsed = (LAST - own[-1]).days
            before, after = (special.betainc(k, a, t / (t + b)) for t in (elapsed, elapsed + 45))
            assert one.purchases == len(own)
            assert one.elapsed == elapsed
            assert one.probability == pytest.approx((after - before) / (1 - before), abs=1e-8)
            assert one.expected_gap == pytest.approx(k * b / (a - 1))
            checked += 1
    assert checked >= 200


def test_next_purchases_says_what_is_wrong():
    assert len(gx.need.next_purchases([], as_of=DAY)) == 0
    alone = gx.need.next_purchases([("a", "oil", "2025-01-01")], as_of=DAY)[0]
    assert (alone.basis, alone.time, alone.probability) == ("no_gaps", "unknown", None)
    life = gx.need.next_purchases([("a", "press", "2025-01-01")], as_of=DAY, lives=[{"product": "press", "days": 3650}])[0]
    assert (life.basis, life.expected_gap) == ("life", 3650)
    with pytest.raises(gx.ArgumentError, match="horizon_days"):
        gx.need.next_purchases([], as_of=DAY, horizon_days=0)
    with pytest.raises(gx.ArgumentError, match="level"):
        gx.need.next_purchases([], as_of=DAY, level=1)
    with pytest.raises(TypeError, match="purchases"):
        gx.need.next_purchases([("a", "oil")], as_of=DAY)
    with pytest.raises(TypeError, match="as_of"):
        gx.need.next_purchases([])


# -- all sources --


def buyer(products, **customer):
    sales = [gx.Transaction(product=name, traded_on=day) for name, day in products]
    return gx.Dossier(gx.Customer(**customer), transactions=sales)


def test_what_goes_together_is_foretold():
    draw = random.Random(2)
    dossiers = []
    for _ in range(90):
        lathe = LAST - datetime.timedelta(days=draw.randint(0, 1100))
        bought = [("lathe", lathe)] if draw.random() < 0.5 else []
        if bought and draw.random() < 0.9:
            bought.append(("oil", min(LAST, lathe + datetime.timedelta(days=90))))
        if draw.random() < 0.4:
            bought.append(("paper", LAST - datetime.timedelta(days=draw.randint(0, 1100))))
        dossiers.append(buyer(bought, industry_label="mill"))
    book = gx.Book(dossiers, offerings=[gx.Offering(name=name) for name in ("lathe", "oil", "paper", "gauge")])
    sources = gx.assess.learn_need_sources(book, as_of=DAY, at_n=1)
    replay = sources.replay
    assert replay.state == "measured"
    assert replay.combined.log_loss < replay.popularity.log_loss
    assert replay.verdict.en in repr(sources)
    found = gx.assess.predict_needs(buyer([("lathe", "2025-06-01")], industry_label="mill"), sources, n=5)
    assert found.needs[0].name == "oil"
    assert found.calibrated
    assert (len(found.needs), found.missing, found.left_out, found.offerings) == (3, 2, 1, 4)
    for one in found.needs:
        assert one.log_odds == pytest.approx(one.baseline + sum(part.value for part in one.evidence))
        assert one.probability == pytest.approx(1 / (1 + math.exp(-one.log_odds)))
    for similar in gx.need.similar_customers(book, as_of=DAY, nearest=3, weights={"industry_label": 2}):
        assert len(similar.nearest) == 3


def test_predictions_on_the_demo_book(pytestconfig):
    book, _ = gx.load_book(pytestconfig.rootpath / "examples/data/book")
    sources = gx.assess.learn_need_sources(book, as_of="2023-11-01")
    assert sources.replay.state == "measured"
    assert not sources.replay.better, "a handful of offerings and 23 events: no more than chance"
    assert sources.replay.verdict.en.startswith("no better")
    for dossier in book.dossiers:
        found = gx.assess.predict_needs(dossier, sources, n=3)
        assert len(found.needs) + found.missing == 3
        assert found.calibrated == all(one.calibrated for one in found.needs)
        for one in found.needs:
            assert 0 < one.probability < 1
            assert one.evidence[0].source == "popularity"


def test_outcomes_go_to_the_rules():
    mill = gx.Dossier(gx.Customer(industry_code="C3311", pain_points="生产效率低，交期常拖"))
    sources = gx.assess.learn_need_sources(gx.Book([mill]), as_of=DAY)
    need = gx.assess.predict_needs(mill, sources, n=1).needs[0]
    rule = next(part.rule for part in need.evidence if part.source == "rule")
    rules = gx.assess.learn(gx.need.RuleBook.standard(), need, "confirmed")
    counts = {one.id: one.confirmed for one in rules.rules}
    before = {one.id: one.confirmed for one in gx.need.RuleBook.standard().rules}
    assert {name for name in counts if counts[name] != before[name]} == {rule}
    wiser = gx.assess.learn_need_sources(gx.Book([mill]), as_of=DAY, rules=rules)
    assert gx.assess.predict_needs(mill, wiser, n=1).needs[0].log_odds > need.log_odds


def test_predictions_say_what_is_wrong():
    empty = gx.assess.learn_need_sources(gx.Book(), as_of=DAY)
    assert list(empty.offerings) == []
    with pytest.raises(gx.ArgumentError, match="n must be at least 1"):
        gx.assess.predict_needs(gx.Dossier(), empty, n=0)
    with pytest.raises(gx.ArgumentError, match="horizon_days"):
        gx.assess.learn_need_sources(gx.Book(), as_of=DAY, horizon_days=0)
    with pytest.raises(TypeError, match="rules"):
        gx.assess.learn_need_sources(gx.Book(), as_of=DAY, rules="standard")
    with pytest.raises(TypeError, match="as_of"):
        gx.assess.learn_need_sources(gx.Book())


def test_a_fifth_of_the_groceries_is_no_better_than_popularity(shared_data):
    lines = (shared_data / "groceries/groceries.csv").read_text("utf-8").splitlines()
    rows = [[name.strip() for name in line.split(",")] for line in lines[: len(lines) // 5]]
    replay = gx.assess.learn_need_sources(needs_replay.groceries_in_time(rows), as_of=DAY, cuts=2, min_support=0.005).replay
    assert (replay.customers, replay.events, replay.test_events) == (153, 157, 153)
    assert replay.combined.hit_rate == pytest.approx(33 / 153)
    assert replay.popularity.hit_rate == pytest.approx(39 / 153)
    assert replay.popularity.calibration_error < 2e-4, "popularity alone is fitted on the same days"
    assert not replay.better
