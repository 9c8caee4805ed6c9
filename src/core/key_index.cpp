#include <guanxi/core/key_index.hpp>

#include <algorithm>
#include <functional>
#include <limits>
#include <numeric>

namespace guanxi {

namespace {

constexpr std::uint32_t absent = KeyIndex::nobody;

// A number's hash: its upper bits are the best mixed ones (Knuth 1998, 6.4).
std::uint64_t mixed(std::int64_t key) {
  std::uint64_t hash = static_cast<std::uint64_t>(key) * 0x9E3779B97F4A7C15U;
  hash ^= hash >> 32;
  return hash * 0xD6E8FEB86659FD93U;
}

std::uint32_t hash_of(std::string_view text) {
  const std::size_t hash = std::hash<std::string_view>{}(text);
  return static_cast<std::uint32_t>(hash ^ hash >> 32);
}

// The first eight bytes as a number that sorts as they do.
std::uint64_t head_of(std::string_view text) {
  std::uint64_t head = 0;
  for (std::size_t i = 0; i < 8; ++i) head = head << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
  return head;
}

}  // namespace

void KeyIndex::require(KeySort sort) {
  if (sort_ == KeySort::none) sort_ = sort;
  if (sort_ != sort) throw ArgumentError("keys.sort", "keys must be all whole numbers or all texts, found both");
}

std::uint32_t KeyIndex::new_code() const {
  const std::size_t code = size();
  if (code >= absent - 1) throw ArgumentError("keys.many", "there may be 4294967294 different keys, found more");
  return static_cast<std::uint32_t>(code);
}

void KeyIndex::expect(std::int64_t low, std::int64_t high, std::size_t rows) {
  require(KeySort::numbers);
  if (!is_direct_) return;
  if (!direct_.empty()) {
    low = (std::min)(low, low_);
    high = (std::max)(high, low_ + static_cast<std::int64_t>(direct_.size()) - 1);
  }
  const auto range = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
  const std::uint64_t most = (std::max<std::uint64_t>)(1U << 16, 4 * (rows + numbers_.size()));
  if (range >= most) {
    is_direct_ = false;
    direct_ = {};
    grow_numbers();
    return;
  }
  if (!direct_.empty() && low == low_ && range + 1 == direct_.size()) return;
  std::vector<std::uint32_t> wider(range + 1, absent);
  if (!direct_.empty()) std::copy(direct_.begin(), direct_.end(), wider.begin() + (low_ - low));
  direct_ = std::move(wider);
  low_ = low;
}

// Room on both sides of a key outside, so that further ones seldom need more.
void KeyIndex::make_room(std::int64_t key) {
  constexpr std::int64_t least = (std::numeric_limits<std::int64_t>::min)();
  constexpr std::int64_t most = (std::numeric_limits<std::int64_t>::max)();
  const auto slack = static_cast<std::int64_t>(direct_.size() / 2 + 512);
  expect(key < least + slack ? least : key - slack, key > most - slack ? most : key + slack, 1);
}

std::size_t KeyIndex::slot_of(std::int64_t key) const noexcept {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = mixed(key) >> 32 & mask;
  while (slots_[slot] != 0 && numbers_[slots_[slot] - 1] != key) slot = (slot + 1) & mask;
  return slot;
}

void KeyIndex::grow_numbers() {
  std::size_t wanted = 1024;
  while (wanted < 4 * (numbers_.size() + 1)) wanted *= 2;
  slots_.assign(wanted, 0);
  for (std::size_t code = 0; code < numbers_.size(); ++code)
    slots_[slot_of(numbers_[code])] = static_cast<std::uint32_t>(code + 1);
}

void KeyIndex::grow_texts() {
  std::size_t wanted = 1024;
  while (wanted < 4 * (ends_.size() + 1)) wanted *= 2;
  slots_.assign(wanted, 0);
  const std::size_t mask = wanted - 1;
  for (std::size_t code = 0; code < ends_.size(); ++code) {
    std::size_t slot = hashes_[code] & mask;
    while (slots_[slot] != 0) slot = (slot + 1) & mask;
    slots_[slot] = static_cast<std::uint32_t>(code + 1);
  }
}

std::uint32_t KeyIndex::add(std::int64_t key) {
  require(KeySort::numbers);
  if (is_direct_ && place_of(key) >= direct_.size()) make_room(key);
  if (is_direct_) {
    std::uint32_t& code = direct_[place_of(key)];
    if (code == absent) {
      code = new_code();
      numbers_.push_back(key);
    }
    return code;
  }
  if (2 * (numbers_.size() + 1) > slots_.size()) grow_numbers();
  const std::size_t slot = slot_of(key);
  if (slots_[slot] == 0) {
    slots_[slot] = new_code() + 1;
    numbers_.push_back(key);
  }
  return slots_[slot] - 1;
}

std::uint32_t KeyIndex::add(std::string_view key) {
  require(KeySort::texts);
  if (2 * (ends_.size() + 1) > slots_.size()) grow_texts();
  const std::uint32_t hash = hash_of(key);
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  for (; slots_[slot] != 0; slot = (slot + 1) & mask) {
    const std::uint32_t code = slots_[slot] - 1;
    if (hashes_[code] == hash && text(code) == key) return code;
  }
  const std::uint32_t code = new_code();
  slots_[slot] = code + 1;
  bytes_.append(key);
  ends_.push_back(bytes_.size());
  hashes_.push_back(hash);
  return code;
}

void KeyIndex::add_numbers(std::span<const std::int64_t> keys, std::span<std::uint32_t> codes) {
  if (!is_direct_) {
    for (std::size_t i = 0; i < keys.size(); ++i) codes[i] = add(keys[i]);
    return;
  }
  constexpr std::size_t ahead = 24;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (i + ahead < keys.size()) __builtin_prefetch(&direct_[place_of(keys[i + ahead])]);
    std::uint32_t& code = direct_[place_of(keys[i])];
    if (code == absent) {
      code = new_code();
      numbers_.push_back(keys[i]);
    }
    codes[i] = code;
  }
}

