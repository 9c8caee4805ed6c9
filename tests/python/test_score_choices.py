"""Choices by several criteria: the oracles of docs/methods/score_choices.md through Python, and other packages on random tables."""

import array
import math

import guanxi as gx
import numpy as np
import pytest

# pymcdm warns of alternatives that are best or worst in everything, which do no harm here.
pytestmark = pytest.mark.filterwarnings("ignore:Alternatives with indices:UserWarning")
X = [[5, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 6]]
W = [0.3, 0.4, 0.3]
SIGN = {"max": 1, "min": -1}


def near(found, expected, tolerance=1e-10):
    return np.allclose(np.asarray(found), expected, rtol=0, atol=tolerance)


def random_tables(seed, count=200, least_rows=2):
    """Tables above 0 with weights and directions; half of them with few different numbers, so that ties are common."""
    random = np.random.default_rng(seed)
    for _ in range(count):
        rows, columns = random.integers(least_rows, 12), random.integers(1, 6)
        table = random.integers(1, 5, (rows, columns)).astype(float) if random.random() < 0.5 else random.uniform(0.1, 100, (rows, columns))
        yield table, random.uniform(0.1, 1, columns), [str(word) for word in random.choice(["max", "min"], columns)]


def varied(tables):
    """Without constant criteria: peers keep them (with a rating of 1, or as NaN), guanxi drops them and scales the other weights."""
    return [(table, weights / weights.sum(), directions) for table, weights, directions in tables if (np.ptp(table, axis=0) > 0).all()]


def types(directions):
    return np.array([SIGN[word] for word in directions])


# -- oracles --


def test_topsis():
    result = gx.score.topsis(X, weights=W)
    assert near(result.scores, [0.503719659, 0.658084772, 0.748248660, 0.333997437], 5e-10)
    assert near(result.to_best, [0.117495681, 0.063536123, 0.048666426, 0.130659583], 5e-10)
    assert near(result.to_worst, [0.119256959, 0.122288076, 0.144645062, 0.065525222], 5e-10)
    assert result.ranks == [3, 2, 1, 4] and result.normalization is gx.score.Normalization.VECTOR and result.state == "enough"
    result = gx.score.topsis([[1, 3000], [2, 3750], [5, 4500]], weights=[0.5, 0.5], directions=["min", "max"], normalization="minmax")
    assert near(result.scores, [0.5, 0.617217781, 0.5], 5e-10) and list(result.ranks) == [2, 1, 2]
    given = gx.score.topsis([[1, 0, 3], [0, 5, 6]], weights=[1, 1, 1], normalization="none", weight_scale="as_given")
    assert near(given.scores, [0.146392482, 0.853607518], 5e-10)


def test_others():
    assert near(gx.score.wsm(X, weights=W).scores, [0.7375, 0.8625, 0.925, 0.6875])
    assert near(gx.score.wpm(X, weights=W).scores, [0.705431757, 0.856301927, 0.917314755, 0.667895929], 5e-10)
    assert near(gx.score.wsm(X, weights=W, normalization="minmax").scores, [0.4, 0.7, 0.85, 0.35])
    vikor = gx.score.vikor(X, weights=W)
    assert near(vikor.q, [0.75, 0.25, 0, 1]) and vikor.compromise == [1, 2] and not vikor.advantage and vikor.stable
    flows = gx.score.promethee_ii(X, weights=W)
    assert near(flows.positive, np.array([0.8, 1.6, 2.0, 0.6]) / 3) and near(flows.negative, np.array([1.8, 1.1, 0.3, 1.8]) / 3)
    assert near(gx.score.spotis([[10.5, -3.1, 1.7]], [(-5, 12), (-6, 10), (-8, 5)], weights=[0.2, 0.3, 0.5], directions=["max", "min", "max"]).scores, 0.198945, 5e-7)
    assert gx.score.entropy_weights([[1, 0], [1, 2]]) == [0, 1]
    assert near(gx.score.critic_weights([[0, 0, 9], [1, 2, 8], [2, 4, 7]]), [0.25, 0.25, 0.5])
    assert near(gx.score.std_weights([[0, 0], [4, 2], [2, 1]]), [2 / 3, 1 / 3])


