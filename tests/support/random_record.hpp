#pragma once
/// @file
/// Records, dossiers and books with random content of every kind, made from the dictionary alone.

#include <guanxi/core/catalogue.hpp>
#include <guanxi/model/dossier.hpp>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace guanxi::test {

/// Whether records say to which customer they belong.
enum class Links {
  random,  ///< parent fields hold any identifier
  true_    ///< parent fields hold the identifier of the dossier's customer, which has one
};

/// What is made.
struct RandomOptions {
  double present = .6;           ///< share of the members that are set
  std::size_t longest_list = 3;  ///< elements of a list, at most
  std::size_t most_records = 3;  ///< records of a kind in a dossier, at most
  double unset_element = .1;     ///< share of list elements in which nothing is set
  Links links = Links::true_;    ///< default true
};

/// Fills whatever the dictionary describes. Equal seeds make equal values.
class RandomRecords {
 public:
  /// @param catalogue  outlives the object
  /// @param seed       of all choices
  RandomRecords(const Catalogue& catalogue, std::uint64_t seed, const RandomOptions& options = {})
      : catalogue_(&catalogue), options_(options), random_(seed) {}

  /// Fills a record in which nothing is set.
  void fill(const KindInfo& kind, void* record) {
    for (const Field& field : catalogue_->fields(kind)) {
      if (field.run_time) declared(field, record);
      else if (chance(options_.present)) member(*field.type, field.in(record));
    }
  }

  /// A dossier with records of all kinds that can belong to a customer.
  Dossier dossier() {
    Dossier made;
    Uuid customer;
    for (const KindInfo* kind : catalogue_->kinds()) {
      if (kind->scope != Scope::own) continue;
      void* record = made.records().at(*kind, 0);
      fill(*kind, record);
      if (options_.links == Links::true_) set_links(*kind, record, customer = uuid(), Part::key);
    }
    for (const KindInfo* kind : catalogue_->kinds()) {
      if (kind->scope != Scope::via) continue;
      for (std::size_t count = below(options_.most_records + 1); count > 0; --count) {
        void* record = made.records().append(*kind);
        fill(*kind, record);
        if (options_.links == Links::true_) set_links(*kind, record, customer, Part::parent);
      }
    }
    return made;
  }

  /// A book of so many dossiers and of shared records.
  Book book(std::size_t dossiers) {
    Book made;
    for (std::size_t i = 0; i < dossiers; ++i) made.dossiers.push_back(dossier());
    for (const KindInfo* kind : catalogue_->kinds()) {
      if (kind->scope != Scope::shared) continue;
      for (std::size_t count = below(options_.most_records + 1); count > 0; --count) fill(*kind, made.shared.append(*kind));
    }
    return made;
  }

  /// Text that readers stumble over, never empty.
  std::string text() {
    using namespace std::string_view_literals;
    static constexpr std::string_view pieces[] = {
        "华东精密机械"sv, "張總經理"sv, "a"sv, "Ünïcödé"sv, "\""sv, "\"\""sv, "'"sv, "\n"sv, "\r\n"sv, "\r"sv, "\t"sv, " "sv, "\u3000"sv, ","sv, ";"sv, "|"sv,
        "=1+1"sv, "+8613800138000"sv, "-1"sv, "@x"sv, "913100001332"sv, "123456789012345678"sv, "1.0"sv, "0"sv, "007"sv, "9.13E+17"sv, "null"sv, "true"sv, "是"sv,
        "2023-10-15"sv, "😀"sv, "𠮷"sv, "\u200b"sv, "\xEF\xBB\xBF"sv, "\xEF\xBF\xBD"sv, "\xEF\xBF\xBE"sv, "_x0041_"sv, "_x"sv, "\x01"sv, "\x7F"sv, "\0"sv, "\u0085"sv,
        "\u2028"sv, "\\"sv, "/"sv, "~"sv, "["sv, "]"sv, "[0]"sv, "."sv, "#"sv, "#2"sv, "#money"sv, "{}"sv, "<b>&amp;"sv, "sep=;"sv, "path"sv, "000000ab-0000-7000-8000-00000000000c"sv};
    std::string made;
    do made += pieces[below(std::size(pieces))];
    while (chance(.5));
    return made;
  }

 private:
  bool chance(double share) { return std::uniform_real_distribution<double>(0, 1)(random_) < share; }
  std::size_t below(std::size_t end) { return std::uniform_int_distribution<std::size_t>(0, end - 1)(random_); }
  std::int64_t between(std::int64_t low, std::int64_t high) { return std::uniform_int_distribution<std::int64_t>(low, high)(random_); }

