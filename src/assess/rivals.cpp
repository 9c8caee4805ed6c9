#include "rivals.hpp"

#include <algorithm>
#include <string_view>

namespace guanxi::assess {

namespace {

bool says_none(std::string_view competitor) {
  constexpr std::string_view words[] = {"无", "没有", "暂无", "none", "None", "no"};
  return std::find(std::begin(words), std::end(words), competitor) != std::end(words);
}

std::optional<double> standing(const CompetitorPosition& position) {
  if (says_none(position.competitor)) return 1;
  if (!position.satisfaction) return std::nullopt;
  if (*position.satisfaction == Satisfaction::neutral) return .5;
  return *position.satisfaction < Satisfaction::neutral ? 0 : 1;
}

Message reason_of(const CompetitorPosition& position, double value) {
  if (says_none(position.competitor)) return {"没有竞争对手", "there is no rival"};
  const std::string& name = position.competitor;
  if (value == 0) return {"客户对" + name + "满意", "the customer is content with " + name};
  if (value == 1) return {"客户对" + name + "不满意", "the customer is not content with " + name};
  return {"与" + name + "势均力敌", "even with " + name};
}

}  // namespace

Rivals rivals_of(const Dossier& dossier, Date as_of) {
  Rivals rivals;
  Id<CompetitorPosition> decided_by;
  for (const CompetitorPosition& position : dossier.of<CompetitorPosition>()) {
    if (position.observed_on && *position.observed_on > as_of) continue;
    const std::optional<double> value = standing(position);
    if (!value || (rivals.value && (*value > *rivals.value || (*value == *rivals.value && position.id > decided_by))))
      continue;
    decided_by = position.id;
    rivals = {value, reason_of(position, *value), {position.id.uuid}};
  }
  return rivals;
}

}  // namespace guanxi::assess
