"""Uplift and next best actions through Python: the oracles, scikit-uplift and numpy as peers, and what goes wrong."""

import csv
import math

import guanxi as gx
import numpy
import pytest
import sklift.metrics
from sklearn.linear_model import LogisticRegression

pytestmark = pytest.mark.filterwarnings("ignore:.*stable_cumsum:FutureWarning")  # scikit-uplift calls it

score = gx.score
CASES = 300


def trapezoid(values, rows):
    return float(numpy.sum(numpy.diff(rows) * (numpy.asarray(values)[1:] + numpy.asarray(values)[:-1]) / 2))


@pytest.fixture(scope="module")
def hillstrom(shared_data):
    """Men's e-mail against none."""
    with open(shared_data / "hillstrom/hillstrom_even_rows.csv", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["segment"] != "Womens E-Mail"]
    columns = {name: numpy.array([float(row[name]) for row in rows]) for name in ("recency", "history", "mens", "womens", "newbie", "visit", "spend")}
    return columns | {"treated": numpy.array([row["segment"] == "Mens E-Mail" for row in rows], dtype=float)}


def experiments(binary=True, count=CASES):
    """Seeded random experiments: many ties, arms of one row, no events, all events."""
    random = numpy.random.default_rng(20)
    for case in range(count):
        size = int(random.integers(2, 60))
        uplift = random.integers(0, random.integers(1, 9), size) / 10 if case % 3 else random.normal(size=size)
        outcome = (random.random(size) < random.choice([0, 0.1, 0.5, 0.9, 1])).astype(float) if binary else random.normal(1, 3, size).round(1)
        treated = numpy.r_[0.0, 1.0, random.random(size - 2) < random.choice([0, 0.2, 0.5, 1])]
        yield uplift, outcome, random.permutation(treated)


def heights(curve):
    return [point.rows for point in curve.points], [point.value for point in curve.points]


# -- average effect, transformed outcome --


def test_average_effect_of_hillstrom(hillstrom):
    answer = score.average_effect(hillstrom["visit"], hillstrom["treated"])
    assert answer.status == "ok" and (answer.treated.rows, answer.control.rows) == (10778, 10586)
    assert answer.effect == pytest.approx(0.0749891398, abs=5e-11) and answer.standard_error == pytest.approx(0.0047953296, abs=5e-11)
    assert answer.low == pytest.approx(answer.effect - 1.959963984540054 * answer.standard_error, abs=1e-12)


def test_average_effect_agrees_with_numpy():
    told = set()
    for _, outcome, treated in experiments(binary=False):
        yes, no = outcome[treated == 1], outcome[treated == 0]
        answer = score.average_effect(list(outcome), treated.astype(bool))
        assert answer.effect == pytest.approx(yes.mean() - no.mean(), abs=1e-12)
        told.add(str(answer.status))
        if len(yes) > 1 and len(no) > 1:
            assert answer.standard_error == pytest.approx(math.sqrt(yes.var(ddof=1) / len(yes) + no.var(ddof=1) / len(no)), abs=1e-12)
        else:
            assert answer.status == "one_row" and answer.standard_error is None and answer.low is None
    assert told == {"ok", "one_row"}


def test_what_is_missing_is_a_status():
    nan = math.nan
    for outcome, treated, status in [([], [], "empty"), ([1, 0], [1, 1], "one_arm"), ([1, 0], [0, 0], "one_arm"), ([1, nan], [1, 0], "no_outcome"), ([None, 1], [1, 0], "no_outcome")]:
        uplift = [0.0] * len(outcome)
        for answer in (score.average_effect(outcome, treated), score.qini(uplift, outcome, treated), score.uplift_intervals(uplift, outcome, treated, draws=5), score.transformed_outcome(outcome, treated)):
            assert answer.status == status
    assert score.qini([2, 1], [0, 0], [1, 0]).status == "perfect_is_random" and score.qini([2, 1], [0, 0], [1, 0]).normalized is None


def test_transformed_outcome_agrees_with_numpy():
    for _, outcome, treated in experiments(binary=False):
        share = treated.mean()
        for e, given in ((share, {}), (0.3, {"propensity": 0.3}), (numpy.where(treated == 1, 0.6, 0.2), {"propensity": numpy.where(treated == 1, 0.6, 0.2)})):
            answer = score.transformed_outcome(outcome, treated, **given)
            assert list(answer.values) == pytest.approx(list(outcome * (treated - e) / (e * (1 - e))), abs=1e-9)
            assert answer.propensity == pytest.approx(numpy.mean(e), abs=1e-12)
            if not given:
                assert answer.mean == pytest.approx(score.average_effect(outcome, treated).effect, abs=1e-10)


