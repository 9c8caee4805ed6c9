#include <guanxi/core/write.hpp>
#include <guanxi/store/query_text.hpp>

#include <charconv>

#include "query_lexer.hpp"

namespace guanxi::store {

namespace {

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char sign : text) {
    if (sign == '"' || sign == '\\') out += '\\';
    out += sign;
  }
  return out + "\"";
}

std::string text_value(std::string_view text) { return detail::is_bare(text) ? std::string(text) : in_quotes(text); }

std::string distance_text(std::int64_t count, char unit) {
  if (count == 0) return {};
  const auto size = count < 0 ? 0 - static_cast<std::uint64_t>(count) : static_cast<std::uint64_t>(count);
  return (count < 0 ? " - " : " + ") + std::to_string(size) + unit;
}

struct OperandText {
  std::string operator()(const std::string& text) const { return text_value(text); }
  std::string operator()(const RelativeDay& day) const { return "as_of" + distance_text(day.after.months, 'm') + distance_text(day.after.days, 'd'); }
  std::string operator()(const Money& money) const { return in_quotes(write_exact(money)); }
  std::string operator()(const PartialDate& date) const { return in_quotes(write_exact(date)); }
  std::string operator()(double number) const {
    const std::string text = write_exact(number);
    return text.find_first_of(".en") == std::string::npos ? text + ".0" : text;
  }
  template <class T>
  std::string operator()(const T& value) const { return write_exact(value); }
};

std::string operand_text(const Operand& operand) { return std::visit(OperandText(), operand.held()); }

/// How tightly the condition around a place binds.
enum class Around { nothing, disjunction, conjunction };

std::string condition_text(const Condition& condition, Around around);

struct NodeText {
  Around around;

  std::string operator()(const Comparison& part) const { return part.path + " " + std::string(detail::sign_of(part.relation)) + " " + operand_text(part.value); }
  std::string operator()(const Presence& part) const { return part.path + " is set"; }
  std::string operator()(const Membership& part) const {
    std::string text;
    for (const Operand& value : part.values) text += (text.empty() ? "" : ", ") + operand_text(value);
    return part.path + " in (" + text + ")";
  }
  std::string operator()(const Containment& part) const { return part.path + " has " + operand_text(part.value); }
  std::string operator()(const Tagging& part) const { return "tag(" + text_value(part.key) + (part.value ? ", " + text_value(*part.value) : "") + ")"; }
  std::string operator()(const Tally& part) const {
    const std::string inside = part.of + (part.where.is_everything() ? "" : " where " + condition_text(part.where, Around::nothing)) + ")";
    if (part.relation == Relation::at_least && part.number == 1) return "any(" + inside;
    return "count(" + inside + " " + std::string(detail::sign_of(part.relation)) + " " + std::to_string(part.number);
  }
  std::string operator()(const Belonging& part) const { return "of_customer(" + condition_text(part.where, Around::nothing) + ")"; }
  std::string operator()(const Negation& part) const {
    if (part.inner.is_everything()) return "false";
    if (const auto* presence = std::get_if<Presence>(&part.inner.node()->held)) return presence->path + " is unset";
    return "not (" + condition_text(part.inner, Around::nothing) + ")";
  }
  std::string operator()(const Conjunction& part) const { return joined(part.parts, " and ", Around::conjunction, around == Around::conjunction); }
  std::string operator()(const Disjunction& part) const { return joined(part.parts, " or ", Around::disjunction, around != Around::nothing); }

 private:
  static std::string joined(const std::vector<Condition>& parts, std::string_view word, Around inside, bool in_brackets) {
    std::string text;
    for (const Condition& part : parts) (text += text.empty() ? "" : word) += condition_text(part, inside);
    return in_brackets ? "(" + text + ")" : text;
  }
};

std::string condition_text(const Condition& condition, Around around) {
  return condition.is_everything() ? "true" : std::visit(NodeText{around}, condition.node()->held);
}

}  // namespace

std::string to_string(const Condition& condition) { return condition_text(condition, Around::nothing); }

std::string to_string(const Query& query) {
  std::string text = to_string(query.where);
  for (const Order& order : query.order) text += (&order == &query.order.front() ? " order by " : ", ") + order.path + (order.ordering == Ordering::descending ? " desc" : "");
  return text + " limit " + std::to_string(query.limit);
}

}  // namespace guanxi::store
