// Any bytes as a query: reading refuses them with a place inside them, or gives a query whose text reads as the same query.
#include <guanxi/core/error.hpp>
#include <guanxi/model/kinds.hpp>
#include <guanxi/store/query_text.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

using namespace guanxi;

void check(bool holds) {
  if (!holds) std::abort();
}

void check_query(const KindInfo& kind, std::string_view text) {
  try {
    const store::Query query = store::parse_query(standard_catalogue(), kind, text);
    check(store::parse_query(standard_catalogue(), kind, store::to_string(query)) == query);
  } catch (const ParseError& problem) {
    check(problem.position() <= text.size() && problem.code().starts_with("query."));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 1024) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_query(kind_info<Customer>(), text);
  check_query(kind_info<DecisionChain>(), text);
  return 0;
}
