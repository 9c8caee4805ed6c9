#include "json_record.hpp"

#include <guanxi/core/custom_words.hpp>
#include <guanxi/core/finding_codes.hpp>
#include <guanxi/core/path.hpp>
#include <guanxi/core/read.hpp>

#include <algorithm>
#include <charconv>

#include "exact_fill.hpp"
#include "exact_path.hpp"

namespace guanxi::io::detail {

namespace {

constexpr Label expected_list{"应为列表 […]", "expected a list […]"};
constexpr Label expected_object{"应为对象 {…}", "expected an object {…}"};
constexpr Label expected_value{"应为一个值", "expected one value"};

Message message(Label label) { return {std::string(label.zh), std::string(label.en)}; }

/// What a finding shows of a value: scalars as they are, others as JSON.
std::string shown(const JsonNode& node) { return node.is_scalar() ? node.text : print_json(node); }

std::string_view nearest_name(std::span<const Field> fields, std::string_view name) {
  std::vector<std::string_view> names;
  for (const Field& field : fields) names.push_back(field.name);
  return nearest_word(name, names);
}

/// Type of a number in a field that is not declared: a number without point and exponent counts, unless it is too large.
const Type* type_of_number(const std::string& text) {
  if (text.find_first_of(".eE") != std::string::npos) return custom_type_named("real");
  std::int64_t value = 0;
  const bool fits = std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc();
  return fits ? custom_type_named("integer") : nullptr;
}

/// The type and value of `{"money": "1.00 CNY"}`, else nullptr.
const Type* said_type(const JsonNode& node) {
  const bool tagged = node.kind == JsonNode::Kind::object && node.items.size() == 1 && node.items[0].is_scalar();
  return tagged ? custom_type_named(node.names[0]) : nullptr;
}

}  // namespace

std::string pointer_part(std::string_view name) {
  std::string part = "/";
  for (const char sign : name) {
    if (sign == '~') part += "~0";
    else if (sign == '/') part += "~1";
    else part += sign;
  }
  return part;
}

JsonRecordReader::At JsonRecordReader::At::member(std::string_view name) const {
  return {(path.empty() ? "" : path + ".") + std::string(name), pointer + pointer_part(name)};
}

JsonRecordReader::At JsonRecordReader::At::element(std::size_t index) const {
  return {path + "[" + std::to_string(index) + "]", pointer + "/" + std::to_string(index)};
}

JsonRecordReader::At JsonRecordReader::At::custom(std::string_view name) const {
  std::string key;
  for (const char sign : name) key.append(sign == ']' ? 2 : 1, sign);
  return {path + "[" + key + "]", pointer + pointer_part(name)};
}

void JsonRecordReader::read(const KindInfo& kind, void* record, const JsonNode& object, const std::string& pointer) {
  kind_ = &kind;
  record_ = record;
  all_ = catalogue_->fields(kind);
  const std::size_t before = findings_->size();
  if (object.kind == JsonNode::Kind::object) fields(all_, record, object, {{}, pointer});
  else reject(object, {{}, pointer}, message(expected_object));
  for (std::size_t i = before; i < findings_->size(); ++i) (*findings_)[i].record = exact_key(kind, record);
}

void JsonRecordReader::fields(std::span<const Field> fields, void* record, const JsonNode& object, const At& at) {
  const std::vector<bool> repeated = repeated_names(object);
  for (std::size_t i = 0; i < object.items.size(); ++i) {
    const std::string& name = object.names[i];
    const JsonNode& node = object.items[i];
    const Field* field = find_field(fields, name);
    if (repeated[i]) add(finding_code("io.duplicate_key"), node, at.member(name));
    else if (field == nullptr) keep_unknown(kind_, record_, at.member(name).path, nearest_name(fields, name), node, at.member(name).pointer);
    else if (field->run_time) custom_value(name, field->in(record), node, at.member(name));
    else member(*field->type, field->in(record), node, at.member(name));
  }
}

void JsonRecordReader::member(const Type& type, void* member, const JsonNode& node, const At& at) {
  using Kind = JsonNode::Kind;
  if (node.kind == Kind::null) return;
  const bool nested = type.kind == TypeKind::record || type.kind == TypeKind::custom;
  if (type.kind == TypeKind::list && node.kind != Kind::array) return reject(node, at, message(expected_list));
  if (nested && node.kind != Kind::object) return reject(node, at, message(expected_object));
  if (type.kind == TypeKind::list) list(type, member, node, at);
  else if (type.kind == TypeKind::record) fields(type.record->fields, member, node, at);
  else if (type.kind == TypeKind::custom) custom(member, node, at);
  else if (type.kind == TypeKind::ref) reference(type, member, node, at);
  else leaf(type, member, node, at);
}

/// An element that was refused leaves no place; one that is null stays unset.
void JsonRecordReader::list(const Type& type, void* list, const JsonNode& node, const At& at) {
  const Type& element = *type.element;
  for (const JsonNode& item : node.items) {
    const std::size_t index = type.list->size(list);
    const std::size_t before = findings_->size();
    member(element, type.list->append(list), item, at.element(index));
    const bool nested = item.kind == JsonNode::Kind::object && element.kind == TypeKind::record;
    const bool unset = element.get == nullptr || !is_set(element.get(element, type.list->at(list, index)));
    if (!nested && unset && findings_->size() != before) type.list->resize(list, index);
  }
}

void JsonRecordReader::custom(void* member, const JsonNode& object, const At& at) {
  const std::vector<bool> repeated = repeated_names(object);
  for (std::size_t i = 0; i < object.items.size(); ++i) {
    const std::string& name = object.names[i];
    const At here = at.custom(name);
    if (object.items[i].kind == JsonNode::Kind::null) continue;
    if (repeated[i]) add(finding_code("io.duplicate_key"), object.items[i], here);
    else custom_value(name, &static_cast<Custom*>(member)->values[name], object.items[i], here);
  }
}

void JsonRecordReader::custom_value(std::string_view name, void* value, const JsonNode& node, const At& at) {
  const Type& text = *custom_type_named("text");
  const Field* declared = run_time_field(all_, name);
  if (const Type* said = said_type(node)) return leaf(*said, value, node.items[0], at);
  const bool number = node.kind == JsonNode::Kind::number, boolean = node.kind == JsonNode::Kind::boolean;
  const Type* natural = boolean ? custom_type_named("boolean") : number ? type_of_number(node.text) : &text;
  if (node.is_scalar() && declared != nullptr) return leaf(plain_custom_type(declared), value, node, at);
  if (node.is_scalar() && natural != nullptr) return leaf(*natural, value, node, at);
  const std::string kept = shown(node);
  text.set(text, value, std::string_view(kept));
  add(finding_code("io.kept_as_text"), node, at);
}

void JsonRecordReader::leaf(const Type& type, void* member, const JsonNode& node, const At& at) {
  if (!node.is_scalar()) return reject(node, at, message(expected_value));
  const Reading reading = read_exact(type, node.text);
  if (!reading.ok()) return reject(node, at, reading.problem, reading.suggestion);
  const bool empty_custom = node.text.empty() && type.kind == TypeKind::text;
  type.set(type, member, empty_custom ? Value(std::string_view()) : reading.value);
  if (type.kind == TypeKind::text && node.kind != JsonNode::Kind::text) add(finding_code("io.kept_as_text"), node, at);
}

/// `{"id": …}`, `{"text": …}`, both, or plainly one of them.
void JsonRecordReader::reference(const Type& type, void* member, const JsonNode& node, const At& at) {
  const bool object = node.kind == JsonNode::Kind::object;
  if (!object && !node.is_scalar()) return reject(node, at, message(expected_value));
  static const JsonNode none;
  const JsonNode* id = object ? node.find("id") : &none;
  const JsonNode* name = object ? node.find("text") : &none;
  const auto uuid = parse_uuid(object ? (id != nullptr ? std::string_view(id->text) : "") : std::string_view(node.text));
  const std::size_t known = (id != nullptr ? 1U : 0U) + (name != nullptr ? 1U : 0U);
  const bool wrong = object && ((id != nullptr && !uuid) || (name != nullptr && name->kind != JsonNode::Kind::text) || known != node.items.size());
  if (wrong) return reject(node, at, {"应为 {\"id\": 36 位编号} 或名称", "expected {\"id\": an identifier of 36 signs} or a name"});
  RefValue value;
  if (uuid) value.id = *uuid;
  if (object) value.text = name != nullptr ? std::string_view(name->text) : std::string_view();
  else if (!uuid) value.text = node.text;
  type.set(type, member, value);
}

void JsonRecordReader::keep_unknown(const KindInfo* kind, void* record, std::string_view name, std::string_view nearest, const JsonNode& node,
                                    const std::string& pointer) {
  const KindInfo* const outer = std::exchange(kind_, kind);
  const std::string near(nearest);
  const At at{std::string(name), pointer};
  const bool kept = kind != nullptr && record != nullptr && keep_custom_text(*kind, record, at.path, shown(node));
  add(kept ? finding_code("io.unknown_field") : finding_code("io.unknown_name"), node, at, {}, perhaps({near, near}));
  kind_ = outer;
}

void JsonRecordReader::report(const FindingCode& code, std::string_view name, const JsonNode& node, const std::string& pointer, Message detail) {
  kind_ = nullptr;
  add(code, node, {std::string(name), pointer}, std::move(detail));
}

void JsonRecordReader::reject(const JsonNode& node, const At& at, Message problem, const Message& suggestion) {
  add(finding_code("io.rejected"), node, at, std::move(problem), perhaps(suggestion));
}

void JsonRecordReader::add(const FindingCode& code, const JsonNode& node, const At& at, Message detail, Message fix) {
  const std::string value = shown(node);
  findings_->push_back(make_finding(code, {.kind = kind_ != nullptr ? kind_->name : std::string_view(),
                                           .field = at.path,
                                           .value = value,
                                           .label = kind_ != nullptr ? label_of(all_, at.path) : Message{},
                                           .detail = std::move(detail),
                                           .fix = std::move(fix),
                                           .place = {.file = file_, .header = at.pointer}}));
}

}  // namespace guanxi::io::detail