# -- curves --


def test_the_tiny_case():
    curve = score.qini([0.1, 0.3], [0, 1], [1, 0])
    assert heights(curve) == ([0, 1, 2], [0, 0, -1])
    assert (curve.area, curve.random_area, curve.normalized) == (-0.5, -1, 1)
    other = score.uplift_curve([0.1, 0.3], [0, 1], [1, 0])
    assert other.area - other.random_area == 0


def defined_curve(kind, outcome, uplift, treated):
    """Rows and heights of a curve by its definition."""
    rows, values = [0], [0.0]
    for least in sorted(set(uplift), reverse=True):
        top = uplift >= least
        yes, no = outcome[top & (treated == 1)], outcome[top & (treated == 0)]
        rate = no.mean() if len(no) else 0
        rows.append(int(top.sum()))
        values.append(yes.sum() - rate * len(yes) if kind == "qini" else ((yes.mean() if len(yes) else 0) - rate) * rows[-1])
    return rows, values


def peer_curve(kind, outcome, uplift, treated):
    """The curve of scikit-uplift, which refuses outcomes that are all equal."""
    if len(set(outcome)) < 2:
        return defined_curve(kind, outcome, uplift, treated)
    rows, values = (sklift.metrics.qini_curve if kind == "qini" else sklift.metrics.uplift_curve)(outcome, uplift, treated)
    return list(rows), list(values)


def test_curves_agree_with_scikit_uplift():
    """The same points of both curves and the same normalized Qini area. Its perfect uplift curve is another one (it sorts by 2 [y = t] + y or + t)."""
    told = undefined = 0
    for uplift, outcome, treated in experiments():
        for kind, ours in (("qini", score.qini(uplift, outcome, treated)), ("uplift", score.uplift_curve(uplift, outcome, treated))):
            theirs = peer_curve(kind, outcome, uplift, treated)
            rows, values = heights(ours)
            assert rows == theirs[0] and values == pytest.approx(theirs[1], abs=1e-10)
            assert ours.area == pytest.approx(trapezoid(theirs[1], theirs[0]), abs=1e-9)
            assert ours.random_area == pytest.approx(rows[-1] * theirs[1][-1] / 2, abs=1e-9)
            perfect = trapezoid(*reversed(peer_curve(kind, outcome, outcome * treated - outcome * (1 - treated), treated)))
            assert ours.perfect_area == pytest.approx(perfect, abs=1e-9)
            if ours.normalized is None:
                undefined += 1
                assert ours.status == "perfect_is_random" and perfect == pytest.approx(ours.random_area, abs=1e-9)
            elif kind == "qini" and len(set(outcome)) == 2:
                told += 1
                assert ours.normalized == pytest.approx(sklift.metrics.qini_auc_score(outcome, uplift, treated, True), abs=1e-8)
    assert told > 150 and undefined > 50


def test_curves_of_money_agree_with_their_definition():
    for uplift, outcome, treated in experiments(binary=False):
        for kind, ours in (("qini", score.qini(uplift, outcome, treated)), ("uplift", score.uplift_curve(uplift, outcome, treated))):
            rows, values = defined_curve(kind, outcome, uplift, treated)
            assert heights(ours) == (rows, pytest.approx(values, abs=1e-9)) and ours.area == pytest.approx(trapezoid(values, rows), abs=1e-8)
            assert [point.treated for point in ours.points][1:] == [int(treated[uplift >= point.predicted].sum()) for point in ours.points][1:]


