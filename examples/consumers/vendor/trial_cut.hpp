#pragma once
// A record kind of the vendor: the struct, and beside it one line a member. Forms, import, checks, store, queries and
// reports follow from these lines.
#include <guanxi/model/customer.hpp>
#include <guanxi/model/meta.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace edge {

/// How a trial cut ended.
enum class Verdict { passed, repeat, failed };

/// A part of the customer's, cut on one of our machines before anything is ordered.
struct TrialCut {
  guanxi::Id<TrialCut> id{};
  guanxi::Id<guanxi::Customer> customer_id{};
  std::string part{};
  std::string machine{};
  std::optional<std::int64_t> tolerance{};
  std::optional<std::int64_t> deviation{};
  std::optional<Verdict> verdict{};
  std::optional<guanxi::Money> quoted{};
  std::optional<guanxi::Date> cut_on{};
  std::optional<guanxi::Date> approved_on{};
  guanxi::Custom custom{};
  guanxi::Meta meta{};
  bool operator==(const TrialCut&) const = default;
};

}  // namespace edge

namespace guanxi {

template <>
struct Words<edge::Verdict> {
  static constexpr EnumWord table[] = {
      word(edge::Verdict::passed, "passed", {"合格", "Passed"}, "通过|OK"),
      word(edge::Verdict::repeat, "repeat", {"需重试", "To be repeated"}, "重试"),
      word(edge::Verdict::failed, "failed", {"不合格", "Failed"}, "未通过|NG"),
  };
};

template <>
struct Schema<edge::TrialCut> {
  using T = edge::TrialCut;
  static constexpr std::string_view name = "trial_cut";
  static constexpr std::string_view plural = "trial_cuts";
  static constexpr Label label{"试切记录", "Trial cut"};
  static constexpr Scope scope = Scope::via;
  static constexpr Purpose forms = Purpose::new_customer | Purpose::visit;
  static constexpr Category category{"trials", {"试切", "Trial cuts"}, {}};
  static constexpr Field fields[] = {
      detail::id_field<&T::id>(),
      detail::customer_field<&T::customer_id>(),
      field<&T::part>("part", {"试切零件", "Part"}, {.hint = {"零件名称与图号", "Name and drawing of the part"}, .level = Level::required, .weight = 3, .part = Part::title}),
      field<&T::machine>("machine", {"试切机型", "Machine"}, {.hint = {"我方机床型号", "Which of our machines"}, .level = Level::recommended, .weight = 2}),
      field<&T::tolerance>("tolerance", {"要求公差", "Tolerance"}, {.hint = {"图纸要求", "As the drawing asks"}, .unit = "µm", .low = 1}),
      field<&T::deviation>("deviation", {"实测偏差", "Deviation"}, {.hint = {"三坐标实测", "As measured"}, .unit = "µm", .low = 0}),
      field<&T::verdict>("verdict", {"试切结论", "Verdict"}, {.hint = {"客户的结论", "What the customer says"}, .weight = 2}),
      field<&T::quoted>("quoted", {"试切后报价", "Quoted"}, {.hint = {"含税价", "Tax included"}, .privacy = Privacy::sensitive}),
      field<&T::cut_on>("cut_on", {"试切日期", "Cut on"}, {.part = Part::event}),
      field<&T::approved_on>("approved_on", {"签认日期", "Approved on"}, {.hint = {"客户签认", "Signed by the customer"}}),
      detail::custom_field<&T::custom>(),
      detail::meta_field<&T::meta>(),
  };
};

}  // namespace guanxi
