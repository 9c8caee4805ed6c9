#include <guanxi/core/apportion.hpp>
#include <guanxi/core/error.hpp>
#include <guanxi/core/finding_codes.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/core/write.hpp>
#include <guanxi/model/offering.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <tuple>

#include "seven_p.hpp"

namespace guanxi::assess::seven {

namespace {

// Names of what we supply.
class ProductNames {
 public:
  explicit ProductNames(const Book& book) {
    for (const Offering& one : book.shared.of<Offering>())
      if (one.id) names_.emplace(one.id, one.name);
  }
  [[nodiscard]] std::string of(const Ref<Offering>& product) const {
    const auto found = names_.find(product.id);
    if (found != names_.end() && !text::fold(found->second).empty()) return found->second;
    return product.text.empty() && product.id ? to_string(product.id) : product.text;
  }

 private:
  std::map<Id<Offering>, std::string> names_{};
};

bool is_huge(std::int64_t minor) noexcept { return minor > largest_minor || minor < -largest_minor; }

// Reads the sales of one customer and says what is wrong with them.
class SaleReader {
 public:
  SaleReader(View& view, const ProductNames& products) : view_(view), products_(products) {}

  void read(Account& account, const Transaction& record) {
    if (record.traded_on && *record.traded_on > view_.as_of) return;
    if (!record.traded_on) {
      ++account.undated, ++view_.undated;
      return tell(record, finding_code("assess.sale_no_date"), "traded_on");
    }
    Sale sale{.day = *record.traded_on, .id = record.id.uuid};
    read_worth(sale, record);
    read_quantity(sale, record);
    sale.is_return = sale.amount ? *sale.amount < 0 : sale.quantity.value_or(0) < 0;
    sale.product = view_.products.add(products_.of(record.product));
    sale.channel = view_.channels.add(record.channel);
    sale.place = view_.places.add(record.place);
    sale.promotion_id = record.promotion_id.id.uuid;
    sale.promotion_name = text::fold(record.promotion_id.text);
    ++view_.sales;
    view_.unpriced += sale.amount ? 0 : 1;
    account.sales.push_back(std::move(sale));
  }

 private:
  void tell(const Transaction& record, const FindingCode& code, std::string_view field, const std::string& value = {}) {
    const std::string title = record.order_number.empty() ? to_string(record.id) : record.order_number;
    view_.findings.push_back(make_finding(code, {.kind = Schema<Transaction>::name,
                                                 .record = record.id.uuid,
                                                 .field = field,
                                                 .value = value,
                                                 .detail = both(title)}));
  }

  void read_worth(Sale& sale, const Transaction& record) {
    if (!record.amount)
      tell(record, finding_code("assess.sale_no_amount"), "amount");
    else if (is_huge(record.amount->minor))
      tell(record, finding_code("assess.sale_too_big"), "amount", to_string(*record.amount));
    else
      sale.amount = record.amount->minor, sale.currency = record.amount->currency;
    if (!record.cost) return;
    if (is_huge(record.cost->minor))
      tell(record, finding_code("assess.sale_too_big"), "cost", to_string(*record.cost));
    else if (!sale.amount || record.cost->currency != sale.currency)
      tell(record, finding_code("assess.sale_cost_currency"), "cost", to_string(*record.cost));
    else
      sale.cost = record.cost->minor;
  }

  void read_quantity(Sale& sale, const Transaction& record) {
    sale.unit = std::string(text::trim(record.quantity_unit));
    if (record.quantity && !std::isfinite(*record.quantity))
      tell(record, finding_code("assess.sale_quantity"), "quantity", std::isnan(*record.quantity) ? "NaN" : "inf");
    else
      sale.quantity = record.quantity;
  }

