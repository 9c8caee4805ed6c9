#pragma once
/// @file
/// A small record kind with round weights, so that expected numbers can be worked out by hand.

#include <guanxi/core/catalogue.hpp>
#include <guanxi/core/judged.hpp>
#include <guanxi/core/records.hpp>
#include <guanxi/model/grade.hpp>
#include <guanxi/model/meta.hpp>

#include <optional>
#include <string>
#include <vector>

namespace guanxi::test {

struct Slot {
  std::string label{};
  std::optional<Date> from{};
  std::optional<Date> until{};
  std::optional<Ratio> share{};
  bool operator==(const Slot&) const = default;
};

struct Card {
  Id<Card> id{};
  std::string name{};
  std::vector<std::string> phones{};
  std::optional<int> staff{};
  std::optional<MoneyRange> turnover{};
  Judged<Grade> grade{};
  std::optional<PartialDate> started{};
  std::optional<Timestamp> ended{};
  std::vector<Slot> slots{};
  Ref<Card> parent{};
  std::string remark{};
  Custom custom{};
  Meta meta{};
  bool operator==(const Card&) const = default;
};

}  // namespace guanxi::test

namespace guanxi {

template <>
struct Schema<test::Slot> {
  using Slot = test::Slot;
  static constexpr Field fields[] = {
      field<&Slot::label>("label", {"名", "Label"}, {.level = Level::required, .part = Part::title}),
      field<&Slot::from>("from", {"起", "From"}),
      field<&Slot::until>("until", {"止", "Until"}),
      field<&Slot::share>("share", {"份额", "Share"}),
  };
};

template <>
struct Schema<test::Card> {
  using Card = test::Card;
  static constexpr std::string_view name = "card";
  static constexpr std::string_view plural = "cards";
  static constexpr Label label{"卡", "Card"};
  static constexpr Scope scope = Scope::via;
  static constexpr Purpose forms = Purpose::new_customer;
  static constexpr Category category{"basics", {"基本", "Basics"}};
  static constexpr Category size{"size", {"规模", "Size"}};
  // weights: basics 5 + 3 + 1 + 1 + 2 + 1 = 13, size 2 + 2 + 3 = 7, together 20
  static constexpr Field fields[] = {
      detail::id_field<&Card::id>(),
      field<&Card::name>("name", {"名称", "Name"}, {.hint = {"全称", "In full"}, .level = Level::required, .weight = 5, .decline = 0, .part = Part::title}),
      field<&Card::phones>("phones", {"电话", "Phones"}, {.weight = 3, .privacy = Privacy::personal, .format = Format::phone}),
      field<&Card::staff>("staff", {"人数", "Staff"}, {.weight = 2, .category = &size, .low = 1, .high = 100}),
      field<&Card::turnover>("turnover", {"营收", "Turnover"}, {.weight = 2, .category = &size, .low = 0}),
      field<&Card::grade>("grade", {"等级", "Grade"}, {.weight = 3, .category = &size}),
      field<&Card::started>("started", {"开始", "Started"}, {.weight = 1, .part = Part::event}),
      field<&Card::ended>("ended", {"结束", "Ended"}, {.weight = 1}),
      field<&Card::slots>("slots", {"位置", "Slots"}, {.weight = 2}),
      field<&Card::parent>("parent", {"上级", "Parent"}, {.weight = 1}),
      field<&Card::remark>("remark", {"备注", "Remark"}, {.weight = 0}),
      detail::custom_field<&Card::custom>(),
      detail::meta_field<&Card::meta>(),
  };
};

}  // namespace guanxi

namespace guanxi::test {

inline constexpr const KindInfo* card_kinds[] = {&kind_info<Card>()};

/// A catalogue of cards alone.
inline Catalogue card_catalogue() { return Catalogue(card_kinds); }

/// An identifier that ends in this number.
template <class T>
Id<T> numbered(std::uint8_t number) {
  Id<T> id;
  id.uuid.bytes.back() = number;
  return id;
}

inline Date day(int year, int month, int day_of_month) { return *Date::from_ymd(year, month, day_of_month); }

/// Midnight of a day in the default calendar.
inline Timestamp at(int year, int month, int day_of_month) { return Calendar{}.start_of(day(year, month, day_of_month)); }

}  // namespace guanxi::test
