#include <guanxi/core/error.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/core/write.hpp>
#include <guanxi/store/query_text.hpp>

#include <algorithm>
#include <charconv>
#include <utility>

#include "query_lexer.hpp"
#include "query_route.hpp"

namespace guanxi::store {

namespace {

using detail::Place;
using detail::QueryLexer;
using detail::Route;
using detail::RouteFinder;
namespace word = detail::keyword;

/// More days and months than the calendar has.
constexpr std::int64_t most_days = 4'000'000;
constexpr std::int64_t most_months = 120'000;
/// Brackets inside brackets, at most: each level takes stack.
constexpr int most_brackets = 64;

constexpr const detail::Keyword* after_path[] = {&word::is_set, &word::is_unset, &word::not_in, &word::in, &word::not_has, &word::has, &word::where, &word::ascending, &word::descending};
constexpr const detail::Keyword* after_value[] = {&word::both, &word::either};

/// Runs a function; what it has against an argument is said of a place in the text.
template <class Call>
decltype(auto) at_place(std::size_t position, const Call& call) {
  try {
    return call();
  } catch (const ArgumentError& problem) {
    throw ParseError(problem.code(), problem.what(), position);
  }
}

bool takes_days(const Route& route) {
  return route.type == nullptr ? route.ends_in_custom() : route.type->kind == TypeKind::date || route.type->kind == TypeKind::partial_date || route.type->kind == TypeKind::timestamp;
}

/// What a value without quotes is where nobody declared a type.
Operand undeclared_value(const std::string& text) {
  if (text == "true" || text == "false") return text == "true";
  const auto as = [&]<class T>() -> std::optional<T> {
    const Value value = read_exact(type_of<std::optional<T>>(), text).value;
    return is_set(value) && write_exact(value) == text ? std::optional(std::get<T>(value)) : std::nullopt;
  };
  if (const auto whole = as.operator()<std::int64_t>()) return *whole;
  if (const auto day = as.operator()<Date>()) return *day;
  if (const auto time = as.operator()<Timestamp>()) return *time;
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size() && text.find_first_of("0123456789") != std::string::npos) return number;
  return text;
}

/// Reads conditions by recursive descent.
class ConditionReader {
 public:
  ConditionReader(const Catalogue& catalogue, const KindInfo& kind, const ReadOptions& options, std::string_view text) : start_{.catalogue = &catalogue, .kind = &kind, .record = nullptr, .labels = &labels_}, options_(options), lexer_(text) {}
  ConditionReader(const ConditionReader&) = delete;
  ConditionReader& operator=(const ConditionReader&) = delete;
  ~ConditionReader() = default;

  [[nodiscard]] QueryLexer& lexer() noexcept { return lexer_; }
  /// Where the whole condition starts.
  [[nodiscard]] const Place& start() const noexcept { return start_; }

  Condition condition(const Place& place) {
    const std::size_t start = lexer_.position();
    if (level_ == most_brackets) throw ParseError("query.depth", "brackets lie at most " + std::to_string(most_brackets) + " levels inside each other", start);
    ++level_;
    std::vector<Condition> parts{conjunction(place)};
    while (lexer_.take(word::either)) parts.push_back(conjunction(place));
    --level_;
    return at_place(start, [&] { return any_of(parts); });
  }

  /// A path, and where it leads.
  Route route(const Place& place) {
    RouteFinder finder(place);
    std::size_t start = 0;
    do {
      start = lexer_.position();
      const std::string name = take_name([&](std::string_view known) { return finder.knows(known); });
      at_place(start, [&] { finder.step(name); });
      for (std::size_t bracket = lexer_.position(); lexer_.take('['); bracket = lexer_.position()) {
        const std::string key = lexer_.take_key();
        at_place(bracket, [&] { finder.key(text::trim(key)); });
      }
    } while (lexer_.take('.'));
    return at_place(start, [&] { return std::move(finder).finish(); });
  }

 private:
  Condition conjunction(const Place& place) {
    const std::size_t start = lexer_.position();
    std::vector<Condition> parts{factor(place)};
    while (lexer_.take(word::both)) parts.push_back(factor(place));
    return at_place(start, [&] { return all_of(parts); });
  }

