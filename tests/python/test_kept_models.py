"""Fitted models as JSON, as files and in pickles."""

import copy
import json
import pathlib
import pickle

import numpy as np
import pytest

import guanxi as gx

WORDS = ["甲 \"一\"", "web\n", "", "😀"]


def deals(seed: int, rows: int = 60):
    random = np.random.default_rng(seed)
    visits = random.normal(size=rows)
    visits[random.random(rows) < 0.1] = np.nan
    features = {
        "visits": visits,
        "来源": [None if random.random() < 0.1 else WORDS[random.integers(4)] for _ in range(rows)],
        "team": [["north", "south"][random.integers(2)] for _ in range(rows)],
    }
    outcome = (random.random(rows) < 1 / (1 + np.exp(-np.nan_to_num(visits)))).astype(float)
    outcome[:2] = 0, 1
    return features, outcome


def fitted(seed: int):
    features, outcome = deals(seed)
    scores = np.nan_to_num(features["visits"])
    return [
        gx.score.WinModel.fit(features, outcome, groups=["team"], minimum=10, folds=2),
        gx.score.Logistic.fit(features, outcome, penalty="ridge"),
        gx.score.NaiveBayes.fit(features, outcome, team_column="team"),
        gx.score.Scorecard.fit(features, outcome),
        gx.score.platt(scores, outcome),
        gx.score.isotonic(scores, outcome),
        gx.score.calibrate(scores, outcome, isotonic_from=30 if seed % 2 else 100),
    ]


def answers(model, features):
    return model.predict(features) if hasattr(model, "predict") else model.apply(np.linspace(-2, 2, 9))


@pytest.mark.parametrize("seed", range(200))
def test_models_come_back_bit_by_bit(seed, tmp_path):
    features, _ = deals(seed)
    for model in fitted(seed):
        path = tmp_path / "模型.json"
        model.save(path)
        again = [type(model).from_json(model.to_json()), type(model).load(str(path)), pickle.loads(pickle.dumps(model)), copy.deepcopy(model), copy.copy(model)]
        for one in again:
            assert one == model and one.to_json() == model.to_json()
            assert np.array_equal(answers(one, features), answers(model, features))
    assert [entry.name for entry in tmp_path.iterdir()] == ["模型.json"]


def test_the_text_is_json_that_names_its_version():
    for model, version in zip(fitted(1), ["win", "logistic", "naive_bayes", "scorecard", "platt", "isotonic", "calibration"], strict=True):
        tree = json.loads(model.to_json(indent=2))
        assert tree["model"] == f"score.{version}/1" and next(iter(tree)) == "model"
        newer = model.to_json().replace(f"score.{version}/1", f"score.{version}/2", 1)
        with pytest.raises(gx.ParseError, match=f"expected “model”: “score.{version}/1”, found “score.{version}/2”") as found:
            type(model).from_json(newer)
        assert found.value.code == "score.model_version"


def test_what_cannot_be_read_says_why(tmp_path):
    model = fitted(1)[1]
    text = model.to_json(indent=1)
    with pytest.raises(gx.ParseError, match="line 1, column 1: it ends too early"):
        gx.score.Logistic.from_json("")
    damaged = text.replace(f'"mean": {json.loads(text)["coefficients"][0]["mean"]!r}', '"mean": true', 1)
    with pytest.raises(gx.ParseError, match=r"line \d+, column \d+, coefficients\[0\].mean: expected a number, found true or false") as found:
        gx.score.Logistic.from_json(damaged)
    assert found.value.code == "score.model_json" and damaged.encode()[: found.value.position].endswith(b'"mean": ')
    with pytest.raises(gx.ParseError, match="“score.win/1”, found “score.logistic/1”"):
        gx.score.WinModel.from_json(text)
    with pytest.raises(gx.FileError, match="nothing here.json cannot be read"):
        gx.score.Logistic.load(tmp_path / "nothing here.json")
    with pytest.raises(gx.FileError, match="cannot be read"):
        gx.score.Logistic.load(tmp_path)
    with pytest.raises(gx.FileError, match="cannot be written"):
        model.save(tmp_path / "no folder" / "model.json")
    with pytest.raises(TypeError, match="Logistic.save"):
        model.save(3)
    kept = tmp_path / "model.json"
    kept.write_text("the old one")
    folder = pathlib.Path(str(kept) + ".part")
    folder.mkdir()
    with pytest.raises(gx.FileError, match="cannot be written"):
        model.save(kept)
    assert kept.read_text() == "the old one"


def test_one_calibration_tells_which_curve_holds():
    scores, outcome = [0.1, 0.2, 0.3, 0.4, 0.6, 0.9], [0, 0, 1, 0, 1, 1]
    few, many = gx.score.calibrate(scores, outcome), gx.score.calibrate(scores, outcome, isotonic_from=6)
    assert few.method.label("en") == "Platt" and few.platt == gx.score.platt(scores, outcome)
    assert many.method.label("en") == "Isotonic" and many.isotonic == gx.score.isotonic(scores, outcome)
    assert np.array_equal(few.apply(scores), few.platt.apply(scores))
    assert np.array_equal(many.apply(scores), many.isotonic.apply(scores))
    assert repr(few) == "<Calibration: platt>" and repr(few.platt) == "<Platt: ok>"
    assert "6 rows" in few.reason.en
