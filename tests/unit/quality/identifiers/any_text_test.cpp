#include <guanxi/core/text.hpp>
#include <guanxi/quality/identifiers/email.hpp>
#include <guanxi/quality/identifiers/iban.hpp>
#include <guanxi/quality/identifiers/lei.hpp>
#include <guanxi/quality/identifiers/luhn.hpp>
#include <guanxi/quality/identifiers/organization_code.hpp>
#include <guanxi/quality/identifiers/phone.hpp>
#include <guanxi/quality/identifiers/registration_number.hpp>
#include <guanxi/quality/identifiers/resident_id.hpp>
#include <guanxi/quality/identifiers/uscc.hpp>
#include <guanxi/quality/identifiers/vat.hpp>

#include <gtest/gtest.h>

#include <random>

namespace guanxi::quality {
namespace {

/// Every check, with what it must answer whatever the text.
std::vector<IdentifierCheck> check_all(std::string_view text) {
  return {check_uscc(text),
          check_organization_code(text),
          check_registration_number(text),
          check_resident_id(text),
          check_lei(text),
          check_luhn(text),
          check_iban(text),
          check_vat(text),
          check_phone(text),
          check_email(text)};
}

void expect_sound(std::string_view text) {
  for (const IdentifierCheck& check : check_all(text)) {
    ASSERT_EQ(check.original, text);
    ASSERT_TRUE(text::is_utf8(check.normalized)) << text;
    ASSERT_EQ(check.reason.zh.empty(), check.verdict == Verdict::valid) << text;
    ASSERT_EQ(check.reason.en.empty(), check.verdict == Verdict::valid) << text;
    ASSERT_TRUE(text::is_utf8(check.reason.zh)) << text;
    ASSERT_LE(check.suggestions.size(), 5u);
  }
  ASSERT_TRUE(text::is_utf8(mask_phone(text)));
  ASSERT_TRUE(text::is_utf8(mask_email(text)));
  ASSERT_TRUE(text::is_utf8(mask_resident_id(text)));
}

TEST(IdentifierProperty, any_bytes_are_answered) {
  std::mt19937 random(2026);
  std::uniform_int_distribution<int> byte(0, 255);
  for (int i = 0; i < 600; ++i) {
    std::string text(static_cast<std::size_t>(i % 24), '\0');
    for (char& c : text) c = static_cast<char>(byte(random));
    expect_sound(text);
  }
}

TEST(IdentifierProperty, texts_of_likely_signs_are_answered) {
  constexpr std::string_view signs[] = {"0", "1",   "8",  "86", "+",    "-",  " ",  "(",      ")",    "@",
                                        ".", "x",   "转", "#",  "X",    "DE", "ES", "GB",     "NL",   "B01",
                                        "a", "com", "关", "９", "xn--", "\"", "\\", "110105", "1949", "13800138000"};
  std::mt19937 random(2027);
  std::uniform_int_distribution<std::size_t> pick(0, std::size(signs) - 1);
  for (int i = 0; i < 1200; ++i) {
    std::string text;
    for (int left = i % 13; left > 0; --left) text += signs[pick(random)];
    expect_sound(text);
  }
}

}  // namespace
}  // namespace guanxi::quality
