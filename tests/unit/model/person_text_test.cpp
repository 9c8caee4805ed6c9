#include <guanxi/model/person_text.hpp>

#include <gtest/gtest.h>

#include <string>

namespace guanxi {
namespace {

struct PersonCase {
  const char* text;
  const char* name;
  const char* title;
  const char* department = "";
};

// Expected: what a reader of the form understands.
constexpr PersonCase person_cases[] = {
    // title, then name
    {"总经理李", "李", "总经理"},
    {"技术主管王", "王", "技术主管"},
    {"生产总监张伟", "张伟", "生产总监"},
    {"副总经理赵敏", "赵敏", "副总经理"},
    {"常务副总钱", "钱", "常务副总"},
    {"设备部经理王强", "王强", "设备部经理"},
    {"总工程师李", "李", "总工程师"},
    {"财务总监助理周", "周", "财务总监助理"},
    {"采购经理欧阳锋", "欧阳锋", "采购经理"},
    {"車間主任劉", "劉", "車間主任"},
    {"總經理李", "李", "總經理"},
    {"財務總監陳", "陳", "財務總監"},
    {"总经理李先生", "李先生", "总经理"},
    // name, then title
    {"王工程师", "王", "工程师"},
    {"李经理", "李", "经理"},
    {"张伟总经理", "张伟", "总经理"},
    {"欧阳经理", "欧阳", "经理"},
    {"司马技术总监", "司马", "技术总监"},
    {"王总工程师", "王", "总工程师"},
    {"高工程师", "高", "工程师"},
    {"任主任", "任", "主任"},
    {"王经理助理", "王", "经理助理"},
    {"李副总", "李", "副总"},
    {"陈设备部长", "陈", "设备部长"},
    // courtesy forms are names
    {"李总", "李总", ""},
    {"王工", "王工", ""},
    {"张先生", "张先生", ""},
    {"Mr. Wang", "Mr. Wang", ""},
    // two pieces
    {"张伟（采购总监）", "张伟", "采购总监"},
    {"张伟(采购总监)", "张伟", "采购总监"},
    {"采购总监（张伟）", "张伟", "采购总监"},
    {"张伟，采购总监", "张伟", "采购总监"},
    {"采购总监 张伟", "张伟", "采购总监"},
    {"张伟　采购总监", "张伟", "采购总监"},
    {"李强/技术总监", "李强", "技术总监"},
    {"总经理：李强", "李强", "总经理"},
    {"CEO李强", "李强", "CEO"},
    {"李强 CTO", "李强", "CTO"},
    {"张伟（采购部）", "张伟", "", "采购部"},
    // Latin letters
    {"Li Wei, Purchasing Director", "Li Wei", "Purchasing Director"},
    {"General Manager Li", "Li", "General Manager"},
    {"Li Wei (Technical Manager)", "Li Wei", "Technical Manager"},
    {"Head of Purchasing Zhang Wei", "Zhang Wei", "Head of Purchasing"},
    {"Zhang Wei CEO", "Zhang Wei", "CEO"},
    {"Vice President Sales Anna Schmidt", "Sales Anna Schmidt", "Vice President"},
    {"Anna Schmidt", "Anna Schmidt", ""},
    // a title alone is how the person is called
    {"总经理", "总经理", "总经理"},
    {"高级工程师", "高级工程师", "高级工程师"},
    {"Purchasing Manager", "Purchasing Manager", "Purchasing Manager"},
    // nothing to take apart
    {"张", "张", ""},
    {"张伟", "张伟", ""},
    {"买买提·艾力", "买买提·艾力", ""},
    {"采购部", "采购部", ""},
    {"  张伟  ", "张伟", ""},
    {"", "", ""},
};

class PersonTable : public testing::TestWithParam<PersonCase> {};

TEST_P(PersonTable, is_read) {
  const PersonCase& wanted = GetParam();
  const PersonText read = read_person(wanted.text);
  EXPECT_EQ(read.name, wanted.name) << wanted.text;
  EXPECT_EQ(read.title, wanted.title) << wanted.text;
  EXPECT_EQ(read.department, wanted.department) << wanted.text;
}

INSTANTIATE_TEST_SUITE_P(model, PersonTable, testing::ValuesIn(person_cases));

TEST(person_text, every_surname_with_every_title_is_taken_apart_both_ways) {
  namespace person = detail::person;
  for (std::size_t at = 0; at + 3 <= person::surnames.size(); at += 3)
    for (const std::string_view title : {"总经理", "技术总监", "采购经理"}) {
      const std::string name(person::surnames.substr(at, 3));
      const std::string job(title);
      EXPECT_EQ(read_person(job + name), (PersonText{name, job, {}}));
      EXPECT_EQ(read_person(name + job), (PersonText{name, job, {}}));
    }
}

TEST(person_text, broken_bytes_do_no_harm) {
  for (const std::string_view text : {"\xE7", "总经理\xE6", "\xE6总经理", "张伟（\xE6", "（）", "()", "，", ",,,", "总经理（", "\xF0\x9F"})
    EXPECT_LE(read_person(text).name.size(), text.size());
}

TEST(person_text, tables_hold_whole_signs) {
  namespace person = detail::person;
  EXPECT_EQ(person::surnames.size() % 3, 0U);
  EXPECT_EQ(person::compound_surnames.size() % 6, 0U);
  EXPECT_EQ(person::sign_count(person::surnames), person::surnames.size() / 3);
  EXPECT_EQ(person::sign_count(person::compound_surnames), person::compound_surnames.size() / 3);
}

}  // namespace
}  // namespace guanxi
