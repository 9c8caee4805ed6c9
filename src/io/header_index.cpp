#include <guanxi/core/read.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/io/header_index.hpp>

#include <algorithm>

namespace guanxi::io {

namespace {

const Category& category_of(const KindInfo& kind, const Field& field) { return field.notes.category ? *field.notes.category : *kind.category; }

/// A header without its first number: “需求2” is “需求”, 2.
struct Numbered {
  std::string header;
  int ordinal = 0;
};

Numbered take_number(const std::string& folded) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto first = std::ranges::find_if(folded, digit);
  const auto last = std::find_if_not(first, folded.end(), digit);
  if (first == folded.end() || last - first > 3) return {folded, 0};
  return {std::string(folded.begin(), first) + std::string(last, folded.end()), std::stoi(std::string(first, last))};
}

/// A header without its bracketed end: “注册资本（万元）” is “注册资本”, “万元”.
struct Bracketed {
  std::string header;
  std::string inside;
};

Bracketed take_brackets(std::string_view header) {
  const std::string normal = text::normalize(header);
  const std::size_t open = normal.rfind('(');
  if (open == std::string::npos || open == 0 || normal.back() != ')') return {};
  return {text::fold(normal.substr(0, open)), std::string(text::trim(normal.substr(open + 1, normal.size() - open - 2)))};
}

bool same(const Feed& a, const Feed& b) {
  return a.kind == b.kind && a.heading == b.heading && a.shared == b.shared && (a.shared || a.fields == b.fields);
}

}  // namespace

HeaderIndex::HeaderIndex(const Catalogue& catalogue) {
  for (const KindInfo* kind : catalogue.kinds()) add_names(*kind);
  for (const auto add : {&HeaderIndex::add_labels, &HeaderIndex::add_aliases})
    for (const KindInfo* kind : catalogue.kinds())
      for (const Field& field : catalogue.fields(*kind)) (this->*add)(*kind, field);
  for (const KindInfo* kind : catalogue.kinds()) {
    for (const std::string_view name : {kind->category->name, kind->category->label.zh, kind->category->label.en}) kinds_.emplace(text::fold(name), kind);
    for (const std::string_view name : text::split(kind->category->aliases, {"|"})) kinds_.emplace(text::fold(name), kind);
  }
}

void HeaderIndex::add_names(const KindInfo& kind) {
  for (const std::string_view name : {kind.name, kind.plural, kind.label.zh, kind.label.en}) {
    prefixes_.emplace_back(text::fold(name), &kind);
    kinds_.emplace(prefixes_.back());
  }
  for (const std::string_view name : text::split(kind.aliases, {"|"})) kinds_.emplace(text::fold(name), &kind);
  add_category(*kind.category);
}

void HeaderIndex::add_category(const Category& category) {
  std::vector<std::string_view> names = text::split(category.aliases, {"|"});
  names.insert(names.end(), {category.name, category.label.zh, category.label.en});
  for (const std::string_view name : names) {
    auto& known = categories_[text::fold(name)];
    if (std::ranges::find(known, &category) == known.end()) known.push_back(&category);
  }
}

/// A label of one field wins over an alias of another.
void HeaderIndex::add_labels(const KindInfo& kind, const Field& field) {
  const Category& category = category_of(kind, field);
  if (field.notes.category != nullptr) add_category(category);
  for (const std::string_view name : {field.label.zh, field.label.en}) add_text(name, {.kind = &kind, .category = &category, .fields = {&field}});
}

void HeaderIndex::add_aliases(const KindInfo& kind, const Field& field) {
  Feed feed{.kind = &kind, .category = &category_of(kind, field), .fields = {&field}};
  add_text(field.name, feed);
  add_texts(field.notes.aliases, feed);
  feed.shared = true;
  add_texts(field.notes.cell, feed);
  const Field* title = kind.with(Part::title);
  if (title != nullptr && has(field.notes.part, Part::heading)) add_words(kind, field, *title);
}

