#include <guanxi/core/text.hpp>
#include <guanxi/core/write.hpp>

#include <algorithm>
#include <numeric>

#include "seven_p.hpp"

namespace guanxi::assess::seven {

namespace {

template <class E>
std::string word_key(const std::optional<E>& value) {
  return value ? std::string(word_of(*value).word) : std::string();
}

std::string yes_no_key(const std::optional<bool>& value) { return !value ? "" : *value ? "yes" : "no"; }

// The number that stands for a range: its middle, else its only bound.
std::optional<std::int64_t> size_of(const std::optional<NumberRange>& employees) {
  if (!employees) return std::nullopt;
  if (!employees->low) return employees->high;
  return employees->high ? std::midpoint(*employees->low, *employees->high) : employees->low;
}

// The place of the class of size, counted from 0.
std::string size_key(const std::optional<NumberRange>& employees, const std::vector<std::int64_t>& edges) {
  const std::optional<std::int64_t> size = size_of(employees);
  if (!size || *size < 0) return {};
  return std::to_string(std::upper_bound(edges.begin(), edges.end(), *size) - edges.begin());
}

std::string region_key(const std::string& region, std::size_t signs) {
  const std::u32string found = text::to_code_points(text::trim(region));
  return text::to_utf8(found.substr(0, signs));
}

Message size_label(const std::string& key, const std::vector<std::int64_t>& edges) {
  const auto place = static_cast<std::size_t>(std::stoul(key));
  if (place == 0) {
    const std::string edge = std::to_string(edges.front());
    return {"少于 " + edge + " 人", "fewer than " + edge + " people"};
  }
  const std::string low = std::to_string(edges[place - 1]);
  if (place == edges.size()) return {low + " 人及以上", low + " people or more"};
  const std::string span = low + "–" + std::to_string(edges[place] - 1);
  return {span + " 人", span + " people"};
}

std::string size_value(const std::string& key, const std::vector<std::int64_t>& edges) {
  const auto place = static_cast<std::size_t>(std::stoul(key));
  if (place == 0) return "<" + std::to_string(edges.front());
  const std::string low = std::to_string(edges[place - 1]);
  return place == edges.size() ? low + "+" : low + "-" + std::to_string(edges[place] - 1);
}

template <class E>
Message word_label(const std::string& key) {
  for (const EnumWord& entry : Words<E>::table)
    if (entry.word == key) return to_message(entry.label);
  return both(key);
}

}  // namespace

std::array<std::string, profile_dimensions> profile_of(const Customer& customer, Date as_of,
                                                       const SevenPOptions& options, NameBook& industries) {
  const std::string& industry = customer.industry_label.empty() ? customer.industry_code : customer.industry_label;
  return {industries.add(industry),
          region_key(customer.region_code, options.region_signs),
          word_key(customer.nature),
          size_key(customer.employees, options.size_edges),
          word_key(shown_on(customer.customer_type, as_of)),
          word_key(shown_on(customer.account_class, as_of)),
          word_key(shown_on(customer.time_class, as_of)),
          word_key(shown_on(customer.trade_class, as_of)),
          word_key(shown_on(customer.volume_class, as_of)),
          word_key(shown_on(customer.abc_class, as_of)),
          yes_no_key(shown_on(customer.is_key_account, as_of)),
          word_key(shown_on(customer.product_attitude, as_of)),
          word_key(shown_on(customer.loyalty, as_of)),
          word_key(shown_on(customer.market, as_of)),
          word_key(customer.source)};
}

Message View::profile_label(ProfileDimension dimension, const std::string& key) const {
  using enum ProfileDimension;
  if (key.empty()) return unknown_label();
  switch (dimension) {
    case industry:
      return both(industries.shown(key));
    case region:
      return both(key);
    case nature:
      return word_label<CustomerNature>(key);
    case size:
      return size_label(key, options->size_edges);
    case customer_type:
      return word_label<CustomerType>(key);
    case account_class:
      return word_label<AccountClass>(key);
    case time_class:
      return word_label<TimeClass>(key);
    case trade_class:
      return word_label<TradeClass>(key);
    case volume_class:
      return word_label<VolumeClass>(key);
    case abc_class:
      return word_label<AbcClass>(key);
    case key_account:
      return key == "yes" ? Message{"是", "Yes"} : Message{"否", "No"};
    case product_attitude:
      return word_label<ProductAttitude>(key);
    case loyalty:
      return word_label<LoyaltyStep>(key);
    case market:
      return word_label<MarketDomain>(key);
    case source:
      return word_label<CustomerSource>(key);
  }
  return both(key);
}

std::string View::profile_value(ProfileDimension dimension, const std::string& key) const {
  if (key.empty()) return key;
  if (dimension == ProfileDimension::industry) return industries.shown(key);
  if (dimension == ProfileDimension::size) return size_value(key, options->size_edges);
  return key;
}

}  // namespace guanxi::assess::seven
