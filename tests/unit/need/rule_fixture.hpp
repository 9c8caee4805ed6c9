#pragma once

#include <guanxi/core/path.hpp>
#include <guanxi/core/read.hpp>
#include <guanxi/model/kinds.hpp>
#include <guanxi/need/latent_need.hpp>

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace guanxi::need {

/// Facts by path: `customer.pain_points`, `complaint[1].severity`; a path without position means the first record.
using RuleFactsByPath = std::map<std::string, std::string>;

/// A small customer and what else rules are fired with.
struct RuleFixture {
  Dossier dossier{};
  Records shared{};

  [[nodiscard]] FireOptions options(Date as_of) const {
    return {.as_of = as_of, .trends = shared.of<IndustryTrend>(), .offerings = shared.of<Offering>()};
  }
};

inline Uuid fixture_id(const KindInfo& kind, std::size_t index) {
  Uuid id;
  for (std::size_t i = 0; i < kind.name.size() && i < 12; ++i) id.bytes[i] = static_cast<std::uint8_t>(kind.name[i]);
  id.bytes[15] = static_cast<std::uint8_t>(index + 1);
  return id;
}

inline void* fixture_record(RuleFixture& fixture, const KindInfo& kind, std::size_t index) {
  Records& records = kind.scope == Scope::shared ? fixture.shared : fixture.dossier.records();
  while (records.size(kind) <= index) records.append(kind);
  void* record = records.at(kind, index);
  const Field& key = *kind.with(Part::key);
  key.type->set(*key.type, key.in(record), fixture_id(kind, index));
  return record;
}

inline void set_fact(RuleFixture& fixture, const std::string& path, const std::string& text) {
  const std::size_t dot = path.find('.');
  std::string name = path.substr(0, dot);
  std::size_t index = 0;
  if (const std::size_t bracket = name.find('['); bracket != std::string::npos) {
    index = static_cast<std::size_t>(std::stoi(name.substr(bracket + 1)));
    name.resize(bracket);
  }
  const KindInfo* kind = standard_catalogue().kind(name);
  ASSERT_NE(kind, nullptr) << path;
  void* record = fixture_record(fixture, *kind, index);
  const Target target = reach(standard_catalogue().fields(*kind), record, path.substr(dot + 1));
  const Reading reading = read_text(*target.type, text);
  ASSERT_TRUE(reading.ok()) << path << ": " << reading.problem.en;
  target.type->set(*target.type, target.member, reading.value);
}

inline RuleFixture make_fixture(const RuleFactsByPath& facts) {
  RuleFixture fixture;
  for (const auto& [path, text] : facts) set_fact(fixture, path, text);
  return fixture;
}

inline std::vector<std::string> ids_of(const std::vector<LatentNeed>& needs) {
  std::vector<std::string> ids;
  for (const LatentNeed& need : needs) ids.push_back(need.rule);
  return ids;
}

}  // namespace guanxi::need
