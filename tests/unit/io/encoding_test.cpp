#include <guanxi/io/encoding.hpp>

#include "support/shared_data.hpp"

#include <random>

namespace guanxi::io {
namespace {

using namespace std::string_literals;

std::string from_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes.push_back(static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
  return bytes;
}

const std::string table = "客户名称,所属行业,员工数\r\n江南专用设备制造有限公司,制造业,500\r\n";
const Encoding all_encodings[] = {Encoding::utf8, Encoding::utf8_bom, Encoding::gb18030, Encoding::utf16le,
                                  Encoding::utf16be};

TEST(Encoding, signs_of_the_oracle) {
  GUANXI_NEED_SHARED("oracles/encoding.tsv");
  const auto rows = test::read_table(test::shared_data() / "oracles/encoding.tsv");
  ASSERT_EQ(rows.size(), 5u);
  for (const auto& row : rows) {
    EXPECT_EQ(row[0], from_hex(row[1]));
    EXPECT_EQ(encode(row[0], Encoding::gb18030), from_hex(row[3])) << row[0];
    EXPECT_EQ(decode(from_hex(row[3])).text, row[0]);
    if (row[2] == "-") continue;
    EXPECT_EQ(decode(from_hex(row[2])).text, row[0]);
  }
}

TEST(Encoding, each_encoding_is_recognised) {
  for (const Encoding encoding : all_encodings)
    EXPECT_EQ(decode(encode(table, encoding)), (Decoded{table, encoding, false})) << encoding_name(encoding);
}

TEST(Encoding, byte_order_marks_are_written_and_dropped) {
  EXPECT_EQ(encode("a", Encoding::utf8), "a");
  EXPECT_EQ(encode("a", Encoding::utf8_bom),
            "\xEF\xBB\xBF"
            "a");
  EXPECT_EQ(encode("a", Encoding::utf16le),
            "\xFF\xFE"
            "a\0"s);
  EXPECT_EQ(encode("a", Encoding::utf16be), "\xFE\xFF\0a"s);
  EXPECT_EQ(decode("\x84\x31\x95\x33" + encode(table, Encoding::gb18030)).text, table);
}

TEST(Encoding, utf16_without_a_mark) {
  EXPECT_EQ(decode(encode(table, Encoding::utf16le).substr(2)), (Decoded{table, Encoding::utf16le, false}));
  EXPECT_EQ(decode(encode(table, Encoding::utf16be).substr(2)), (Decoded{table, Encoding::utf16be, false}));
  // 一 is 4E00: its zero byte lies where the other byte order would have it.
  const std::string ones = "一一一一,一一\r\n一一,一\r\n";
  EXPECT_EQ(decode(encode(ones, Encoding::utf16le).substr(2)).text, ones);
  EXPECT_EQ(decode(encode(ones, Encoding::utf16be).substr(2)).text, ones);
}

TEST(Encoding, a_stray_zero_byte_does_not_make_utf16) {
  const std::string text = "name,town\nLi\0Ming,Wuxi\nzhang,Suzhou 12"s;
  ASSERT_EQ(text.size() % 2, 0u);
  EXPECT_EQ(decode(text), (Decoded{text, Encoding::utf8, false}));
}

struct DecodeCase {
  const char* name;
  std::string bytes;
  std::string text;
  Encoding encoding;
  bool damaged;
};

// Expected texts by hand from the code tables: 中 = UTF-8 E4B8AD = GBK D6D0, 文 = E69687 = CEC4.
const DecodeCase decode_cases[] = {
    {"nothing", "", "", Encoding::utf8, false},
    {"ascii", "a,b", "a,b", Encoding::utf8, false},
    {"only_a_mark", "\xEF\xBB\xBF", "", Encoding::utf8_bom, false},
    {"gbk", "\xD6\xD0\xCE\xC4", "中文", Encoding::gb18030, false},
    {"windows_euro",
     "\xD6\xD0\xCE\xC4 \x80"
     "5",
     "中文 €5", Encoding::gb18030, false},
    {"gbk_that_looks_like_utf8_in_part", "\xC1\xAA\xCD\xA8", "联通", Encoding::gb18030, false},
    {"half_a_gbk_sign_before_a_comma", "\xD6\xD0\xCE\xC4\xD6\xD0\xCE,\xD6\xD0", "中文中\uFFFD,中", Encoding::gb18030,
     true},
    {"cut_utf8", "中文中文中文中文\xE4", "中文中文中文中文\uFFFD", Encoding::utf8, true},
    {"mark_then_gbk",
     "\xEF\xBB\xBF"
     "a\xD6\xD0",
     "a\uFFFD\uFFFD", Encoding::utf8_bom, true},
    {"overlong",
     "\xEF\xBB\xBF"
     "a\xC0\x80",
     "a\uFFFD\uFFFD", Encoding::utf8_bom, true},
    {"odd_utf16",
     "\xFF\xFE"
     "a\0b"s,
     "a\uFFFD", Encoding::utf16le, true},
    {"half_a_pair",
     "\xFF\xFE"
     "\x3D\xD8"
     "a\0"s,
     "\uFFFD"
     "a",
     Encoding::utf16le, true},
    {"pair", "\xFE\xFF\xD8\x3D\xDE\x00"s, "😀", Encoding::utf16be, false},
};

class EncodingTable : public testing::TestWithParam<DecodeCase> {};
TEST_P(EncodingTable, decode) {
  const DecodeCase& expected = GetParam();
  EXPECT_EQ(decode(expected.bytes), (Decoded{expected.text, expected.encoding, expected.damaged}));
}
INSTANTIATE_TEST_SUITE_P(io, EncodingTable, testing::ValuesIn(decode_cases),
                         [](const auto& test) { return test.param.name; });

TEST(Encoding, one_bad_byte_does_not_turn_utf8_into_nonsense) {
  std::string bytes;
  for (int i = 0; i < 50; ++i) bytes += table;
  bytes[bytes.size() / 2] = '\xFF';
  const Decoded decoded = decode(bytes);
  EXPECT_EQ(decoded.encoding, Encoding::utf8);
  EXPECT_TRUE(decoded.damaged);
  EXPECT_NE(decoded.text.find("江南专用设备制造有限公司"), std::string::npos);
}

TEST(Encoding, bad_utf8_is_written_as_replacement) {
  EXPECT_EQ(encode("a\xFF", Encoding::utf8), "a\uFFFD");
  EXPECT_EQ(encode("a\xED\xA0\x80", Encoding::utf16be), "\xFE\xFF\0a\xFF\xFD\xFF\xFD\xFF\xFD"s);
  EXPECT_EQ(encode("\xFF", Encoding::gb18030), "\x84\x31\xA4\x37");
}

TEST(Encoding, a_sign_without_place_in_gb18030_does_not_stop_the_rest) {
  EXPECT_EQ(decode("\xD6\xD0\xD6\xD0" + encode("\uE78D中", Encoding::gb18030)).text, "中中\uFFFD中");
}

/// UTF-8 of random signs: Chinese, ASCII, beyond the basic plane.
std::string random_text(std::mt19937& random) {
  const char32_t starts[] = {0x20, 0x4E00, 0x3400, 0x20000, 0x1F600};
  const int sizes[] = {0x5F, 0x51A6, 0x19C0, 0xA6E0, 0x50};
  std::string utf16(1, '\xFE');
  utf16 += '\xFF';
  const auto unit = [&](char32_t value) {
    utf16.push_back(static_cast<char>(value >> 8));
    utf16.push_back(static_cast<char>(value & 0xFF));
  };
  const int length = std::uniform_int_distribution(20, 60)(random);
  for (int i = 0; i < length; ++i) {
    const auto range = std::uniform_int_distribution<std::size_t>(0, 4)(random);
    const auto offset = std::uniform_int_distribution(0, sizes[range] - 1)(random);
    const char32_t code = starts[range] + static_cast<char32_t>(offset);
    if (code < 0x10000) {
      unit(code);
    } else {
      unit(0xD800 + ((code - 0x10000) >> 10));
      unit(0xDC00 + ((code - 0x10000) & 0x3FF));
    }
  }
  return decode(utf16).text;
}

TEST(Encoding, write_then_read_is_the_identity) {
  std::mt19937 random(20231015);
  for (int i = 0; i < 300; ++i) {
    const std::string text = table + random_text(random);
    for (const Encoding encoding : all_encodings)
      ASSERT_EQ(decode(encode(text, encoding)), (Decoded{text, encoding, false})) << encoding_name(encoding) << text;
  }
}

}  // namespace
}  // namespace guanxi::io
