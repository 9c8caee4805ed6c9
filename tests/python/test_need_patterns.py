"""Patterns of needs and purchases: rules of association and neighbours beside their peers, firmness of a ranking, needs of a book, blank cells."""

import itertools
import math
import random

import guanxi as gx
import pytest

DAY = "2023-10-15"


def random_baskets(seed):
    """Few names, so that counts tie; some baskets are empty, some books too."""
    draw = random.Random(seed)
    names = "abcdefg"[: draw.randint(1, 7)]
    baskets = []
    for _ in range(draw.randint(0, 40)):
        first = draw.choices(names, k=draw.randint(0, 2 * len(names)))
        baskets.append([name for name in first if draw.random() < 0.8] + first[:1])
    return baskets, draw.choice([0.05, 0.1, 0.2, 0.25, 0.5, 1.0]), draw.choice([0.2, 0.5, 0.9, 1.0])


def groceries(shared_data):
    return [line.split(",") for line in (shared_data / "groceries/groceries.csv").read_text("utf-8").splitlines()]


# -- itemsets and rules --


@pytest.mark.parametrize("algorithm", ["apriori", "fpgrowth"])
def test_itemsets_are_those_of_mlxtend(algorithm):
    pandas = pytest.importorskip("pandas")
    frequent_patterns = pytest.importorskip("mlxtend.frequent_patterns")
    preprocessing = pytest.importorskip("mlxtend.preprocessing")
    compared = 0
    for seed in range(300):
        baskets, support, _ = random_baskets(seed)
        ours = gx.need.frequent_itemsets(baskets, support)
        assert ours.state == ("complete" if baskets else "no_baskets")
        if not any(baskets):
            assert len(ours.itemsets) == 0
            continue
        encoder = preprocessing.TransactionEncoder()
        table = pandas.DataFrame(encoder.fit_transform(baskets), columns=encoder.columns_)
        theirs = getattr(frequent_patterns, algorithm)(table, min_support=support - 1e-9, use_colnames=True)
        expected = {tuple(sorted(items)): share for items, share in zip(theirs["itemsets"], theirs["support"], strict=True)}
        assert {one.items: one.support for one in ours.itemsets} == pytest.approx(expected)
        compared += len(expected)
    assert compared > 2000


@pytest.mark.filterwarnings("ignore:invalid value encountered:RuntimeWarning")  # of mlxtend, about a measure that we do not have
def test_rules_are_those_of_mlxtend():
    pandas = pytest.importorskip("pandas")
    frequent_patterns = pytest.importorskip("mlxtend.frequent_patterns")
    preprocessing = pytest.importorskip("mlxtend.preprocessing")
    compared = 0
    for seed in range(300):
        baskets, support, confidence = random_baskets(seed)
        ours = gx.need.association_rules(baskets, support, confidence, consequents="all")
        if len(ours.rules) == 0:
            continue
        encoder = preprocessing.TransactionEncoder()
        table = pandas.DataFrame(encoder.fit_transform(baskets), columns=encoder.columns_)
        itemsets = frequent_patterns.fpgrowth(table, min_support=support - 1e-9, use_colnames=True)
        theirs = frequent_patterns.association_rules(itemsets, metric="confidence", min_threshold=confidence - 1e-12)
        expected = {}
        for row in theirs.to_dict("records"):
            expected[tuple(sorted(row["antecedents"])), tuple(sorted(row["consequents"]))] = row
        assert {(rule.antecedent, rule.consequent) for rule in ours.rules} == set(expected)
        for rule in ours.rules:
            row = expected[rule.antecedent, rule.consequent]
            assert (rule.support, rule.confidence, rule.lift) == pytest.approx((row["support"], row["confidence"], row["lift"]))
            assert rule.leverage == pytest.approx(row["leverage"], abs=1e-12)
            assert (math.inf if rule.conviction is None else rule.conviction) == pytest.approx(row["conviction"], rel=1e-9, abs=1e-9)
        compared += len(expected)
    assert compared > 2000