  Condition factor(const Place& place) {
    const std::size_t start = lexer_.position();
    bool negated = false;
    while (take_not(place)) negated = !negated;
    const Condition inner = primary(place);
    return negated ? at_place(start, [&] { return !inner; }) : inner;
  }

  /// 非 may also start a name.
  bool take_not(const Place& place) {
    const std::string_view run = lexer_.name_ahead();
    const std::size_t start = lexer_.position();
    if (lexer_.take('!')) return true;
    if (!lexer_.take(word::negated)) return false;
    if (run.size() == word::negated.name.size() || !RouteFinder(place).knows(run)) return true;  // 非 takes as many bytes
    lexer_.go_to(start);
    return false;
  }

  Condition primary(const Place& place) {
    const std::size_t start = lexer_.position();
    if (lexer_.take('(')) return in_brackets([&] { return condition(place); });
    if (lexer_.take_call(word::any)) return tally(place, start, Relation::at_least, 1);
    if (lexer_.take_call(word::count)) return count_of(place, start);
    if (lexer_.take_call(word::of_customer)) return of_its_customer(place, start);
    if (lexer_.take_call(word::tag)) return tagging(place, start);
    if (lexer_.take(word::yes)) return {};
    if (lexer_.take(word::no)) return nothing();
    return on_path(place);
  }

  template <class Inside>
  Condition in_brackets(const Inside& inside) {
    Condition condition = inside();
    lexer_.expect(')');
    return condition;
  }

  /// The name and condition inside `any(…)` and `count(…)`.
  CountTerm members_in_brackets(const Place& place) {
    const std::size_t start = lexer_.position();
    const auto known = [&](std::string_view name) {
      try {
        return !detail::find_members(place, name).name().empty();
      } catch (const ArgumentError&) {
        return false;
      }
    };
    std::string name = take_name(known);
    while (!known(name) && lexer_.take('.')) name += "." + take_name([](std::string_view) { return true; });
    const detail::Members members = at_place(start, [&] { return detail::find_members(place, name); });
    Condition where = lexer_.take(word::where) ? condition(members.place(place)) : Condition();
    lexer_.expect(')');
    return count(members.name(), std::move(where));
  }

  Condition tally(const Place& place, std::size_t start, Relation relation, std::int64_t number) {
    const CountTerm counted = members_in_brackets(place);
    return at_place(start, [&] { return counted.compared(relation, number); });
  }

  Condition count_of(const Place& place, std::size_t start) {
    const CountTerm counted = members_in_brackets(place);
    const auto relation = lexer_.take_relation();
    if (!relation) lexer_.fail("a relation such as >= and a number");
    const std::int64_t number = lexer_.take_number();
    return at_place(start, [&] { return counted.compared(*relation, number); });
  }

  Condition of_its_customer(const Place& place, std::size_t start) {
    const KindInfo& customers = at_place(start, [&]() -> const KindInfo& { return detail::customer_kind(place); });
    const Condition where = in_brackets([&] { return condition({.catalogue = place.catalogue, .kind = &customers, .record = nullptr, .labels = place.labels}); });
    return at_place(start, [&] { return of_customer(where); });
  }

  Condition tagging(const Place& place, std::size_t start) {
    (void)at_place(start, [&] { return detail::tags_route(place); });
    const std::string key = plain_text();
    const bool more = lexer_.take(',');
    const std::string value = more ? plain_text() : std::string();
    lexer_.expect(')');
    return more ? tag(key, value) : tag(key);
  }

  std::string plain_text() {
    if (auto quoted = lexer_.take_quoted()) return std::move(*quoted);
    const std::string_view run = lexer_.value_ahead();
    if (run.empty()) lexer_.fail("a text");
    lexer_.skip(run.size());
    return std::string(run);
  }

