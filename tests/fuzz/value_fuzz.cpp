// Any text as a range, an amount, a number or a date: reading never fails, and what was read is written and read back.
#include <guanxi/core/read.hpp>
#include <guanxi/core/write.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using namespace guanxi;

void check_back(TypeKind kind, const Value& value) {
  Type type;
  type.kind = kind;
  const Reading again = read_exact(type, write_exact(value));
  if (!again.ok() || again.value != value) std::abort();
}

template <class T>
void check(TypeKind kind, const std::optional<T>& value) {
  if (value) check_back(kind, Value(*value));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 512) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check(TypeKind::number_range, read_number_range(text));
  check(TypeKind::money_range, read_money_range(text));
  check(TypeKind::money, read_money(text));
  check(TypeKind::integer, read_integer(text));
  check(TypeKind::real, read_real(text));
  check(TypeKind::date, read_date(text, Date::from_ymd(2024, 2, 29)));
  check(TypeKind::partial_date, read_partial_date(text));
  check(TypeKind::timestamp, read_timestamp(text));
  static_cast<void>(is_placeholder(text));
  return 0;
}
