"""Decision chains through Python, against networkx and igraph on random networks."""

import pathlib
import random

import igraph
import networkx as nx
import pytest

import guanxi as gx

CASES = 200


def random_edges(seed):
    """Small networks with repeated ties, ties to oneself and people nobody asks."""
    generator = random.Random(seed)
    people = [f"P{i}" for i in range(generator.randint(2, 9))]
    return [(generator.choice(people), generator.choice(people)) for _ in range(generator.randint(1, 3 * len(people)))]


def proper(edges, kind):
    graph = kind()
    graph.add_nodes_from({name for edge in edges for name in edge})
    graph.add_edges_from((a, b) for a, b in edges if a != b)
    return graph


@pytest.mark.parametrize("directed", [True, False])
def test_centralities_equal_networkx(directed):
    converged = 0
    for seed in range(CASES):
        edges = random_edges(seed)
        graph = proper(edges, nx.DiGraph if directed else nx.Graph)
        found = gx.chain.centrality(edges, directed=directed)
        assert [node.node for node in found.nodes] == sorted(graph)
        pagerank, betweenness, closeness = nx.pagerank(graph, tol=1e-14, max_iter=10000), nx.betweenness_centrality(graph), nx.closeness_centrality(graph)
        for node in found.nodes:
            assert node.pagerank == pytest.approx(pagerank[node.node], abs=1e-9), seed
            assert node.betweenness == pytest.approx(betweenness[node.node], abs=1e-12), seed
            assert node.closeness == pytest.approx(closeness[node.node], abs=1e-12), seed
            assert node.in_degree == (graph.in_degree(node.node) if directed else graph.degree(node.node))
        if found.eigenvector_state == "ok":
            try:
                eigenvector = nx.eigenvector_centrality(graph, max_iter=20000, tol=1e-13)
            except nx.PowerIterationFailedConvergence:
                continue
            converged += 1
            for node in found.nodes:
                assert node.eigenvector == pytest.approx(eigenvector[node.node], abs=1e-6), seed
    assert converged > CASES / 4


def test_centralities_equal_igraph():
    compared = 0
    for seed in range(CASES):
        edges = random_edges(1000 + seed)
        plain = sorted({edge for edge in edges if edge[0] != edge[1]})
        names = sorted({name for edge in edges for name in edge})
        graph = igraph.Graph(directed=True)
        graph.add_vertices(names)
        graph.add_edges(plain)
        found = gx.chain.centrality(edges, raw_betweenness=True)
        pagerank, betweenness = graph.pagerank(damping=0.85), graph.betweenness()
        for place, node in enumerate(found.nodes):
            assert node.pagerank == pytest.approx(pagerank[place], abs=1e-9), seed
            assert node.betweenness == pytest.approx(betweenness[place], abs=1e-9), seed
        assert found.density == pytest.approx(graph.density() if len(names) > 1 else 0, abs=1e-12)
        if plain:
            compared += 1
            assert found.reciprocity == pytest.approx(graph.reciprocity(), abs=1e-12)
    assert compared > CASES / 2


def test_krackhardt_through_python(shared_data):
    """METHODS 3: the formal head is neither the top adviser nor the top broker."""
    def network(name):
        lines = (pathlib.Path(shared_data) / "krackhardt" / f"krackhardt_{name}.csv").read_text(encoding="utf-8").splitlines()[1:]
        return gx.chain.centrality([line.split(",")[:2] for line in lines])

    advice, reports = network("advice"), network("reports_to")
    assert max(advice.nodes, key=lambda node: node.in_degree).node == "A02"
    assert max(advice.nodes, key=lambda node: node.betweenness).node == "A18"
    assert max(reports.nodes, key=lambda node: node.pagerank).node == "A07"
    assert max(node.pagerank for node in advice.nodes) == pytest.approx(0.163790487, abs=5e-10)
    assert reports.eigenvector_state == "acyclic" and reports.nodes[0].eigenvector is None