def test_rules_are_those_of_efficient_apriori():
    efficient_apriori = pytest.importorskip("efficient_apriori")
    compared = 0
    for seed in range(300):
        baskets, support, confidence = random_baskets(seed)
        ours = gx.need.association_rules(baskets, support, confidence, consequents="all")
        if not baskets:
            continue
        _, theirs = efficient_apriori.apriori([tuple(basket) for basket in baskets], min_support=support, min_confidence=confidence)
        expected = {(tuple(sorted(rule.lhs)), tuple(sorted(rule.rhs))): rule for rule in theirs}
        assert {(rule.antecedent, rule.consequent) for rule in ours.rules} == set(expected)
        for rule in ours.rules:
            peer = expected[rule.antecedent, rule.consequent]
            assert (rule.count, rule.antecedent_count, rule.consequent_count) == (peer.count_full, peer.count_lhs, peer.count_rhs)
            assert (rule.confidence, rule.lift) == pytest.approx((peer.confidence, peer.lift))
        compared += len(expected)
    assert compared > 2000


def test_groceries_as_published(shared_data):
    baskets = groceries(shared_data)
    found = gx.need.frequent_itemsets(baskets, 0.001)
    assert found.by_size == (157, 2981, 6831, 3137, 376, 10) and found.baskets == 9835
    rules = gx.need.association_rules(baskets, 0.001, 0.8)
    assert rules.found == len(rules.rules) == 410 and rules.state == "complete"
    assert gx.need.association_rules(baskets, 0.001, 0.8, consequents="all").found == 413
    top = rules.rules[0]
    assert (top.antecedent, top.consequent) == (("liquor", "red/blush wine"), ("bottled beer",)) and top.lift == pytest.approx(11.235269, abs=5e-7)
    milk = next(rule for rule in gx.need.association_rules(baskets, 0.05, 0.2).rules if (rule.antecedent, rule.consequent) == (("other vegetables",), ("whole milk",)))
    assert (milk.support, milk.confidence, milk.lift, milk.leverage, milk.conviction, milk.llr) == pytest.approx(
        (0.07483477376715811, 0.3867577509196006, 1.513634094824621, 0.02539430858271805, 1.2140128748166512, 200.0701595534956), rel=1e-12
    )


def test_names_are_read_as_people_write_them():
    baskets = [[" nut", "nut", "", None, "　"], ("bolt", "nut"), {"bolt"}, (name for name in ["bolt", "nut"]), []]
    found = gx.need.frequent_itemsets(baskets, 0.4)
    assert [(one.items, one.count) for one in found.itemsets] == [(("bolt",), 3), (("nut",), 3), (("bolt", "nut"), 2)]
    assert found.baskets == 5
    assert gx.need.frequent_itemsets([]).state == "no_baskets"
    assert gx.need.frequent_itemsets((line for line in [["a"]]), min_support=1).itemsets[0].items == ("a",)


def test_certain_rules_have_no_conviction_and_limits_are_told():
    rules = gx.need.association_rules([["a", "b"], ["a", "b"], ["c"]]).rules
    assert [rule.conviction for rule in rules] == [None, None]
    names = [str(number) for number in range(30)]
    cut = gx.need.frequent_itemsets([names] * 3, 1, max_itemsets=500)
    assert cut.state == "too_many_itemsets" and cut.by_size == (30, 435) and cut.complete_up_to == 2
    few = gx.need.association_rules([names] * 3, 1, max_size=2, max_rules=7)
    assert few.state is gx.need.MiningState.TOO_MANY_RULES and few.found == 870 and len(few.rules) == 7
    left = gx.need.frequent_itemsets([names, ["1"]], 1, max_basket=29)
    assert left.left_out == 1 and left.findings[0].code == "need.basket_too_big" and left.findings[0].place.row == 1


