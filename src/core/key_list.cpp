#include <guanxi/core/key_list.hpp>

namespace guanxi {

void KeyList::add(const KeyIndex& index, std::uint32_t code) {
  sort = index.sort();
  if (sort == KeySort::numbers) {
    numbers.push_back(index.number(code));
    return;
  }
  add(index.text(code));
}

KeyList KeyList::of(const KeyIndex& index, std::span<const std::uint32_t> order) {
  KeyList made{.sort = index.sort()};
  if (made.sort == KeySort::numbers)
    made.numbers.reserve(order.size());
  else
    made.offsets.reserve(order.size() + 1);
  if (made.sort == KeySort::numbers)
    for (const std::uint32_t code : order) made.numbers.push_back(index.number(code));
  else
    for (const std::uint32_t code : order) made.add(index.text(code));
  return made;
}

KeyList KeyList::pick(std::span<const std::uint32_t> rows) const {
  KeyList made{.sort = sort};
  for (const std::uint32_t row : rows) {
    if (sort == KeySort::numbers) made.numbers.push_back(numbers[row]);
    else made.add(text(row));
  }
  return made;
}

}  // namespace guanxi