def test_ahp():
    upper = [9, 5, 2, 1, 1, 1 / 2, 1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9, 1 / 3, 1 / 4, 1 / 3, 1 / 9, 1 / 2, 1, 1 / 3, 2, 1 / 2, 1 / 3]
    drinks = np.ones((7, 7))
    drinks[np.triu_indices(7, 1)] = upper
    drinks = np.where(np.arange(7)[:, None] > np.arange(7), 1 / drinks.T, drinks)
    result = gx.score.ahp(drinks)
    assert near(result.weights, [0.177456747, 0.019149476, 0.041831182, 0.116417032, 0.189572375, 0.128780549, 0.326792639], 5e-10)
    assert near(result.lambda_max, 7.176629039, 5e-10) and near(result.consistency_ratio, 0.0223016464, 5e-11) and result.consistent
    geometric = gx.score.ahp(drinks, method="geometric", random_index="donegan_dodd")
    assert near(geometric.weights, [0.178723385, 0.018460616, 0.042234387, 0.116498398, 0.191135509, 0.128624659, 0.324323046], 5e-10)
    assert near(geometric.consistency_ratio, 0.0235148, 5e-8)


def test_ahp_from_judgements():
    given = [(0, 1, 1), (0, 2, 5), (0, 3, 2), (1, 2, 3), (1, 3, 4)]
    result = gx.score.ahp_judgements(given)
    assert near(result.filled[0].value, math.sqrt(8 / 15)) and near(result.lambda_max, 4.0923672939, 5e-11)
    lacking = [[1, 1, 5, 2], [1, 1, 3, 4], [1 / 5, 1 / 3, 1, None], [1 / 2, 1 / 4, math.nan, 1]]
    assert gx.score.ahp(lacking) == result
    group = gx.score.group_judgements([[[1, 2], [0.5, 1]], [[1, 8], [0.125, 1]]])
    assert near(group, [[1, 4], [0.25, 1]])
    assert gx.score.ahp_judgements([(0, 1, 2)], things=2).consistency_ratio == 0


def test_robustness():
    result = gx.score.wsm([[10, 5], [8, 10]], weights=[0.6, 0.4], swap=True, reversals=True)
    assert (result.swap.state, result.swap.first, result.swap.second, result.swap.criterion) == ("found", 1, 0, 0) and near(result.swap.to, 5 / 7)
    assert [(one.alternative, list(one.first)) for one in result.reversals] == [(0, [1]), (1, [0])]
    topsis = gx.score.topsis(X, weights=W, swap=True, reversals=True)
    assert topsis.swap.state == "found" and len(topsis.reversals) == 4 and near(sum(share.to_best for share in topsis.shares), 1)
    assert near(sum(share.to_worst for share in gx.score.distance_shares(X, 2, weights=W)), 1)


# -- numbers in and out --


@pytest.mark.parametrize(
    "table",
    [X, tuple(map(tuple, X)), np.array(X), np.array(X, dtype="f4"), np.array(X, dtype="u1"), np.array(X, dtype="i8"), np.asfortranarray(np.array(X, dtype=float)), np.array(X * 2, dtype=float)[:4],
     np.array(X, dtype=">f8"), np.array(X, dtype=object), [array.array("d", row) for row in X], [np.array(row, dtype="f4") for row in X], memoryview(np.array(X, dtype=float))],
)
def test_tables_of_all_sorts(table):
    assert near(gx.score.topsis(table, weights=np.array([3, 4, 3])).scores, gx.score.topsis(X, weights=(0.3, 0.4, 0.3)).scores, 1e-15)


