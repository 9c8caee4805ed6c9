"""Probabilities of winning through Python: scikit-learn as peer on real data, what holds of intervals, what goes wrong."""

import csv
import datetime

import guanxi as gx
import numpy
import pandas
import polars
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import StandardScaler

WinModel = gx.score.WinModel


def columns_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: [row[name] for row in rows] for name in rows[0] if name}


def flags(column, word):
    return numpy.array([cell == word for cell in column], dtype=float)


def numbers(column):
    return numpy.array([float(cell) if cell else numpy.nan for cell in column])


def telco_features(telco):
    return {
        "tenure": numbers(telco["tenure"]),
        "monthly": numbers(telco["MonthlyCharges"]),
        "one year": flags(telco["Contract"], "One year"),
        "two year": flags(telco["Contract"], "Two year"),
        "fiber": flags(telco["InternetService"], "Fiber optic"),
        "no internet": flags(telco["InternetService"], "No"),
        "check": flags(telco["PaymentMethod"], "Electronic check"),
    }


def leads_features(leads):
    visits, views = numbers(leads["TotalVisits"]), numbers(leads["Page Views Per Visit"])
    return {
        "visits": numpy.minimum(numpy.where(numpy.isnan(visits), 3, visits), 20),
        "minutes": numbers(leads["Total Time Spent on Website"]) / 60,
        "views": numpy.where(numpy.isnan(views), 2, views),
        "chat": flags(leads["Lead Source"], "Olark Chat"),
        "reference": flags(leads["Lead Source"], "Reference"),
        "no mail": flags(leads["Do Not Email"], "Yes"),
    }


@pytest.fixture(scope="module")
def tables(shared_data):
    telco = columns_of(shared_data / "telco_churn/telco_customer_churn.csv")
    leads = columns_of(shared_data / "leads/leads_four_fifths.csv")
    return {
        "telco": (telco_features(telco), flags(telco["Churn"], "Yes")),
        "leads": (leads_features(leads), numbers(leads["Converted"])),
    }


def part_of(features, rows):
    return {name: column[rows] for name, column in features.items()}


def calibration_error(predicted, outcome):
    order = numpy.argsort(predicted, kind="stable")
    return sum(len(bin) / len(order) * abs(predicted[bin].mean() - outcome[bin].mean()) for bin in numpy.array_split(order, 10))


# -- beside scikit-learn --


@pytest.mark.parametrize("name", ["telco", "leads"])
def test_not_worse_than_scikit_learn(tables, name):
    features, outcome = tables[name]
    matrix = numpy.column_stack(list(features.values()))
    ours, peer = numpy.zeros(len(outcome)), numpy.zeros(len(outcome))
    for train, test in StratifiedKFold(5, shuffle=True, random_state=1).split(matrix, outcome):
        ours[test] = WinModel.fit(part_of(features, train), outcome[train]).predict(part_of(features, test))
        scaler = StandardScaler().fit(matrix[train])
        peer[test] = LogisticRegression().fit(scaler.transform(matrix[train]), outcome[train]).predict_proba(scaler.transform(matrix[test]))[:, 1]
    figures = (roc_auc_score(outcome, ours), roc_auc_score(outcome, peer), brier_score_loss(outcome, ours), brier_score_loss(outcome, peer), calibration_error(ours, outcome), calibration_error(peer, outcome))
    print(name, *(f"{figure:.5f}" for figure in figures))
    assert figures[0] >= figures[1] - 0.002
    assert figures[2] <= figures[3] + 0.002
    assert figures[4] <= 0.02


@pytest.mark.parametrize("name", ["telco", "leads"])
def test_its_own_report_agrees(tables, name):
    features, outcome = tables[name]
    model = WinModel.fit(features, outcome)
    check = model.validation
    assert model.state == "enough" and check.verdict == "lift" and check.scheme == "k_fold"
    assert check.rows == len(outcome) and len(check.blocks) == 5
    assert check.calibration.value <= 0.02
    assert check.auc.low < check.auc.value < check.auc.high
    assert check.gain == pytest.approx(check.base_brier - check.brier)
    assert check == gx.score.validate_win_model(features, outcome)


