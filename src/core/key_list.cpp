#include <guanxi/core/key_list.hpp>

namespace guanxi {

void KeyList::add(const KeyIndex& index, std::uint32_t code) {
  sort = index.sort();
  if (sort == KeySort::numbers) {
    numbers.push_back(index.number(code));
    return;
  }
  bytes.append(index.text(code));
  ends.push_back(static_cast<std::int64_t>(bytes.size()));
}

KeyList KeyList::of(const KeyIndex& index, std::span<const std::uint32_t> order) {
  KeyList made{.sort = index.sort()};
  if (made.sort == KeySort::numbers)
    made.numbers.reserve(order.size());
  else
    made.ends.reserve(order.size());
  for (const std::uint32_t code : order) made.add(index, code);
  return made;
}

KeyList KeyList::pick(std::span<const std::uint32_t> rows) const {
  KeyList made{.sort = sort};
  for (const std::uint32_t row : rows) {
    if (sort == KeySort::numbers) {
      made.numbers.push_back(numbers[row]);
      continue;
    }
    made.bytes.append(text(row));
    made.ends.push_back(static_cast<std::int64_t>(made.bytes.size()));
  }
  return made;
}

}  // namespace guanxi
