"""Measures of predictions and calibrations through Python, against scikit-learn on random rows with ties."""

import math
import warnings

import numpy as np
import pytest
from sklearn.calibration import _sigmoid_calibration
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score, roc_curve

import guanxi as gx

CASES = 200


def rows(seed, least=2):
    """Predictions with ties and outcomes of both classes."""
    generator = np.random.default_rng(seed)
    count = int(generator.integers(least, 60))
    predicted = generator.integers(0, 12, size=count) / 11 if seed % 2 else generator.random(count)
    outcome = generator.integers(0, 2, size=count)
    outcome[:2] = [0, 1]
    return predicted, outcome.astype(float)


def test_measures_equal_scikit_learn():
    for seed in range(CASES):
        predicted, outcome = rows(seed)
        assert gx.score.auc(predicted, outcome).value == pytest.approx(roc_auc_score(outcome, predicted), abs=1e-12)
        low, high, _ = roc_curve(outcome, predicted, drop_intermediate=False)
        assert gx.score.ks(predicted, outcome).value == pytest.approx(np.abs(high - low).max(), abs=1e-12)
        assert gx.score.brier(predicted, outcome).value == pytest.approx(brier_score_loss(outcome, predicted), abs=1e-12)
        clipped = np.clip(predicted, 1e-15, 1 - 1e-15)
        assert gx.score.log_loss(predicted, outcome).value == pytest.approx(log_loss(outcome, clipped), rel=1e-9)


def test_isotonic_equals_scikit_learn():
    for seed in range(CASES):
        predicted, outcome = rows(seed)
        ours = gx.score.isotonic(predicted, outcome)
        theirs = IsotonicRegression(out_of_bounds="clip").fit(predicted, outcome)
        at = np.concatenate([predicted, np.linspace(-0.5, 1.5, 41)])
        assert np.allclose(ours.apply(at), theirs.predict(at), atol=1e-9), seed


def test_platt_is_at_least_as_good_as_scikit_learn():
    """scikit-learn stops its search early (relative 1e-5 or so), hence the tolerance; where both end, ours fits no worse."""
    for seed in range(CASES):
        scores, outcome = rows(seed, least=8)
        ours = gx.score.platt(scores, outcome)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            a, b = _sigmoid_calibration(scores, outcome)
        events = outcome.sum()
        target = np.where(outcome == 1, (events + 1) / (events + 2), 1 / (len(outcome) - events + 2))

        def loss(a, b, scores=scores, target=target):
            p = 1 / (1 + np.exp(a * scores + b))
            return -(target * np.log(p) + (1 - target) * np.log(1 - p)).sum()

        assert loss(ours.a, ours.b) <= loss(a, b) + 1e-9, seed
        assert np.allclose(ours.apply(scores), 1 / (1 + np.exp(a * scores + b)), atol=2e-3), seed


def test_calibration_error_and_stability_equal_their_definitions():
    for seed in range(CASES):
        predicted, outcome = rows(seed)
        found = gx.score.calibration_error(predicted, outcome, bins=5)
        assert sum(part.rows for part in found.bins) == len(predicted)
        assert found.value == pytest.approx(sum(part.rows * abs(part.predicted - part.observed) for part in found.bins) / len(predicted), abs=1e-12)
        edges = np.unique(np.quantile(predicted, np.arange(1, 10) / 10))
        other = np.random.default_rng(seed + 1).random(30)
        stability = gx.score.psi(predicted, other)
        assert np.allclose(stability.edges, edges, atol=1e-12)
        counts = [np.bincount(np.searchsorted(edges, sample), minlength=len(edges) + 1).astype(float) for sample in (predicted, other)]
        shares = [np.where(count == 0, 0.5, count) / count.sum() for count in counts]
        assert stability.value == pytest.approx(((shares[1] - shares[0]) * np.log(shares[1] / shares[0])).sum(), abs=1e-12)


@pytest.mark.parametrize("kind", ["list", "numpy", "pandas", "polars", "pyarrow", "ints"])
def test_rows_come_from_anything(kind):
    pd, pl, pa = pytest.importorskip("pandas"), pytest.importorskip("polars"), pytest.importorskip("pyarrow")
    make = {"list": list, "numpy": np.array, "pandas": pd.Series, "polars": pl.Series, "pyarrow": pa.array, "ints": list}[kind]
    predicted, outcome = [0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1] if kind == "ints" else [0.0, 0.0, 1.0, 1.0]
    assert gx.score.auc(make(predicted), make(outcome)).value == 0.75


def test_what_cannot_be_measured_says_so():
    assert gx.score.auc([], []).status == "empty" and gx.score.auc([], []).value is None
    assert gx.score.auc([1, 2], [1, 1]).status.label("en") == "One outcome only"
    assert gx.score.lift([0.9, 0.1], [1, 0], 0.5).value == 2
    for call, code in ((lambda: gx.score.auc([1, math.nan], [0, 1]), "argument.predicted"), (lambda: gx.score.brier([1.5], [1]), "argument.predicted"),
                       (lambda: gx.score.auc([1, 2], [0, 2]), "argument.outcome"), (lambda: gx.score.auc([1, 2], [0]), "argument.outcome"),
                       (lambda: gx.score.lift([1, 2], [0, 1], 0), "argument.range"), (lambda: gx.score.calibration_error([0.1], [1], bins=0), "argument.range")):
        with pytest.raises(gx.ArgumentError) as raised:
            call()
        assert raised.value.code == code
    with pytest.raises(TypeError):
        gx.score.auc(["a"], [1])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pictures(lang):
    plt = pytest.importorskip("matplotlib.pyplot")
    plt.switch_backend("Agg")
    predicted, outcome = rows(1, least=40)
    drawn = gx.score.calibration_error(predicted, outcome, bins=5).plot(lang=lang)
    assert drawn.get_xlabel() == ("平均预测" if lang == "zh" else "Mean prediction")
    assert len(drawn.collections) == 2 * len(gx.score.calibration_error(predicted, outcome, bins=5).bins)
    caught = gx.score.lift_table(predicted, outcome, 5).plot(lang=lang)
    assert caught.get_ylabel() == ("覆盖的事件比例" if lang == "zh" else "Share of events caught") and len(caught.lines) == 2
    assert gx.score.lift_table([], []).plot(lang=lang).get_title(loc="left") == gx.score.lift_table([], []).status.label(lang)
    treated = np.arange(len(predicted)) % 2.0
    figure, beside = plt.subplots()
    curve = gx.score.qini(predicted, outcome, treated)
    assert curve.plot(beside, lang=lang) is beside and len(beside.lines) == 2
    assert gx.score.qini([], [], []).plot(lang=lang).get_title(loc="left") == gx.score.qini([], [], []).status.label(lang)
    figure.canvas.draw()  # a glyph that is missing is a warning, and warnings are errors
    plt.close("all")
