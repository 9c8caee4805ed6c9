#include <guanxi/core/purchase_columns.hpp>

#include <string>
#include <type_traits>

namespace guanxi {

namespace {

template <class T>
std::size_t length_of(std::span<const T> values) {
  return values.size();
}
std::size_t length_of(const TextValues& values) { return values.size(); }
std::size_t length_of(const CodedTextValues& values) { return values.codes.size(); }
std::size_t length_of(const Moments& values) { return values.ticks.size(); }
template <class Real>
std::size_t length_of(const RealAmounts<Real>& values) {
  return values.values.size();
}

std::size_t length_of_any(const auto& values) {
  return std::visit([](const auto& held) { return length_of(held); }, values);
}

template <class T>
std::span<const T> slice(std::span<const T> values, std::size_t first, std::size_t count) {
  return values.subspan(first, count);
}
TextValues slice(TextValues values, std::size_t first, std::size_t count) {
  if (!values.views.empty())
    values.views = values.views.subspan(first, count);
  else if (!values.offsets.empty())
    values.offsets = values.offsets.subspan(first, count + 1);
  else if (!values.long_offsets.empty())
    values.long_offsets = values.long_offsets.subspan(first, count + 1);
  return values;
}
CodedTextValues slice(CodedTextValues values, std::size_t first, std::size_t count) {
  values.codes = values.codes.subspan(first, count);
  return values;
}
Moments slice(Moments values, std::size_t first, std::size_t count) {
  values.ticks = values.ticks.subspan(first, count);
  return values;
}
template <class Real>
RealAmounts<Real> slice(RealAmounts<Real> values, std::size_t first, std::size_t count) {
  values.values = values.values.subspan(first, count);
  return values;
}

template <class Column>
Column slice_column(Column column, std::size_t first, std::size_t count) {
  std::visit([&](auto& held) { held = slice(held, first, count); }, column.values);
  column.valid.offset += static_cast<std::int64_t>(first);
  return column;
}

void demand_scale(const AmountColumn& amount) {
  const auto check = [](int scale) {
    if (scale < 0 || scale > 9)
      throw ArgumentError("argument.range", "scale must be 0 to 9, found " + std::to_string(scale));
  };
  if (const auto* wide = std::get_if<RealAmounts<double>>(&amount.values)) check(wide->scale);
  if (const auto* narrow = std::get_if<RealAmounts<float>>(&amount.values)) check(narrow->scale);
}

}  // namespace

std::size_t KeyColumn::size() const noexcept { return length_of_any(values); }
std::size_t DayColumn::size() const noexcept { return length_of_any(values); }
std::size_t AmountColumn::size() const noexcept { return length_of_any(values); }

std::size_t rows_of(const Purchases& purchases) {
  const std::size_t rows = purchases.customer.size(), days = purchases.day.size(), amounts = purchases.amount.size();
  if (days != rows || (amounts != rows && amounts != 0))
    throw ArgumentError("argument.length", "customer, day and amount must be of one length, found " +
                                               std::to_string(rows) + ", " + std::to_string(days) + " and " +
                                               std::to_string(amounts));
  demand_scale(purchases.amount);
  if (const auto* moments = std::get_if<Moments>(&purchases.day.values); moments != nullptr && moments->per_day < 1)
    throw ArgumentError("argument.range", "per_day must be at least 1, found " + std::to_string(moments->per_day));
  return rows;
}

KeyColumn KeyColumn::part(std::size_t first, std::size_t count) const { return slice_column(*this, first, count); }
DayColumn DayColumn::part(std::size_t first, std::size_t count) const { return slice_column(*this, first, count); }
AmountColumn AmountColumn::part(std::size_t first, std::size_t count) const { return size() > 0 ? slice_column(*this, first, count) : *this; }

Purchases part_of(const Purchases& purchases, std::size_t first, std::size_t count) {
  return {purchases.customer.part(first, count), purchases.day.part(first, count), purchases.amount.part(first, count), purchases.until, purchases.first_row + static_cast<std::int64_t>(first)};
}

}  // namespace guanxi
