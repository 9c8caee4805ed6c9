#include <guanxi/core/json_writer.hpp>
#include <guanxi/core/write.hpp>
#include <guanxi/need/rule_book.hpp>

namespace guanxi::need {

namespace {

class RuleWriter {
 public:
  explicit RuleWriter(int indent) : json_(indent) {}

  std::string book(const RuleBook& book) {
    json_.open('{');
    text("format", "guanxi-rules/1");
    text("version", book.version);
    json_.name("rules");
    json_.open('[');
    for (const Rule& one : book.rules) rule(one);
    json_.close(']');
    json_.close('}');
    return json_.take();
  }

  std::string condition_alone(const Condition& one) {
    condition(one);
    return json_.take();
  }

 private:
  void text(std::string_view name, std::string_view value) {
    json_.name(name);
    json_.text(value);
  }
  void number(std::string_view name, double value) {
    json_.name(name);
    json_.raw(write_exact(Value(value)));
  }
  void count(std::string_view name, std::int64_t value) {
    json_.name(name);
    json_.raw(std::to_string(value));
  }
  void message(std::string_view name, const Message& value) {
    json_.name(name);
    json_.open('{', true);
    text("zh", value.zh);
    text("en", value.en);
    json_.close('}');
  }
  void texts(std::string_view name, const std::vector<std::string>& values) {
    json_.name(name);
    json_.open('[', true);
    for (const std::string& value : values) json_.text(value);
    json_.close(']');
  }
  void capture(const std::string& name) {
    if (!name.empty()) text("as", name);
  }

  void write(const Group& group) {
    json_.open('{');
    json_.name(word_of(group.joined).word);
    conditions(group.parts);
    json_.close('}');
  }

  void conditions(const std::vector<Condition>& parts) {
    json_.open('[');
    for (const Condition& part : parts) condition(part);
    json_.close(']');
  }

  void write(const FieldTest& test) {
    json_.open('{', true);
    if (test.fields.size() == 1)
      text("field", test.fields[0]);
    else
      texts("field", test.fields);
    compare(test.comparison, test.words, test.number);
    if (test.currency != "CNY") text("currency", test.currency);
    capture(test.capture);
    json_.close('}');
  }

  void compare(Comparison comparison, const std::vector<std::string>& words, double operand) {
    const std::string_view name = word_of(comparison).word;
    switch (comparison) {
      case Comparison::is:
        return text(name, words.empty() ? std::string_view() : words[0]);
      case Comparison::is_one_of:
      case Comparison::contains:
        return texts(name, words);
      case Comparison::passed:
      case Comparison::present:
      case Comparison::missing:
        json_.name(name);
        return json_.raw("true");
      default:
        return number(name, operand);
    }
  }

  void write(const TagTest& test) {
    json_.open('{', true);
    texts("tag", test.keys);
    compare(test.comparison, test.words, 0);
    capture(test.capture);
    json_.close('}');
  }

  void write(const IndustryTest& test) {
    json_.open('{', true);
    json_.name("industry");
    json_.open('{', true);
    if (!test.codes.empty()) texts("codes", test.codes);
    if (test.scheme != "gbt4754") text("scheme", test.scheme);
    if (!test.words.empty()) texts("words", test.words);
    json_.close('}');
    json_.close('}');
  }

  void write(const RecordTest& test) {
    json_.open('{');
    text("some", test.kind);
    json_.name("where");
    conditions(test.where);
    if (test.count != 1) count("count", test.count);
    capture(test.capture);
    json_.close('}');
  }

  void condition(const Condition& one) {
    std::visit([this](const auto& test) { write(test); }, one.test);
  }

  void rule(const Rule& one) {
    json_.open('{');
    text("id", one.id);
    message("label", one.label);
    json_.name("when");
    condition(one.when);
    json_.name("then");
    json_.open('{');
    message("statement", one.then.statement);
    message("category", one.then.category);
    message("offering", one.then.offering);
    texts("served_by", one.then.served_by);
    if (one.then.repeatable) {
      json_.name("repeatable");
      json_.raw("true");
    }
    json_.close('}');
    message("reason", one.reason);
    json_.name("prior");
    json_.open('{', true);
    number("a", one.a);
    number("b", one.b);
    json_.close('}');
    json_.name("observed");
    json_.open('{', true);
    count("confirmed", one.confirmed);
    count("rejected", one.rejected);
    json_.close('}');
    json_.close('}');
  }

  JsonWriter json_;
};

}  // namespace

std::string to_json(const Condition& condition, int indent) { return RuleWriter(indent).condition_alone(condition); }

std::string to_json(const RuleBook& book, int indent) { return RuleWriter(indent).book(book); }

}  // namespace guanxi::need