@pytest.fixture
def chain():
    """The worked example of METHODS 3."""
    boss, engineer, user, buyer = (gx.new_id() for _ in range(4))
    people = [gx.Stakeholder(contact=boss, roles=["decider"], influence=10, support=0, coverage="none"),
              gx.Stakeholder(contact=engineer, roles=["influencer", "evaluator"], influence=6, support=1, coverage="in_depth"),
              gx.Stakeholder(contact=user, roles=["user", "initiator"], influence=4, support=2, coverage="multiple"),
              gx.Stakeholder(contact=buyer, roles=["buyer", "gatekeeper"], influence=2, support=-1, coverage="brief")]
    ties = [gx.Tie(from_id=engineer, to_id=boss, kind="reports_to"), gx.Tie(from_id=user, to_id=engineer, kind="reports_to"), gx.Tie(from_id=buyer, to_id=boss, kind="reports_to")]
    return gx.DecisionChain(stakeholders=people, ties=ties)


def test_worked_example(chain):
    analysis = gx.chain.analyze(chain, as_of="2024-06-30")
    assert analysis.support.net == pytest.approx(0.2727273, abs=5e-8)
    assert analysis.clarity.thousandths == 78788 and analysis.status == "red" and analysis.level == "key_player_known"
    assert analysis.support.expected == pytest.approx(7 / 44)
    first = analysis.next_meetings[0]
    assert first.person.contact == chain.stakeholders[0].contact and first.expected_gain == pytest.approx(3.7168561, abs=5e-8)
    assert [person.contact for person in first.through] == [chain.stakeholders[1].contact]
    assert analysis.next_meetings.to_pandas()["expected_gain"].is_monotonic_decreasing


def test_what_if_and_compare(chain):
    boss = chain.stakeholders[0].contact
    answer = gx.chain.what_if(chain, [{"kind": "win_over", "contact": boss, "support": 1}], as_of="2024-06-30")
    assert (answer.difference.status_before, answer.difference.status_after) == ("red", "green")
    assert [(change.kind, change.before.en, change.after.en) for change in answer.difference.changes] == [("support", "0", "1")]
    same = gx.chain.compare(chain, answer.chain, as_of="2024-06-30")
    assert list(same.changes) == list(answer.difference.changes)


@pytest.mark.parametrize(("call", "code", "words"), [
    (lambda chain: gx.chain.what_if(chain, [{"kind": "win_over", "contact": gx.new_id()}], as_of="2024-06-30"), "argument.contact", "nobody who is on the chain"),
    (lambda chain: gx.chain.what_if(chain, [{"kind": "winover", "contact": gx.new_id()}], as_of="2024-06-30"), None, "win_over"),
    (lambda chain: gx.chain.analyze(chain, as_of="2024-06-30", susceptibility=1.0), "argument.susceptibility", "[0, 1)"),
    (lambda chain: gx.chain.analyze(chain, as_of="2024-06-30", meeting={"persuasion": 2.0}), "argument.meeting", "meeting.persuasion"),
    (lambda chain: gx.chain.centrality([("a", "b")], damping=1.0), "argument.damping", "damping"),
    (lambda chain: gx.chain.centrality(["ab"]), None, "pair"),
])
def test_bad_input_is_named(chain, call, code, words):
    with pytest.raises((ValueError, TypeError)) as raised:
        call(chain)
    assert words in str(raised.value)
    if code is not None:
        assert raised.value.code == code


def test_health_through_python():
    customer = gx.Customer(legal_name="A", customer_type="existing")
    met = gx.Interaction(customer_id=customer.id, occurred_at="2024-06-30T04:00:00Z", channel="meeting", direction="inbound")
    dossier = gx.Dossier(customer, interactions=[met])
    health = gx.assess.health(dossier, as_of="2024-06-30")
    assert health.band == "good" and health.trend == "unknown" and health.expected_gap == 30
    parts = {part.part: part.thousandths for part in health.relationship.contributions}
    assert parts["frequency"] == round(1000 * 100 * 0.25 / 0.70 * 0.6321205588)  # both ways 0 of .15, depth and seniority unknown
    with pytest.raises(gx.ArgumentError, match="health.half_life"):
        gx.assess.health(dossier, as_of="2024-06-30", health={"half_life": 0.0})
