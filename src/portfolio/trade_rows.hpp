#pragma once
/// @file
/// The transactions of a dossier as known on a day: checked, in one order, with keys of product and order.

#include <guanxi/core/finding.hpp>
#include <guanxi/model/dossier.hpp>
#include <guanxi/model/transaction.hpp>
#include <guanxi/portfolio/price_habits.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace guanxi::portfolio::detail {

/// Keys of products: the id of the offering, else the folded name.
class ProductKeys {
 public:
  /// @param products  as the book names them
  explicit ProductKeys(const std::vector<ReferenceProduct>& products);

  /// The key; empty for a product that is not stated.
  [[nodiscard]] std::string key_of(const Ref<Offering>& product) const;
  /// What the book says of a key; nullptr if nothing.
  [[nodiscard]] const ReferenceProduct* product_of(const std::string& key) const;

 private:
  std::map<std::string, const ReferenceProduct*> products_{};
  std::map<std::string, std::string> names_{};  // folded name to key
};

/// A transaction that counts.
struct TradeRow {
  Date day{};
  std::string order{};            ///< key of its order
  std::string product{};          ///< its key
  std::optional<Money> amount{};  ///< unset if none can be used
  bool is_return{};
  const Transaction* record{};
};

/// The transactions of a dossier that count, in an order that does not depend on that of the records.
/// @param findings  takes what is wrong with them, by record
[[nodiscard]] std::vector<TradeRow> trade_rows(const Dossier& dossier, Date as_of, const ProductKeys& keys,
                                               Findings& findings);

/// The offerings of a book by id.
[[nodiscard]] std::vector<ReferenceProduct> reference_products(const Book& book);

/// How people call a product: the name in the book, else as written, else its key.
[[nodiscard]] std::string product_name(const ProductKeys& keys, const std::string& key, const std::string& written);

/// The smaller of two texts that is not empty.
void take_smaller_text(std::string& kept, std::string_view other);

}  // namespace guanxi::portfolio::detail
