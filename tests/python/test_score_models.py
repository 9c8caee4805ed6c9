"""Fitted scores through Python: the oracles, scikit-learn as peer, every kind of table, and what goes wrong."""

import csv
import datetime
import math

import guanxi as gx
import numpy
import pandas
import polars
import pyarrow
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import BernoulliNB, CategoricalNB
from sklearn.preprocessing import StandardScaler

Logistic, NaiveBayes, Scorecard = gx.score.Logistic, gx.score.NaiveBayes, gx.score.Scorecard


def columns_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: [row[name] for row in rows] for name in rows[0] if name}


def flags(column, word):
    return numpy.array([cell == word for cell in column], dtype=float)


def numbers(column):
    return numpy.array([float(cell) for cell in column])


@pytest.fixture(scope="module")
def telco(shared_data):
    return columns_of(shared_data / "telco_churn/telco_customer_churn.csv")


@pytest.fixture(scope="module")
def german(shared_data):
    return columns_of(shared_data / "scorecard/germancredit.csv")


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


# -- logistic regression --


def test_telco_churn(telco):
    features, churned = telco_features(telco), flags(telco["Churn"], "Yes")
    model = Logistic.fit(features, churned)
    assert model.status == "ok" and model.model == "score.logistic/1"
    found = [model.intercept] + [one.coefficient for one in model.coefficients]
    assert found == pytest.approx([-0.7016208692, -0.0311554523, 0.0037870276, -0.8026227896, -1.6141845347, 0.9622631185, -0.8091748226, 0.4912056795], rel=1e-8)
    errors = [model.intercept_error] + [one.standard_error for one in model.coefficients]
    assert errors == pytest.approx([0.1579679, 0.0020733, 0.0030065, 0.1036700, 0.1702276, 0.1276641, 0.1506337, 0.0672007], rel=1e-4)
    assert model.log_likelihood == pytest.approx(-3005.459852, abs=1e-6)
    p = model.predict(features)
    assert numpy.mean((p - churned) ** 2) == pytest.approx(0.1395671879, abs=1e-10)
    ridge = Logistic.fit(features, churned, penalty="ridge")
    assert ridge.baseline == pytest.approx(-1.6069232, abs=1e-7)
    assert [one.standardized for one in ridge.coefficients] == pytest.approx([-0.7644417, 0.1145089, -0.3261507, -0.6876336, 0.4767739, -0.3326626, 0.2321311], abs=1e-7)


def sample(seed, weighted=False):
    random = numpy.random.default_rng(seed)
    rows, columns = int(random.integers(40, 300)), int(random.integers(1, 6))
    x = random.normal(size=(rows, columns)) * random.uniform(0.1, 50, columns) + random.normal(size=columns) * 10
    if columns > 1:
        x[:, 1] = random.integers(0, 2, rows)  # many ties
    eta = ((x - x.mean(0)) / (x.std(0) + 1e-12)) @ random.normal(size=columns) - 0.5
    y = (random.uniform(size=rows) < 1 / (1 + numpy.exp(-eta))).astype(float)
    y[:2] = [0, 1]
    return x, y, random.integers(1, 4, rows).astype(float) if weighted else None


@pytest.mark.parametrize("start", range(0, 240, 40))
def test_ridge_is_that_of_scikit_learn(start):
    for seed in range(start, start + 40):
        x, y, weights = sample(seed, weighted=seed % 2 == 1)
        c = float(numpy.exp(numpy.random.default_rng(seed).normal()))
        scaler = StandardScaler().fit(x, sample_weight=weights)
        peer = LogisticRegression(C=c, tol=1e-12, max_iter=10000, solver="newton-cholesky").fit(scaler.transform(x), y, sample_weight=weights)
        ours = Logistic.fit(x, y, penalty="ridge", c=c, weights=weights)
        assert [one.column for one in ours.coefficients] == [f"x{i + 1}" for i in range(x.shape[1])]
        assert [one.standardized for one in ours.coefficients] == pytest.approx(list(peer.coef_[0]), abs=1e-6), seed
        assert ours.baseline == pytest.approx(peer.intercept_[0], abs=1e-6), seed
        assert ours.predict(x) == pytest.approx(peer.predict_proba(scaler.transform(x))[:, 1], abs=1e-6)