  Condition on_path(const Place& place) {
    const Route route = this->route(place);
    const FieldTerm term(route.path);
    const std::size_t at = lexer_.position();
    if (const auto relation = lexer_.take_relation()) {
      Operand operand = value(route);
      at_place(at, [&] { detail::demand_relation(route, detail::type_for(route, operand), *relation); });
      return term.compared(*relation, std::move(operand));
    }
    if (lexer_.take(word::is_set)) return term.is_set();
    if (lexer_.take(word::is_unset)) return term.is_unset();
    if (lexer_.take(word::is)) return presence(term);
    if (lexer_.take(word::not_in)) return !membership(route, term);
    if (lexer_.take(word::not_has)) return !containment(route, term, at);
    const bool negated = lexer_.take(word::negated);
    if (lexer_.take(word::in)) return negated ? !membership(route, term) : membership(route, term);
    if (lexer_.take(word::has)) return negated ? !containment(route, term, at) : containment(route, term, at);
    lexer_.fail("a relation such as =, or is set, in, has after " + route.path);
  }

  Condition presence(const FieldTerm& term) {
    const bool negated = lexer_.take(word::negated);
    if (lexer_.take(word::set)) return negated ? term.is_unset() : term.is_set();
    if (lexer_.take(word::unset)) return negated ? term.is_set() : term.is_unset();
    lexer_.fail("set or unset");
  }

  Condition membership(const Route& route, const FieldTerm& term) {
    const std::size_t start = lexer_.position();
    std::vector<Operand> values;
    lexer_.expect('(');
    if (!lexer_.take(')')) {
      do values.push_back(value(route));
      while (lexer_.take(','));
      lexer_.expect(')');
    }
    return at_place(start, [&] { return term.one_of(std::move(values)); });
  }

  Condition containment(const Route& route, const FieldTerm& term, std::size_t at) {
    const std::size_t start = lexer_.position();
    Operand operand = value(route);
    at_place(at, [&] { detail::demand_container(route, detail::type_for(route, operand)); });
    (void)at_place(start, [&] { return detail::sought_key(detail::type_for(route, operand), operand); });
    return term.contains(std::move(operand));
  }

  /// A name: in quotes, or a run of signs, of which a beginning may be the name where a Chinese word follows it without a blank.
  template <class Known>
  std::string take_name(const Known& known) {
    if (auto quoted = lexer_.take_quoted()) return std::move(*quoted);
    std::string_view run = lexer_.name_ahead();
    if (run.empty()) lexer_.fail("the name of a field");
    if (!known(run))
      for (const std::size_t cut : detail::cuts(run, after_path))
        if (known(run.substr(0, cut))) {
          run = run.substr(0, cut);
          break;
        }
    lexer_.skip(run.size());
    return std::string(run);
  }

  Operand value(const Route& route) {
    const std::size_t start = lexer_.position();
    if (const auto quoted = lexer_.take_quoted()) return read(route, *quoted, start);
    if (takes_days(route) && lexer_.take(word::as_of)) return relative_day(start);
    return bare_value(route, start);
  }

  [[nodiscard]] Operand read(const Route& route, const Operand& operand, std::size_t position) const {
    return at_place(position, [&] { return detail::conform(route, operand, options_); });
  }

  /// A run of signs, of which a beginning may be the value where 且 or 或 follows it without a blank.
  Operand bare_value(const Route& route, std::size_t start) {
    const std::string_view run = lexer_.value_ahead();
    if (run.empty() || run == word::both.name || run == word::either.name) lexer_.fail("a value for " + route.path);
    std::vector<std::size_t> ends = detail::cuts(run, after_value);
    if (ends.empty() || may_follow_value(start + run.size())) ends.insert(ends.begin(), run.size());
    std::optional<ParseError> first;
    for (const std::size_t end : ends) {
      try {
        lexer_.go_to(start + end);
        const std::string text(run.substr(0, end));
        return read(route, route.type == nullptr && route.ends_in_custom() ? undeclared_value(text) : Operand(text), start);
      } catch (const ParseError& problem) {
        if (!first) first = problem;
      }
    }
    throw *first;
  }

  bool may_follow_value(std::size_t position) {
    lexer_.go_to(position);
    const auto takes = [&](const auto& what) {
      lexer_.go_to(position);
      return lexer_.take(what);
    };
    return lexer_.done() || takes(')') || takes(',') || takes(word::both) || takes(word::either) || takes(word::order_by) || takes(word::limit);
  }

