#include "words.hpp"

#include <guanxi/core/path.hpp>
#include <guanxi/core/read.hpp>

#include <map>
#include <vector>

#include "errors.hpp"

namespace guanxi::python {

namespace {

struct Enumeration {
  py::object type;
  std::span<const EnumWord> words;
  std::vector<py::object> members;  // as in the table
};

std::map<const EnumWord*, Enumeration>& enumerations() {
  static auto& known = *new std::map<const EnumWord*, Enumeration>;  // lives as long as the interpreter
  return known;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// `new_customer` is NEW_CUSTOMER.
std::string member_of_word(std::string_view word) {
  std::string name = is_digit(word.front()) ? "N" : "";
  for (const char c : word) name += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : is_letter(c) || is_digit(c) ? c : '_';
  return name;
}

std::string doc_of_words(std::span<const EnumWord> words) {
  std::string doc;
  for (const EnumWord& entry : words) doc += (doc.empty() ? "" : "\n") + std::string(entry.word) + ": " + std::string(entry.label.en) + " (" + std::string(entry.label.zh) + ")";
  return doc;
}

Enumeration make_enumeration(std::span<const EnumWord> words, std::string_view name) {
  py::list members;
  for (const EnumWord& entry : words) members.append(py::make_tuple(member_of_word(entry.word), text(entry.word), text(entry.label.zh), text(entry.label.en)));
  Enumeration made{imported("guanxi._words", "make")(class_name(name), module_name(name), doc_of_words(words), members), words, {}};
  for (const EnumWord& entry : words) made.members.push_back(made.type.attr(member_of_word(entry.word).c_str()));
  return made;
}

Enumeration* find_enumeration(std::span<const EnumWord> words, std::string_view name) {
  if (name.empty()) return nullptr;
  auto [place, is_new] = enumerations().try_emplace(words.data());
  if (is_new) {
    place->second = make_enumeration(words, name);
    publish(place->second.type, name);
  }
  return &place->second;
}

[[noreturn]] void throw_unknown_word(std::span<const EnumWord> words, std::string_view given, const std::string& what) {
  std::vector<std::string_view> names;
  for (const EnumWord& entry : words) names.insert(names.end(), {entry.word, entry.label.zh, entry.label.en});
  std::string message = what + " takes one of ";
  for (const EnumWord& entry : words) message += (&entry == words.data() ? "'" : ", '") + std::string(entry.word) + "'";
  message += "; found '" + std::string(given) + "'";
  const std::string_view nearest = nearest_word(given, names);
  for (const EnumWord& entry : words)
    if (!nearest.empty() && (nearest == entry.word || nearest == entry.label.zh || nearest == entry.label.en)) {
      message += "; did you mean '" + std::string(entry.word) + "'?";
      break;
    }
  throw ArgumentError("argument.word", message);
}

/// For the constructor of a class of words: the word for a label or alias.
py::str read_word_of(const py::object& type, const py::object& value) {
  for (const auto& [table, known] : enumerations())
    if (known.type.is(type)) return text(word_from_python(known.words, "", value, py::str(type.attr("__name__"))).word);
  throw py::value_error("no enumeration of guanxi");
}

}  // namespace

py::object enumeration(std::span<const EnumWord> words, std::string_view name) {
  const Enumeration* found = find_enumeration(words, name);
  return found == nullptr ? py::none() : found->type;
}

py::object word_to_python(const EnumWord& word, std::span<const EnumWord> words, std::string_view name) {
  const Enumeration* found = find_enumeration(words, name);
  return found == nullptr ? text(word.word) : found->members[static_cast<std::size_t>(&word - words.data())];
}

const EnumWord& word_from_python(std::span<const EnumWord> words, std::string_view name, py::handle value, const std::string& what) {
  const Enumeration* found = find_enumeration(words, name);
  const bool is_own = found != nullptr && py::isinstance(value, found->type);
  if (!is_own && !PyUnicode_CheckExact(value.ptr())) throw_wrong_type(what, name.empty() ? "str" : class_name(name) + " or str", value);
  const std::string_view given = utf8_of(value);
  for (const EnumWord& entry : words)
    if (entry.word == given) return entry;
  if (const EnumWord* read = read_word(words, given)) return *read;
  throw_unknown_word(words, given, what);
}

std::string class_name(std::string_view cpp_name) {
  std::string name;
  std::size_t start = 0;
  for (std::size_t i = 0; i <= cpp_name.size(); ++i) {
    const bool part_ends = i == cpp_name.size() || !(is_letter(cpp_name[i]) || is_digit(cpp_name[i]) || cpp_name[i] == '_');
    if (!part_ends) continue;
    const bool is_namespace = i < cpp_name.size() && cpp_name[i] == ':';
    std::string part(cpp_name.substr(start, i - start));
    start = i + 1;
    if (is_namespace || part.empty()) continue;
    if (part.front() >= 'a' && part.front() <= 'z') part.front() = static_cast<char>(part.front() - 'a' + 'A');
    name += part;
  }
  return name;
}

std::string module_name(std::string_view cpp_name) {
  const std::string_view outer = cpp_name.substr(0, cpp_name.find('<'));
  std::string module;
  for (std::size_t start = 0, end = 0; (end = outer.find("::", start)) != std::string_view::npos; start = end + 2) {
    const std::string_view part = outer.substr(start, end - start);
    if (part != "detail" && part != "io" && part != "store" && part != "desk") module += (module.empty() ? "" : ".") + std::string(part);
  }
  return module;
}

void add_words(py::module_& module) { module.def("_read_word", &read_word_of, py::arg("type"), py::arg("value")); }

void publish(const py::object& made, std::string_view cpp_name) {
  const std::string inner = module_name(cpp_name).substr(sizeof("guanxi") - 1);
  py::object module = py::module_::import("guanxi._guanxi");
  if (!inner.empty()) module = module.attr(inner.substr(1).c_str());
  module.attr(class_name(cpp_name).c_str()) = made;
}

}  // namespace guanxi::python
