#pragma once
/// @file
/// A record with one field of each type, and Arrow columns for it made by hand.

#include <guanxi/core/arrow_builder.hpp>
#include <guanxi/core/catalogue.hpp>
#include <guanxi/io/arrow_tables.hpp>
#include <guanxi/model/kinds.hpp>

#include "support/counted_arrow.hpp"

#include <optional>
#include <string>
#include <vector>

namespace guanxi::test {

enum class SampleGrade { low, high };

/// Something inside a sample.
struct Piece {
  std::string label{};
  std::optional<std::int64_t> count{};
  std::optional<Money> price{};
  std::vector<std::string> notes{};
  bool operator==(const Piece&) const = default;
};

/// One field of each type.
struct Sample {
  Id<Sample> id{};
  std::string title{};
  std::optional<bool> flag{};
  std::optional<std::int64_t> whole{};
  std::optional<std::int32_t> small{};
  std::optional<double> real{};
  std::optional<Ratio> share{};
  std::optional<Date> day{};
  std::optional<PartialDate> partial{};
  std::optional<Timestamp> at{};
  std::optional<Money> total{};
  std::optional<NumberRange> span{};
  std::optional<MoneyRange> budget{};
  std::optional<SampleGrade> grade{};
  Ref<Sample> other{};
  std::string number{};
  Piece main{};
  std::vector<std::string> names{};
  std::vector<SampleGrade> grades{};
  std::vector<std::optional<Money>> fees{};
  std::vector<Ref<Sample>> others{};
  std::vector<Piece> pieces{};
  Custom custom{};
  bool operator==(const Sample&) const = default;
};

}  // namespace guanxi::test

namespace guanxi {

template <>
struct Words<test::SampleGrade> {
  static constexpr EnumWord table[] = {word(test::SampleGrade::low, "low", {"低", "Low"}), word(test::SampleGrade::high, "high", {"高", "High"}, "优")};
};

template <>
struct Schema<test::Piece> {
  static constexpr Field fields[] = {
      field<&test::Piece::label>("label", {"标签", "Label"}, {.part = Part::title}),
      field<&test::Piece::count>("count", {"件数", "Count"}),
      field<&test::Piece::price>("price", {"单价", "Price"}, {.unit = "USD"}),
      field<&test::Piece::notes>("notes", {"说明", "Notes"}),
  };
};

template <>
struct Schema<test::Sample> {
  static constexpr std::string_view name = "sample";
  static constexpr std::string_view plural = "samples";
  static constexpr Label label{"样本", "Sample"};
  static constexpr Scope scope = Scope::own;
  static constexpr Category category{"samples", {"样本", "Samples"}};
  static constexpr Field fields[] = {
      field<&test::Sample::id>("id", {"编号", "Id"}, {.part = Part::key}),
      field<&test::Sample::title>("title", {"样本名称", "Title"}, {.aliases = "名称|题目", .hint = {"怎么称呼", "What it is called"}, .part = Part::title}),
      field<&test::Sample::flag>("flag", {"合格", "Flag"}),
      field<&test::Sample::whole>("whole", {"整数", "Whole"}, {.unit = "件"}),
      field<&test::Sample::small>("small", {"小整数", "Small"}),
      field<&test::Sample::real>("real", {"实数", "Real"}),
      field<&test::Sample::share>("share", {"份额", "Share"}),
      field<&test::Sample::day>("day", {"日子", "Day"}),
      field<&test::Sample::partial>("partial", {"大约日期", "Partial"}),
      field<&test::Sample::at>("at", {"时刻", "At"}),
      field<&test::Sample::total>("total", {"合计", "Total"}),
      field<&test::Sample::span>("span", {"跨度", "Span"}),
      field<&test::Sample::budget>("budget", {"预算", "Budget"}),
      field<&test::Sample::grade>("grade", {"等级", "Grade"}),
      field<&test::Sample::other>("other", {"另一个", "Other"}),
      field<&test::Sample::number>("number", {"号码", "Number"}, {.format = Format::phone}),
      field<&test::Sample::main>("main", {"主件", "Main piece"}),
      field<&test::Sample::names>("names", {"别名", "Names"}),
      field<&test::Sample::grades>("grades", {"各等级", "Grades"}),
      field<&test::Sample::fees>("fees", {"费用", "Fees"}),
      field<&test::Sample::others>("others", {"其他样本", "Others"}),
      field<&test::Sample::pieces>("pieces", {"部件", "Pieces"}),
      field<&test::Sample::custom>("custom", {"自定义字段", "Custom fields"}),
  };
};

}  // namespace guanxi

namespace guanxi::test {

inline const KindInfo& sample_kind() { return kind_info<Sample>(); }

inline const Catalogue& sample_catalogue() {
  static const KindInfo* kinds[] = {&sample_kind()};
  static const Catalogue made(kinds);
  return made;
}

/// Offsets of texts, 32 or 64 bits wide.
template <class Offset>
std::string offsets_of(const std::vector<std::string>& texts) {
  std::vector<Offset> offsets{0};
  for (const std::string& text : texts) offsets.push_back(static_cast<Offset>(offsets.back() + static_cast<Offset>(text.size())));
  return bytes_of(offsets);
}

inline std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += text;
  return all;
}

/// A column of texts.
inline HandColumn text_column(std::string name, const std::vector<std::string>& texts) {
  return {.name = std::move(name), .format = "u", .length = static_cast<std::int64_t>(texts.size()), .null_count = 0,
          .buffers = {"", offsets_of<std::int32_t>(texts), joined(texts)}, .absent = {true, false, false}};
}

/// A column of values of a fixed width.
template <class T>
HandColumn fixed_column(std::string name, std::string format, const std::vector<T>& values) {
  return {.name = std::move(name), .format = std::move(format), .length = static_cast<std::int64_t>(values.size()), .null_count = 0,
          .buffers = {"", bytes_of(values)}, .absent = {true, false}};
}

/// The same column with nulls where `valid` says so.
inline HandColumn with_nulls(HandColumn column, const std::vector<bool>& valid) {
  column.null_count = -1;
  column.buffers[0] = bits_of(valid);
  column.absent[0] = false;
  return column;
}

/// A table of columns of equal length.
inline HandColumn table_of(std::vector<HandColumn> columns) {
  const std::int64_t length = columns.empty() ? 0 : columns.front().length;
  return {.format = "+s", .length = length, .null_count = 0, .buffers = {""}, .absent = {true}, .children = std::move(columns)};
}

/// What a table of samples is read as; the releases balance or the test fails.
struct SamplesRead {
  std::vector<Sample> samples{};
  Findings findings{};
};

inline SamplesRead read_samples(std::vector<HandColumn> columns, const io::ArrowReadOptions& options = {}) {
  ReleaseCount count;
  SamplesRead read;
  {
    ArrowArrayStream raw = hand_stream({.batches = {table_of(std::move(columns))}}, count);
    io::ArrowRecords made = io::from_arrow(sample_catalogue(), sample_kind(), arrow::Stream(&raw), options);
    read = {made.records.of<Sample>(), std::move(made.findings)};
  }
  if (!count.balanced()) throw std::logic_error("made " + std::to_string(count.made) + " structs, released " + std::to_string(count.released));
  return read;
}

/// The codes of findings, in their order.
inline std::vector<std::string> arrow_codes(const Findings& findings) {
  std::vector<std::string> codes;
  for (const Finding& finding : findings) codes.push_back(finding.code);
  return codes;
}

}  // namespace guanxi::test