@pytest.mark.parametrize(
    "call,error,words",
    [
        (lambda: gx.need.frequent_itemsets("ab"), TypeError, "list of lists of str"),
        (lambda: gx.need.frequent_itemsets(["ab"]), TypeError, "list of str"),
        (lambda: gx.need.frequent_itemsets([[3]]), TypeError, "list of str, found int 3"),
        (lambda: gx.need.frequent_itemsets([["a"]], 0), ValueError, r"min_support must lie in \(0, 1\]"),
        (lambda: gx.need.frequent_itemsets([["a"]], math.nan), ValueError, "min_support"),
        (lambda: gx.need.association_rules([["a"]], min_confidence=1.5), ValueError, r"min_confidence must lie in \[0, 1\]"),
        (lambda: gx.need.association_rules([["a"]], min_support="much"), ValueError, "expected a number"),
        (lambda: gx.need.association_rules([["a"]], consequents="two"), ValueError, "'one', 'all'"),
        (lambda: gx.need.association_rules([["a"]], min_sup=1), TypeError, "min_sup"),
        (lambda: gx.need.ItemNeighbours.fit([["a"]]).recommend("a"), TypeError, "list of str"),
        (lambda: gx.need.ItemNeighbours.fit([["a"]]).recommend(["a"], -1), ValueError, "recommend"),
        (lambda: gx.need.ItemNeighbours.fit([["a"]]).similarity("a", "b"), KeyError, "no basket holds the item"),
    ],
)
def test_wrong_arguments_are_told(call, error, words):
    with pytest.raises(error, match=words):
        call()


# -- neighbours --


def test_neighbours_by_their_definitions():
    formulas = {
        "cosine": lambda both, one, other: both / math.sqrt(one * other),
        "jaccard": lambda both, one, other: both / (one + other - both),
        "confidence": lambda both, one, other: both / one,
    }
    for seed, (kind, formula) in itertools.product(range(70), formulas.items()):
        baskets = [set(basket) for basket in random_baskets(seed)[0]]
        model = gx.need.ItemNeighbours.fit(baskets, similarity=kind)
        items = sorted(set().union(*baskets))
        count = {(a, b): sum(a in basket and b in basket for basket in baskets) for a in items for b in items}
        assert list(model.items) == items and model.baskets == len(baskets)
        near = {(a, b): formula(count[a, b], count[a, a], count[b, b]) for a in items for b in items if a != b}
        for pair, value in near.items():
            assert model.similarity(*pair) == pytest.approx(value)
        owned = items[::2][:2]
        scores = {item: math.fsum(near[one, item] for one in owned) for item in items if item not in owned}
        order = sorted(scores, key=lambda item: (-round(scores[item], 12), -count[item, item] if scores[item] == 0 else 0, item))
        offered = model.recommend(owned, n=4)
        assert [one.item for one in offered] == order[:4]
        for one in offered:
            assert one.score == pytest.approx(scores[one.item]) == pytest.approx(sum(part.value for part in one.evidence))
            assert one.basis == ("neighbours" if scores[one.item] > 0 else "popularity") and one.popularity == count[one.item, one.item]
            assert {part.item for part in one.evidence} == {have for have in owned if count[have, one.item]}


