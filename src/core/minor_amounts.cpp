#include <guanxi/core/minor_amounts.hpp>

#include "purchase_blocks.hpp"

namespace guanxi {

std::vector<std::int64_t> minor_amounts(const AmountColumn& amounts, std::int64_t first_row, PurchaseFaults& faults) {
  const std::vector<std::int32_t> rows(amounts.size());
  std::vector<std::uint32_t> codes(amounts.size());
  for (std::size_t i = 0; i < codes.size(); ++i) codes[i] = static_cast<std::uint32_t>(i);
  const Purchases purchases{.customer = rows, .day = rows, .amount = amounts, .first_row = first_row};
  (void)rows_of(purchases);
  std::vector<std::int64_t> made(amounts.size());
  detail::RowReader(purchases).visit(codes, faults, [&made](const detail::PurchaseRow& row) { made[row.customer] = row.amount; });
  return made;
}

}  // namespace guanxi