@pytest.mark.parametrize("start", range(0, 200, 50))
def test_maximum_likelihood_is_that_of_scikit_learn(start):
    fitted = 0
    for seed in range(1000 + start, 1050 + start):
        x, y, _ = sample(seed)
        ours = Logistic.fit(x, y)
        if ours.status != "ok":
            assert ours.status in ("separated", "constant_column", "duplicate") and ours.column
            continue
        fitted += 1
        peer = LogisticRegression(C=numpy.inf, tol=1e-12, max_iter=10000, solver="newton-cholesky").fit(StandardScaler().fit_transform(x), y)
        assert [one.standardized for one in ours.coefficients] == pytest.approx(list(peer.coef_[0]), rel=1e-5, abs=1e-6), seed
        p = ours.predict(x)
        design = numpy.column_stack([numpy.ones(len(y)), x])
        covariance = numpy.linalg.inv(design.T @ (design * (p * (1 - p))[:, None]))
        errors = [ours.intercept_error] + [one.standard_error for one in ours.coefficients]
        assert errors == pytest.approx(list(numpy.sqrt(numpy.diag(covariance))), rel=1e-6)
    assert fitted > 40


def test_statuses_name_the_column():
    y = [0, 1, 0, 1, 1, 0]
    assert Logistic.fit({"a": [1, 2, 3, 4, 5, 6], "b": [7] * 6}, y).column == "b"
    twice = Logistic.fit({"a": [1, 2, 3, 4, 5, 6], "b": [2, 4, 6, 8, 10, 12]}, y)
    assert twice.status is gx.score.LogisticStatus.DUPLICATE and twice.column == "b" and len(twice.coefficients) == 0
    assert twice.status.label("en") == "A duplicate column"
    separated = Logistic.fit({"a": [1, 2, 3, 4, 5, 6], "b": y}, y)
    assert (separated.status, separated.column) == ("separated", "b") and len(separated.predict({"a": [1.0], "b": [1.0]})) == 0
    assert Logistic.fit({"a": [1, 2]}, [1, 1]).status == "one_class"
    assert separated.predict_one({"a": 1, "b": 1}).score.state == "unavailable"
    assert Logistic.fit({"a": [1, 2, 3, 4, 5, 6], "b": y}, y, penalty="ridge").status == "ok"


def test_prior_means_pull():
    x, y, _ = sample(3)
    pulled = Logistic.fit(x, y, penalty="ridge", c=1e-9, prior_means=[{"column": "x1", "coefficient": 0.5}])
    assert pulled.coefficients[0].coefficient == pytest.approx(0.5, abs=1e-4)
    with pytest.raises(gx.ArgumentError, match="prior_means"):
        Logistic.fit(x, y, prior_means=[{"column": "x1", "coefficient": 0.5}])


def test_one_row_tells_its_reasons(telco):
    features = {"tenure": numbers(telco["tenure"]), "contract": telco["Contract"]}
    model = Logistic.fit(features, flags(telco["Churn"], "Yes"))
    answer = model.predict_one({"tenure": 2, "contract": "Two year"}, as_of="2024-06-30", level=0.9)
    score = answer.score
    assert score.as_of == datetime.date(2024, 6, 30) and score.state == "enough"
    assert score.baseline + sum(reason.thousandths for reason in score.contributions) == score.thousandths
    assert answer.probability == pytest.approx(float(model.predict({"tenure": [2.0], "contract": ["Two year"]})[0]), abs=1e-15)
    assert answer.low < answer.probability < answer.high
    assert score.value == pytest.approx(math.log(answer.probability / (1 - answer.probability)), abs=0.00051)
    for row in ({"tenure": 2}, {"tenure": 2, "contract": None}, {"tenure": 2, "contract": "For ever"}):
        partly = model.predict_one(row)
        assert partly.score.state == "partial" and [part.field for part in partly.score.missing] == ["contract"]
        assert partly.high - partly.low > answer.high - answer.low
    assert model.predict_one({}).score.state == "prior_only"


# -- every kind of table --