def test_replay_of_groceries_barely_beats_popularity(shared_data):
    baskets = [[name.strip() for name in basket] for basket in groceries(shared_data)]
    train = [basket for i, basket in enumerate(baskets) if i % 10]
    counts = {}
    for name in itertools.chain(*train):
        counts[name] = counts.get(name, 0) + 1
    popular = sorted(counts, key=lambda name: (-counts[name], name))
    models = {kind: gx.need.ItemNeighbours.fit(train, similarity=kind) for kind in ("cosine", "confidence")}
    hits, tests = {}, 0
    for i in range(0, len(baskets), 10):
        basket = baskets[i]
        if not 2 <= len(basket) <= 60:
            continue
        tests += 1
        wanted = basket[i // 10 % len(basket)]
        owned = [name for name in basket if name != wanted]
        offers = {kind: [one.item for one in model.recommend(owned, n=10)] for kind, model in models.items()}
        offers["popularity"] = [name for name in popular if name not in owned][:10]
        for kind, offered in offers.items():
            for n in (5, 10):
                hits[kind, n] = hits.get((kind, n), 0) + (wanted in offered[:n])
    assert tests == 764
    expected = {("popularity", 5): 0.24215, ("popularity", 10): 0.37435, ("cosine", 5): 0.25262, ("cosine", 10): 0.38874, ("confidence", 5): 0.25131, ("confidence", 10): 0.38874}
    assert {key: count / tests for key, count in hits.items()} == pytest.approx(expected, abs=5e-6)


# -- needs of many --


def needs_of_two():
    return [
        gx.Need(id=gx.new_id(), statement="省水", importance="high", urgency="low"),
        gx.Need(id=gx.new_id(), statement="省电", importance="medium", urgency="high"),
    ]


def test_firmness_of_a_ranking():
    needs = needs_of_two()
    firm = gx.need.rank_sensitivity(needs, as_of=DAY)
    assert firm.state == "measured" and (firm.first, firm.second) == (needs[1].id, needs[0].id)
    assert firm.swap_state == "found" and (firm.swap.part, firm.swap.weight, firm.swap.needed) == ("urgency", pytest.approx(0.3), pytest.approx(0.2))
    assert firm.draws == 1000 and firm.order_kept == firm.first_kept == 1
    wide = gx.need.rank_sensitivity(needs, as_of=DAY, draws=500, spread=0.5, seed=3)
    assert wide == gx.need.rank_sensitivity(needs[::-1], as_of=DAY, draws=500, spread=0.5, seed=3) and 0.5 < wide.first_kept < 1
    swapped = gx.need.rank(needs, as_of=DAY, weights={"urgency": firm.swap.needed - 0.01})
    assert swapped[0].need == needs[0].id
    assert gx.need.rank_sensitivity(needs[:1], as_of=DAY).state == "too_few"
    with pytest.raises(ValueError, match="draws"):
        gx.need.rank_sensitivity(needs, as_of=DAY, draws=0)
    with pytest.raises(TypeError, match="as_of"):
        gx.need.rank_sensitivity(needs)


def test_needs_of_a_book():
    upgrade = gx.Need(category="设备升级", importance="high", urgency="high", budget="100-300万元")
    book = gx.Book(
        [
            gx.Dossier(gx.Customer(legal_name="甲", industry_label="机械", region_code="320500"), needs=[upgrade]),
            gx.Dossier(gx.Customer(legal_name="乙", industry_label="机械", region_code="320100"), needs=[gx.Need(category="设备升级 ", state="met"), gx.Need(category="設備升級", state="dropped"), gx.Need(statement="培训")]),
        ]
    )
    view = gx.need.portfolio_view(book, as_of=DAY)
    assert (view.customers, view.needs, view.unnamed) == (2, 4, 0)
    group = view.groups[0]
    assert (group.name, group.basis, group.customers, group.open, group.met, group.urgent) == ("设备升级", "category", 2, 1, 1, 1)
    assert group.mean_score == 100 and group.budgets[0].low.minor == 100_000_000 and group.budgets[0].high.minor == 300_000_000
    assert [(one.name, one.customers) for one in group.regions] == [("32", 2)] and [one.name for one in group.industries] == ["机械"]
    assert len(view.groups.to_pandas()) == 2 and group.budgets.to_pandas()["low.minor"][0] == 100_000_000


def test_blank_cells_of_a_book():
    offerings = [gx.Offering(id=gx.new_id(), name="Lathe X", category="Machines"), gx.Offering(id=gx.new_id(), name="Care plan", pains=["downtime"])]
    book = gx.Book(
        [
            gx.Dossier(gx.Customer(id=gx.new_id(), legal_name="A"), installed_products=[gx.InstalledProduct(product="lathe-x")], needs=[gx.Need(statement="less downtime")]),
            gx.Dossier(gx.Customer(id=gx.new_id(), legal_name="B")),
        ],
        offerings=offerings,
    )
    grid = gx.need.whitespace(book, as_of=DAY)
    assert [(cell.customer_name, cell.offering_name, cell.state, cell.match) for cell in grid.cells] == [
        ("A", "Care plan", "wanted", "pain"), ("A", "Lathe X", "owned", "name"), ("B", "Care plan", "blank", None), ("B", "Lathe X", "blank", None),
    ]
    assert [(one.name, one.owned, one.wanted, one.blank) for one in grid.offerings] == [("Care plan", 0, 1, 1), ("Lathe X", 1, 0, 1)]
    assert len(gx.need.whitespace(book, as_of=DAY, cells="filled").cells) == 2


def test_a_whole_book_is_seen(root):
    book = gx.load_book(root / "examples/data")[0]
    view = gx.need.portfolio_view(book, as_of="2024-06-30")
    assert view.customers == len(book) and sum(group.needs for group in view.groups) + view.unnamed == view.needs > 20
    grid = gx.need.whitespace(book, as_of="2024-06-30")
    assert len(grid.cells) == len(grid.customers) * len(grid.offerings) > 0
    for one in grid.offerings:
        assert one.owned + one.open + one.wanted + one.blank == len(book)
