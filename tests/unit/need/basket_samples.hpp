#pragma once

#include <guanxi/need/baskets.hpp>

#include <random>

#include "support/shared_data.hpp"

namespace guanxi::need {

using Lists = std::vector<std::vector<std::string>>;

/// Up to `most` lists over a few names, of which the first are frequent; some lists are empty, some names repeated.
inline Lists random_lists(std::mt19937_64& random, std::size_t most = 40, std::size_t names = 7) {
  Lists lists(random() % (most + 1));
  const std::size_t known = 1 + random() % names;
  for (std::vector<std::string>& list : lists)
    for (std::size_t left = random() % (2 * known + 1); left > 0; --left) {
      const std::size_t first = random() % known, second = random() % known;
      list.push_back(std::string(1, static_cast<char>('a' + (random() % 2 == 0 ? first * second / known : first))));
    }
  return lists;
}

/// Lines of a shared file as lists, in its order.
inline Lists shared_lists(const char* file) {
  Lists lists;
  for (const std::string& line : test::read_lines(test::shared_data() / file))
    lists.push_back(test::split_cells(line, ','));
  return lists;
}

inline const char* const groceries_file = "groceries/groceries.csv";
inline const char* const adult_file = "adult_baskets/adult_data_cleaned.txt";

}  // namespace guanxi::need