def test_effect_in_the_top_share_agrees_with_scikit_uplift():
    random = numpy.random.default_rng(21)
    for _ in range(CASES):
        size = 10 * int(random.integers(2, 9))
        uplift, outcome, treated = random.permutation(size).astype(float), (random.random(size) < 0.5).astype(float), numpy.tile([0.0, 1.0], size // 2)
        top = score.qini(uplift, outcome, treated, top_share=0.5).top
        assert top.rows == size // 2 and top.predicted == size - top.rows
        if top.observed.status in ("ok", "one_row"):
            assert top.observed.effect == pytest.approx(sklift.metrics.uplift_at_k(outcome, uplift, treated, "overall", 0.5), abs=1e-12)


def test_order_of_rows_changes_nothing():
    random = numpy.random.default_rng(22)
    for uplift, outcome, treated in experiments(binary=False, count=200):
        order = random.permutation(len(uplift))
        assert score.qini(uplift, outcome, treated) == score.qini(uplift[order], outcome[order], treated[order])
        assert score.uplift_intervals(uplift, outcome, treated, draws=9) == score.uplift_intervals(uplift[order], outcome[order], treated[order], draws=9)


class SplitMix:
    """The generator as its authors wrote it."""

    def __init__(self, seed):
        self.state = seed

    def below(self, count):
        mask = (1 << 64) - 1
        while True:
            self.state = (self.state + 0x9E3779B97F4A7C15) & mask
            bits = self.state
            bits = ((bits ^ bits >> 30) * 0xBF58476D1CE4E5B9) & mask
            bits = ((bits ^ bits >> 27) * 0x94D049BB133111EB) & mask
            bits ^= bits >> 31
            if bits < (1 << 64) - (1 << 64) % count:
                return bits % count


def test_intervals_are_quantiles_of_samples_written_out():
    for case, (uplift, outcome, treated) in enumerate(experiments(count=60)):
        found, random = score.uplift_intervals(uplift, outcome, treated, draws=20, seed=case, level=0.9), SplitMix(case)
        order = sorted(range(len(uplift)), key=lambda i: (-uplift[i], -treated[i], -outcome[i]))
        effects, areas = [], []
        for _ in range(20):
            drawn = []
            for arm in (0, 1):
                rows = [i for i in order if treated[i] == arm]
                drawn += [rows[random.below(len(rows))] for _ in rows]
            effects.append(outcome[drawn][treated[drawn] == 1].mean() - outcome[drawn][treated[drawn] == 0].mean())
            rows, values = peer_curve("qini", outcome[drawn], uplift[drawn], treated[drawn])
            areas.append(trapezoid(values, rows))
        for interval, draws in ((found.effect, effects), (found.qini_area, areas)):
            assert [interval.low, interval.high] == pytest.approx(list(numpy.quantile(draws, [0.05, 0.95])), abs=1e-9)
            assert interval.standard_error == pytest.approx(numpy.std(draws, ddof=1), abs=1e-9) and interval.draws == 20


def test_interval_of_hillstrom(hillstrom):
    found = score.uplift_intervals(hillstrom["history"], hillstrom["visit"], hillstrom["treated"], draws=200, seed=7)
    assert found.effect.standard_error == pytest.approx(0.0047953296, rel=0.15)
    assert found.effect.low < 0.0749891398 < found.effect.high


# -- two models --


def test_two_models_agree_with_scikit_learn(hillstrom):
    names = ("recency", "history", "mens", "womens", "newbie")
    features = {name: hillstrom[name] for name in names}
    answer = score.uplift_two_models(features, hillstrom["visit"], hillstrom["treated"])
    matrix = numpy.column_stack([hillstrom[name] / (100 if name == "history" else 1) for name in names])
    expected = []
    for arm in (1, 0):
        rows = hillstrom["treated"] == arm
        model = LogisticRegression(C=numpy.inf, tol=1e-10, max_iter=1000, solver="newton-cg").fit(matrix[rows], hillstrom["visit"][rows])
        expected.append(model.predict_proba(matrix)[:, 1])
    assert answer.status == "ok" and answer.treated.rows == 10778 and answer.control.status == "ok"
    assert numpy.abs(numpy.asarray(answer.uplift) - (expected[0] - expected[1])).max() < 1e-6
    assert numpy.allclose(score.uplift_of(answer.if_treated, answer.if_not), answer.uplift, atol=0)


def test_two_models_tell_what_could_not_be_fitted():
    answer = score.uplift_two_models({"x": [1, 2, 3, 4] * 2}, [1, 1, 1, 1, 0, 1, 1, 0], [1, 1, 1, 1, 0, 0, 0, 0])
    assert answer.status == "treated_not_fitted" and answer.treated.status == "one_class" and len(answer.uplift) == 0
    answer = score.uplift_two_models({"x": [1, 2, 3, 4] * 2}, [1, 0, 1, 0, 0, 0, 1, 1], [1, 1, 1, 1, 0, 0, 0, 0])
    assert answer.status == "control_not_fitted" and (answer.control.status, answer.control.column) == ("separated", "x")
    assert score.uplift_two_models({"x": [1, 2]}, [1, 0], [1, 1]).status == "one_arm"


def test_uplift_of():
    assert score.uplift_of(0.75, 0.5) == 0.25 and list(score.uplift_of([1.0, 0.0], [0.5, 0.5])) == [0.5, -0.5]
    with pytest.raises(gx.Error, match="probability"):
        score.uplift_of(1.5, 0.5)


# -- next best action --


def test_ucb1_of_methods():
    ranked = score.ucb1(list("1112233333"), [0, 0, 1, 0, 0, 0, 0, 1, 1, 1])
    assert [one.action for one in ranked] == ["1", "3", "2"] and [one.rank for one in ranked] == [1, 2, 3]
    assert [one.score for one in ranked] == pytest.approx([1.5723073963, 1.5597051824, 1.5174271294], abs=5e-11)


def test_ucb1_agrees_with_plain_python():
    random = numpy.random.default_rng(23)
    for _ in range(CASES):
        size, alpha = int(random.integers(0, 30)), float(random.integers(0, 4)) / 2
        decisions, rewards = [str(one) for one in random.choice(list("abcd"), size)], random.integers(0, 2, size).astype(float)
        expected = []
        for name in "abcde":
            own = [reward for one, reward in zip(decisions, rewards, strict=True) if one == name]
            expected.append((0, 0, name) if not own else (1, -(sum(own) / len(own) + alpha * math.sqrt(2 * math.log(size) / len(own))), name))
        ranked = score.ucb1(decisions, rewards, actions=list("abcde"), alpha=alpha)
        assert [one.action for one in ranked] == [name for _, _, name in sorted(expected)]
        assert [one.score or 0 for one in ranked] == pytest.approx([-bound for _, bound, _ in sorted(expected)], abs=1e-12)


def test_lin_ucb_agrees_with_numpy():
    random = numpy.random.default_rng(24)
    for _ in range(CASES):
        size, width, alpha, ridge = int(random.integers(0, 25)), int(random.integers(1, 6)), float(random.random()), float(random.random() + 0.1)
        features, row, rewards = random.normal(size=(size, width)), random.normal(size=width), random.normal(size=size)
        decisions = [str(one) for one in random.choice(list("abc"), size)]
        names = [f"x{i + 1}" for i in range(width)]
        ranked = score.lin_ucb(
            decisions,
            {name: features[:, i] for i, name in enumerate(names)},
            rewards,
            dict(zip(names, (float(one) for one in row), strict=True)),
            actions=list("abc"),
            alpha=alpha,
            ridge=ridge,
            untried="by_score",
        )
        expected = {}
        for name in "abc":
            own = numpy.array([one == name for one in decisions], dtype=bool)
            a = ridge * numpy.eye(width) + features[own].T @ features[own]
            expected[name] = row @ numpy.linalg.solve(a, features[own].T @ rewards[own]) + alpha * math.sqrt(row @ numpy.linalg.solve(a, row))
        assert {one.action: one.score for one in ranked} == pytest.approx(expected, rel=1e-9, abs=1e-9)
        assert [one.score for one in ranked] == sorted((one.score for one in ranked), reverse=True)


def test_an_untried_action_comes_first():
    seen, now = {"one": [1.0, 1.0]}, {"one": 1.0}
    assert [one.action for one in score.lin_ucb(["a", "a"], seen, [9, 9], now, actions=["z", "b"])] == ["b", "z", "a"]
    assert [one.action for one in score.lin_ucb(["a", "a"], seen, [9, 9], now, actions=["z", "b"], untried="by_score")] == ["a", "b", "z"]


# -- errors --


@pytest.mark.parametrize(
    ("code", "call"),
    [
        ("argument.treated", lambda: score.average_effect([1, 0], [1])),
        ("argument.treated", lambda: score.average_effect([1, 0], [1, 2])),
        ("argument.outcome", lambda: score.average_effect([1e101, 0], [1, 0])),
        ("argument.range", lambda: score.average_effect([1, 0], [1, 0], level=1)),
        ("argument.propensity", lambda: score.transformed_outcome([1, 0], [1, 0], propensity=1.0)),
        ("argument.uplift", lambda: score.qini([math.nan, 1], [1, 0], [1, 0])),
        ("argument.uplift", lambda: score.qini([1], [1, 0], [1, 0])),
        ("argument.range", lambda: score.qini([1, 1], [1, 0], [1, 0], top_share=0)),
        ("argument.range", lambda: score.uplift_intervals([1, 1], [1, 0], [1, 0], draws=1)),
        ("argument.outcome", lambda: score.uplift_two_models({"x": [1, 2]}, [1, 0.5], [1, 0])),
        ("argument.range", lambda: score.ucb1(["a"], [1], alpha=-1)),
        ("argument.rewards", lambda: score.ucb1(["a"], [1, 2])),
        ("argument.range", lambda: score.lin_ucb(["a"], {"x": [1.0]}, [1], {"x": 1.0}, ridge=0)),
        ("argument.columns", lambda: score.lin_ucb(["a"], {"x": [1.0]}, [1], {"y": 1.0})),
        ("python.keyword", lambda: score.qini([1, 1], [1, 0], [1, 0], share=0.5)),
    ],
)
def test_what_goes_wrong_has_a_code(code, call):
    with pytest.raises(gx.Error) as caught:
        call()
    assert caught.value.code == code
