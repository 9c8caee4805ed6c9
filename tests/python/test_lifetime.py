"""Customers over time: published numbers, imperfect data, contracts, and models as values."""

import csv
import math

import guanxi as gx
import numpy as np
import pandas
import polars
import pyarrow
import pytest


def cdnow_summary(shared_data, **options):
    rows = [line.split() for line in (shared_data / "cdnow/CDNOW_sample.txt").read_text().splitlines()]
    dates = [f"{row[2][:4]}-{row[2][4:6]}-{row[2][6:]}" for row in rows]
    return gx.lifetime.summarize([row[1] for row in rows], np.array(dates, "datetime64[D]"), [float(row[4]) for row in rows], observation_end="1997-09-30", **options)


def columns(shared_data, name):
    rows = list(csv.DictReader((shared_data / "cdnow" / name).read_text().splitlines()))
    return {key: np.array([float(row[key]) for row in rows]) for key in rows[0]}


FITS = [
    (gx.lifetime.BgNbd, {"r": 0.2425945, "alpha": 4.4136022, "a": 0.7929220, "b": 2.4259066}, -9582.42920667),
    (gx.lifetime.ParetoNbd, {"r": 0.5532770, "alpha": 10.5776833, "s": 0.6062402, "beta": 11.6687410}, -9594.97617894),
    (gx.lifetime.Nbd, {"r": 0.3847661, "alpha": 12.0720226}, -3193.05867516),
]


@pytest.mark.parametrize(("model", "params", "log_likelihood"), FITS, ids=lambda value: getattr(value, "__name__", ""))
def test_fits_of_cdnow(shared_data, model, params, log_likelihood):
    summary = cdnow_summary(shared_data)
    fitted = model.fit(summary)
    assert fitted.params == pytest.approx(params, rel=2e-6)
    assert fitted.log_likelihood == pytest.approx(log_likelihood, abs=1e-7)
    assert str(fitted.diagnosis.status) == "ok"
    assert fitted.diagnosis.rank == len(params)
    assert model.fit(summary.x, summary.t_x, summary.T) == fitted
    assert sum(fitted.log_likelihood_of(summary)) == pytest.approx(log_likelihood, abs=1e-6)
    given = model(*fitted.params.values())
    assert given.params == fitted.params
    assert str(given.diagnosis.status) == "given"


def test_summary_of_cdnow(shared_data):
    summary = cdnow_summary(shared_data, holdout_end="1998-06-30")
    assert (len(summary.customer), sum(summary.x), list(summary.x).count(0)) == (2357, 2457, 1411)
    assert sum(summary.later) == 1882
    frame = summary.to_pandas()
    assert list(frame.columns) == ["customer", "x", "t_x", "T", "mean_amount", "log_gaps", "later"]
    pyarrow.table(summary).validate(full=True)
    amounts = gx.lifetime.GammaGamma.fit(summary)
    assert amounts.params == pytest.approx({"p": 6.2495727, "q": 3.7442244, "v": 15.4435186}, rel=2e-6)


def test_values_of_the_published_models():
    bg = gx.lifetime.BgNbd(0.243, 4.414, 0.793, 2.426)
    assert bg.expected_purchases(39, 2, 30.43, 38.86) == pytest.approx(1.226028174767, abs=5e-13)
    assert bg.expected_purchases(5200, 300, 38, 39) == pytest.approx(638.131809318222, abs=5e-11)
    assert list(bg.purchase_probabilities(39, 5)) == pytest.approx([0.573786352096, 0.199395280836, 0.085429759539, 0.045860353848, 0.027671449336, 0.017965493867], abs=5e-13)
    assert list(bg.probability_alive([5, 6], [30, 30], [39, 39])) == pytest.approx([0.705626847158, 0.687091132532], abs=5e-13)
    pareto = gx.lifetime.ParetoNbd(r=0.5629966, alpha=12.5590370, s=0.4081095, beta=10.5148048)
    assert list(pareto.discounted_purchases(0.0027, [1, 2, 3, 4], [30] * 4, [77.86] * 4)) == pytest.approx([2.19915544970, 2.84353440607, 2.86712839121, 2.44541007861], abs=5e-11)
    k = gx.lifetime.MbgCnbdK(2, 0.5, 6, 1.2, 3.3)
    assert k.log_likelihood_of(2, 4, 6, log_gaps=2 * math.log(2)) == pytest.approx(-6.96164956196, abs=5e-12)


