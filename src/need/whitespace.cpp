#include <guanxi/core/text.hpp>
#include <guanxi/model/installed_product.hpp>
#include <guanxi/model/opportunity.hpp>
#include <guanxi/model/transaction.hpp>
#include <guanxi/need/level.hpp>
#include <guanxi/need/whitespace.hpp>

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

namespace guanxi::need {

namespace {

struct OfferingKeys {
  const Offering* offering{};
  std::string name{}, category{};
  std::vector<std::string> pains{};
};

// What one record says of one offering.
struct Mention {
  std::size_t offering;
  OfferingMatch match;
};

struct CellDraft {
  WhitespaceState state = WhitespaceState::blank;
  OfferingMatch match = OfferingMatch::pain;
  std::string title{};
  std::vector<Uuid> evidence{};
};

std::optional<Date> last_day(const PartialDate& date) {
  const std::optional<Date> first = date.first_day();
  if (!first || (date.month != 0 && date.day != 0)) return first;
  const std::int8_t month = date.month == 0 ? std::int8_t{12} : date.month;
  return Date::from_ymd(date.year, month, guanxi::detail::days_in_month(date.year, month));
}

bool is_on_sale(const Offering& offering, Date day) {
  if (offering.available_from)
    if (const auto start = offering.available_from->first_day(); start && *start > day) return false;
  if (offering.available_until)
    if (const auto end = last_day(*offering.available_until); end && *end < day) return false;
  return true;
}

bool is_later(const std::optional<Date>& date, Date day) { return date && *date > day; }

class Offerings {
 public:
  Offerings(const Book& book, Date day) {
    std::vector<const Offering*> sold;
    for (const Offering& offering : book.shared.of<Offering>()) {
      if (is_on_sale(offering, day))
        sold.push_back(&offering);
      else
        ++not_on_sale_;
    }
    std::sort(sold.begin(), sold.end(),
              [](const Offering* a, const Offering* b) { return std::tie(a->name, a->id) < std::tie(b->name, b->id); });
    for (const Offering* offering : sold) add(*offering);
  }

  [[nodiscard]] const std::vector<OfferingKeys>& all() const noexcept { return all_; }
  [[nodiscard]] std::int64_t not_on_sale() const noexcept { return not_on_sale_; }

  // By identifier, else by name, else by category.
  [[nodiscard]] std::vector<Mention> named(const Ref<Offering>& reference, std::string_view text,
                                           bool by_category) const {
    if (reference.id)
      if (const auto found = ids_.find(reference.id); found != ids_.end()) return {{found->second, OfferingMatch::id}};
    const std::string key = text::fold(reference.text.empty() ? text : std::string_view(reference.text));
    std::vector<Mention> mentions = of(names_, key, OfferingMatch::name);
    if (mentions.empty() && by_category) mentions = of(categories_, key, OfferingMatch::category);
    return mentions;
  }

  [[nodiscard]] std::vector<Mention> served(const Need& need) const {
    if (need.offering.id || !need.offering.text.empty())
      if (std::vector<Mention> named_ones = named(need.offering, {}, true); !named_ones.empty()) return named_ones;
    const std::string category = text::fold(need.category), statement = text::fold(need.statement);
    std::vector<Mention> mentions = of(names_, category, OfferingMatch::name);
    for (const Mention one : of(categories_, category, OfferingMatch::category)) mentions.push_back(one);
    for (std::size_t i = 0; i < all_.size(); ++i)
      for (const std::string& pain : all_[i].pains)
        if (pain == category || statement.find(pain) != std::string::npos) mentions.push_back({i, OfferingMatch::pain});
    return mentions;
  }

 private:
  using Index = std::multimap<std::string, std::size_t>;

  void add(const Offering& offering) {
    OfferingKeys keys{&offering, text::fold(offering.name), text::fold(offering.category), {}};
    for (const std::string& pain : offering.pains)
      if (std::string key = text::fold(pain); text::to_code_points(key).size() >= 2)
        keys.pains.push_back(std::move(key));
    if (offering.id) ids_.emplace(offering.id, all_.size());
    if (!keys.name.empty()) names_.emplace(keys.name, all_.size());
    if (!keys.category.empty()) categories_.emplace(keys.category, all_.size());
    all_.push_back(std::move(keys));
  }

  static std::vector<Mention> of(const Index& index, const std::string& key, OfferingMatch match) {
    std::vector<Mention> mentions;
    for (auto [at, end] = index.equal_range(key); at != end; ++at) mentions.push_back({at->second, match});
    return mentions;
  }

  std::vector<OfferingKeys> all_{};
  std::map<Id<Offering>, std::size_t> ids_{};
  Index names_{}, categories_{};
  std::int64_t not_on_sale_ = 0;
};

// The cells of one customer; a stronger state replaces a weaker one.
class Row {
 public:
  Row(const Offerings& offerings, Date day) : offerings_(offerings), day_(day), cells_(offerings.all().size()) {}

  void fill(const Dossier& dossier) {
    for (const InstalledProduct& one : dossier.of<InstalledProduct>()) add(one);
    for (const Transaction& one : dossier.of<Transaction>()) add(one);
    for (const Opportunity& one : dossier.of<Opportunity>()) add(one);
    for (const Need& one : dossier.of<Need>())
      if (is_open(one) && known_on(one, day_))
        take(offerings_.served(one), WhitespaceState::wanted, one.id.uuid, one.statement);
  }