def test_all_kinds_of_tables_give_the_same_model():
    random = numpy.random.default_rng(5)
    a, b = random.normal(size=200), random.integers(0, 9, 200)
    word = random.choice(["web", "fair", "phone"], 200)
    y = (a + (word == "fair") + random.normal(size=200) > 0).astype(float)
    frame = pandas.DataFrame({"a": a, "b": b, "word": word})
    table = pyarrow.table({"a": a, "b": b, "word": word.tolist()})
    expected = Logistic.fit({"a": a, "b": b, "word": word.tolist()}, y)
    assert expected.status == "ok"
    kinds = [
        frame,
        frame.set_index(pandas.Index(range(5, 205))),
        frame.astype({"word": "category"}),
        frame.astype({"word": "string"}),
        table,
        pyarrow.Table.from_batches(table.to_batches(max_chunksize=33)),
        table.slice(0, 200),
        polars.from_arrow(table),
        polars.from_arrow(table).with_columns(polars.col("word").cast(polars.Categorical)),
        {"a": pyarrow.chunked_array([a[:50], a[50:]]), "b": b.astype("int16"), "word": word},
        {"a": list(a), "b": list(b), "word": list(word)},
        {"a": frame.a, "b": frame.b, "word": frame.word},
        {"a": polars.Series(a), "b": polars.Series(b), "word": polars.Series(word.tolist())},
        {"a": numpy.repeat(a, 2)[::2], "b": memoryview(b), "word": tuple(word)},
    ]
    for kind in kinds:
        assert Logistic.fit(kind, y) == expected
        assert list(expected.predict(kind)) == list(expected.predict(frame))
    outcomes = [y.astype(bool), y.astype("uint8"), list(map(int, y)), pandas.Series(y), polars.Series(y), pyarrow.chunked_array([y]), [bool(one) for one in y]]
    for outcome in outcomes:
        assert Logistic.fit(frame, outcome) == expected
    matrix = numpy.column_stack([a, b])
    assert Logistic.fit(matrix, y) == Logistic.fit(numpy.asfortranarray(matrix), y) == Logistic.fit({"x1": a, "x2": b}, y)


def test_unknown_values_of_all_kinds():
    y = [0, 1, 0, 1, 0, 1, 1, 0]
    numbers, words = [1.0, None, 3.0, 2.0, None, 4.0, 3.0, 5.0], ["a", "b", None, "a", "b", None, "a", "b"]
    expected = NaiveBayes.fit({"n": numbers, "w": words}, y, unset="value")
    frame = pandas.DataFrame({"n": numbers, "w": words})
    kinds = [
        frame,
        frame.astype({"n": "Float64", "w": "string"}),
        frame.astype({"w": "category"}),
        polars.DataFrame({"n": numbers, "w": words}),
        {"n": frame.n.to_numpy(), "w": frame.w},
        {"n": frame.n.astype("Float64"), "w": frame.w.astype("string")},
        {"n": [math.nan if n is None else n for n in numbers], "w": [math.nan if w is None else w for w in words]},
    ]
    for kind in kinds:
        assert NaiveBayes.fit(kind, y, unset="value") == expected
    assert len(expected.factors[1].values) == 3 and expected.factors[1].values[2].unset


def test_wrong_tables_are_named():
    y = [0, 1, 0]
    for features, said in [
        (5, "takes a dict of columns"),
        ([[1], [2], [3]], "takes a dict of columns"),
        ({"a": [1, "x", 2]}, "column a, row 1"),
        ({"a": ["x", 1, "y"]}, "column a, row 1"),
        ({"a": "abc"}, "column a"),
        ({"a": [[1], [2], [3]]}, "column a, row 0"),
        ({1: [1, 2, 3]}, "names of columns"),
        ({"a": pyarrow.chunked_array([[datetime.date(2024, 1, 1)] * 3])}, "Arrow type tdD"),
        (numpy.ones(3), "two-dimensional"),
    ]:
        with pytest.raises(gx.WrongTypeError, match=said):
            Logistic.fit(features, y)
    for features, outcome, said in [
        ({}, y, "at least one column"),
        ({"a": [1, 2, 3], "b": [1, 2]}, y, "column b must have 3 rows"),
        ({"a": [1, 2, math.inf]}, y, "column a must hold finite numbers"),
        ({"a": [1, 2, 3]}, [0, 1], "outcome must have 3 rows"),
        ({"a": [1, 2, 3]}, [0, 1, 2], "outcome must be 0 or 1"),
        ({"a": [1, 2, 3]}, [0, 1, None], "outcome must be 0 or 1"),
    ]:
        with pytest.raises(gx.ArgumentError, match=said):
            Logistic.fit(features, outcome)
    with pytest.raises(gx.WrongTypeError, match="outcome"):
        Logistic.fit({"a": [1, 2, 3]}, ["no", "yes", "no"])
    with pytest.raises(TypeError, match="penalti"):
        Logistic.fit({"a": [1, 2, 3]}, y, penalti="ridge")
    model = Logistic.fit({"a": [1, 2, 3, 4]}, [0, 1, 0, 1])
    with pytest.raises(gx.ArgumentError, match="column a"):
        model.predict({"b": [1]})
    with pytest.raises(gx.ArgumentError, match="takes one row"):
        model.predict_one(numpy.ones((2, 1)))


