#include "wording.hpp"

#include <guanxi/core/text.hpp>

namespace guanxi::quality::detail {

namespace {

void replace(std::string& text, const std::string& mark, std::string_view by) {
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + by.size()))
    text.replace(at, mark.size(), by);
}

}  // namespace

Message say(const Label& sentence, std::initializer_list<Part> parts) {
  Message message{std::string(sentence.zh), std::string(sentence.en)};
  std::size_t place = 0;
  for (const Part& part : parts) {
    const std::string mark = "{" + std::to_string(place++) + "}";
    replace(message.zh, mark, part.zh);
    replace(message.en, mark, part.en);
  }
  return message;
}

Message form_error(const Form& form, std::string_view folded) {
  const std::u32string signs = text::to_code_points(folded);
  if (signs.empty()) return say({"{0}为空", "the {0} is empty"}, {form.name});
  if (form.size != 0 && signs.size() != form.size)
    return say({"{0}应为{1}位，现为{2}位", "the {0} has {1} signs, found {2}"},
               {form.name, std::to_string(form.size), std::to_string(signs.size())});
  for (std::size_t i = 0; i < signs.size(); ++i)
    if (signs[i] >= 0x80 || form.alphabet.find(static_cast<char>(signs[i])) == std::string_view::npos)
      return say({"{0}第{1}位“{2}”不允许，只能用{3}", "sign {1} of the {0} is “{2}”, allowed are {3}"},
                 {form.name, std::to_string(i + 1), text::to_utf8(signs.substr(i, 1)), form.signs});
  return {};
}

Message check_error(const Label& name, std::string_view expected, std::string_view found) {
  return say({"{0}的校验位应为“{1}”，现为“{2}”", "the check sign of the {0} should be “{1}”, found “{2}”"},
             {name, expected, found});
}

}  // namespace guanxi::quality::detail