def test_lifetime_value_of_cdnow(shared_data):
    held = columns(shared_data, "cdnow_customers_summary_with_transactions.csv")
    bg, amounts = gx.lifetime.BgNbd(0.243, 4.414, 0.793, 2.426), gx.lifetime.GammaGamma(6.25, 3.74, 15.44)
    expected = amounts.expected_amounts([2, 1, 0, 7], [22.35, 11.77, 0, 73.74])
    assert list(expected.amount) == pytest.approx([24.6637139108, 18.9168520578, 35.2189781022, 71.4696708970])
    assert [str(basis) for basis in expected.basis] == ["own", "own", "population", "own"]
    assert bg.expected_purchases(12 * 30.4375 / 7, held["x"], held["t_x"], held["T"])[0] == pytest.approx(1.563099652, abs=5e-10)
    values = gx.lifetime.lifetime_value(bg, amounts, cdnow_summary(shared_data), rate=0.01, rate_per="month")
    assert list(values.value)[0] == pytest.approx(36.3112572, rel=2e-3)  # exact weeks instead of two decimals
    assert values.to_pandas().value.min() >= 0
    yearly = gx.lifetime.lifetime_value(bg, amounts, cdnow_summary(shared_data), rate=1.01**12 - 1)
    assert list(yearly.value)[:50] == pytest.approx(list(values.value)[:50])


def test_chances_of_the_donations(shared_data):
    held = columns(shared_data, "donations.csv")
    model = gx.lifetime.BgBb.fit(held["frequency"], held["recency"], held["periods"], weights=held["weights"])
    assert model.params == pytest.approx({"alpha": 1.2035223, "beta": 0.7497163, "gamma": 0.6567182, "delta": 2.7834423}, rel=2e-6)
    assert model.log_likelihood == pytest.approx(-33225.58127435, abs=1e-6)


def test_contracts(shared_data):
    rows = list(csv.DictReader((shared_data / "sbg_retention/sbg_years_0_7.csv").read_text().splitlines()))
    regular = gx.lifetime.ShiftedBetaGeometric.fit_survivors([[10 * float(row["regular_pct"]) for row in rows]])
    assert regular.params == pytest.approx({"alpha": 0.7040773, "beta": 1.1820431}, rel=2e-6)
    given = gx.lifetime.ShiftedBetaGeometric(0.704, 1.182)
    assert given.discounted_residual_lifetime(2, 0.1) == pytest.approx(4.1034586196, abs=5e-11)
    renewals, lost, group = [1, 2, 3, 3, 1, 2, 3, 3] * 20, [1, 1, 1, 0, 1, 0, 1, 0] * 20, [0, 0, 0, 0, 1, 1, 1, 1] * 20
    model = gx.lifetime.ShiftedBetaGeometric.fit(renewals, lost, covariates={"large": group})
    assert model.effects[0].name == "large"
    assert model.with_covariates([1]).survival(2) > model.with_covariates([0]).survival(2)


def test_survival_of_churn(shared_data):
    rows = list(csv.DictReader((shared_data / "telco_churn/telco_customer_churn.csv").read_text("utf-8").splitlines()))
    tenure, left = [float(row["tenure"]) for row in rows], [float(row["Churn"] == "Yes") for row in rows]
    curve = gx.lifetime.kaplan_meier(tenure, left)
    for time, share in ((1, 0.9459613197), (12, 0.8431995538), (72, 0.5927901521)):
        assert gx.lifetime.survival_at(curve, time) == pytest.approx(share, abs=5e-11)
    kept = [row["Contract"] != "Two year" for row in rows]
    chosen = [[value for value, keep in zip(column, kept) if keep] for column in (tenure, left, [row["Contract"] for row in rows])]
    test = gx.lifetime.log_rank(*chosen)
    assert test.chi_squared == pytest.approx(926.0645586, abs=5e-8)
    assert [group.observed for group in test.groups][1] == 166


def test_any_columns_fit_alike(shared_data):
    summary = cdnow_summary(shared_data)
    x, t_x, T = (np.asarray(column) for column in (summary.x, summary.t_x, summary.T))
    expected = gx.lifetime.BgNbd.fit(x, t_x, T)
    frame = pandas.DataFrame({"x": x, "t_x": t_x, "T": T})
    order = np.random.default_rng(1).permutation(len(x))
    assert gx.lifetime.BgNbd.fit(frame.x, frame.t_x, frame["T"]) == expected
    assert gx.lifetime.BgNbd.fit(x.astype(int), list(t_x), polars.Series(T)) == expected
    assert gx.lifetime.BgNbd.fit(x[order], t_x[order], T[order], threads=2) == expected
    weighted = gx.lifetime.BgNbd.fit(x, t_x, T, weights=np.full(len(x), 3.0))
    assert weighted.params == pytest.approx(expected.params, rel=1e-9)