def test_large_columns_are_shared_not_copied():
    column = numpy.arange(8.0)
    model = Logistic.fit({"a": column}, [0, 1, 0, 0, 1, 0, 1, 1])
    assert isinstance(model.predict({"a": column}), numpy.ndarray) and model.predict({"a": column}).flags.writeable
    column.flags.writeable = False
    assert len(model.predict({"a": column})) == 8


# -- naive Bayes --


def test_lead_scoring_table():
    rows = {
        "stage": ["won", "won", "offer", "new", "new"],
        "country": ["BE", "FR", "FR", None, None],
        "state": ["S", "S", "T", None, None],
        "email": ["good"] * 5,
        "phone": ["good", "good", "good", None, None],
        "source": ["fair", None, "web", "web", None],
    }
    raw = {"smoothing": "per_value", "strength": 0.1, "class_strength": 0.1, "damping": "none", "unset_as_value": ["email", "phone"]}
    model = NaiveBayes.fit(rows, [1, 1, 0, 0, 0], ladder={"column": "stage", "stages": ["new", "offer", "won"]}, **raw)
    answer = model.predict_one({"stage": "offer", "country": "FR", "state": "S", "email": "good", "phone": "good", "source": "web"})
    assert 100 * answer.probability == pytest.approx(74.30366639, abs=5e-9)
    assert answer.score.contributions[0].part == "state" and answer.score.contributions[-1].part == "email"


def test_telco_flags(telco):
    names = ["Partner", "Dependents", "PaperlessBilling", "OnlineSecurity", "TechSupport"]
    x, churned = numpy.column_stack([flags(telco[name], "Yes") for name in names]), flags(telco["Churn"], "Yes")
    model = NaiveBayes.fit(x, churned, smoothing="per_value", damping="none")
    assert list(model.predict(numpy.array([[0.0] * 5, [0, 0, 1, 0, 0]]))) == pytest.approx([0.3464913, 0.5781725], abs=5e-8)
    assert model.predict(x) == pytest.approx(BernoulliNB(alpha=1).fit(x, churned).predict_proba(x)[:, 1], abs=1e-12)


@pytest.mark.parametrize("start", range(0, 200, 50))
def test_words_are_those_of_scikit_learn(start):
    for seed in range(start, start + 50):
        random = numpy.random.default_rng(seed)
        rows, columns = int(random.integers(5, 80)), int(random.integers(1, 5))
        codes = numpy.column_stack([random.integers(0, int(random.integers(1, 6)), rows) for _ in range(columns)])
        codes = numpy.column_stack([numpy.unique(codes[:, c], return_inverse=True)[1] for c in range(columns)])
        y, weights = random.integers(0, 2, rows), random.integers(1, 3, rows).astype(float)
        y[:2] = [0, 1]
        peer = CategoricalNB(alpha=0.7).fit(codes, y, sample_weight=weights)
        words = {f"c{c}": [f"w{code}" for code in codes[:, c]] for c in range(columns)}
        ours = NaiveBayes.fit(words, y, smoothing="per_value", strength=0.7, damping="none", weights=weights)
        assert ours.predict(words) == pytest.approx(peer.predict_proba(codes)[:, 1], abs=1e-10), seed


def test_repeated_evidence_counts_once():
    fact = numpy.array([1.0] * 180 + [0] * 120 + [1] * 210 + [0] * 490)
    y = numpy.array([1] * 300 + [0] * 700)
    features = {f"copy{k}": fact for k in range(5)}
    row = dict.fromkeys(features, 1)
    assert NaiveBayes.fit(features, y, damping="none", strength=1e-6).predict_one(row).probability == pytest.approx(0.9320, abs=1e-4)
    damped = NaiveBayes.fit(features, y)
    assert damped.predict_one(row).probability == pytest.approx(0.4615, abs=0.01)
    assert [factor.exponent for factor in damped.factors] == pytest.approx([0.2] * 5, abs=0.02)