def test_frames():
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    expected = gx.score.topsis(X, weights=W).scores
    assert gx.score.topsis(pandas.DataFrame(X), weights=pandas.Series(W)).scores == expected
    assert gx.score.topsis(polars.DataFrame(np.array(X, dtype=float)), weights=polars.Series(W)).scores == expected


def test_numbers_are_a_sequence_and_a_buffer():
    result = gx.score.topsis(X, weights=W)
    scores, ranks = result.scores, result.ranks
    assert isinstance(scores, gx.Numbers) and len(scores) == 4 and scores[0] == scores[-4] and list(scores)[1:3] == scores[1:3] and ranks.index(1) == 2 and 3 in ranks
    assert ranks == (3, 2, 1, 4) and ranks != [3, 2, 1] and ranks != [3, 2, 1, 5] and scores == gx.score.topsis(X, weights=W).scores and ranks.tolist() == [3, 2, 1, 4]
    assert repr(ranks) == "[3, 2, 1, 4]" and "…" in repr(gx.score.wsm([[i] for i in range(1, 40)]).ranks)
    view = np.asarray(scores)
    assert view.dtype == np.float64 and not view.flags.writeable and np.asarray(ranks).dtype == np.int32 and (ranks == np.array([3, 2, 1, 4])).all()
    with pytest.raises(IndexError):
        scores[4]
    with pytest.raises(TypeError):
        memoryview(scores)[0] = 1
    del result, scores
    assert near(view[0], 0.503719659, 5e-10), "the array keeps the numbers"
    assert len(np.asarray(gx.score.topsis(np.empty((0, 3))).scores)) == 0


@pytest.mark.parametrize(
    "make,error,words",
    [
        (lambda: gx.score.topsis([[1, 2], [3]]), ValueError, ["topsis(matrix)[1] needs 2 numbers"]),
        (lambda: gx.score.topsis([[1, 2], [3, math.nan]]), ValueError, ["matrix[1][1]", "NaN"]),
        (lambda: gx.score.topsis([[1, 2], [3, None]]), TypeError, ["topsis(matrix)[1][1] takes float"]),
        (lambda: gx.score.topsis([1, 2]), TypeError, ["topsis(matrix)[0]"]),
        (lambda: gx.score.topsis(np.ones(3)), TypeError, ["2 dimensions, found 1"]),
        (lambda: gx.score.topsis("ab"), TypeError, ["rows of numbers"]),
        (lambda: gx.score.topsis([["a"]]), TypeError, ["takes float"]),
        (lambda: gx.score.topsis({}), TypeError, ["rows of numbers"]),
        (lambda: gx.score.topsis(X, weights=[1, 2]), ValueError, ["one number a criterion, 3, found 2"]),
        (lambda: gx.score.topsis(X, directions=["up", "max", "max"]), ValueError, ["up"]),
        (lambda: gx.score.topsis(X, weigths=W), TypeError, ["did you mean 'weights'"]),
        (lambda: gx.score.spotis(X, [(0, 10)] * 2), ValueError, ["3 x 2, found 2 x 2"]),
        (lambda: gx.score.spotis(X, [(0, 7)] * 3), ValueError, ["matrix[0][1]"]),
        (lambda: gx.score.entropy_weights([[1, -1], [2, 3]]), ValueError, ["matrix[0][1]"]),
        (lambda: gx.score.std_weights([[1, 2]]), ValueError, ["at least two alternatives"]),
        (lambda: gx.score.ahp([[1, 2], [0.4, 1]]), ValueError, ["matrix[1][0]", "0.4"]),
        (lambda: gx.score.ahp_judgements([(0, 1)]), TypeError, ["first, second and value"]),
        (lambda: gx.score.ahp_judgements([(0, 1, 2), (2, 3, 2)]), ValueError, ["links 0 and 2"]),
        (lambda: gx.score.promethee_ii(X, preferences=[{"function": "linear", "q": 1, "p": 1}]), ValueError, ["preferences[0]"]),
    ],
)
def test_errors_say_what_is_wrong(make, error, words):
    with pytest.raises(error) as caught:
        make()
    assert isinstance(caught.value, gx.Error) and caught.value.code
    for word in words:
        assert word in str(caught.value)