  std::int64_t whole() {
    constexpr std::int64_t edges[] = {0, 1, -1, (std::int64_t{1} << 53) + 1, std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()};
    if (chance(.2)) return edges[below(std::size(edges))];
    return chance(.5) ? between(-1000, 1000) : static_cast<std::int64_t>(random_());
  }
  double real() {
    constexpr double edges[] = {0.0, 0.1, 3.0, -1e300, 5e-324, 1.7976931348623157e308, std::numeric_limits<double>::infinity()};
    if (chance(.3)) return edges[below(std::size(edges))];
    const double any = std::bit_cast<double>(random_());
    return std::isfinite(any) ? any : 0.5;
  }
  Uuid uuid() {
    Uuid made;
    for (std::uint8_t& byte : made.bytes) byte = static_cast<std::uint8_t>(below(256));
    return made;
  }
  Date date() { return Date::from_days(static_cast<std::int32_t>(between(-719'162, 2'932'896))); }
  Timestamp timestamp() {
    constexpr std::int64_t day = 86'400'000'000;
    const std::int64_t time = chance(.3) ? 0 : chance(.5) ? between(0, 86'399) * 1'000'000 : between(0, day - 1);
    return {date().days() * day + time};
  }
  PartialDate partial_date() {
    const Date day = date();
    PartialDate made{static_cast<std::int16_t>(day.year()), static_cast<std::int8_t>(day.month()), static_cast<std::int8_t>(day.day()), false};
    const std::size_t parts = below(4);
    if (parts == 0) made.year = 0;
    if (parts == 1) made.day = 0;
    if (parts == 2) made.month = made.day = 0;
    made.lunar = chance(.2);
    if (made.lunar && made.day > 30) made.day = 30;
    return made;
  }
  Money money() {
    static constexpr std::string_view codes[] = {"CNY", "USD", "JPY", "KWD", "EUR", "XAU"};
    return {whole(), Currency(codes[below(std::size(codes))])};
  }
  NumberRange number_range() {
    NumberRange made{.low = {}, .high = {}, .approximate = chance(.3)};
    if (chance(.8)) made.low = whole();
    if (chance(.8)) made.high = chance(.3) ? made.low : std::optional(whole());
    return made;
  }
  MoneyRange money_range() {
    MoneyRange made{.low = {}, .high = {}, .approximate = chance(.3)};
    if (chance(.8)) made.low = money();
    if (chance(.8)) made.high = chance(.3) ? made.low : std::optional(money());
    return made;
  }

  void member(const Type& type, void* member) {
    if (type.kind == TypeKind::list) return list(type, member);
    if (type.kind == TypeKind::custom) return custom(*static_cast<Custom*>(member));
    if (type.kind != TypeKind::record) return leaf(type, member);
    for (const Field& field : type.record->fields)
      if (chance(options_.present)) this->member(*field.type, field.in(member));
  }

  void list(const Type& type, void* list) {
    for (std::size_t count = below(options_.longest_list + 1); count > 0; --count) {
      void* element = type.list->append(list);
      if (!chance(options_.unset_element)) member(*type.element, element);
    }
  }

  void leaf(const Type& type, void* member) {
    const std::string words = text();
    type.set(type, member, value(type, words));
  }

  Value value(const Type& type, const std::string& words) {
    switch (type.kind) {
      case TypeKind::text: return std::string_view(words);
      case TypeKind::boolean: return chance(.5);
      case TypeKind::integer: return type.bounded ? between(static_cast<std::int64_t>(type.low), static_cast<std::int64_t>(type.high)) : whole();
      case TypeKind::real: return type.bounded ? std::uniform_real_distribution<double>(type.low, type.high)(random_) : real();
      case TypeKind::date: return date();
      case TypeKind::partial_date: return partial_date();
      case TypeKind::timestamp: return timestamp();
      case TypeKind::money: return money();
      case TypeKind::number_range: return number_range();
      case TypeKind::money_range: return money_range();
      case TypeKind::enumeration: return &type.words[below(type.words.size())];
      case TypeKind::id: return uuid();
      case TypeKind::ref: return reference(words);
      case TypeKind::list:
      case TypeKind::record:
      case TypeKind::custom: break;
    }
    return {};
  }

  RefValue reference(const std::string& words) {
    const bool named = chance(.5);
    return {named && chance(.8) ? Uuid{} : uuid(), named ? std::string_view(words) : std::string_view()};
  }

  CustomValue custom_value() {
    switch (below(10)) {
      case 0: return chance(.1) ? std::string() : text();
      case 1: return chance(.5);
      case 2: return whole();
      case 3: return real();
      case 4: return date();
      case 5: return partial_date();
      case 6: return timestamp();
      case 7: return money();
      case 8: return number_range();
      default: return money_range();
    }
  }

  void custom(Custom& custom) {
    for (std::size_t count = below(options_.longest_list + 1); count > 0; --count)
      custom.values[chance(.05) ? std::string() : text()] = chance(.05) ? CustomValue() : custom_value();
  }

  /// A run-time field holds a value of its type, any other value, or nothing.
  void declared(const Field& field, void* record) {
    if (!chance(options_.present)) return;
    void* member = field.in(record);
    if (chance(.2)) *static_cast<CustomValue*>(member) = custom_value();
    else leaf(*field.type, member);
  }

  static void set_links(const KindInfo& kind, void* record, const Uuid& id, Part part) {
    for (const Field& field : kind.record->fields) {
      if (!has(field.notes.part, part)) continue;
      if (field.type->kind == TypeKind::id) field.type->set(*field.type, field.in(record), id);
      if (field.type->kind == TypeKind::ref) field.type->set(*field.type, field.in(record), RefValue{id, {}});
    }
  }

  const Catalogue* catalogue_;
  RandomOptions options_;
  std::mt19937_64 random_;
};

}  // namespace guanxi::test
