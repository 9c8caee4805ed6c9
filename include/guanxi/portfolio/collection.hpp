#pragma once
/// @file
/// How fast sales become money: days sales outstanding, days late, collection rate.

#include <guanxi/core/finding.hpp>
#include <guanxi/core/ratio.hpp>
#include <guanxi/model/dossier.hpp>
#include <guanxi/model/receivable.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace guanxi::portfolio {

/// How days sales outstanding are reckoned.
enum class DsoMethod {
  simple,     ///< receivables over sales of the period, times its days
  count_back  ///< how many days back the sales make up the receivables
};

/// What there is to say of days sales outstanding.
enum class DsoStatus {
  given,      ///< a number of days
  at_least,   ///< receivables exceed the sales of the whole period: its days, or more
  in_credit,  ///< the customer has more credit than debt: no number
  no_sales    ///< nothing sold in the period: no number
};

}  // namespace guanxi::portfolio
namespace guanxi {

template <>
struct Words<portfolio::DsoMethod> {
  using enum portfolio::DsoMethod;
  static constexpr EnumWord table[] = {
      word(simple, "simple", {"比率法", "Simple ratio"}),
      word(count_back, "count_back", {"倒推法", "Count-back"}, "exhaustion|倒扣法"),
  };
};

template <>
struct Words<portfolio::DsoStatus> {
  using enum portfolio::DsoStatus;
  static constexpr EnumWord table[] = {
      word(given, "given", {"有结果", "Given"}),
      word(at_least, "at_least", {"至少", "At least"}, "",
           {"应收超过整个期间的销售额，放宽期间再看", "Receivables exceed the sales of the period: look further back"}),
      word(in_credit, "in_credit", {"我方欠客户", "In credit"}, "",
           {"退款或抵扣后再看", "Refund the credit or set it off"}),
      word(no_sales, "no_sales", {"期间没有销售", "No sales"}, "", {"放宽期间再看", "Look further back"}),
  };
};

}  // namespace guanxi
namespace guanxi::portfolio {

/// Over which days and how collection is measured.
struct CollectionOptions {
  int period_days = 365;                 ///< days that end with the day of the answer, 1–36500
  DsoMethod method = DsoMethod::simple;  ///< of days sales outstanding
  int default_terms = 30;                ///< days from the invoice to its due date where none is stated, 0–3650
};

/// How one customer, or all of them, pay in one currency.
struct CollectionRow {
  Id<Customer> customer{};                 ///< who; unset for all
  std::string name{};                      ///< short name, else legal name; empty for all
  Money receivables{};                     ///< open on the day, without credit balances
  Money sales{};                           ///< invoiced in the period, credit notes taken off
  DsoStatus dso_status{};                  ///< whether there is a number of days
  std::optional<double> dso{};             ///< days sales outstanding
  Money settled{};                         ///< amounts of invoices settled in the period
  std::int64_t settled_invoices{};         ///< how many
  std::optional<double> days_late{};       ///< mean days they were late, weighted by amount; unset if there are none
  Money fell_due{};                        ///< amounts of invoices due in the period
  Money collected{};                       ///< of them paid up to the day
  std::optional<Ratio> collection_rate{};  ///< collected over fell_due; unset if nothing fell due
  bool operator==(const CollectionRow&) const = default;
};

/// How fast sales become money.
struct Collection {
  Date as_of{};                            ///< event time of the answer
  Date since{};                            ///< first day of the period
  DsoMethod method{};                      ///< of days sales outstanding
  std::vector<CollectionRow> customers{};  ///< by name, identifier and currency
  std::vector<CollectionRow> totals{};     ///< one for each currency, by its code
  Findings findings{};                     ///< of imperfect records, customer by customer
  bool operator==(const Collection&) const = default;
};

/// Measures how fast sales become money.
/// @param book     any number of customers; the order of the records changes nothing
/// @param as_of    the day; later invoices and payments are not known
/// @param options  period, method and terms
/// @return  a row for each customer and currency with a known invoice, and one for each currency
/// @throws  ArgumentError  `argument.range` for an option outside its range, or a sum that 64 bits do not hold
/// @cost    n log n in the invoices; no shared state, any thread may call it
/// @source  docs/methods/receivables.md; Lewellen and Johnson (1972)
[[nodiscard]] Collection collection(const Book& book, Date as_of, const CollectionOptions& options = {});

}  // namespace guanxi::portfolio
