#pragma once
/// @file
/// The e-mail experiment of Hillstrom: men's e-mail against none.

#include <vector>

#include "csv_columns.hpp"

namespace guanxi::test {

/// Rows of the two arms.
struct Hillstrom {
  std::vector<double> treated{}, visit{}, spend{}, recency{}, history{}, mens{}, womens{}, newbie{};
};

/// Reads the rows of those who got the men's e-mail or none.
inline Hillstrom read_hillstrom() {
  const CsvColumns csv(shared_data() / "hillstrom/hillstrom_even_rows.csv");
  const std::vector<std::string>& segment = csv.text("segment");
  Hillstrom rows;
  const auto keep = [&](std::vector<double>& into, const char* name) {
    const std::vector<double> all = csv.numbers(name);
    for (std::size_t i = 0; i < all.size(); ++i)
      if (segment[i] != "Womens E-Mail") into.push_back(all[i]);
  };
  keep(rows.visit, "visit");
  keep(rows.spend, "spend");
  keep(rows.recency, "recency");
  keep(rows.history, "history");
  keep(rows.mens, "mens");
  keep(rows.womens, "womens");
  keep(rows.newbie, "newbie");
  for (const std::string& word : segment)
    if (word != "Womens E-Mail") rows.treated.push_back(word == "Mens E-Mail" ? 1 : 0);
  return rows;
}

}  // namespace guanxi::test