  [[nodiscard]] std::vector<CellDraft>& cells() noexcept { return cells_; }

 private:
  void add(const InstalledProduct& one) {
    if (one.in_use_since && is_later(one.in_use_since->first_day(), day_)) return;
    take(offerings_.named(one.offering_id, one.product, one.brand.empty()), WhitespaceState::owned, one.id.uuid,
         one.product);
  }
  void add(const Transaction& one) {
    if (is_later(one.traded_on, day_) || (one.amount && one.amount->minor < 0) || (one.quantity && *one.quantity < 0))
      return;
    take(offerings_.named(one.product, {}, true), WhitespaceState::owned, one.id.uuid,
         one.product.text.empty() ? one.order_number : one.product.text);
  }
  void add(const Opportunity& one) {
    if (is_later(one.opened_on, day_)) return;
    const bool is_judged = one.stage == Stage::won || one.stage == Stage::lost;
    const bool is_closed = one.closed_on ? *one.closed_on <= day_ : is_judged;
    if (is_closed && one.stage != Stage::won) return;
    take(offerings_.named(one.product, {}, true), is_closed ? WhitespaceState::owned : WhitespaceState::open,
         one.id.uuid, one.name);
  }

  void take(const std::vector<Mention>& mentions, WhitespaceState state, const Uuid& record, const std::string& title) {
    for (const Mention mention : mentions) {
      CellDraft& cell = cells_[mention.offering];
      if (state > cell.state) continue;
      if (state < cell.state)
        cell = {.state = state, .match = mention.match, .title = title};
      else if (std::tie(mention.match, title) < std::tie(cell.match, cell.title))
        cell.match = mention.match, cell.title = title;
      cell.evidence.push_back(record);
    }
  }

  const Offerings& offerings_;
  Date day_;
  std::vector<CellDraft> cells_;
};

Message cell_reason(const CellDraft& cell) {
  constexpr Label found[] = {{"已购或在用", "bought or in use"},
                             {"商机进行中", "an opportunity is open"},
                             {"有此类需求", "a need that it serves"}};
  if (cell.state == WhitespaceState::blank) return {"没有购买、商机或需求", "nothing bought, no opportunity, no need"};
  const Label what = found[static_cast<int>(cell.state)], match = label_of(cell.match);
  constexpr Label by[] = {{"", "by identifier"}, {"", "by name"}, {"", "by category"}, {"", "by pain"}};
  Message reason{std::string(what.zh) + "（" + std::string(match.zh) + "对应）",
                 std::string(what.en) + " (matched " + std::string(by[static_cast<int>(cell.match)].en) + ")"};
  if (!cell.title.empty()) reason.zh += "：" + cell.title, reason.en += ": " + cell.title;
  return reason;
}

template <class Counts>
void count_cell(Counts& counts, WhitespaceState state) noexcept {
  switch (state) {
    case WhitespaceState::owned:
      ++counts.owned;
      break;
    case WhitespaceState::open:
      ++counts.open;
      break;
    case WhitespaceState::wanted:
      ++counts.wanted;
      break;
    case WhitespaceState::blank:
      ++counts.blank;
      break;
  }
}

void write_row(Whitespace& grid, std::vector<CellDraft>& cells, CellList list) {
  WhitespaceCustomer& customer = grid.customers.back();
  for (std::size_t i = 0; i < cells.size(); ++i) {
    CellDraft& cell = cells[i];
    WhitespaceOffering& offering = grid.offerings[i];
    count_cell(customer, cell.state);
    count_cell(offering, cell.state);
    const bool is_blank = cell.state == WhitespaceState::blank;
    if (is_blank && list == CellList::filled) continue;
    std::sort(cell.evidence.begin(), cell.evidence.end());
    cell.evidence.erase(std::unique(cell.evidence.begin(), cell.evidence.end()), cell.evidence.end());
    grid.cells.push_back({customer.customer, customer.name, offering.offering, offering.name, cell.state,
                          is_blank ? std::nullopt : std::optional(cell.match), cell_reason(cell),
                          std::move(cell.evidence)});
  }
}

const std::string& shown_name(const Customer& customer) {
  return customer.short_name.empty() ? customer.legal_name : customer.short_name;
}

}  // namespace

Whitespace whitespace(const Book& book, const WhitespaceOptions& options) {
  const Offerings offerings(book, options.as_of);
  Whitespace grid{.as_of = options.as_of, .not_on_sale = offerings.not_on_sale()};
  for (const OfferingKeys& keys : offerings.all()) grid.offerings.push_back({keys.offering->id, keys.offering->name});
  std::vector<const Dossier*> dossiers;
  for (const Dossier& dossier : book.dossiers) dossiers.push_back(&dossier);
  std::stable_sort(dossiers.begin(), dossiers.end(), [](const Dossier* a, const Dossier* b) {
    return std::tie(shown_name(a->customer()), a->customer().id) <
           std::tie(shown_name(b->customer()), b->customer().id);
  });
  for (const Dossier* dossier : dossiers) {
    grid.customers.push_back({dossier->customer().id, shown_name(dossier->customer())});
    Row row(offerings, options.as_of);
    row.fill(*dossier);
    write_row(grid, row.cells(), options.cells);
  }
  return grid;
}

}  // namespace guanxi::need
