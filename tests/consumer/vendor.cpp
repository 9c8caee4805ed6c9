// A vendor's own record kind in the installed store: kept, found in its customer's dossier, audited.
#include <guanxi/model/kinds.hpp>
#include <guanxi/store/store.hpp>

#include <cstdio>

/// A visit to a building site: the card of another trade.
struct SiteVisit {
  guanxi::Id<SiteVisit> id{};
  guanxi::Id<guanxi::Customer> customer_id{};
  std::string impression{};
  std::optional<guanxi::Money> quoted{};
  std::optional<guanxi::Date> visited_on{};
  guanxi::Meta meta{};
  bool operator==(const SiteVisit&) const = default;
};

namespace guanxi {
template <>
struct Schema<SiteVisit> {
  static constexpr std::string_view name = "site_visit";
  static constexpr std::string_view plural = "site_visits";
  static constexpr Label label{"工地回访", "Site visit"};
  static constexpr Scope scope = Scope::via;
  static constexpr Category category{"building", {"装修", "Building"}, {}};
  static constexpr Field fields[] = {
      field<&SiteVisit::id>("id", {"编号", "Id"}, {.part = Part::key | Part::upkeep}),
      field<&SiteVisit::customer_id>("customer_id", {"客户", "Customer"}, {.part = Part::parent | Part::upkeep}),
      field<&SiteVisit::impression>("impression", {"印象", "Impression"}, {.part = Part::title}),
      field<&SiteVisit::quoted>("quoted", {"报价", "Quoted"}, {.privacy = Privacy::sensitive}),
      field<&SiteVisit::visited_on>("visited_on", {"日期", "Visited on"}, {.part = Part::event}),
      field<&SiteVisit::meta>("meta", {"记录信息", "Record keeping"}, {.part = Part::upkeep}),
  };
};
}  // namespace guanxi

int main(int, char** arguments) {
  using namespace guanxi;
  Catalogue catalogue = standard_catalogue();
  catalogue.add(kind_info<SiteVisit>());
  const store::Store store = store::Store::open(arguments[1], {.catalogue = &catalogue});
  store::Session li = store.session("Li Wei");
  Customer customer;
  customer.legal_name = "甲公司";
  customer = li.put(customer);
  SiteVisit visit{.customer_id = customer.id, .impression = "整洁", .quoted = Money{1'200'000, {}}, .visited_on = Date::from_ymd(2024, 6, 30)};
  visit = li.put(visit, "first visit");
  visit.impression = "整洁，进度正常";
  visit = li.put(visit, "second look");
  const bool kept = li.get(visit.id) == visit && li.dossier(customer.id).of<SiteVisit>() == std::vector{visit};
  const bool found = li.search("进度").hits.size() == 1;
  const std::vector<store::Change> changes = li.history(visit.id);
  const bool audited = changes.size() == 2 && changes[1].reason == "second look" && changes[1].fields.front().before == "整洁";
  std::printf("%d%d%d%d\n", kept, found, audited, store.verify().ok());
  return 0;
}