def test_states_of_degenerate_tables():
    assert gx.score.topsis([[1, 2], [1, 2]]).state == "no_difference" and gx.score.topsis([[1, 2], [1, 2]]).ranks == [1, 1]
    assert gx.score.vikor([[1, 2]]).state == "one_alternative" and gx.score.wsm(np.empty((0, 2))).state == "no_alternatives"
    assert [finding.code for finding in gx.score.wsm([[1, 2], [1, 3]]).findings] == ["score.constant_criterion"]


# -- peers --


def ranked(scores, larger=True):
    """Ranks as the number of better scores plus one."""
    scores = np.asarray(scores)
    return [1 + int((scores > score).sum() if larger else (scores < score).sum()) for score in scores]


def test_topsis_beside_pymcdm():
    methods, normalizations = pytest.importorskip("pymcdm.methods"), pytest.importorskip("pymcdm.normalizations")
    ways = {"vector": normalizations.vector_normalization, "minmax": normalizations.minmax_normalization, "max": normalizations.max_normalization, "none": None}
    for table, weights, directions in varied(random_tables(1, 300)):
        for name, way in ways.items():
            # pymcdm leaves the direction to its normalization: without one, only max is compared.
            words = directions if way else ["max"] * len(directions)
            peer = methods.TOPSIS(way or (lambda column, cost=False: column))(table, weights, types(words))
            ours = gx.score.topsis(table, weights=weights, directions=words, normalization=name)
            assert near(ours.scores, peer, 1e-12)
            assert ours.ranks == ranked(ours.scores)


def test_weighted_sums_beside_pymcdm():
    methods, normalizations = pytest.importorskip("pymcdm.methods"), pytest.importorskip("pymcdm.normalizations")
    # Our max is their linear_normalization: their max_normalization rates criteria of direction min 1 - x / max.
    ways = {"max": normalizations.linear_normalization, "minmax": normalizations.minmax_normalization, "vector": normalizations.vector_normalization, "sum": normalizations.sum_normalization}
    for table, weights, directions in varied(random_tables(2, 300)):
        for name, way in ways.items():
            options = {"weights": weights, "directions": directions, "normalization": name}
            assert near(gx.score.wsm(table, **options).scores, methods.WSM(way)(table, weights, types(directions)), 1e-12)
            assert near(gx.score.wpm(table, **options).scores, methods.WPM(way)(table, weights, types(directions)), 1e-12)
        assert near(gx.score.waspas(table, weights=weights, directions=directions).scores, methods.WASPAS()(table, weights, types(directions)), 1e-12)


def test_vikor_beside_pymcdm():
    methods = pytest.importorskip("pymcdm.methods")
    compared = 0
    for table, weights, directions in varied(random_tables(3, 400)):
        ours = gx.score.vikor(table, weights=weights, directions=directions)
        if min(np.ptp(np.asarray(ours.s)), np.ptp(np.asarray(ours.r))) < 1e-9:
            continue  # pymcdm divides by 0
        # pymcdm turns criteria of direction min only if its normalization does; minmax leaves the terms as they are.
        normalizations = pytest.importorskip("pymcdm.normalizations")
        peer = methods.VIKOR(normalizations.minmax_normalization)(table, weights, types(directions))
        assert near(ours.q, peer, 1e-9)
        compared += 1
    assert compared >= 200


