#pragma once
/// @file
/// Plain structs as JSON and back, each member by its own name.

#include <guanxi/core/error.hpp>
#include <guanxi/core/json_value.hpp>
#include <guanxi/core/json_writer.hpp>
#include <guanxi/core/members.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/core/value.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace guanxi::score::plain {

/// A number in the fewest digits that give it back.
template <class Number>
[[nodiscard]] std::string digits_of(Number number) {
  std::array<char, 32> text{};
  const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), number);
  return {text.data(), end};
}

/// Writes values of the types that models are made of.
class Writer {
 public:
  explicit Writer(int indent) : json_(indent) {}

  void write(const std::string& value) {
    if (!text::is_utf8(value))
      throw ArgumentError("score.model_value", "a text that is no UTF-8 cannot be kept: " + where_);
    json_.text(value);
  }
  void write(bool value) { json_.raw(value ? "true" : "false"); }
  void write(std::integral auto value) { json_.raw(digits_of(value)); }
  void write(double value) {
    if (std::isnan(value)) throw ArgumentError("score.model_value", "NaN cannot be kept: " + where_);
    if (std::isinf(value)) return json_.text(value > 0 ? "inf" : "-inf");
    json_.raw(digits_of(value));
  }
  template <class E>
    requires std::is_enum_v<E>
  void write(E value) {
    json_.text(word_of(value).word);
  }
  template <class T>
  void write(const std::optional<T>& value) {
    value ? write(*value) : json_.raw("null");
  }
  template <class T>
  void write(const std::vector<T>& list) {
    json_.open('[', !guanxi::detail::Aggregate<T> || std::same_as<T, std::string>);
    for (std::size_t i = 0; i < list.size(); ++i) {
      const Step step(where_, "[" + std::to_string(i) + "]");
      write(list[i]);
    }
    json_.close(']');
  }
  template <guanxi::detail::Aggregate T>
  void write(const T& value) {
    json_.open('{');
    write_members(value);
    json_.close('}');
  }

  /// An object whose first member is given.
  template <guanxi::detail::Aggregate T>
  [[nodiscard]] std::string object_with(std::string_view name, std::string_view first, const T& value) {
    json_.open('{');
    json_.name(name);
    json_.text(first);
    write_members(value);
    json_.close('}');
    return json_.take();
  }
  template <guanxi::detail::Aggregate T>
  [[nodiscard]] std::string object(const T& value) {
    write(value);
    return json_.take();
  }

 private:
  // One more step of the way to a member, for messages.
  class Step {
   public:
    Step(std::string& where, const std::string& step) : where_(where), size_(where.size()) {
      where_ += where_.empty() && step.starts_with('.') ? step.substr(1) : step;
    }
    ~Step() { where_.resize(size_); }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;

   private:
    std::string& where_;
    std::size_t size_;
  };

  template <class T>
  void write_members(const T& value) {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      (write_member(guanxi::detail::member_name<T, I>, *std::get<I>(guanxi::detail::addresses_of(value))), ...);
    }(std::make_index_sequence<guanxi::detail::member_count<T>>());
  }
  template <class M>
  void write_member(std::string_view name, const M& member) {
    const Step step(where_, "." + std::string(name));
    json_.name(name);
    write(member);
  }

  JsonWriter json_;
  std::string where_;
};

/// Reads values of the types that models are made of.
class Reader {
 public:
  /// @param text     what the values were parsed from, for messages
  /// @param skipped  name of a member of the outermost object that is read by others; empty: none
  Reader(std::string_view text, std::string_view skipped) : text_(text), skipped_(skipped) {}

  [[noreturn]] void fail(const JsonValue& at, const std::string& where, const std::string& sentence) const {
    throw ParseError("score.model_json",
                     "the model cannot be read: " + place_in(text_, at.position) +
                         (where.empty() ? std::string() : ", " + where) + ": " + sentence,
                     at.position);
  }
  void demand(const JsonValue& json, JsonValue::Kind kind, const std::string& where) const {
    if (json.kind != kind)
      fail(json, where, "expected " + std::string(to_text(kind)) + ", found " + std::string(to_text(json.kind)));
  }

  void read(const JsonValue& json, std::string& into, const std::string& where) const {
    demand(json, JsonValue::Kind::text, where);
    into = json.text;
  }
  void read(const JsonValue& json, bool& into, const std::string& where) const {
    demand(json, JsonValue::Kind::boolean, where);
    into = json.text == "true";
  }
  template <std::integral T>
  void read(const JsonValue& json, T& into, const std::string& where) const {
    demand(json, JsonValue::Kind::number, where);
    if (!read_digits(json.text, into)) fail(json, where, "expected a whole number, found " + json.text);
  }
  void read(const JsonValue& json, double& into, const std::string& where) const;
  template <class E>
    requires std::is_enum_v<E>
  void read(const JsonValue& json, E& into, const std::string& where) const {
    demand(json, JsonValue::Kind::text, where);
    for (const EnumWord& entry : Words<E>::table)
      if (entry.word == json.text) return void(into = static_cast<E>(entry.value));
    std::string allowed;
    for (const EnumWord& entry : Words<E>::table) allowed.append(allowed.empty() ? "" : ", ").append(entry.word);
    fail(json, where, "expected one of " + allowed + ", found “" + json.text + "”");
  }
  template <class T>
  void read(const JsonValue& json, std::optional<T>& into, const std::string& where) const {
    into.reset();
    if (json.kind != JsonValue::Kind::null) read(json, into.emplace(), where);
  }
  template <class T>
  void read(const JsonValue& json, std::vector<T>& into, const std::string& where) const {
    demand(json, JsonValue::Kind::array, where);
    into.assign(json.items.size(), T{});
    for (std::size_t i = 0; i < into.size(); ++i) read(json.items[i], into[i], where + "[" + std::to_string(i) + "]");
  }
  template <guanxi::detail::Aggregate T>
  void read(const JsonValue& json, T& into, const std::string& where) const {
    demand(json, JsonValue::Kind::object, where);
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      constexpr std::array names{guanxi::detail::member_name<T, I>...};
      for (std::size_t i = 0; i < json.names.size(); ++i)
        if (((json.names[i] != names[I]) && ...) && !(where.empty() && json.names[i] == skipped_))
          fail(json.items[i], where, "“" + json.names[i] + "” has no meaning here");
      (read_member(json, names[I], *std::get<I>(guanxi::detail::addresses_of(into)), where), ...);
    }(std::make_index_sequence<guanxi::detail::member_count<T>>());
  }

 private:
  template <class M>
  void read_member(const JsonValue& json, std::string_view name, M& into, const std::string& where) const {
    const JsonValue* found = json.find(name);
    if (found == nullptr) fail(json, where, "“" + std::string(name) + "” is missing");
    read(*found, into, where.empty() ? std::string(name) : where + "." + std::string(name));
  }
  template <class T>
  static bool read_digits(std::string_view text, T& into) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), into);
    return error == std::errc() && end == text.data() + text.size();
  }

  std::string_view text_;
  std::string_view skipped_;
};

inline void Reader::read(const JsonValue& json, double& into, const std::string& where) const {
  if (json.kind == JsonValue::Kind::text && (json.text == "inf" || json.text == "-inf")) {
    into = json.text == "inf" ? HUGE_VAL : -HUGE_VAL;
    return;
  }
  demand(json, JsonValue::Kind::number, where);
  (void)read_digits(json.text, into);  // parse_json has seen that it is one
}

}  // namespace guanxi::score::plain