@pytest.mark.parametrize("name", ["telco", "leads"])
def test_intervals_hold_the_truth(tables, name):
    features, outcome = tables[name]
    truth_model = WinModel.fit(features, outcome, calibration="none", folds=0)
    truth = truth_model.predict(features)
    random = numpy.random.default_rng(1)
    held = []
    for _ in range(60):
        drawn = (random.uniform(size=len(truth)) < truth).astype(float)
        told = WinModel.fit(features, drawn, calibration="none", folds=0).predict_intervals(features)
        low, high = numpy.asarray(told.low), numpy.asarray(told.high)
        held.append(numpy.mean((low <= truth) & (truth <= high)))
    print(name, f"coverage {numpy.mean(held):.4f}")
    assert abs(numpy.mean(held) - 0.9) <= 0.03


def test_spread_given_is_ridge(tables):
    features, outcome = tables["telco"]
    ours = WinModel.fit(features, outcome, spread=1.0, folds=0)
    ridge = gx.score.Logistic.fit(features, outcome, penalty="ridge")
    assert [one.standardized for one in ours.coefficients] == pytest.approx([one.standardized for one in ridge.coefficients], abs=1e-7)
    assert ours.baseline == pytest.approx(ridge.baseline, abs=1e-7)
    assert [one.standard_error for one in ours.coefficients] == pytest.approx([one.standard_error for one in ridge.coefficients], rel=1e-6)
    assert ours.predict(features) == pytest.approx(ridge.predict(features), abs=1e-7)


# -- nothing to be found --


@pytest.fixture(scope="module")
def pipeline(shared_data):
    deals = columns_of(shared_data / "crm_sales_opportunities/sales_pipeline_full.csv")
    closed = [row for row, stage in enumerate(deals["deal_stage"]) if stage in ("Won", "Lost")]
    features = {name: [deals[name][row] or None for row in closed] for name in ("sales_agent", "product", "account")}
    outcome = [float(deals["deal_stage"][row] == "Won") for row in closed]
    days = [float(datetime.date.fromisoformat(deals["close_date"][row]).toordinal()) for row in closed]
    return features, outcome, days


def test_sales_pipeline_has_no_lift(pipeline):
    features, outcome, days = pipeline
    for time in (days, None):
        model = WinModel.fit(features, outcome, time=time, groups=["sales_agent", "account"])
        assert model.state == "no_lift" and model.validation.verdict == "no_lift"
        assert "未发现优于基准率" in model.message.zh and "No lift over the base rate was found" in model.message.en
        assert numpy.ptp(model.predict(features)) == 0
        print(model.message.en)
    answer = model.predict_one({"sales_agent": "Moses Frase", "product": "GTX Basic", "account": None})
    assert len(answer.score.contributions) == 0 and answer.score.state == "prior_only"
    assert "No lift over the base rate was found" in gx.score.card_text(model, lang="en")
    assert "未发现优于基准率" in gx.score.card_text(model)


# -- one row, all kinds of tables --


def deals(seed=0, rows=300):
    random = numpy.random.default_rng(seed)
    visits, team = random.normal(size=rows), random.integers(0, 3, rows)
    outcome = (random.uniform(size=rows) < 1 / (1 + numpy.exp(-visits - (team - 1) * 0.5))).astype(float)
    return {"visits": visits, "team": [f"t{one}" for one in team]}, outcome