def test_promethee_beside_pymcdm():
    methods = pytest.importorskip("pymcdm.methods")
    names = {"usual": "usual", "quasi": "ushape", "v_shape": "vshape", "level": "level", "linear": "vshape_2"}
    random = np.random.default_rng(4)
    for table, weights, directions in varied(random_tables(4, 300)):
        q = random.uniform(0.1, 2, table.shape[1])
        p = q + random.uniform(0.1, 2, table.shape[1])
        for ours, theirs in names.items():
            thresholds = {"usual": {}, "quasi": {"q": q}, "v_shape": {"p": p}}.get(ours, {"p": p, "q": q})
            preferences = [{"function": ours, "q": low, "p": high} for low, high in zip(q, p, strict=True)]
            peer = methods.PROMETHEE_II(theirs, **thresholds)(table, weights, types(directions))
            assert near(gx.score.promethee_ii(table, weights=weights, directions=directions, preferences=preferences).scores, peer, 1e-12), ours


def test_spotis_beside_pymcdm():
    methods = pytest.importorskip("pymcdm.methods")
    for table, weights, directions in random_tables(5, 250):
        weights = weights / weights.sum()
        bounds = np.stack([table.min(axis=0) - 1, table.max(axis=0) + 2], axis=1)
        peer = methods.SPOTIS(bounds)(table, weights, types(directions))
        assert near(gx.score.spotis(table, bounds, weights=weights, directions=directions).scores, peer, 1e-12)


def test_weights_beside_pymcdm():
    weights = pytest.importorskip("pymcdm.weights")
    compared = 0
    for table, _, _ in varied(random_tables(6, 500, least_rows=4)):
        # pymcdm takes a column with a 0 to have no entropy at all; the tables here have none.
        assert near(gx.score.entropy_weights(table), weights.entropy_weights(table), 1e-9)
        assert near(gx.score.std_weights(table), weights.standard_deviation_weights(table), 1e-12)
        if table.shape[1] > 1 and (1 - np.corrcoef(table.T)).sum() > 1e-6:  # full correlation: pymcdm divides by 0
            assert near(gx.score.critic_weights(table), weights.critic_weights(table), 1e-9)
            compared += 1
    assert compared >= 200


def test_choices_beside_scikit_criteria():
    pytest.importorskip("skcriteria")
    from skcriteria.agg import simple, topsis
    from skcriteria.preprocessing import weighters

    compared = 0
    for table, weights, directions in varied(random_tables(7, 400, least_rows=4)):
        # scikit-criteria expects scaled tables, and of these methods only TOPSIS knows directions.
        scaled = table / np.sqrt((table**2).sum(axis=0))
        assert near(gx.score.topsis(table, weights=weights, directions=directions).scores, topsis.topsis(scaled, types(directions), weights)[-1], 1e-12)
        wsm = gx.score.wsm(table, weights=weights, normalization="max")
        assert near(wsm.scores, simple.wsm(table / table.max(axis=0), weights)[-1], 1e-12)
        if table.shape[1] > 1 and (1 - np.corrcoef((table * types(directions)).T)).sum() > 1e-6:
            assert near(gx.score.critic_weights(table, directions=directions), weighters.critic_weights(table, types(directions)), 1e-9)
        assert near(gx.score.entropy_weights(table), weighters.entropy_weights(table), 1e-9)
        compared += 1
    assert compared >= 200


def test_ahp_beside_ahpy():
    ahpy = pytest.importorskip("ahpy")
    random = np.random.default_rng(8)
    scale = [1 / value for value in range(9, 1, -1)] + list(range(1, 10))
    for _ in range(200):
        things = int(random.integers(3, 8))
        judged = {(i, j): float(random.choice(scale)) for i in range(things) for j in range(i + 1, things)}
        ours = gx.score.ahp_judgements([(i, j, value) for (i, j), value in judged.items()], random_index="donegan_dodd", advise=False)
        # AHPy rounds weights, stops its iteration at a tolerance, and interpolates the random index of Donegan and Dodd.
        peer = ahpy.Compare("peer", {(str(i), str(j)): value for (i, j), value in judged.items()}, precision=12, random_index="dd", iterations=2000, tolerance=1e-12)
        assert near(ours.weights, [peer.local_weights[str(i)] for i in range(things)], 1e-6)
        assert near(ours.consistency_ratio, peer.consistency_ratio, 2e-3 + 2e-3 * ours.consistency_ratio)
