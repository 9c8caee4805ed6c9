#include "query_leaf.hpp"

#include <guanxi/core/write.hpp>

#include <algorithm>

namespace guanxi::store::detail {

namespace {

std::string last_arguments(TypeKind kind, ValuePart part) { return ", " + std::to_string(static_cast<int>(kind)) + ", " + std::to_string(static_cast<int>(part)) + ")"; }

/// True for values that lie as their exact text in columns too.
bool is_its_text(TypeKind kind) { return kind == TypeKind::text || kind == TypeKind::date || kind == TypeKind::partial_date || kind == TypeKind::enumeration; }

Sql exact_part(const Sql& text, TypeKind kind, ValuePart part) { return is_its_text(kind) ? text : Sql("guanxi_exact(") + text + last_arguments(kind, part); }

std::string_view column_suffix(ValuePart part) {
  switch (part) {
    case ValuePart::currency: return "_currency";
    case ValuePart::name: return "_text";
    case ValuePart::low: return "_low";
    case ValuePart::low_currency: return "_low_currency";
    case ValuePart::high: return "_high";
    case ValuePart::high_currency: return "_high_currency";
    case ValuePart::value: break;
  }
  return {};
}

/// Place of a word in the table of its enumeration; null for one that is not in it.
Sql rank_sql(const Sql& word, const Type& type) {
  Sql text = Sql("CASE ") + word;
  for (std::size_t i = 0; i < type.words.size(); ++i) text += Sql(" WHEN ") + parameter(std::string(type.words[i].word)) + " THEN " + std::to_string(i);
  return text + " END";
}

/// A word that this program does not know counts as unset, as it does when the record is read.
Sql known_word(const Sql& word, const Type& type) { return in_brackets(rank_sql(word, type) + " IS NOT NULL"); }

/// Where the columns of a member hold something.
Sql columns_present(const Type& type, const std::string& column) {
  if (type.kind == TypeKind::enumeration) return known_word(column, type);
  if (type.kind == TypeKind::ref) return "(" + column + " IS NOT NULL OR " + column + "_text IS NOT NULL)";
  return column + (type.kind == TypeKind::number_range || type.kind == TypeKind::money_range ? "_approximate" : "") + " IS NOT NULL";
}

Leaf text_leaf(const Sql& text, const Type& type) {
  const TypeKind kind = type.kind;
  return {.type = &type, .part = [text, kind](ValuePart part) { return exact_part(text, kind, part); }, .present = kind == TypeKind::enumeration ? known_word(text, type) : text + " IS NOT NULL"};
}

Parameter number_parameter(const Operand& operand) {
  if (const auto* whole = std::get_if<std::int64_t>(&operand.held())) return *whole;
  return std::get<double>(operand.held());
}

/// An amount against one in some currency; one in another currency is different and nothing else.
Sql compare_amount(const Sql& minor, const Sql& currency, Relation relation, const Money& money) {
  const std::string code(money.currency.code());
  const Sql amount = related(minor, relation, money.minor);
  if (relation == Relation::different) return in_brackets(related(currency, Relation::different, code) + " OR " + amount);
  return in_brackets(related(currency, Relation::equal, code) + " AND " + amount);
}

/// What is certain of a range: its lower end for being greater, its upper end for being less.
template <class Low, class High>
Sql compare_range(Relation relation, const Low& low, const High& high) {
  switch (relation) {
    case Relation::equal: return in_brackets(low(Relation::equal) + " AND " + high(Relation::equal));
    case Relation::different: return in_brackets(low(Relation::greater) + " OR " + high(Relation::less));
    case Relation::less:
    case Relation::at_most: return high(relation);
    case Relation::greater:
    case Relation::at_least: break;
  }
  return low(relation);
}

Sql compare_number_range(const Leaf& leaf, Relation relation, const Operand& operand) {
  const Parameter number = number_parameter(operand);
  return compare_range(
      relation, [&](Relation asked) { return related(leaf.part(ValuePart::low), asked, number); }, [&](Relation asked) { return related(leaf.part(ValuePart::high), asked, number); });
}

/// A range in another currency is different.
Sql compare_money_range(const Leaf& leaf, Relation relation, const Money& money) {
  const auto end = [&](ValuePart amount, ValuePart currency, Relation asked) {
    Sql compared = compare_amount(leaf.part(amount), leaf.part(currency), asked, money);
    if (relation != Relation::different) return compared;
    return related(leaf.part(currency), Relation::different, std::string(money.currency.code())) + " OR " + compared;
  };
  return compare_range(
      relation, [&](Relation asked) { return end(ValuePart::low, ValuePart::low_currency, asked); }, [&](Relation asked) { return end(ValuePart::high, ValuePart::high_currency, asked); });
}

/// A day stands for all its moments.
Sql compare_time(const Sql& time, Relation relation, const Operand& operand, const Calendar& calendar) {
  if (const auto* moment = std::get_if<Timestamp>(&operand.held())) return related(time, relation, moment->microseconds);
  const Date day = std::get<Date>(operand.held());
  const std::int64_t start = calendar.start_of(day).microseconds;
  const std::int64_t end = calendar.start_of(day + 1).microseconds;
  switch (relation) {
    case Relation::equal: return in_brackets(related(time, Relation::at_least, start) + " AND " + related(time, Relation::less, end));
    case Relation::different: return in_brackets(related(time, Relation::less, start) + " OR " + related(time, Relation::at_least, end));
    case Relation::less: return related(time, Relation::less, start);
    case Relation::at_most: return related(time, Relation::less, end);
    case Relation::greater: return related(time, Relation::at_least, end);
    case Relation::at_least: break;
  }
  return related(time, Relation::at_least, start);
}

/// Dates are the same if the same is known of them; only whole dates of the solar calendar follow each other.
Sql compare_partial(const Sql& date, Relation relation, const Operand& operand) {
  const auto* partial = std::get_if<PartialDate>(&operand.held());
  Sql compared = related(date, relation, partial != nullptr ? to_string(*partial) : to_string(std::get<Date>(operand.held())));
  if (relation == Relation::equal || relation == Relation::different) return compared;
  if (partial != nullptr && (partial->day == 0 || partial->year == 0 || partial->lunar)) return "0";
  return in_brackets(Sql("length(") + date + ") = 10 AND " + date + " < ':' AND " + compared);
}

/// A link by its identifier, or by the name that stands for one.
Sql compare_link(const Leaf& leaf, Relation relation, const Operand& operand) {
  if (const auto* id = std::get_if<Uuid>(&operand.held())) return related(leaf.part(ValuePart::value), relation, *id);
  return related(leaf.part(ValuePart::name), relation, std::get<std::string>(operand.held()));
}

Sql compare_word(const Leaf& leaf, Relation relation, const std::string& word) {
  const Sql held = leaf.part(ValuePart::value);
  if (relation == Relation::equal) return related(held, relation, word);
  const std::int64_t rank = std::ranges::find(leaf.type->words, word, &EnumWord::word) - leaf.type->words.begin();
  return related(rank_sql(held, *leaf.type), relation, rank);
}

/// `left IN (…)`; nothing for an empty list.
void add_membership(std::vector<Sql>& ways, const Sql& left, const std::vector<Parameter>& values) {
  if (values.empty()) return;
  Sql list = left + " IN (";
  for (const Parameter& value : values) list += (&value == &values.front() ? Sql() : Sql(", ")) + parameter(value);
  ways.push_back(list + ")");
}

/// The operand as a value that equals one column of such a leaf.
Parameter column_value(const Operand& operand) {
  return std::visit(
      [](const auto& held) -> Parameter {
        using Held = std::remove_cvref_t<decltype(held)>;
        if constexpr (std::is_same_v<Held, bool>) return std::int64_t{held};
        else if constexpr (std::is_same_v<Held, Date> || std::is_same_v<Held, PartialDate>) return to_string(held);
        else if constexpr (std::is_constructible_v<Parameter, Held>) return held;
        else return {};
      },
      operand.held());
}

bool lies_in_one_column(TypeKind kind) { return kind != TypeKind::timestamp && kind != TypeKind::money && kind != TypeKind::number_range && kind != TypeKind::money_range; }

}  // namespace

Sql related(const Sql& left, Relation relation, const Parameter& right) {
  static constexpr const char* signs[] = {" = ", " <> ", " < ", " <= ", " > ", " >= "};
  return left + signs[static_cast<std::size_t>(relation)] + parameter(right);
}

Sql seen(const std::string& sight, const Sql& inner) {
  if (sight == "1") return inner;
  return sight == "0" ? Sql("NULL") : Sql("CASE WHEN " + sight + " THEN ") + inner + " END";
}

Leaf column_leaf(const Table& table, const Slot& slot, const std::string& alias, const std::string& sight) {
  const Type& type = *slot.type;
  const std::string column = alias + "." + slot.column;
  if (slot.codec != &codec_of(type)) {
    const Sql text = seen(sight, table.plain_sql(slot, alias));
    return type.kind == TypeKind::ref ? json_leaf(text, type) : text_leaf(text, type);
  }
  return {.type = &type,
          .part = [column, sight](ValuePart part) { return seen(sight, column + std::string(column_suffix(part))); },
          .present = sight == "1" ? columns_present(type, column) : seen(sight, columns_present(type, column))};
}

Leaf json_leaf(const Sql& json, const Type& type) {
  const TypeKind kind = type.kind;
  const auto part = [json, kind](ValuePart wanted) { return Sql("guanxi_json(") + json + last_arguments(kind, wanted); };
  return {.type = &type, .part = part, .present = kind == TypeKind::enumeration ? known_word(part(ValuePart::value), type) : in_brackets(json) + " IS NOT NULL"};
}

Leaf element_leaf(const std::string& alias, const Type& type) {
  const std::string value = alias + ".value";
  if (type.kind != TypeKind::ref) return text_leaf(value, type);
  return json_leaf("CASE " + alias + ".type WHEN 'text' THEN json_quote(" + value + ") ELSE " + value + " END", type);
}

Leaf custom_leaf(const Sql& all, const std::string& name, const Type& type) {
  const Sql head = Sql("guanxi_custom(") + all + ", " + parameter(name);
  const TypeKind kind = type.kind;
  return {.type = &type, .part = [head, kind](ValuePart part) { return head + last_arguments(kind, part); }, .present = head + ", -1, 0)"};
}

Leaf first_leaf(const Leaf& first, const Leaf& second) {
  const auto chosen = [first, second](ValuePart wanted) { return Sql("CASE WHEN ") + first.present + " THEN " + first.part(wanted) + " ELSE " + second.part(wanted) + " END"; };
  return {.type = first.type, .part = chosen, .present = in_brackets(first.present + " OR " + second.present)};
}

Leaf bound_leaf(const Leaf& range, Bound bound, const Type& type) {
  const bool low = bound == Bound::low;
  const auto part = [range, low](ValuePart wanted) {
    if (wanted == ValuePart::currency) return range.part(low ? ValuePart::low_currency : ValuePart::high_currency);
    return range.part(low ? ValuePart::low : ValuePart::high);
  };
  return {.type = &type, .part = part, .present = part(ValuePart::value) + " IS NOT NULL"};
}

Sql ordered_value(const Leaf& leaf, ValuePart part) { return leaf.type->kind == TypeKind::enumeration ? rank_sql(leaf.part(part), *leaf.type) : leaf.part(part); }

Sql compare(const Leaf& leaf, Relation relation, const Operand& operand, const Calendar& calendar) {
  const Operand::Held& held = operand.held();
  const auto value = [&] { return leaf.part(ValuePart::value); };
  switch (leaf.type->kind) {
    case TypeKind::text: return related(value(), relation, std::get<std::string>(held));
    case TypeKind::boolean: return related(value(), relation, std::int64_t{std::get<bool>(held)});
    case TypeKind::integer:
    case TypeKind::real: return related(value(), relation, number_parameter(operand));
    case TypeKind::date: return related(value(), relation, to_string(std::get<Date>(held)));
    case TypeKind::partial_date: return compare_partial(value(), relation, operand);
    case TypeKind::timestamp: return compare_time(value(), relation, operand, calendar);
    case TypeKind::money: return compare_amount(value(), leaf.part(ValuePart::currency), relation, std::get<Money>(held));
    case TypeKind::number_range: return compare_number_range(leaf, relation, operand);
    case TypeKind::money_range: return compare_money_range(leaf, relation, std::get<Money>(held));
    case TypeKind::enumeration: return compare_word(leaf, relation, std::get<std::string>(held));
    case TypeKind::id:
    case TypeKind::ref: return compare_link(leaf, relation, operand);
    case TypeKind::list:
    case TypeKind::record:
    case TypeKind::custom: break;
  }
  return "0";
}

Sql one_of(const Leaf& leaf, std::span<const Operand> operands, const Calendar& calendar) {
  std::vector<Sql> ways;
  std::vector<Parameter> values, names;
  for (const Operand& operand : operands) {
    const bool name = leaf.type->kind == TypeKind::ref && std::holds_alternative<std::string>(operand.held());
    if (lies_in_one_column(leaf.type->kind)) (name ? names : values).push_back(column_value(operand));
    else ways.push_back(compare(leaf, Relation::equal, operand, calendar));
  }
  add_membership(ways, leaf.part(ValuePart::value), values);
  if (!names.empty()) add_membership(ways, leaf.part(ValuePart::name), names);
  return ways.empty() ? Sql("0") : in_brackets(joined_sql(ways, " OR "));
}

}  // namespace guanxi::store::detail