def test_one_row_tells_its_reasons():
    features, outcome = deals()
    model = WinModel.fit(features, outcome, groups=["team"])
    answer = model.predict_one({"visits": 1.5, "team": "t2"}, as_of="2025-06-30", level=0.8)
    score = answer.score
    assert score.as_of == datetime.date(2025, 6, 30) and score.state == "enough"
    assert score.baseline + sum(reason.thousandths for reason in score.contributions) == score.thousandths
    told = model.predict_intervals({"visits": [1.5], "team": ["t2"]}, level=0.8)
    assert (answer.low, answer.probability, answer.high) == pytest.approx((told.low[0], told.probability[0], told.high[0]), abs=1e-12)
    unseen = model.predict_one({"visits": 1.5, "team": "somebody new"})
    assert unseen.score.state == "partial" and [part.part for part in unseen.score.missing] == ["team"]
    assert unseen.high - unseen.low > answer.high - answer.low


def test_every_kind_of_table():
    features, outcome = deals()
    model = WinModel.fit(features, outcome, groups=["team"])
    for table in (pandas.DataFrame(features), polars.DataFrame(features)):
        assert WinModel.fit(table, outcome, groups=["team"]) == model
        assert list(model.predict(table)) == list(model.predict(features))
    assert repr(model) == "<WinModel: enough>"
    assert {offset.word for offset in model.groups[0].offsets} == {"t0", "t1", "t2"}


def test_prior_and_states():
    features, outcome = deals(rows=20)
    plain = WinModel.fit(features, outcome)
    assert plain.state == "little" and plain.validation.verdict == "undecided"
    prior = {"base_rate": 0.2, "weight": 40, "coefficients": [{"column": "visits", "coefficient": 1.0}]}
    held = WinModel.fit(features, outcome, prior=prior)
    assert held.baseline < plain.baseline and held.coefficients[0].prior == 1.0
    nobody = WinModel.fit(features, numpy.zeros(20), prior=prior)
    assert nobody.state == "prior_only" and nobody.predict(features)[0] == pytest.approx(0.2)
    assert WinModel.fit(features, numpy.zeros(20)).state == "unavailable"
    assert len(WinModel.fit(features, numpy.zeros(20)).predict(features)) == 0
    assert WinModel.fit({"visits": []}, []).state == "unavailable"


def test_what_goes_wrong_is_named():
    features, outcome = deals()
    for options, named in (
        ({"groups": ["visits"]}, "visits"),
        ({"groups": ["absent"]}, "absent"),
        ({"weights": [-1.0] * 300}, "weight"),
        ({"time": [1.0]}, "time"),
        ({"level": 2.0}, "level"),
        ({"prior": {"base_rate": 0.0}}, "base_rate"),
        ({"spread": -1.0}, "spread"),
    ):
        with pytest.raises(gx.ArgumentError, match=named):
            WinModel.fit(features, outcome, **options)
    with pytest.raises(gx.ArgumentError, match="outcome"):
        WinModel.fit(features, numpy.full(300, numpy.nan))
    with pytest.raises(gx.ArgumentError, match="visits"):
        WinModel.fit({"visits": [numpy.inf] * 300}, outcome)
    with pytest.raises(gx.ArgumentError, match="team"):
        WinModel.fit(features, outcome).predict({"visits": [1.0]})
    with pytest.raises(TypeError, match="group"):
        WinModel.fit(features, outcome, group=["team"])


def test_card_and_drift():
    features, outcome = deals(rows=600)
    model = WinModel.fit(features, outcome, time=list(range(600)), groups=["team"])
    card = model.card(as_of="2025-01-31", origin="2023-01-01", purpose={"zh": "试用", "en": "A trial"})
    assert card.purpose.notes[0].en == "A trial" and card.state == model.state
    text = gx.score.card_text(model, lang="en", as_of="2025-01-31")
    assert "as of 2025-01-31" in text and "Rolling in time" in text
    same = model.drift(features, outcome)
    assert same.band == "stable" and not same.findings and same.outcome.rows == 600
    moved = model.drift({"visits": features["visits"] + 3, "team": ["new"] * 600})
    assert moved.band == "shifted"
    assert {finding.code for finding in moved.findings} >= {"score.drift_column", "score.drift_unseen", "score.drift_predicted"}