def test_teams_and_half_lives():
    features = {"team": ["a", "a", "b", "b", "b", "a"], "source": ["web", "fair", "web", "web", "fair", "fair"]}
    model = NaiveBayes.fit(features, [0, 1, 0, 1, 1, 1], team_column="team", weights=gx.score.half_life_weights([0, 30, 60, 90, 120, 150], 60))
    assert [team.name for team in model.teams] == ["a", "b"] and model.teams[0].events == pytest.approx(2**-0.5 + 2**-2.5)
    assert "team" in [part.field for part in model.predict_one({"team": "c", "source": "web"}).score.missing]


# -- scorecards --


def test_german_credit(german):
    expected = {
        "status_of_existing_checking_account": 0.666012,
        "credit_history": 0.293234,
        "savings_account_and_bonds": 0.196010,
        "purpose": 0.169195,
        "property": 0.112638,
        "present_employment_since": 0.086434,
        "housing": 0.083293,
    }
    features = {name: german[name] for name in expected}
    card = Scorecard.fit(features, flags(german["creditability"], "bad"))
    assert {one.column: one.iv for one in card.characteristics} == pytest.approx(expected, abs=6e-7)
    assert card.factor == pytest.approx(72.13475204, abs=5e-9) and card.offset == pytest.approx(387.60362433, abs=5e-9)
    points, p = card.points(features), card.predict(features)
    assert numpy.all(points == numpy.round(points))
    assert points == pytest.approx(card.offset - card.factor * numpy.log(p / (1 - p)), abs=4)
    for row in range(0, 1000, 97):
        score = card.predict_one({name: column[row] for name, column in features.items()})
        assert score.value == points[row] == (score.baseline + sum(reason.thousandths for reason in score.contributions)) / 1000


def woe_by_hand(bins, y):
    table = pandas.DataFrame({"bin": bins, "y": y}).groupby("bin", observed=True)["y"].agg(["sum", "count"])
    events, others = table["sum"] / table["sum"].sum(), (table["count"] - table["sum"]) / (table["count"] - table["sum"]).sum()
    full = (table["sum"] > 0) & (table["sum"] < table["count"])
    woe = numpy.log(events[full] / others[full])
    return woe, float(((events[full] - others[full]) * woe).sum())


@pytest.mark.parametrize("start", range(0, 200, 50))
def test_bins_are_those_of_pandas(start):
    """pandas.cut with our cuts puts each number into the same bin, and the definition gives the same weights."""
    for seed in range(start, start + 50):
        random = numpy.random.default_rng(seed)
        rows = int(random.integers(20, 200))
        x = random.normal(size=rows) if seed % 2 else random.integers(0, 12, rows).astype(float)
        y = random.integers(0, 2, rows)
        y[:2] = [0, 1]
        card = Scorecard.fit({"x": x}, y, binning=["quantile", "equal_width", "monotone"][seed % 3], coefficients="one")
        [one] = card.characteristics
        woe, iv = woe_by_hand(pandas.cut(x, [-math.inf, *one.cuts, math.inf], labels=False), y)
        assert one.iv == pytest.approx(iv, abs=1e-12), seed
        assert [one.bins[int(place)].woe for place in woe.index] == pytest.approx(list(woe), abs=1e-12)
        if seed % 3 == 0 and seed % 2:
            sizes = [bin.events + bin.others for bin in one.bins]
            assert len(sizes) == 5 and max(sizes) - min(sizes) <= 1
            assert one.cuts == gx.score.quantile_cuts(x, 5)


def test_missing_bins_and_given_cuts():
    x = [1, 2, None, 4, 5, None, 7, 8]
    card = Scorecard.fit({"x": x}, [0, 0, 1, 1, 0, 1, 1, 1], cuts=[{"column": "x", "cuts": [2.5, 5]}], empty_cell="add_half", coefficients="one")
    assert [bin.label for bin in card.characteristics[0].bins] == ["≤ 2.5", "(2.5, 5]", "> 5", ""]
    assert card.characteristics[0].bins[3].missing and card.characteristics[0].bins[3].events == 2
    assert card.predict_one({"x": None}).state == "enough"
    frame = card.characteristics[0].bins.to_pandas()
    assert list(frame["label"]) == ["≤ 2.5", "(2.5, 5]", "> 5", ""]
