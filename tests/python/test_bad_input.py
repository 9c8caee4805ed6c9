"""What cannot be answered is said: wrong numbers name their parameter, missing data are a state or a finding, nothing crashes."""

import math

import numpy as np
import pytest

import guanxi as gx

DAY = "2024-06-30"
SCORES, OUTCOME = [0.1, 0.4, 0.6, 0.9], [0, 1, 0, 1]
FEATURES = {"visits": [1.0, 2.0, 3.0, 4.0], "source": ["web", "fair", "web", None]}
WEIGHTS = ("intent", "budget", "clarity", "need", "relation", "competition")
TABLE = [[5, 8, 4], [7, 6, 8], [8, 8, 6]]


def chain_of(pairs):
    names = {name: gx.new_id() for pair in pairs for name in pair}
    people = [gx.Stakeholder(contact=one, influence=5) for one in names.values()]
    return gx.DecisionChain(stakeholders=people, ties=[gx.Tie(from_id=names[a], to_id=names[b], kind="reports_to") for a, b in pairs])


NAMED = {  # what is wrong -> (call, error code, words of the message)
    "NaN among predictions": (lambda: gx.score.auc([0.1, math.nan], [0, 1]), "argument.predicted", "row 1"),
    "NaN among outcomes": (lambda: gx.score.Logistic.fit(FEATURES, [0, 1, math.nan, 1]), "argument.outcome", "outcome"),
    "an infinite feature": (lambda: gx.score.Logistic.fit({"visits": [1, 2, math.inf, 4]}, OUTCOME), "argument.columns", "visits"),
    "NaN in a table": (lambda: gx.score.topsis([[1, math.nan], [2, 3]]), "score.matrix", "matrix[0][1]"),
    "a prediction above 1": (lambda: gx.score.brier([0.1, 1.5], [0, 1]), "argument.predicted", "1.5"),
    "negative row weights": (lambda: gx.score.Logistic.fit(FEATURES, OUTCOME, weights=[1, -1, 1, 1]), "argument.weights", "weight"),
    "negative weights of criteria": (lambda: gx.score.topsis(TABLE, weights=[0.5, -0.1, 0.6]), "score.weights", "weights[1]"),
    "negative weights of clarity": (lambda: gx.chain.analyze(gx.DecisionChain(), as_of=DAY, weights={"decider": -1}), "argument.weight", "decider"),
    "weights that are all 0": (lambda: gx.assess.account(gx.Dossier(), as_of=DAY, weights=dict.fromkeys(WEIGHTS, 0)), "argument.weight", "above 0"),
    "weights of an empty book": (lambda: gx.assess.book(gx.Book(), as_of=DAY, weights=dict.fromkeys(WEIGHTS, 0)), "argument.weight", "above 0"),
    "weights of no needs": (lambda: gx.assess.account(gx.Dossier(), as_of=DAY, need_weights={"urgency": -1}), "argument.weight", "urgency"),
    "a matrix that is not reciprocal": (lambda: gx.score.ahp([[1, 2], [2, 1]]), "score.judgement", "matrix[1][0] must be 1 / matrix[0][1]"),
    "a judgement of 0": (lambda: gx.score.ahp([[1, 0], [0, 1]]), "score.judgement", "matrix[0][1]"),
    "judgements that do not meet": (lambda: gx.score.ahp_judgements([(0, 1, 2), (2, 3, 2)]), "score.disconnected", "links 0 and 2"),
    "a support of 0": (lambda: gx.need.association_rules([["a"]], min_support=0), "argument.support", "min_support"),
    "another length": (lambda: gx.score.auc([0.1, 0.2], [0, 1, 1]), "argument.outcome", "2"),
    "an arm that is neither": (lambda: gx.score.qini(SCORES, OUTCOME, [0, 1, 2, 1]), "argument.treated", "treated"),
}


@pytest.mark.parametrize("wrong", NAMED)
def test_wrong_numbers_name_their_parameter(wrong):
    call, code, words = NAMED[wrong]
    with pytest.raises(gx.ArgumentError) as raised:
        call()
    assert raised.value.code == code and words in str(raised.value), str(raised.value)


def test_one_class_only_is_a_state():
    for outcome in ([0] * 4, [1] * 4):
        assert gx.score.Logistic.fit(FEATURES, outcome).status == "one_class"
        assert gx.score.NaiveBayes.fit(FEATURES, outcome).status == "one_class"
        assert gx.score.Scorecard.fit(FEATURES, outcome).status == "one_class"
        for measure in (gx.score.auc, gx.score.ks):
            found = measure(SCORES, outcome)
            assert found.status == "one_class" and found.value is None
        assert gx.score.platt(SCORES, outcome).status == "one_class"
    for arm in ([0] * 4, [1] * 4):
        assert gx.score.average_effect(OUTCOME, arm).status != "ok"
        assert gx.score.qini(SCORES, OUTCOME, arm).normalized is None


def test_a_cycle_of_reporting_is_a_finding():
    found = gx.chain.analyze(chain_of([("a", "b"), ("b", "c"), ("c", "a")]), as_of=DAY)
    assert len(found.reporting_cycles) == 1 and len(found.reporting_cycles[0]) == 3
    assert [one.code for one in found.findings if "cycle" in one.code]


def test_nothing_at_all_is_answered():
    empty = gx.Book()
    assert len(gx.assess.book(empty, as_of=DAY).accounts) == 0
    assert gx.need.portfolio_view(empty, as_of=DAY).needs == 0
    assert len(gx.need.whitespace(empty, as_of=DAY).customers) == 0
    assert gx.chain.analyze(gx.DecisionChain(), as_of=DAY).state == "empty"
    assert gx.need.frequent_itemsets([]).state == "no_baskets"
    assert len(gx.need.rank([], as_of=DAY)) == 0 and len(gx.need.priority_matrix([], as_of=DAY).placed) == 0
    assert gx.score.Logistic.fit({"a": np.array([])}, []).status == "one_class"
    assert gx.score.auc([], []).value is None
    assert gx.assess.health(gx.Dossier(), as_of=DAY).band == "unknown"
    assert "0" in gx.report.book(empty, as_of=DAY, format="text")
