#include "visit.hpp"

#include <guanxi/need.hpp>

#include <vector>

std::string first_topic() {
  using namespace guanxi;
  const std::vector<Need> needs{{.statement = "spare parts within 48 hours", .importance = Grade::medium},
                                {.statement = "a second shift on the old press", .urgency = Grade::high, .importance = Grade::high}};
  return need::rank(needs, {.as_of = *Date::from_ymd(2024, 6, 30)}).front().statement;
}
