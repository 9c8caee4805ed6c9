#include "export_entries.hpp"

#include <guanxi/core/custom_words.hpp>
#include <guanxi/core/path.hpp>
#include <guanxi/core/write.hpp>

#include <charconv>
#include <map>

namespace guanxi::io::detail {

namespace {

class EntryWriter {
 public:
  explicit EntryWriter(std::span<const Field> fields) : fields_(fields) {}

  std::vector<ExportEntry> write(const void* record) {
    for_each_leaf(fields_, record, [this](const Leaf& leaf) { add(leaf); });
    return std::move(entries_);
  }

 private:
  void add(const Leaf& leaf) {
    const bool custom = leaf.field->run_time || leaf.field->type->kind == TypeKind::custom;
    if (custom) return add_custom(leaf);
    if (leaf.type->kind == TypeKind::record) return add_size(leaf.path);
    const Value value = leaf.type->get(*leaf.type, leaf.member);
    if (!is_set(value)) return add_size(leaf.path);
    if (leaf.type->kind == TypeKind::ref) return add_reference(leaf.path, std::get<RefValue>(value));
    entries_.push_back({leaf.path, write_exact(value), leaf.type->kind == TypeKind::integer});
  }

  void add_custom(const Leaf& leaf) {
    const auto& held = *static_cast<const CustomValue*>(leaf.member);
    const auto* text = std::get_if<std::string>(&held);
    if (text != nullptr && text->empty()) return entries_.push_back({leaf.path + "#size", "0"});
    const Type& plain = plain_custom_type(leaf.field->run_time ? leaf.field : nullptr);
    const std::string mark = is_plain_custom(plain, held) ? "" : "#" + std::string(custom_word(held));
    entries_.push_back({leaf.path + mark, text != nullptr ? *text : write_exact(plain.get(plain, &held))});
  }

  /// A name that reads like an identifier is marked, so that it stays a name.
  void add_reference(const std::string& path, const RefValue& value) {
    if (value.id) entries_.push_back({path, to_string(value.id)});
    const bool marked = value.id || parse_uuid(value.text);
    if (!value.text.empty()) entries_.push_back({path + (marked ? "#text" : ""), std::string(value.text)});
  }

  /// The length of a list up to an unset element, which has no text of its own.
  void add_size(const std::string& element) {
    const std::size_t bracket = element.rfind('[');
    std::size_t index = 0;
    std::from_chars(element.data() + bracket + 1, element.data() + element.size(), index);
    const std::string list = element.substr(0, bracket);
    const auto [known, fresh] = sizes_.emplace(list, entries_.size());
    if (fresh) entries_.push_back({list + "#size", {}});
    entries_[known->second].text = std::to_string(index + 1);
  }

  std::span<const Field> fields_;
  std::vector<ExportEntry> entries_;
  std::map<std::string, std::size_t> sizes_;
};

}  // namespace

std::vector<ExportEntry> export_entries(std::span<const Field> fields, const void* record) { return EntryWriter(fields).write(record); }

ExportView::ExportView(const Book& book) {
  for (const Dossier& dossier : book.dossiers) homes_.push_back({homes_.size(), &dossier.records()});
  homes_.push_back({shared_home, &book.shared});
}

}  // namespace guanxi::io::detail