void KeyIndex::expect_range(const KeyColumn& keys, std::size_t first, std::size_t rows) {
  require(KeySort::numbers);
  if (!is_direct_) return;
  std::int64_t low = (std::numeric_limits<std::int64_t>::max)(), high = (std::numeric_limits<std::int64_t>::min)();
  const auto look = [&](const auto& values) {
    for (std::size_t row = first; row < first + rows; ++row) {
      if (!keys.valid(row)) continue;
      low = (std::min)(low, std::int64_t{values[row]});
      high = (std::max)(high, std::int64_t{values[row]});
    }
  };
  if (const auto* wide = std::get_if<std::span<const std::int64_t>>(&keys.values))
    look(*wide);
  else
    look(std::get<std::span<const std::int32_t>>(keys.values));
  if (low <= high) expect(low, high, rows);
}

void KeyIndex::add(const KeyColumn& keys, std::size_t first, std::span<std::uint32_t> codes) {
  const std::size_t rows = codes.size();
  if (rows == 0) return;
  require(keys.has_texts() ? KeySort::texts : KeySort::numbers);
  if (!keys.has_texts()) expect_range(keys, first, rows);
  const auto* wide = std::get_if<std::span<const std::int64_t>>(&keys.values);
  if (wide != nullptr && keys.valid.bits == nullptr) return add_numbers(wide->subspan(first, rows), codes);
  const auto* coded = std::get_if<CodedTextValues>(&keys.values);
  std::vector<std::uint32_t> known(coded != nullptr ? coded->words.size() : 0, absent);
  for (std::size_t i = 0; i < rows; ++i) {
    const std::size_t row = first + i;
    codes[i] = absent;
    if (!keys.valid(row)) continue;
    if (coded != nullptr) {
      const auto word = static_cast<std::size_t>(coded->codes[row]);
      if (coded->codes[row] < 0 || word >= known.size() || !coded->valid_words(word)) continue;
      if (known[word] == absent) known[word] = add(coded->words[word]);
      codes[i] = known[word];
    } else if (const auto* texts = std::get_if<TextValues>(&keys.values)) {
      codes[i] = add((*texts)[row]);
    } else if (const auto* narrow = std::get_if<std::span<const std::int32_t>>(&keys.values)) {
      codes[i] = add(std::int64_t{(*narrow)[row]});
    } else {
      codes[i] = add(std::get<std::span<const std::int64_t>>(keys.values)[row]);
    }
  }
}

std::vector<std::uint32_t> KeyIndex::ascending() const {
  if (sort_ == KeySort::numbers && is_direct_) {
    std::vector<std::uint32_t> order;
    order.reserve(size());
    for (const std::uint32_t code : direct_)
      if (code != absent) order.push_back(code);
    return order;
  }
  std::vector<std::uint32_t> order(size());
  std::iota(order.begin(), order.end(), 0U);
  if (sort_ == KeySort::numbers) {
    std::sort(order.begin(), order.end(),
              [this](std::uint32_t a, std::uint32_t b) { return numbers_[a] < numbers_[b]; });
    return order;
  }
  std::vector<std::pair<std::uint64_t, std::uint32_t>> heads(size());
  for (std::uint32_t code = 0; code < heads.size(); ++code) heads[code] = {head_of(text(code)), code};
  std::sort(heads.begin(), heads.end(), [this](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : text(a.second) < text(b.second);
  });
  for (std::size_t i = 0; i < heads.size(); ++i) order[i] = heads[i].second;
  return order;
}

}  // namespace guanxi
