#include <guanxi/core/error.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/model/installed_product.hpp>
#include <guanxi/model/kinds.hpp>
#include <guanxi/model/need.hpp>
#include <guanxi/model/transaction.hpp>
#include <guanxi/need/customer_features.hpp>
#include <guanxi/need/level.hpp>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>
#include <utility>

#include "customer_key.hpp"

namespace guanxi::need {

namespace {

using Words_ = std::vector<std::string>;

FeatureValue folded(std::string_view text) { return text::fold(text); }

// The first signs of a code, such as the province of a region; unknown if there are fewer.
FeatureValue leading(std::string_view code, std::size_t signs) {
  code = text::trim(code);
  return code.size() < signs ? FeatureValue() : FeatureValue(std::string(code.substr(0, signs)));
}

// Division of an industry code such as C3311: two digits, after the letter of the section if there is one.
FeatureValue division(std::string_view code) {
  code = text::trim(code);
  const std::size_t start = code.find_first_of("0123456789");
  return start == std::string_view::npos || code.size() < start + 2 ? FeatureValue()
                                                                    : FeatureValue(std::string(code.substr(start, 2)));
}

FeatureValue section(std::string_view code) {
  code = text::trim(code);
  if (code.empty() || code.front() < 'A' || code.front() > 'Z') return {};
  return std::string(code.substr(0, 1));
}

template <class E>
FeatureValue worded(const std::optional<E>& value) {
  return value ? FeatureValue(std::string(word_of(*value).word)) : FeatureValue();
}

double amount_in(std::int64_t number) noexcept { return static_cast<double>(number); }
double amount_in(const Money& money) noexcept {
  return static_cast<double>(money.minor) / static_cast<double>(money.currency.minor_units());
}

// log10(1 + middle of the range): the middle of both bounds, else the one that is known.
template <class T>
FeatureValue magnitude(const std::optional<Range<T>>& range) {
  if (!range || (!range->low && !range->high)) return {};
  const double low = amount_in(range->low ? *range->low : *range->high);
  const double high = amount_in(range->high ? *range->high : *range->low);
  const double middle = (low + high) / 2;
  return middle < 0 ? FeatureValue() : FeatureValue(std::log10(1 + middle));
}

FeatureValue products_in_use(const Dossier& dossier, Date as_of) {
  Words_ names;
  for (const InstalledProduct& one : dossier.of<InstalledProduct>()) {
    const auto since = one.in_use_since ? one.in_use_since->first_day() : std::nullopt;
    if (!since || *since <= as_of)
      names.push_back(text::fold(one.product.empty() ? one.offering_id.text : one.product));
  }
  return names;
}

FeatureValue products_bought(const Dossier& dossier, Date as_of) {
  Words_ names;
  for (const Transaction& one : dossier.of<Transaction>()) {
    const bool is_return = (one.amount && one.amount->minor < 0) || (one.quantity && *one.quantity < 0);
    if (is_return || (one.traded_on && *one.traded_on > as_of)) continue;
    names.push_back(one.product.id ? to_string(one.product.id) : text::fold(one.product.text));
  }
  return names;
}

FeatureValue need_categories(const Dossier& dossier, Date as_of) {
  Words_ names;
  for (const Need& one : dossier.of<Need>())
    if (known_on(one, as_of) && one.kind != NeedKind::predicted) names.push_back(text::fold(one.category));
  return names;
}

FeatureValue tags_of(const Customer& customer) {
  Words_ tags;
  for (const std::string& tag : customer.tags) tags.push_back(text::fold(tag));
  return tags;
}

// A feature and where its value comes from. `field` names it in the dictionary; `part` tells two of one field apart.
struct Maker {
  std::string_view kind, field, part;
  FeatureKind compared;
  FeatureValue (*value)(const Dossier&, Date);
};

constexpr FeatureKind as_word = FeatureKind::word, as_set = FeatureKind::set, as_number = FeatureKind::number;

constexpr Maker makers[] = {
    {"customer", "industry_code", "section", as_word,
     [](const Dossier& d, Date) { return section(d.customer().industry_code); }},
    {"customer", "industry_code", "division", as_word,
     [](const Dossier& d, Date) { return division(d.customer().industry_code); }},
    {"customer", "industry_label", "", as_word,
     [](const Dossier& d, Date) { return folded(d.customer().industry_label); }},
    {"customer", "region_code", "province", as_word,
     [](const Dossier& d, Date) { return leading(d.customer().region_code, 2); }},
    {"customer", "region_code", "city", as_word,
     [](const Dossier& d, Date) { return leading(d.customer().region_code, 4); }},
    {"customer", "nature", "", as_word, [](const Dossier& d, Date) { return worded(d.customer().nature); }},
    {"customer", "account_class", "", as_word,
     [](const Dossier& d, Date) { return worded(d.customer().account_class.shown()); }},
    {"customer", "volume_class", "", as_word,
     [](const Dossier& d, Date) { return worded(d.customer().volume_class.shown()); }},
    {"customer", "abc_class", "", as_word,
     [](const Dossier& d, Date) { return worded(d.customer().abc_class.shown()); }},
    {"customer", "source", "", as_word, [](const Dossier& d, Date) { return worded(d.customer().source); }},
    {"customer", "employees", "", as_number, [](const Dossier& d, Date) { return magnitude(d.customer().employees); }},
    {"customer", "annual_revenue", "", as_number,
     [](const Dossier& d, Date) { return magnitude(d.customer().annual_revenue); }},
    {"customer", "fixed_assets", "", as_number,
     [](const Dossier& d, Date) { return magnitude(d.customer().fixed_assets); }},
    {"customer", "tags", "", as_set, [](const Dossier& d, Date) { return tags_of(d.customer()); }},
    {"installed_product", "product", "", as_set, products_in_use},
    {"transaction", "product", "", as_set, products_bought},
    {"need", "category", "", as_set, need_categories},
};

std::string name_of(const Maker& maker) {
  std::string name(maker.field);
  if (maker.kind != "customer") name = std::string(maker.kind) + "." + name;
  return maker.part.empty() ? name : name + "." + std::string(maker.part);
}

template <class T>
std::optional<Message> label_in(const Maker& maker) {
  if (maker.kind != Schema<T>::name) return std::nullopt;
  for (const Field& field : Schema<T>::fields)
    if (field.name == maker.field) return to_message(field.label);
  return std::nullopt;
}

Message label_of_maker(const Maker& maker) {
  Message label;
  for (auto found : {label_in<Customer>(maker), label_in<InstalledProduct>(maker), label_in<Transaction>(maker),
                     label_in<Need>(maker)})
    if (found) label = std::move(*found);
  constexpr std::pair<std::string_view, Label> parts[] = {{"section", {"门类", "section"}},
                                                          {"division", {"大类", "division"}},
                                                          {"province", {"省", "province"}},
                                                          {"city", {"市", "city"}}};
  for (const auto& [part, text] : parts)
    if (part == maker.part)
      label.zh += "（" + std::string(text.zh) + "）", label.en += " (" + std::string(text.en) + ")";
  return label;
}

}  // namespace

std::vector<Feature> customer_features(const CustomerFeatureOptions& options) {
  std::vector<Feature> features;
  std::string names;
  std::size_t used = 0;
  for (const Maker& maker : makers) {
    Feature feature{name_of(maker), label_of_maker(maker), maker.compared, 1};
    if (const auto weight = options.weights.find(feature.name); weight != options.weights.end())
      feature.weight = weight->second, ++used;
    names += (names.empty() ? "" : ", ") + feature.name;
    features.push_back(std::move(feature));
  }
  if (used != options.weights.size())
    throw ArgumentError("argument.weight", "weights names a feature that there is not; there are " + names);
  return features;
}

FeatureRow feature_row(const Dossier& dossier, const CustomerFeatureOptions& options) {
  FeatureRow row;
  if (const Id<Customer> id = dossier.customer().id) row.id = to_string(id);
  for (const Maker& maker : makers) row.values.push_back(maker.value(dossier, options.as_of));
  return row;
}

FeatureRows feature_rows(const Book& book, const CustomerFeatureOptions& options) {
  FeatureRows rows{.features = customer_features(options)};
  for (std::size_t place = 0; place < book.dossiers.size(); ++place) {
    rows.rows.push_back(feature_row(book.dossiers[place], options));
    rows.rows.back().id = detail::customer_key(book.dossiers[place], place);
  }
  return rows;
}

}  // namespace guanxi::need
