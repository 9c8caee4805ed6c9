#!/usr/bin/env python3
"""Decision chains and fitted scores beside the packages that Python users have: networkx, igraph, scikit-learn."""

import datetime
import random
import time

import gower
import igraph
import networkx as nx
import numpy as np
import pandas
from sklearn.calibration import CalibratedClassifierCV
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.naive_bayes import CategoricalNB
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OrdinalEncoder, StandardScaler

import guanxi as gx


def best_of(work, rounds=5):
    """Seconds of the fastest of some runs."""
    fastest = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        fastest = min(fastest, time.perf_counter() - start)
    return fastest


def line(what, ours, **peers):
    beside = "  ".join(f"{name} {1000 * seconds:.2f} ms ({seconds / ours:.1f} x)" for name, seconds in peers.items())
    print(f"{what:<52}{1000 * ours:10.3f} ms    {beside}")


def network(people, ties):
    generator = random.Random(1)
    return [(f"P{generator.randrange(people):02}", f"P{generator.randrange(people):02}") for _ in range(ties)]


def networkx_measures(edges):
    graph = nx.DiGraph((a, b) for a, b in edges if a != b)
    return nx.pagerank(graph), nx.betweenness_centrality(graph), nx.closeness_centrality(graph), nx.eigenvector_centrality(graph, max_iter=1000), nx.hits(graph)


def igraph_measures(edges):
    graph = igraph.Graph.TupleList([edge for edge in edges if edge[0] != edge[1]], directed=True)
    return graph.pagerank(), graph.betweenness(), graph.closeness(mode="in"), graph.eigenvector_centrality(), graph.authority_score()


def decision_chain(people):
    generator = random.Random(2)
    ids = [gx.new_id() for _ in range(people)]
    who = [gx.Stakeholder(contact=one, roles=[generator.choice(["user", "influencer", "evaluator", "buyer"])], influence=generator.randrange(11), support=generator.randrange(-2, 3),
                          coverage=generator.choice(["none", "brief", "multiple", "in_depth"])) for one in ids]
    who[0] = who[0].replace(roles=["decider"])
    ties = [gx.Tie(from_id=ids[i], to_id=ids[(i - 1) // 3], kind="reports_to") for i in range(1, people)]
    ties += [gx.Tie(from_id=generator.choice(ids), to_id=generator.choice(ids), kind="influences", strength=0.5) for _ in range(2 * people)]
    return gx.DecisionChain(stakeholders=who, ties=ties)


def chains():
    edges = network(50, 200)
    line("centralities of 50 people, 200 ties", best_of(lambda: gx.chain.centrality(edges), 20), networkx=best_of(lambda: networkx_measures(edges)), igraph=best_of(lambda: igraph_measures(edges), 20))
    chain = decision_chain(50)
    line("whole analysis of a decision chain of 50", best_of(lambda: gx.chain.analyze(chain, as_of="2024-06-30"), 20))


def models():
    generator = np.random.default_rng(3)
    rows, columns = 100_000, 30
    features = generator.normal(size=(rows, columns))
    outcome = (generator.random(rows) < 1 / (1 + np.exp(-features @ generator.normal(size=columns) / 3))).astype(float)
    scaled = StandardScaler().fit_transform(features)
    raw = make_pipeline(StandardScaler(), LogisticRegression())
    line("logistic regression, 100,000 x 30, ridge", best_of(lambda: gx.score.Logistic.fit(features, outcome, penalty="ridge")), sklearn_scaled=best_of(lambda: raw.fit(features, outcome)))
    predicted = features[:, 0]
    checked = CalibratedClassifierCV(LogisticRegression(), method="isotonic", cv=5)
    line("model of winning, 100,000 x 30, checked by 5 folds", best_of(lambda: gx.score.WinModel.fit(features, outcome), 2), sklearn_calibrated=best_of(lambda: checked.fit(scaled, outcome), 2))
    line("AUC of 100,000 rows, ours with its interval", best_of(lambda: gx.score.auc(predicted, outcome), 3), sklearn=best_of(lambda: roc_auc_score(outcome, predicted), 3))
    codes = generator.integers(0, 8, size=(rows, 10))
    words = {f"x{i}": [f"w{code}" for code in codes[:, i]] for i in range(10)}
    texts = np.array(list(words.values()), dtype=object).T
    encoded = make_pipeline(OrdinalEncoder(), CategoricalNB())
    categories = pandas.DataFrame({name: pandas.Categorical(column) for name, column in words.items()})
    line("naive Bayes, 100,000 x 10 lists of texts", best_of(lambda: gx.score.NaiveBayes.fit(words, outcome, damping="none"), 3), sklearn_encoded=best_of(lambda: encoded.fit(texts, outcome), 3))
    line("naive Bayes, 100,000 x 10 categories", best_of(lambda: gx.score.NaiveBayes.fit(categories, outcome, damping="none"), 3), sklearn=best_of(lambda: CategoricalNB().fit(codes, outcome), 3))
    line("the same, repeated evidence damped", best_of(lambda: gx.score.NaiveBayes.fit(categories, outcome), 3))


def mixed_rows(rows):
    generator = np.random.default_rng(4)
    numbers = {f"n{i}": generator.normal(size=rows).tolist() for i in range(5)}
    words = {f"w{i}": [f"word {code}" for code in generator.integers(0, 6, size=rows)] for i in range(5)}
    return {**numbers, **words}


def book_of_purchases(customers):
    generator = random.Random(5)
    products = [f"product {i:02}" for i in range(40)]
    last = datetime.date(2025, 6, 30)
    return gx.Book(
        [gx.Dossier(gx.Customer(), transactions=[gx.Transaction(product=products[min(39, int(generator.expovariate(0.1)))], traded_on=last - datetime.timedelta(days=generator.randrange(900))) for _ in range(generator.randrange(1, 12))]) for _ in range(customers)],
        offerings=[gx.Offering(name=name) for name in products],
    )


def needs():
    table = mixed_rows(2_000)
    frame = pandas.DataFrame(table)
    line("similar rows, 2,000 x 10 mixed, 5 nearest, reasons", best_of(lambda: gx.need.similar_rows(table, nearest=5), 3), gower=best_of(lambda: gower.gower_matrix(frame, cat_features=[False] * 5 + [True] * 5), 1))
    book = book_of_purchases(1_000)
    sources = gx.assess.learn_need_sources(book, as_of="2025-06-30")
    line("sources of needs, 1,000 customers, 4 past days", best_of(lambda: gx.assess.learn_need_sources(book, as_of="2025-06-30"), 1))
    line("needs predicted for one of them", best_of(lambda: gx.assess.predict_needs(book.dossiers[0], sources)))


if __name__ == "__main__":
    chains()
    models()
    needs()
