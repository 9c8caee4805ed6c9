#pragma once
/// @file
/// From text to the value of a field: as people write it on forms, and as machines write it in exports.

#include <guanxi/core/field.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace guanxi {

/// What the reader may assume.
struct ReadOptions {
  Calendar calendar{};               ///< local time of dates and times without an offset. Default +08:00.
  std::optional<Date> reference{};   ///< a date without a year is the first such day on or after this one. Default: such dates are refused.
  Currency currency{};               ///< of amounts that name none. Default CNY.
};

/// A value that was read, or why it could not be.
struct Reading {
  Value value{};            ///< unset if the text was blank or could not be read; text is borrowed from the input
  Message problem{};        ///< what was expected; empty if all is well
  Message suggestion{};     ///< a likely meaning, if there is one
  /// True if the text could be read.
  [[nodiscard]] bool ok() const noexcept { return problem.en.empty(); }
};

/// Reads one leaf as people write it: full-width signs, units, Chinese multipliers, either language's words.
/// @param type     a leaf type
/// @param text     UTF-8; borrowed by a value that is text
/// @param options  what may be assumed
/// @return  the value; unset for blank text; a problem that says what is expected otherwise
[[nodiscard]] Reading read_text(const Type& type, std::string_view text, const ReadOptions& options = {});

/// Reads a field: as `read_text`, with the field's currency and bounds.
[[nodiscard]] Reading read_field(const Field& field, std::string_view text, const ReadOptions& options = {});

/// Reads one leaf as `write_exact` wrote it; text is taken as it stands.
[[nodiscard]] Reading read_exact(const Type& type, std::string_view text);

/// Reads a word of an enumeration: its word, labels and aliases, compared folded; else two or more Chinese signs that only
/// one of its labels contains.
/// @return  nullptr if no word fits
[[nodiscard]] const EnumWord* read_word(std::span<const EnumWord> words, std::string_view text);

/// True if the folded text equals one of the variants, which are separated by `|`.
[[nodiscard]] bool is_variant(std::string_view variants, std::string_view folded);

/// True for a text that stands for nothing: 无, 未知, N/A, -, 测试, 123456, Select …
[[nodiscard]] bool is_placeholder(std::string_view text);

/// Reads a number of whole units: “1,200”, “3万”, “2.5k人”.
[[nodiscard]] std::optional<std::int64_t> read_integer(std::string_view text);
/// Reads a number: “0.8”, “80%”, “8成”.
[[nodiscard]] std::optional<double> read_real(std::string_view text);
/// Reads a day: “2023-10-15”, “2023年10月15日”, “15 Oct 2023”; “11月5日” with a reference.
[[nodiscard]] std::optional<Date> read_date(std::string_view text, std::optional<Date> reference = {});
/// Reads a date of which parts may be missing: “2015年3月”, “3月5日”, “农历八月十五”.
[[nodiscard]] std::optional<PartialDate> read_partial_date(std::string_view text);
/// Reads a point in time: a day, or a day and a time with or without offset.
[[nodiscard]] std::optional<Timestamp> read_timestamp(std::string_view text, const ReadOptions& options = {});
/// Reads an amount: “200万元”, “$1,500.50”, “CNY 3 million”.
[[nodiscard]] std::optional<Money> read_money(std::string_view text, Currency currency = {});
/// Reads a range of whole numbers: “500-1000人”, “约300人”, “50人以下”.
[[nodiscard]] std::optional<NumberRange> read_number_range(std::string_view text);
/// Reads a range of amounts: “200-300万元”, “1-5亿元”, “2000万以上”.
[[nodiscard]] std::optional<MoneyRange> read_money_range(std::string_view text, Currency currency = {});

}  // namespace guanxi
