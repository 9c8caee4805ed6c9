#include <guanxi/core/arrow_builder.hpp>
#include <guanxi/core/column_view.hpp>

#include "support/code_thrown.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstring>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace guanxi::arrow {
namespace {

/// The slow, obvious reading of validity bits.
bool valid_at(const ArrowArray& array, std::int64_t index) {
  if (array.buffers[0] == nullptr) return true;
  const std::int64_t at = index + array.offset;
  const auto byte = static_cast<const unsigned char*>(array.buffers[0])[at / 8];
  for (int bit = 0; bit < 8; ++bit)
    if (bit == at % 8) return ((byte >> bit) & 1) == 1;
  return false;
}

std::string text_at(const ArrowArray& array, std::int64_t index) {
  const auto* offsets = static_cast<const std::int32_t*>(array.buffers[1]);
  return {static_cast<const char*>(array.buffers[2]) + offsets[index], static_cast<std::size_t>(offsets[index + 1] - offsets[index])};
}

/// Metadata as the specification lays it out.
std::map<std::string, std::string> unpacked(const char* bytes) {
  std::map<std::string, std::string> found;
  if (bytes == nullptr) return found;
  const auto number = [&bytes] {
    std::int32_t value = 0;
    std::memcpy(&value, bytes, sizeof(value));
    bytes += sizeof(value);
    return static_cast<std::size_t>(value);
  };
  const auto text = [&] {
    const std::size_t length = number();
    std::string value(bytes, length);
    bytes += length;
    return value;
  };
  for (std::size_t left = number(); left > 0; --left) {
    std::string name = text();
    found[name] = text();
  }
  return found;
}

/// A table of one batch in the C interface.
struct Exported {
  explicit Exported(const Table& table) : stream(table.stream()), schema(stream.schema()) {
    if (auto next = stream.next()) batch = std::move(*next);
  }
  [[nodiscard]] const ArrowArray& column(std::int64_t index) const { return *batch->children[index]; }
  [[nodiscard]] const ArrowSchema& type(std::int64_t index) const { return *schema->children[index]; }
  Stream stream;
  Schema schema;
  Array batch;
};

TEST(ArrowBuilder, every_simple_column_by_hand) {
  TableBuilder table(Metadata{{"kind", "sample"}});
  auto& text = table.add<TextColumn>("text", {{"guanxi.label_zh", "文字"}, {"unit", ""}});
  auto& truth = table.add<BoolColumn>("truth");
  auto& whole = table.add<IntegerColumn>("whole");
  auto& real = table.add<RealColumn>("real");
  auto& day = table.add<DateColumn>("day");
  auto& at = table.add<TimestampColumn>("at");
  auto& amount = table.add<DecimalColumn>("amount", {}, 22, 3);
  const std::string_view words[] = {"low", "high"};
  auto& grade = table.add<WordColumn>("grade", {}, words);
  for (Column* column : std::initializer_list<Column*>{&text, &truth, &whole, &real, &day, &at, &amount, &grade}) column->append_null();
  text.append("张三");
  truth.append(true);
  whole.append(-7);
  real.append(.5);
  day.append(*Date::from_ymd(1970, 1, 3));
  at.append(Timestamp{1});
  amount.append(Wide{-1} << 70);
  grade.append(1);
  const Exported out(table.take());

  EXPECT_EQ(std::string(out.schema->format), "+s");
  EXPECT_EQ(unpacked(out.schema->metadata), (std::map<std::string, std::string>{{"kind", "sample"}}));
  const char* formats[] = {"u", "b", "l", "g", "tdD", "tsu:UTC", "d:22,3", "i"};
  const char* names[] = {"text", "truth", "whole", "real", "day", "at", "amount", "grade"};
  ASSERT_EQ(out.schema->n_children, 8);
  for (std::int64_t i = 0; i < 8; ++i) {
    EXPECT_EQ(std::string(out.type(i).format), formats[i]);
    EXPECT_EQ(std::string(out.type(i).name), names[i]);
    EXPECT_EQ(out.type(i).flags, ARROW_FLAG_NULLABLE);
    EXPECT_EQ(out.column(i).length, 2);
    EXPECT_EQ(out.column(i).null_count, 1);
    EXPECT_FALSE(valid_at(out.column(i), 0));
    EXPECT_TRUE(valid_at(out.column(i), 1));
  }
  EXPECT_EQ(unpacked(out.type(0).metadata), (std::map<std::string, std::string>{{"guanxi.label_zh", "文字"}, {"unit", ""}}));
  EXPECT_EQ(out.type(1).metadata, nullptr);
  EXPECT_EQ(text_at(out.column(0), 0), "");
  EXPECT_EQ(text_at(out.column(0), 1), "张三");
  EXPECT_TRUE(bit_at(out.column(1).buffers[1], 1));
  EXPECT_EQ(static_cast<const std::int64_t*>(out.column(2).buffers[1])[1], -7);
  EXPECT_EQ(static_cast<const double*>(out.column(3).buffers[1])[1], .5);
  EXPECT_EQ(static_cast<const std::int32_t*>(out.column(4).buffers[1])[1], 2);
  EXPECT_EQ(static_cast<const std::int64_t*>(out.column(5).buffers[1])[1], 1);
  EXPECT_EQ(static_cast<const Wide*>(out.column(6).buffers[1])[1], Wide{-1} << 70);
  EXPECT_EQ(static_cast<const std::int32_t*>(out.column(7).buffers[1])[1], 1);
  ASSERT_NE(out.type(7).dictionary, nullptr);
  EXPECT_EQ(std::string(out.type(7).dictionary->format), "u");
  EXPECT_EQ(text_at(*out.column(7).dictionary, 1), "high");
}

TEST(ArrowBuilder, lists_and_structs_by_hand) {
  auto item = std::make_unique<StructColumn>();
  auto& name = item->add<TextColumn>("name", {});
  auto& age = item->add<IntegerColumn>("age", {{"guanxi.unit", "年"}});
  StructColumn& person = *item;
  TableBuilder table;
  auto& people = table.add<ListColumn>("people", {}, std::move(item));
  name.append("a");
  age.append(1);
  person.close();
  person.append_null();
  people.close();       // [{a, 1}, null]
  people.append_null();  // null
  people.close();       // []
  name.append("b");
  age.append_null();
  person.close();
  people.close();  // [{b, null}]
  const Exported out(table.take());

  const ArrowArray& list = out.column(0);
  EXPECT_EQ(std::string(out.type(0).format), "+l");
  EXPECT_EQ(std::string(out.type(0).children[0]->name), "item");
  EXPECT_EQ(std::string(out.type(0).children[0]->format), "+s");
  EXPECT_EQ(unpacked(out.type(0).children[0]->children[1]->metadata).at("guanxi.unit"), "年");
  const auto* offsets = static_cast<const std::int32_t*>(list.buffers[1]);
  EXPECT_EQ(std::vector<std::int32_t>(offsets, offsets + 5), (std::vector<std::int32_t>{0, 2, 2, 2, 3}));
  EXPECT_TRUE(valid_at(list, 0));
  EXPECT_FALSE(valid_at(list, 1));
  EXPECT_TRUE(valid_at(list, 2));
  const ArrowArray& structs = *list.children[0];
  EXPECT_EQ(structs.length, 3);
  EXPECT_FALSE(valid_at(structs, 1));
  EXPECT_EQ(text_at(*structs.children[0], 2), "b");
  EXPECT_FALSE(valid_at(*structs.children[1], 2));
}

TEST(ArrowBuilder, no_rows_make_a_type_and_no_batch) {
  TableBuilder table;
  (void)table.add<TextColumn>("text");
  const Table made = table.take();
  EXPECT_EQ(made.rows(), 0);
  Stream stream = made.stream();
  EXPECT_EQ(stream.schema()->n_children, 1);
  EXPECT_FALSE(stream.next().has_value());
  EXPECT_EQ(Table().stream().schema()->n_children, 0);
}

TEST(ArrowBuilder, empty_texts_have_addresses) {
  TableBuilder table;
  auto& text = table.add<TextColumn>("text");
  text.append("");
  const Exported out(table.take());
  EXPECT_EQ(out.column(0).buffers[0], nullptr) << "nothing is null";
  EXPECT_NE(out.column(0).buffers[2], nullptr);
}

TEST(ArrowBuilder, columns_of_different_length_are_refused) {
  TableBuilder table;
  auto& a = table.add<IntegerColumn>("a");
  auto& b = table.add<IntegerColumn>("b");
  a.append(1);
  a.append(2);
  b.append(1);
  EXPECT_EQ(test::code_thrown<ArgumentError>([&] { table.end_batch(); }), "arrow.rows");
}

TEST(ArrowBuilder, a_word_outside_the_list_is_refused) {
  const std::string_view words[] = {"one"};
  WordColumn column(words);
  EXPECT_EQ(test::code_thrown<ArgumentError>([&] { column.append(1); }), "arrow.word");
}

TEST(ArrowBuilder, batches_share_the_words) {
  const std::string_view words[] = {"one", "two"};
  TableBuilder table;
  auto& column = table.add<WordColumn>("word", {}, words);
  column.append(0);
  table.end_batch();
  column.append(1);
  const Table made = table.take();
  ASSERT_EQ(made.batches().size(), 2U);
  EXPECT_EQ(made.batches()[0]->children[0]->dictionary, made.batches()[1]->children[0]->dictionary);
}

TEST(ArrowBuilder, children_live_on_without_their_parent) {
  ArrowArray child{};
  ArrowSchema type{};
  {
    TableBuilder table;
    auto& text = table.add<TextColumn>("text");
    auto& number = table.add<IntegerColumn>("number");
    text.append("still here");
    number.append(1);
    Exported out(table.take());
    child = *out.batch->children[0];
    out.batch->children[0]->release = nullptr;
    type = *out.schema->children[0];
    out.schema->children[0]->release = nullptr;
  }
  EXPECT_EQ(text_at(child, 0), "still here");
  EXPECT_EQ(std::string(type.name), "text");
  child.release(&child);
  type.release(&type);
  EXPECT_EQ(child.release, nullptr);
  EXPECT_EQ(type.release, nullptr);
}

TEST(ArrowBuilder, streams_share_the_buffers_of_the_table) {
  TableBuilder table;
  auto& number = table.add<IntegerColumn>("number");
  number.append(1);
  const Table made = table.take();
  const Exported one(made), two(made);
  EXPECT_EQ(one.column(0).buffers[1], made.batches()[0]->children[0]->buffers[1].data);
  EXPECT_EQ(one.column(0).buffers[1], two.column(0).buffers[1]);
  EXPECT_EQ(made.batches()[0]->children[0].use_count(), 3) << "the table and two arrays";
}

TEST(ArrowBuilder, nothing_is_left_once_all_are_released) {
  std::weak_ptr<const void> buffer;
  {
    TableBuilder table;
    table.add<TextColumn>("text").append("x");
    Stream stream = table.take().stream();
    auto batch = stream.next();
    stream.reset();
    EXPECT_EQ(text_at(*(*batch)->children[0], 0), "x") << "a batch outlives its stream";
    TableBuilder again;
    again.add<TextColumn>("text").append("y");
    const Table made = again.take();
    buffer = made.batches()[0]->children[0]->buffers[2].owner;
    EXPECT_FALSE(buffer.expired());
  }
  EXPECT_TRUE(buffer.expired());
}

RC_GTEST_PROP(ArrowBuilderProperty, texts_and_bits_come_back, (const std::vector<std::pair<bool, std::string>>& texts, const std::vector<std::pair<bool, bool>>& bits)) {
  TableBuilder table;
  auto& text = table.add<TextColumn>("text");
  auto& bit = table.add<BoolColumn>("bit");
  const std::size_t rows = (std::min)(texts.size(), bits.size());
  for (std::size_t i = 0; i < rows; ++i) {
    if (texts[i].first) text.append(texts[i].second);
    else text.append_null();
    if (bits[i].first) bit.append(bits[i].second);
    else bit.append_null();
  }
  const Exported out(table.take());
  RC_ASSERT((rows == 0) == !out.batch);
  std::int64_t nulls = 0;
  for (std::size_t i = 0; i < rows; ++i) {
    const auto at = static_cast<std::int64_t>(i);
    nulls += texts[i].first ? 0 : 1;
    RC_ASSERT(valid_at(out.column(0), at) == texts[i].first);
    RC_ASSERT(text_at(out.column(0), at) == (texts[i].first ? texts[i].second : ""));
    RC_ASSERT(valid_at(out.column(1), at) == bits[i].first);
    RC_ASSERT(bit_at(out.column(1).buffers[1], at) == (bits[i].first && bits[i].second));
  }
  if (rows > 0) RC_ASSERT(out.column(0).null_count == nulls);
}

}  // namespace
}  // namespace guanxi::arrow
