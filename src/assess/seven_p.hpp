#pragma once
/// @file
/// The sales of a book as known on a day, checked and in one order: what all pages of a 7P analysis read.

#include <guanxi/assess/seven_p.hpp>

#include <guanxi/core/judged.hpp>
#include <guanxi/lifetime/purchase_models.hpp>
#include <guanxi/model/opportunity.hpp>
#include <guanxi/model/transaction.hpp>

#include <array>
#include <compare>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guanxi::assess::seven {

/// Amounts beyond this many minor units are taken for errors of typing.
inline constexpr std::int64_t largest_minor = 1'000'000'000'000'000;

/// Days from first to last.
struct Span {
  Date first{};
  Date last{};
  [[nodiscard]] bool has(Date day) const noexcept { return first <= day && day <= last; }
};

/// A dated sale; names are folded keys.
struct Sale {
  Date day{};
  Currency currency{};
  std::optional<std::int64_t> amount{};
  std::optional<std::int64_t> cost{};
  bool is_return = false;
  std::string product{}, channel{}, place{};
  std::optional<double> quantity{};
  std::string unit{};
  Uuid promotion_id{};
  std::string promotion_name{};
  Uuid id{};
  auto operator<=>(const Sale&) const = default;

  [[nodiscard]] bool is_in(Currency asked) const noexcept { return amount && currency == asked; }
};

inline constexpr std::size_t profile_dimensions = std::size(Words<ProfileDimension>::table);

/// A customer with what it bought.
struct Account {
  const Dossier* dossier{};
  Id<Customer> id{};
  std::string name{};
  std::vector<Sale> sales{};                              ///< in their order
  std::vector<Date> order_days{};                         ///< different ones, ascending
  std::array<std::string, profile_dimensions> profile{};  ///< key of each dimension; empty: unknown
  std::int64_t undated{};                                 ///< sales without a day

  [[nodiscard]] bool ordered_in(const Span& span) const noexcept;
};

/// How often each spelling of a key occurs; the most frequent is shown, of equal ones the first by its bytes.
class NameBook {
 public:
  /// Counts a spelling.
  /// @return  its key
  std::string add(std::string_view text);
  [[nodiscard]] std::string shown(const std::string& key) const;

 private:
  std::map<std::string, std::map<std::string, std::int64_t>> spellings_{};
};

/// The book as known on the day.
struct View {
  Date as_of{};
  Span now{};
  Span before{};
  const SevenPOptions* options{};
  std::vector<Account> accounts{};  ///< by identifier, then name, then content
  NameBook products{}, channels{}, places{}, industries{};
  std::int64_t sales{}, undated{}, unpriced{};
  Findings findings{};

  /// True if a currency gets a part.
  [[nodiscard]] bool is_asked(Currency currency) const;
  /// Currencies of priced sales in a stretch of days that get a part.
  [[nodiscard]] std::set<Currency> currencies(const Span& span) const;
  [[nodiscard]] Message profile_label(ProfileDimension dimension, const std::string& key) const;
  [[nodiscard]] std::string profile_value(ProfileDimension dimension, const std::string& key) const;
};

/// Reads a book.
[[nodiscard]] View read_view(const Book& book, Date as_of, const SevenPOptions& options);

/// The keys of a card by dimension.
[[nodiscard]] std::array<std::string, profile_dimensions> profile_of(const Customer& customer, Date as_of,
                                                                     const SevenPOptions& options,
                                                                     NameBook& industries);

/// Adds an amount.
/// @throws ArgumentError  `argument.range` if 64 bits do not hold the sum
void add_minor(std::int64_t& sum, std::int64_t amount);
/// The difference of two amounts.
/// @throws ArgumentError  `argument.range` if 64 bits do not hold it
[[nodiscard]] std::int64_t minor_difference(std::int64_t one, std::int64_t other);

/// A share, unset while the whole is not above 0.
template <class Number>
[[nodiscard]] std::optional<double> share_of(Number part, Number whole) {
  if (!(whole > 0)) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

/// “12.5%”.
[[nodiscard]] std::string percent(double share);
/// A number with so many decimals, three at most.
[[nodiscard]] std::string decimals(double number, int digits);
/// The same text in both languages.
[[nodiscard]] Message both(const std::string& text);
/// “未填写”, “not stated”.
[[nodiscard]] Message unknown_label();

/// What stands in the place of a `{}` of a sentence.
struct Piece {
  Message text{};
  Piece(const std::string& same) : text{same, same} {}
  Piece(std::int64_t number) : Piece(std::to_string(number)) {}
  Piece(Currency currency) : Piece(std::string(currency.code())) {}
  Piece(Money money);
  Piece(Label label) : text(to_message(label)) {}
  Piece(Message message) : text(std::move(message)) {}
};

/// A sentence whose `{0}`, `{1}` … are filled in; what is filled in is not read again.
[[nodiscard]] Message say(Label sentence, const std::vector<Piece>& pieces);

/// “Press + Oil”.
[[nodiscard]] std::string joined_names(const std::vector<std::string>& names);

/// Identifiers that are set, ascending, each once.
[[nodiscard]] std::vector<Uuid> as_records(std::vector<Uuid> records);

/// What was set, else computed, by the day.
template <class T>
[[nodiscard]] std::optional<T> shown_on(const Judged<T>& judged, Date day) {
  if (judged.set && !(judged.set_on && *judged.set_on > day)) return judged.set;
  if (judged.computed && !(judged.computed_on && *judged.computed_on > day)) return judged.computed;
  return std::nullopt;
}

/// True if the opportunity was known and neither won nor lost at the end of the day.
[[nodiscard]] bool is_open_on(const Opportunity& opportunity, Date day, const Calendar& calendar);

/// The purchase model with those of whom it speaks.
struct PurchaseFit {
  std::optional<lifetime::FitStatus> status{};  ///< unset if it was not tried
  Message note{};                               ///< why there is no answer; empty if there is one
  lifetime::BgNbd model{};
  std::vector<const Account*> buyers{};  ///< observed for a day or more
  std::vector<double> repeats{}, last{}, age{};

  [[nodiscard]] bool is_ok() const noexcept { return status == lifetime::FitStatus::ok; }
  [[nodiscard]] lifetime::Histories histories() const { return {.x = repeats, .t_x = last, .T = age}; }
};

/// Fits the model to days of purchase, if there are enough buyers.
[[nodiscard]] PurchaseFit fit_purchases(const View& view);

[[nodiscard]] ProfilingPage profiling_page(const View& view);
[[nodiscard]] PersistencyPage persistency_page(const View& view, const PurchaseFit& fit);
[[nodiscard]] ProfitabilityPage profitability_page(const View& view);
[[nodiscard]] PerformancePage performance_page(const View& view);
[[nodiscard]] ProspectingPage prospecting_page(const View& view, const PurchaseFit& fit);
/// Findings are those of the baskets.
[[nodiscard]] std::pair<ProductPage, Findings> product_page(const View& view);
[[nodiscard]] PromotionPage promotion_page(const View& view, const Book& book);
/// What matters most on the pages.
[[nodiscard]] std::vector<SevenPHighlight> highlights_of(const SevenP& made, const SevenPOptions& options);

}  // namespace guanxi::assess::seven
