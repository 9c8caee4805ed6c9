#include "../../../src/report/mask.hpp"

#include <gtest/gtest.h>
#include <guanxi/model/contact.hpp>
#include <guanxi/model/kinds.hpp>

#include <string>

namespace guanxi::report::detail {
namespace {

struct MaskCase {
  const char* name;
  const char* given;
  guanxi::Format format;
  const char* masked;
};

// The first two forms are those of METHODS 1 and DESIGN 1.
constexpr MaskCase mask_cases[] = {
    {"mobile", "13800138000", guanxi::Format::phone, "138****8000"},
    {"resident_id", "11010519491231002X", guanxi::Format::resident_id, "110105********002X"},
    {"short_phone", "110", guanxi::Format::phone, "***"},
    {"seven_digits", "8765432", guanxi::Format::phone, "*******"},
    {"email", "zhang@example.com", guanxi::Format::email, "z***@example.com"},
    {"no_email", "zhang", guanxi::Format::email, "***"},
    {"at_first", "@example.com", guanxi::Format::email, "***"},
    {"name", "张伟", guanxi::Format::any, "张*"},
    {"one_sign", "张", guanxi::Format::any, "*"},
    {"four_signs", "欧阳建国", guanxi::Format::any, "欧***"},
    {"long_text", "喜欢钓鱼和围棋", guanxi::Format::any, "***"},
    {"empty", "", guanxi::Format::any, ""},
};

class Mask : public testing::TestWithParam<MaskCase> {};

TEST_P(Mask, of_a_value) { EXPECT_EQ(mask(GetParam().given, GetParam().format), GetParam().masked); }

INSTANTIATE_TEST_SUITE_P(report, Mask, testing::ValuesIn(mask_cases), [](const auto& tested) { return tested.param.name; });

TEST(Mask, known_values_are_hidden_in_other_texts_longest_first) {
  Records records;
  Contact contact;
  contact.full_name = "张伟";
  contact.hobbies = "张伟强";
  contact.phones = {"13800138000"};
  contact.title = "生产总监";
  records.of<Contact>().push_back(contact);
  Masker masker;
  EXPECT_FALSE(masker.active());
  masker.learn(standard_catalogue(), records);
  EXPECT_TRUE(masker.active());
  EXPECT_EQ(masker("拜访张伟强与张伟（生产总监），电话 13800138000"), "拜访张**与张*（生产总监），电话 138****8000");
}

TEST(Mask, a_single_sign_is_not_hunted_in_texts) {
  Records records;
  Contact contact;
  contact.full_name = "张";
  records.of<Contact>().push_back(contact);
  Masker masker;
  masker.learn(standard_catalogue(), records);
  EXPECT_EQ(masker("一张图纸"), "一张图纸");
}

}  // namespace
}  // namespace guanxi::report::detail
