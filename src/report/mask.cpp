#include "mask.hpp"

#include <guanxi/core/path.hpp>
#include <guanxi/core/text.hpp>

#include <algorithm>

namespace guanxi::report::detail {

namespace {

/// The first and last signs with stars between them; all stars if nothing would be hidden.
std::string keep(std::u32string_view signs, std::size_t head, std::size_t tail) {
  const std::size_t hidden = signs.size() > head + tail ? signs.size() - head - tail : signs.size();
  if (hidden == signs.size()) head = tail = 0;
  return text::to_utf8(signs.substr(0, head)) + std::string(hidden, '*') + text::to_utf8(signs.substr(signs.size() - tail));
}

std::string mask_email(std::u32string_view signs) {
  const std::size_t at = signs.rfind(U'@');
  if (at == std::u32string_view::npos || at == 0) return "***";
  return text::to_utf8(signs.substr(0, 1)) + "***" + text::to_utf8(signs.substr(at));
}

}  // namespace

std::string mask(std::string_view text, guanxi::Format format) {
  const std::u32string signs = text::to_code_points(text);
  if (signs.empty()) return {};
  switch (format) {
    case guanxi::Format::phone: return keep(signs, 3, 4);
    case guanxi::Format::resident_id: return keep(signs, 6, 4);
    case guanxi::Format::email: return mask_email(signs);
    default: return signs.size() <= 4 ? keep(signs, 1, 0) : "***";
  }
}

void Masker::learn(const Catalogue& catalogue, const Records& records) {
  active_ = true;
  for (const KindInfo* kind : catalogue.kinds()) {
    for (std::size_t i = 0; i < records.size(*kind); ++i) {
      for_each_leaf(catalogue.fields(*kind), records.at(*kind, i), [this](const Leaf& leaf) {
        if (leaf.top->notes.privacy != Privacy::personal && leaf.field->notes.privacy != Privacy::personal) return;
        if (leaf.type->kind != TypeKind::text) return;
        const Value value = leaf.type->get(*leaf.type, leaf.member);
        const auto* text = std::get_if<std::string_view>(&value);
        if (text != nullptr && text::to_code_points(*text).size() >= 2) known_.emplace_back(*text, mask(*text, leaf.field->notes.format));
      });
    }
  }
  std::ranges::sort(known_, [](const auto& a, const auto& b) { return std::pair(b.first.size(), std::string_view(a.first)) < std::pair(a.first.size(), std::string_view(b.first)); });
  const auto repeated = std::ranges::unique(known_, {}, [](const auto& entry) { return std::string_view(entry.first); });
  known_.erase(repeated.begin(), repeated.end());
}

std::string Masker::operator()(std::string text) const {
  for (const auto& [value, masked] : known_)
    for (std::size_t at = 0; (at = text.find(value, at)) != std::string::npos; at += masked.size()) text.replace(at, value.size(), masked);
  return text;
}

}  // namespace guanxi::report::detail