# -- imperfect data --


def test_what_cannot_be_learnt_is_a_diagnosis():
    once = gx.lifetime.BgNbd.fit([0, 0, 0], [0, 0, 0], [10, 20, 30])
    assert str(once.diagnosis.status) == "too_little_data"
    assert gx.lifetime.ParetoNbd.fit([], [], []).diagnosis.status == "too_little_data"
    one = gx.lifetime.BgNbd.fit([3], [20], [30])
    assert str(one.diagnosis.status) in ("boundary", "flat")
    assert all(math.isfinite(value) for value in one.params.values())
    assert one.diagnosis.causes and one.diagnosis.actions
    assert all(parameter.standard_error is None for parameter in one.diagnosis.parameters)
    nobody_left = gx.lifetime.BgNbd.fit([4, 5, 6, 5], [29.5, 29.9, 29.7, 29.8], [30] * 4)
    assert str(nobody_left.diagnosis.status) in ("boundary", "flat")
    assert math.isfinite(nobody_left.expected_purchases(10, 5, 29.9, 30))


def test_impossible_rows_are_left_out_and_told():
    x, t_x, T = [1, 2, 0, 1, 1, math.nan, 0.5, 3, 2, 0], [5, 8, 0, 0, 40, 2, 3, 9, 7, 0], [30, 30, 30, 30, 30, 30, 30, 30, 30, 0]
    findings = gx.lifetime.check_histories(x, t_x, T)
    assert [finding.code for finding in findings] == ["lifetime.history_left_out"] * 4 + ["lifetime.unobserved"]
    assert "row 6" in findings[0].message.en
    model = gx.lifetime.BgNbd.fit(x, t_x, T)
    assert model.diagnosis.customers == 6
    assert len(model.diagnosis.findings) == 5
    with pytest.raises(gx.ArgumentError, match="row 4"):
        gx.lifetime.BgNbd(0.2, 4, 1, 3).probability_alive(x[:5], t_x[:5], T[:5])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: gx.lifetime.BgNbd(0.2, 4, 1), "needs b"),
        (lambda: gx.lifetime.BgNbd(0.2, 4, 1, 3, 5), "4 parameters"),
        (lambda: gx.lifetime.BgNbd(-1, 4, 1, 3).expected_purchases(5), "r must be"),
        (lambda: gx.lifetime.BgNbd(0.2, 4, 1, 3).expected_purchases(-5), "t must be"),
        (lambda: gx.lifetime.BgNbd.fit([1, 2], [3], [4, 5]), "one value for each"),
        (lambda: gx.lifetime.MbgCnbdK.fit([1], [3], [4]), "log_gaps"),
        (lambda: gx.lifetime.BgNbd.fit([1], [3], [4], starts=0), "starts"),
        (lambda: gx.lifetime.BgNbd.fit([1], [3], [4], start=1), "start"),
        (lambda: gx.lifetime.lifetime_value(gx.lifetime.Nbd(1, 1), gx.lifetime.GammaGamma(1, 2, 3), [1]), "summary"),
        (lambda: gx.lifetime.summarize(["a"], ["2024-01-01"], unit="fortnight"), "unit"),
    ],
)
def test_bad_arguments_are_named(call, message):
    with pytest.raises((gx.Error, TypeError), match=message):
        call()


def test_pictures_are_drawn(shared_data):
    plt = pytest.importorskip("matplotlib.pyplot")
    rows = [line.split() for line in (shared_data / "cdnow/CDNOW_sample.txt").read_text().splitlines()]
    days = gx.portfolio.PurchaseDays()
    days.update([row[1] for row in rows], [f"{row[2][:4]}-{row[2][4:6]}-{row[2][6:]}" for row in rows])
    model = gx.lifetime.BgNbd(0.243, 4.414, 0.793, 2.426)
    for picture in (model.track(days), gx.lifetime.kaplan_meier([2, 3, 3, 5, 8], [1, 1, 0, 0, 1])):
        axes = picture.plot(lang="zh")
        assert axes.get_ylabel()
        plt.close(axes.figure)
