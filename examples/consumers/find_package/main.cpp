// priorities NEED...: ranks needs, each written as “statement;importance;due day” the way people write words and days.
#include <guanxi/core/read.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/core/version.hpp>
#include <guanxi/need/rank.hpp>

#include <cstdio>
#include <string>
#include <vector>

namespace {

/// Takes the text up to the next semicolon off the front.
std::string next_part(std::string& rest) {
  const std::size_t end = rest.find(';');
  const std::string part = rest.substr(0, end);
  rest = end == std::string::npos ? std::string() : rest.substr(end + 1);
  return part;
}

guanxi::Need read_need(std::string text) {
  guanxi::Need need;
  need.statement = guanxi::text::normalize(next_part(text));
  if (const guanxi::EnumWord* word = guanxi::read_word(guanxi::Words<guanxi::Grade>::table, next_part(text)))
    need.importance = static_cast<guanxi::Grade>(word->value);
  need.due_on = guanxi::read_date(next_part(text));
  return need;
}

}  // namespace

int main(int count, char** arguments) {
  using namespace guanxi;
  IdGenerator ids;
  std::vector<Need> needs;
  for (int i = 1; i < count; ++i) {
    needs.push_back(read_need(arguments[i]));
    needs.back().id = ids.make<Need>();
  }
  std::printf("guanxi %s\n", GUANXI_VERSION);
  for (const need::RankedNeed& ranked : need::rank(needs, {.as_of = *Date::from_ymd(2023, 11, 1)}))
    std::printf("%d. %s: %.1f\n", ranked.rank, ranked.statement.c_str(), ranked.score.value());
  return 0;
}