void HeaderIndex::add_words(const KindInfo& kind, const Field& heading, const Field& title) {
  for (const EnumWord& word : heading.type->words) {
    const Feed feed{.kind = &kind, .category = &category_of(kind, heading), .fields = {&title}, .heading = &word};
    add_text(word.label.zh, feed);
    add_text(word.label.en, feed);
    add_texts(word.aliases, feed);
  }
}

void HeaderIndex::add_texts(std::string_view variants, const Feed& feed) {
  for (const std::string_view variant : text::split(variants, {"|"})) add_text(variant, feed);
}

void HeaderIndex::add_text(std::string_view text, const Feed& feed) {
  const std::string folded = text::fold(text);
  if (folded.empty()) return;
  auto& known = feeds_[folded];
  const auto found = std::ranges::find_if(known, [&](const Feed& other) { return same(feed, other); });
  if (found == known.end()) known.push_back(feed);
  else if (feed.shared && std::ranges::find(found->fields, feed.fields.front()) == found->fields.end()) found->fields.push_back(feed.fields.front());
}

/// The feeds of a folded header as it stands, else of what follows the longest name of a kind in it.
std::vector<Feed> HeaderIndex::known(const std::string& folded) const {
  if (const auto found = feeds_.find(folded); found != feeds_.end()) return found->second;
  std::vector<Feed> best;
  std::size_t longest = 0;
  for (const auto& [prefix, kind] : prefixes_) {
    if (prefix.size() <= longest || !folded.starts_with(prefix)) continue;
    const auto found = feeds_.find(folded.substr(prefix.size()));
    if (found == feeds_.end()) continue;
    std::vector<Feed> own;
    for (const Feed& feed : found->second)
      if (feed.kind == kind) own.push_back(feed);
    if (own.empty()) continue;
    best = std::move(own);
    longest = prefix.size();
  }
  return best;
}

/// Those of some feeds that stand under a category or kind of this name.
std::vector<Feed> HeaderIndex::in(std::string_view category, std::vector<Feed> feeds) const {
  const auto known = categories_.find(text::fold(category));
  const KindInfo* kind = kind_named(category);
  std::erase_if(feeds, [&](const Feed& feed) {
    return feed.kind != kind && (known == categories_.end() || std::ranges::find(known->second, feed.category) == known->second.end());
  });
  return feeds;
}

std::vector<Feed> HeaderIndex::all(std::string_view category, std::string_view header) const {
  std::vector<Feed> feeds = known(text::fold(header));
  return text::fold(category).empty() ? feeds : in(category, std::move(feeds));
}

std::optional<Feed> HeaderIndex::find(std::string_view category, std::string_view header, const KindInfo* prefer) const {
  const Bracketed brackets = take_brackets(header);
  Numbered numbered{text::fold(header), 0};
  std::string unit;
  std::vector<Feed> among = known(numbered.header);
  if (among.empty() && !brackets.header.empty()) {
    numbered = {brackets.header, 0};
    unit = brackets.inside;
    among = known(numbered.header);
  }
  if (among.empty()) {
    numbered = take_number(numbered.header);
    among = known(numbered.header);
  }
  if (among.empty()) return std::nullopt;
  if (std::vector<Feed> fitting = in(category, among); !fitting.empty()) among = std::move(fitting);
  const auto preferred = std::ranges::find_if(among, [&](const Feed& feed) { return feed.kind == prefer; });
  Feed feed = preferred != among.end() ? *preferred : among.front();
  feed.ordinal = numbered.ordinal;
  feed.unit = unit;
  return feed;
}

const KindInfo* HeaderIndex::kind_named(std::string_view name) const {
  const auto found = kinds_.find(text::fold(name));
  return found == kinds_.end() ? nullptr : found->second;
}

bool HeaderIndex::is_category(std::string_view text) const {
  const std::string folded = text::fold(text);
  return categories_.contains(folded) || kinds_.contains(folded);
}

}  // namespace guanxi::io