  View& view_;
  const ProductNames& products_;
};

Account read_account(const Dossier& dossier, View& view, const ProductNames& products) {
  const Customer& card = dossier.customer();
  Account account{
      .dossier = &dossier, .id = card.id, .name = card.short_name.empty() ? card.legal_name : card.short_name};
  SaleReader reader(view, products);
  for (const Transaction& record : dossier.of<Transaction>()) reader.read(account, record);
  std::sort(account.sales.begin(), account.sales.end());
  for (const Sale& sale : account.sales)
    if (!sale.is_return && (account.order_days.empty() || account.order_days.back() != sale.day))
      account.order_days.push_back(sale.day);
  account.profile = profile_of(card, view.as_of, *view.options, view.industries);
  return account;
}

bool comes_first(const Account& a, const Account& b) {
  if (const auto one = std::tie(a.id, a.name), other = std::tie(b.id, b.name); one != other) return one < other;
  if (a.profile != b.profile) return a.profile < b.profile;
  return a.sales < b.sales;
}

bool finding_first(const Finding& a, const Finding& b) {
  return std::tie(a.record, a.code, a.field, a.value, a.message.zh) <
         std::tie(b.record, b.code, b.field, b.value, b.message.zh);
}

}  // namespace

bool Account::ordered_in(const Span& span) const noexcept {
  const auto found = std::lower_bound(order_days.begin(), order_days.end(), span.first);
  return found != order_days.end() && *found <= span.last;
}

std::string NameBook::add(std::string_view text) {
  std::string key = text::fold(text);
  if (!key.empty()) ++spellings_[key][std::string(text::trim(text))];
  return key;
}

std::string NameBook::shown(const std::string& key) const {
  const auto found = spellings_.find(key);
  if (found == spellings_.end()) return key;
  return std::max_element(found->second.begin(), found->second.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

bool View::is_asked(Currency currency) const {
  const std::vector<std::string>& asked = options->currencies;
  return asked.empty() || std::find(asked.begin(), asked.end(), currency.code()) != asked.end();
}

std::set<Currency> View::currencies(const Span& span) const {
  std::set<Currency> found;
  for (const Account& account : accounts)
    for (const Sale& sale : account.sales)
      if (sale.amount && span.has(sale.day) && is_asked(sale.currency)) found.insert(sale.currency);
  return found;
}

View read_view(const Book& book, Date as_of, const SevenPOptions& options) {
  View view{.as_of = as_of, .options = &options};
  view.now = {as_of - options.window_days + 1, as_of};
  view.before = {view.now.first - options.window_days, view.now.first - 1};
  const ProductNames products(book);
  for (const Dossier& dossier : book.dossiers) view.accounts.push_back(read_account(dossier, view, products));
  std::sort(view.accounts.begin(), view.accounts.end(), comes_first);
  std::sort(view.findings.begin(), view.findings.end(), finding_first);
  return view;
}

void add_minor(std::int64_t& sum, std::int64_t amount) {
  if (__builtin_add_overflow(sum, amount, &sum))
    throw ArgumentError("argument.range", "amounts add up to more than 64 bits of minor units hold");
}

std::int64_t minor_difference(std::int64_t one, std::int64_t other) {
  std::int64_t difference = 0;
  if (__builtin_sub_overflow(one, other, &difference))
    throw ArgumentError("argument.range", "amounts differ by more than 64 bits of minor units hold");
  return difference;
}

std::string percent(double share) { return decimals(share * 100, 1) + "%"; }

std::string decimals(double number, int digits) { return thousandths_text(to_thousandths(number), digits); }

Message both(const std::string& text) { return {text, text}; }

Message unknown_label() { return {"未填写", "not stated"}; }

Piece::Piece(Money money) : Piece(to_string(money)) {}

Message say(Label sentence, const std::vector<Piece>& pieces) {
  Message said;
  for (const Language language : {Language::zh, Language::en}) {
    std::string& text = language == Language::zh ? said.zh : said.en;
    const std::string_view pattern = sentence.in(language);
    for (std::size_t i = 0; i < pattern.size(); ++i) {
      if (pattern[i] != '{') {
        text += pattern[i];
        continue;
      }
      text += pieces.at(static_cast<std::size_t>(pattern[i + 1] - '0')).text.in(language);
      i += 2;
    }
  }
  return said;
}

std::string joined_names(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text.append(text.empty() ? "" : " + ").append(name);
  return text;
}

std::vector<Uuid> as_records(std::vector<Uuid> records) {
  std::erase(records, Uuid{});
  std::sort(records.begin(), records.end());
  records.erase(std::unique(records.begin(), records.end()), records.end());
  return records;
}

bool is_open_on(const Opportunity& opportunity, Date day, const Calendar& calendar) {
  if (opportunity.opened_on && *opportunity.opened_on > day) return false;
  if (opportunity.closed_on) return *opportunity.closed_on > day;
  if (opportunity.stage != Stage::won && opportunity.stage != Stage::lost) return true;
  return std::any_of(opportunity.stage_history.begin(), opportunity.stage_history.end(),
                     [&](const StageChange& change) {
                       return change.to_stage == opportunity.stage && change.at && calendar.date_of(*change.at) > day;
                     });
}

}  // namespace guanxi::assess::seven
