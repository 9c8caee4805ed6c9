#include <guanxi/chain.hpp>

#include "calls.hpp"
#include "modules.hpp"

namespace guanxi::python {

namespace {

const DecisionChain& chain_of(const py::object& given, const std::string& what) {
  return *static_cast<const DecisionChain*>(record_of(given, record_info<DecisionChain>(), what));
}

// A node is called by its text, a record by its identifier.
std::string node_name(const py::object& value) {
  if (PyUnicode_Check(value.ptr())) return std::string(utf8_of(value));
  if (const std::optional<Uuid> id = id_of_record(value)) return to_string(*id);
  return std::string(utf8_of(py::str(value)));
}

std::vector<chain::NamedEdge> edges_from_python(const py::object& edges) {
  std::vector<chain::NamedEdge> taken;
  for (const py::handle edge : py::reinterpret_borrow<py::iterable>(edges)) {
    const std::string what = "centrality(edges[" + std::to_string(taken.size()) + "])";
    if (PyUnicode_Check(edge.ptr()) || !PySequence_Check(edge.ptr()) || py::len(edge) < 2) throw_wrong_type(what, "a pair (from, to)", edge);
    taken.push_back({node_name(edge[py::int_(0)]), node_name(edge[py::int_(1)])});
  }
  return taken;
}

}  // namespace

void add_chain(py::module_& module) {
  using namespace chain;
  const std::string parameters = parameters_of<AnalyzeOptions>();
  add_function(module, "analyze", [](const py::object& decision_chain, const py::kwargs& keywords) {
    const Call<AnalyzeOptions> call(keywords, "analyze");
    return to_result(analyze(chain_of(decision_chain, "analyze(chain)"), call.options));
  }, "(chain: DecisionChain, *" + parameters + ") -> " + shown_annotation<ChainAnalysis>(),
  "Who decides, whom we know, who is for us, what is at risk and whom to meet next, as of one day. contacts: their names, for messages."
               R"doc(

>>> decider = gx.Stakeholder(contact=gx.new_id(), roles=["decider"], influence=9, support=2, coverage="in_depth")
>>> gx.chain.analyze(gx.DecisionChain(stakeholders=[decider]), as_of="2024-06-30").status.label("en")
'Green: somebody who decides supports us')doc");
  add_function(module, "what_if", [](const py::object& decision_chain, const py::object& moves, const py::kwargs& keywords) {
    const Call<AnalyzeOptions> call(keywords, "what_if");
    Storage storage;
    const auto taken_moves = taken<std::vector<Move>>(moves, "what_if(moves)", storage);
    return to_result(what_if(chain_of(decision_chain, "what_if(chain)"), taken_moves, call.options));
  }, "(chain: DecisionChain, moves: " + Take<std::vector<Move>>::annotation() + ", *" + parameters + ") -> " + shown_annotation<WhatIf>(),
  "What would follow if somebody were met, won over, added or gone; each move is a dict with the keys kind, contact, and support, coverage, stakeholder or ties."
               R"doc(

>>> boss = gx.new_id()
>>> people = gx.DecisionChain(stakeholders=[gx.Stakeholder(contact=boss, roles=["decider"], influence=9, support=0)])
>>> gx.chain.what_if(people, [{"kind": "win_over", "contact": boss}], as_of="2024-06-30").difference.status_after
DealStatus.GREEN)doc");
  add_function(module, "compare", [](const py::object& before, const py::object& after, const py::kwargs& keywords) {
    const Call<AnalyzeOptions> call(keywords, "compare", {}, {"earlier"});
    AnalyzeOptions earlier = call.options;
    Storage storage;
    if (keywords.contains("earlier")) Take<Date>::take(earlier.as_of, keywords["earlier"], "compare(earlier=)", storage);
    return to_result(compare(chain_of(before, "compare(before)"), earlier, chain_of(after, "compare(after)"), call.options));
  }, "(before: DecisionChain, after: DecisionChain, *" + parameters + ", earlier: " + Take<Date>::annotation() + " = ...) -> " + shown_annotation<ChainDifference>(),
  "What changed from one version of a chain to another, or, with earlier=, from one day to as_of.");
  add_function(module, "centrality", [](const py::object& edges, const py::kwargs& keywords) {
    const Call<CentralityOptions> call(keywords, "centrality");
    const std::vector<NamedEdge> named = edges_from_python(edges);
    return to_result(without_gil([&] { return centrality(named, call.options); }));
  }, "(edges: collections.abc.Iterable[collections.abc.Sequence[object]], *" + parameters_of<CentralityOptions>() + ") -> " + shown_annotation<NamedCentralities>(),
  "Who stands in the middle: degrees, PageRank, betweenness, closeness, eigenvector and authority of everybody named in a tie (from, to)."
               R"doc(

>>> found = gx.chain.centrality([("Wang", "Li"), ("Zhang", "Wang"), ("Pan", "Li")])
>>> [(node.node, node.in_degree) for node in found.nodes]
[('Li', 2), ('Pan', 0), ('Wang', 1), ('Zhang', 0)])doc");
}

template const ResultInfo& result_info<chain::ChainAnalysis>();

}  // namespace guanxi::python
