#include <guanxi/core/arrow_builder.hpp>
#include <guanxi/core/custom_words.hpp>
#include <guanxi/core/record_json.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/core/write.hpp>
#include <guanxi/io/arrow_tables.hpp>

#include "arrow_slots.hpp"
#include "exact_fill.hpp"

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace guanxi::io {

namespace detail {

namespace {

using arrow::Column;
using arrow::StructColumn;

/// A text that no Arrow column may hold.
struct NoUtf8 : std::runtime_error {
  NoUtf8() : std::runtime_error("a text is no UTF-8") {}
};

/// Adds members of records to the columns of one slot.
class SlotWriter {
 public:
  explicit SlotWriter(const Type& type) : type_(&type) {}
  SlotWriter(const SlotWriter&) = delete;
  SlotWriter& operator=(const SlotWriter&) = delete;
  virtual ~SlotWriter() = default;

  virtual void append(const void* member) = 0;

 protected:
  [[nodiscard]] const Type& type() const noexcept { return *type_; }
  [[nodiscard]] Value value(const void* member) const { return type_->get(*type_, member); }

 private:
  const Type* type_;
};

void append_text(arrow::TextColumn& column, std::string_view text) {
  if (!text::is_utf8(text)) throw NoUtf8();
  column.append(text);
}

// How a value of each type stands in its column.
void append_value(arrow::TextColumn& column, std::string_view value) { append_text(column, value); }
void append_value(arrow::TextColumn& column, const PartialDate& value) { column.append(write_exact(value)); }
void append_value(arrow::TextColumn& column, const Uuid& value) { column.append(to_string(value)); }
template <class C, class V>
void append_value(C& column, const V& value) {
  column.append(value);
}

/// A leaf that one column of class C holds as V.
template <class C, class V>
class PlainWriter final : public SlotWriter {
 public:
  PlainWriter(const Type& type, C& column) : SlotWriter(type), column_(&column) {}

  void append(const void* member) override {
    const Value held = value(member);
    if (const V* set = std::get_if<V>(&held)) append_value(*column_, *set);
    else column_->append_null();
  }

 private:
  C* column_;
};

class EnumWriter final : public SlotWriter {
 public:
  EnumWriter(const Type& type, arrow::WordColumn& column) : SlotWriter(type), column_(&column) {}

  void append(const void* member) override {
    const Value held = value(member);
    const auto* word = std::get_if<const EnumWord*>(&held);
    if (word != nullptr) column_->append(static_cast<std::size_t>(*word - type().words.data()));
    else column_->append_null();
  }

 private:
  arrow::WordColumn* column_;
};

/// Words inside lists are plain text: not every reader knows dictionaries there.
class WordTextWriter final : public SlotWriter {
 public:
  WordTextWriter(const Type& type, arrow::TextColumn& column) : SlotWriter(type), column_(&column) {}

  void append(const void* member) override {
    const Value held = value(member);
    const auto* word = std::get_if<const EnumWord*>(&held);
    if (word != nullptr) column_->append((*word)->word);
    else column_->append_null();
  }

 private:
  arrow::TextColumn* column_;
};

/// Minor units as thousandths of the unit.
arrow::Wide thousandths(const Money& money) { return static_cast<arrow::Wide>(money.minor) * (1000 / money.currency.minor_units()); }

void append_amount(arrow::DecimalColumn& column, const std::optional<Money>& amount) {
  if (amount) column.append(thousandths(*amount));
  else column.append_null();
}

class MoneyWriter final : public SlotWriter {
 public:
  MoneyWriter(const Type& type, arrow::DecimalColumn& amount, arrow::TextColumn& currency) : SlotWriter(type), amount_(&amount), currency_(&currency) {}

  void append(const void* member) override {
    const Value held = value(member);
    if (const Money* money = std::get_if<Money>(&held)) {
      amount_->append(thousandths(*money));
      currency_->append(money->currency.code());
    } else {
      amount_->append_null();
      currency_->append_null();
    }
  }

 private:
  arrow::DecimalColumn* amount_;
  arrow::TextColumn* currency_;
};

class RefWriter final : public SlotWriter {
 public:
  RefWriter(const Type& type, arrow::TextColumn& id, arrow::TextColumn& text) : SlotWriter(type), id_(&id), text_(&text) {}

  void append(const void* member) override {
    const Value held = value(member);
    const RefValue* ref = std::get_if<RefValue>(&held);
    if (ref != nullptr && ref->id) append_value(*id_, ref->id);
    else id_->append_null();
    if (ref != nullptr && !ref->text.empty()) append_text(*text_, ref->text);
    else text_->append_null();
  }

 private:
  arrow::TextColumn* id_;
  arrow::TextColumn* text_;
};

/// `approximate` is set wherever the range is, so that a range without bounds is told from none.
class NumberRangeWriter final : public SlotWriter {
 public:
  NumberRangeWriter(const Type& type, arrow::IntegerColumn& low, arrow::IntegerColumn& high, arrow::BoolColumn& approximate)
      : SlotWriter(type), low_(&low), high_(&high), approximate_(&approximate) {}

  void append(const void* member) override {
    const Value held = value(member);
    const NumberRange* range = std::get_if<NumberRange>(&held);
    bound(*low_, range != nullptr ? range->low : std::nullopt);
    bound(*high_, range != nullptr ? range->high : std::nullopt);
    if (range != nullptr) approximate_->append(range->approximate);
    else approximate_->append_null();
  }

 private:
  static void bound(arrow::IntegerColumn& column, std::optional<std::int64_t> value) {
    if (value) column.append(*value);
    else column.append_null();
  }

  arrow::IntegerColumn* low_;
  arrow::IntegerColumn* high_;
  arrow::BoolColumn* approximate_;
};

class MoneyRangeWriter final : public SlotWriter {
 public:
  MoneyRangeWriter(const Type& type, arrow::DecimalColumn& low, arrow::DecimalColumn& high, arrow::TextColumn& currency, arrow::BoolColumn& approximate)
      : SlotWriter(type), low_(&low), high_(&high), currency_(&currency), approximate_(&approximate) {}

  void append(const void* member) override {
    const Value held = value(member);
    const MoneyRange* range = std::get_if<MoneyRange>(&held);
    append_amount(*low_, range != nullptr ? range->low : std::nullopt);
    append_amount(*high_, range != nullptr ? range->high : std::nullopt);
    const std::string currency = range != nullptr ? currency_of(*range) : "";
    if (currency.empty()) currency_->append_null();
    else currency_->append(currency);
    if (range != nullptr) approximate_->append(range->approximate);
    else approximate_->append_null();
  }

 private:
  /// Both where they differ: `USD/CNY`.
  static std::string currency_of(const MoneyRange& range) {
    std::string code = range.low ? std::string(range.low->currency.code()) : "";
    if (range.high && (!range.low || range.low->currency != range.high->currency)) code += (code.empty() ? "" : "/") + std::string(range.high->currency.code());
    return code;
  }

  arrow::DecimalColumn* low_;
  arrow::DecimalColumn* high_;
  arrow::TextColumn* currency_;
  arrow::BoolColumn* approximate_;
};

/// Run-time fields that have no column of their own, as JSON.
class CustomWriter final : public SlotWriter {
 public:
  CustomWriter(const Type& type, arrow::TextColumn& column, std::span<const Field> fields)
      : SlotWriter(type), column_(&column), fields_(fields), declares_(std::ranges::any_of(fields, &Field::run_time)) {}

  void append(const void* member) override {
    const auto& held = *static_cast<const Custom*>(member);
    if (held.values.empty()) return column_->append_null();
    Custom rest;
    if (declares_)
      for (const auto& [name, value] : held.values)
        if (!has_column(name, value)) rest.values.emplace(name, value);
    write(declares_ ? rest : held);
  }

 private:
  [[nodiscard]] bool has_column(const std::string& name, const CustomValue& value) const {
    const Field* declared = run_time_field(fields_, name);
    return declared != nullptr && is_plain_custom(plain_custom_type(declared), value);
  }

  void write(const Custom& custom) {
    if (!is_present(type(), &custom)) return column_->append_null();
    for (const auto& [name, value] : custom.values) {
      const auto* text = std::get_if<std::string>(&value);
      if (!text::is_utf8(name) || (text != nullptr && !text::is_utf8(*text))) throw NoUtf8();
    }
    json_.clear();
    write_json(json_, type(), &custom, fields_);
    column_->append(json_.view());
  }

  arrow::TextColumn* column_;
  std::span<const Field> fields_;
  bool declares_;
  JsonWriter json_;
};

/// A declared run-time field; a value of another type has its place among the rest.
class DeclaredWriter final : public SlotWriter {
 public:
  DeclaredWriter(const Type& type, std::unique_ptr<SlotWriter> writer) : SlotWriter(type), writer_(std::move(writer)) {}

  void append(const void* member) override {
    static const CustomValue unset;
    const auto& held = *static_cast<const CustomValue*>(member);
    writer_->append(is_plain_custom(type(), held) ? &held : &unset);
  }

 private:
  std::unique_ptr<SlotWriter> writer_;
};

class ListWriter final : public SlotWriter {
 public:
  ListWriter(const Type& type, arrow::ListColumn& column, std::unique_ptr<SlotWriter> item) : SlotWriter(type), column_(&column), item_(std::move(item)) {}

  void append(const void* member) override {
    const std::size_t size = type().list->size(member);
    if (size == 0) return column_->append_null();
    for (std::size_t i = 0; i < size; ++i)
      item_->append(type().list->at(const_cast<void*>(member), i));  // NOLINT(cppcoreguidelines-pro-type-const-cast): only read
    column_->close();
  }

 private:
  arrow::ListColumn* column_;
  std::unique_ptr<SlotWriter> item_;
};

/// An item that needs several columns.
class ItemWriter final : public SlotWriter {
 public:
  ItemWriter(const Type& type, StructColumn& column) : SlotWriter(type), column_(&column) {}

  void add(ArrowSlot slot, std::unique_ptr<SlotWriter> writer) { members_.emplace_back(std::move(slot), std::move(writer)); }

  void append(const void* member) override {
    for (const auto& [slot, writer] : members_) writer->append(slot.in(member));
    column_->close();
  }

 private:
  StructColumn* column_;
  std::vector<std::pair<ArrowSlot, std::unique_ptr<SlotWriter>>> members_;
};

/// Makes columns and their writers.
class WriterMaker {
 public:
  explicit WriterMaker(std::span<const Field> fields) : fields_(fields) {}

  /// The writer of a slot, with its columns in a struct or table.
  std::unique_ptr<SlotWriter> slot(StructColumn& into, const ArrowSlot& slot) {
    metadata_ = arrow_metadata(slot);
    auto writer = member(into, slot.name, Names::behind, *slot.type);
    if (slot.run_time()) writer = std::make_unique<DeclaredWriter>(*slot.type, std::move(writer));
    return writer;
  }

 private:
  enum class Names { behind, inside };

  std::unique_ptr<SlotWriter> member(StructColumn& into, const std::string& name, Names names, const Type& type) {
    const std::span<const ArrowPartName> parts = arrow_parts(type);
    const auto part = [&](std::size_t i) { return names == Names::inside ? std::string(parts[i].inside) : name + std::string(parts[i].behind); };
    switch (type.kind) {
      case TypeKind::text: return plain<arrow::TextColumn, std::string_view>(into, name, type);
      case TypeKind::boolean: return plain<arrow::BoolColumn, bool>(into, name, type);
      case TypeKind::integer: return plain<arrow::IntegerColumn, std::int64_t>(into, name, type);
      case TypeKind::real: return plain<arrow::RealColumn, double>(into, name, type);
      case TypeKind::date: return plain<arrow::DateColumn, Date>(into, name, type);
      case TypeKind::partial_date: return plain<arrow::TextColumn, PartialDate>(into, name, type);
      case TypeKind::timestamp: return plain<arrow::TimestampColumn, Timestamp>(into, name, type);
      case TypeKind::id: return plain<arrow::TextColumn, Uuid>(into, name, type);
      case TypeKind::enumeration:
        if (depth_ > 0) return std::make_unique<WordTextWriter>(type, into.add<arrow::TextColumn>(name, metadata_));
        return std::make_unique<EnumWriter>(type, into.add<arrow::WordColumn>(name, metadata_, words_of(type)));
      case TypeKind::custom: return std::make_unique<CustomWriter>(type, into.add<arrow::TextColumn>(name, metadata_), depth_ == 0 ? fields_ : std::span<const Field>());
      case TypeKind::money: {
        auto& amount = decimal(into, part(0));
        return std::make_unique<MoneyWriter>(type, amount, into.add<arrow::TextColumn>(part(1), metadata_));
      }
      case TypeKind::ref: {
        auto& id = into.add<arrow::TextColumn>(part(0), metadata_);
        return std::make_unique<RefWriter>(type, id, into.add<arrow::TextColumn>(part(1), metadata_));
      }
      case TypeKind::number_range: {
        auto& low = into.add<arrow::IntegerColumn>(part(0), metadata_);
        auto& high = into.add<arrow::IntegerColumn>(part(1), metadata_);
        return std::make_unique<NumberRangeWriter>(type, low, high, into.add<arrow::BoolColumn>(part(2), metadata_));
      }
      case TypeKind::money_range: {
        auto& low = decimal(into, part(0));
        auto& high = decimal(into, part(1));
        auto& currency = into.add<arrow::TextColumn>(part(2), metadata_);
        return std::make_unique<MoneyRangeWriter>(type, low, high, currency, into.add<arrow::BoolColumn>(part(3), metadata_));
      }
      case TypeKind::list: return list(into, name, type);
      case TypeKind::record: break;
    }
    throw std::logic_error("a nested record is flattened before it comes here");
  }

  template <class C, class V>
  std::unique_ptr<SlotWriter> plain(StructColumn& into, const std::string& name, const Type& type) {
    return std::make_unique<PlainWriter<C, V>>(type, into.add<C>(name, metadata_));
  }

  arrow::DecimalColumn& decimal(StructColumn& into, std::string name) { return into.add<arrow::DecimalColumn>(std::move(name), metadata_, 22, arrow_amount_scale); }

  static std::vector<std::string_view> words_of(const Type& type) {
    std::vector<std::string_view> words;
    for (const EnumWord& word : type.words) words.push_back(word.word);
    return words;
  }

  /// An item of one column is that column; any other is a struct.
  std::unique_ptr<SlotWriter> list(StructColumn& into, const std::string& name, const Type& type) {
    const arrow::Metadata metadata = metadata_;
    const Type& element = *type.element;
    auto item = std::make_unique<StructColumn>();
    std::unique_ptr<SlotWriter> writer;
    ++depth_;
    if (element.kind == TypeKind::record) {
      auto record = std::make_unique<ItemWriter>(element, *item);
      for (ArrowSlot& inner : arrow_slots(element.record->fields)) {
        auto made = slot(*item, inner);
        record->add(std::move(inner), std::move(made));
      }
      writer = std::move(record);
    } else {
      metadata_ = {};
      writer = member(*item, "item", Names::inside, element);
      const bool several = arrow_parts(element).size() > 1;
      if (several) {
        auto parts = std::make_unique<ItemWriter>(element, *item);
        parts->add({}, std::move(writer));
        writer = std::move(parts);
      } else {
        --depth_;
        auto& column = into.add<arrow::ListColumn>(name, metadata, item->release_first());
        return std::make_unique<ListWriter>(type, column, std::move(writer));
      }
    }
    --depth_;
    auto& column = into.add<arrow::ListColumn>(name, metadata, std::move(item));
    return std::make_unique<ListWriter>(type, column, std::move(writer));
  }

  std::span<const Field> fields_;
  arrow::Metadata metadata_;
  int depth_ = 0;
};

/// Rows that are written column by column before the next ones: few enough to stay in the processor's cache.
constexpr std::size_t block_rows = 256;
/// Bytes of text after which a batch ends.
constexpr std::size_t batch_bytes = std::size_t{1} << 30;

/// A table that grows block by block.
class RecordTable {
 public:
  RecordTable(const Catalogue& catalogue, const KindInfo& kind) : kind_(&kind), slots_(arrow_slots(catalogue.fields(kind))), table_(arrow::Metadata{{"guanxi.kind", std::string(kind.name)}}) {
    WriterMaker maker(catalogue.fields(kind));
    for (const ArrowSlot& slot : slots_) writers_.push_back(maker.slot(table_.columns(), slot));
  }

  void append(std::span<const void* const> records) {
    for (std::size_t i = 0; i < slots_.size(); ++i) append(slots_[i], *writers_[i], records);
  }

  [[nodiscard]] arrow::TableBuilder& table() noexcept { return table_; }

 private:
  void append(const ArrowSlot& slot, SlotWriter& writer, std::span<const void* const> records) const {
    const void* current = nullptr;
    try {
      for (const void* record : records) writer.append(slot.in(current = record));
    } catch (const NoUtf8&) {
      const Uuid id = exact_key(*kind_, current);
      throw ArgumentError("io.arrow_text", "the " + std::string(kind_->name) + " " + (id ? to_string(id) : "without an identifier") + " holds a text in " + slot.name + " that is no UTF-8");
    }
  }

  const KindInfo* kind_;
  std::vector<ArrowSlot> slots_;
  arrow::TableBuilder table_;
  std::vector<std::unique_ptr<SlotWriter>> writers_;
};

void add_addresses(const KindInfo& kind, const Records& records, std::vector<const void*>& addresses) {
  for (std::size_t i = 0; i < records.size(kind); ++i) addresses.push_back(records.at(kind, i));
}

}  // namespace

}  // namespace detail

arrow::Table to_arrow(const Catalogue& catalogue, const KindInfo& kind, std::span<const void* const> records, const ArrowOptions& options) {
  if (options.batch_rows == 0) throw ArgumentError("io.arrow_rows", "a batch has at least one row, found 0");
  detail::RecordTable rows(catalogue, kind);
  while (!records.empty()) {
    const std::size_t count = (std::min)({records.size(), detail::block_rows, options.batch_rows - rows.table().rows()});
    rows.append(records.first(count));
    records = records.subspan(count);
    if (rows.table().rows() == options.batch_rows || rows.table().text_bytes() >= detail::batch_bytes) rows.table().end_batch();
  }
  return rows.table().take();
}

arrow::Table to_arrow(const Catalogue& catalogue, const KindInfo& kind, const Records& records, const ArrowOptions& options) {
  std::vector<const void*> addresses;
  detail::add_addresses(kind, records, addresses);
  return to_arrow(catalogue, kind, std::span<const void* const>(addresses), options);
}

arrow::Table to_arrow(const Catalogue& catalogue, const KindInfo& kind, const Dossier& dossier, const ArrowOptions& options) {
  return to_arrow(catalogue, kind, dossier.records(), options);
}

arrow::Table to_arrow(const Catalogue& catalogue, const KindInfo& kind, const Book& book, const ArrowOptions& options) {
  std::vector<const void*> addresses;
  for (const Dossier& dossier : book.dossiers) detail::add_addresses(kind, dossier.records(), addresses);
  detail::add_addresses(kind, book.shared, addresses);
  return to_arrow(catalogue, kind, std::span<const void* const>(addresses), options);
}

}  // namespace guanxi::io