  Operand relative_day(std::size_t start) {
    RelativeDay day;
    for (;;) {
      const std::size_t sign = lexer_.position();
      const bool later = lexer_.take('+');
      if (!later && !lexer_.take('-')) return day;
      const Period period = distance(sign);
      day = later ? day + period : day - period;
      if (std::max(day.after.months, -day.after.months) > most_months || std::max(day.after.days, -day.after.days) > most_days) throw ParseError("query.value", "the day lies outside the years 1 to 9999", start);
    }
  }

  Period distance(std::size_t start) {
    static constexpr std::pair<std::string_view, Period> units[] = {{"days", {0, 1}}, {"day", {0, 1}}, {"d", {0, 1}}, {"天", {0, 1}}, {"日", {0, 1}}, {"weeks", {0, 7}}, {"week", {0, 7}}, {"w", {0, 7}}, {"周", {0, 7}},
                                                                    {"months", {1, 0}}, {"month", {1, 0}}, {"m", {1, 0}}, {"个月", {1, 0}}, {"月", {1, 0}}, {"years", {12, 0}}, {"year", {12, 0}}, {"y", {12, 0}}, {"年", {12, 0}}};
    const std::string_view digits = lexer_.text().substr(lexer_.position());
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
    if (error != std::errc() || count < 0) lexer_.fail("a number of days, weeks, months or years, such as 90d");
    lexer_.skip(static_cast<std::size_t>(end - digits.data()));
    if (count > most_days) throw ParseError("query.value", "the day lies outside the years 1 to 9999", start);
    const std::size_t at = lexer_.position();
    for (const auto& [name, period] : units) {
      if (!lexer_.text().substr(at).starts_with(name)) continue;
      lexer_.skip(name.size());
      return {.months = period.months * count, .days = period.days * count};
    }
    lexer_.fail("d, w, m or y for days, weeks, months or years");
  }

  detail::LabelIndex labels_;
  Place start_;
  ReadOptions options_;
  QueryLexer lexer_;
  int level_ = 0;
};

/// Reads what follows the condition of a query.
void read_order(ConditionReader& reader, const Place& place, std::vector<Order>& orders) {
  do {
    const std::size_t start = reader.lexer().position();
    Route route = reader.route(place);
    at_place(start, [&] { detail::demand_order(route); });
    const bool descending = reader.lexer().take(word::descending);
    if (!descending) (void)reader.lexer().take(word::ascending);
    orders.push_back({.path = std::move(route.path), .ordering = descending ? Ordering::descending : Ordering::ascending});
  } while (reader.lexer().take(','));
}

/// True if the condition was left out.
bool starts_without_condition(QueryLexer& lexer) {
  const std::size_t start = lexer.position();
  const bool found = lexer.done() || lexer.take(word::order_by) || lexer.take(word::limit);
  lexer.go_to(start);
  return found;
}

}  // namespace

Condition parse_condition(const Catalogue& catalogue, const KindInfo& kind, std::string_view text, const ReadOptions& options) {
  ConditionReader reader(catalogue, kind, options, text);
  if (reader.lexer().done()) return {};
  Condition condition = reader.condition(reader.start());
  if (!reader.lexer().done()) reader.lexer().fail("and, or, or the end");
  return condition;
}

Query parse_query(const Catalogue& catalogue, const KindInfo& kind, std::string_view text, const ReadOptions& options) {
  ConditionReader reader(catalogue, kind, options, text);
  const Place& place = reader.start();
  QueryLexer& lexer = reader.lexer();
  Query query;
  if (!starts_without_condition(lexer)) query.where = reader.condition(place);
  if (lexer.take(word::order_by)) read_order(reader, place, query.order);
  if (lexer.take(word::limit)) {
    const std::size_t start = lexer.position();
    const std::int64_t limit = lexer.take_number();
    if (limit < 0) throw ParseError("query.value", "a limit is at least 0, which stands for all", start);
    query.limit = static_cast<std::size_t>(limit);
  }
  if (!lexer.done()) lexer.fail(query.order.empty() ? "and, or, order by, limit or the end" : "a comma, limit or the end");
  return query;
}

}  // namespace guanxi::store
