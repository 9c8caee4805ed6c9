#pragma once
/// @file
/// Items that go together, and what to offer to somebody who has some of them.

#include <guanxi/core/finding.hpp>
#include <guanxi/core/value.hpp>
#include <guanxi/need/baskets.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace guanxi::need {

/// How near two items are, from the baskets that hold the one, the other and both.
enum class Similarity {
  cosine,     ///< both / √(one · other)
  jaccard,    ///< both / (one + other − both)
  confidence  ///< both / one: of those who have the first, the share that has the second
};

/// How the similarities of owned items make the score of another one.
enum class NeighbourScore {
  sum,  ///< sum over the owned items
  mean  ///< the sum divided by the number of owned items that are known
};

/// When only the nearest neighbours of an owned item count.
enum class NearestCut {
  before,  ///< chosen among all other items; owned ones go afterwards
  after    ///< chosen among the items that are not owned
};

/// Why an item is recommended.
enum class RecommendedBy {
  neighbours,  ///< owned items speak for it
  popularity   ///< nothing owned does: it fills the list
};

}  // namespace guanxi::need

namespace guanxi {

template <>
struct Words<need::Similarity> {
  using enum need::Similarity;
  static constexpr EnumWord table[] = {
      word(cosine, "cosine", {"余弦", "Cosine"}),
      word(jaccard, "jaccard", {"杰卡德", "Jaccard"}),
      word(confidence, "confidence", {"置信度", "Confidence"}),
  };
};

template <>
struct Words<need::NeighbourScore> {
  using enum need::NeighbourScore;
  static constexpr EnumWord table[] = {
      word(sum, "sum", {"求和", "Sum"}),
      word(mean, "mean", {"平均", "Mean"}),
  };
};

template <>
struct Words<need::NearestCut> {
  using enum need::NearestCut;
  static constexpr EnumWord table[] = {
      word(before, "before", {"先取近邻，再去掉已有的", "Before owned items go"}),
      word(after, "after", {"先去掉已有的，再取近邻", "After owned items are gone"}),
  };
};

template <>
struct Words<need::RecommendedBy> {
  using enum need::RecommendedBy;
  static constexpr EnumWord table[] = {
      word(neighbours, "neighbours", {"与已有的常在一起", "Goes with what is owned"}),
      word(popularity, "popularity", {"按受欢迎程度补足", "Popular, to fill the list"}),
  };
};

}  // namespace guanxi

namespace guanxi::need {

/// How neighbours are made and counted.
struct NeighbourOptions {
  Similarity similarity = Similarity::cosine;  ///< how near two items are
  NeighbourScore score = NeighbourScore::sum;  ///< how similarities make a score
  std::size_t nearest = 0;                     ///< neighbours of each owned item that count; 0: all
  NearestCut cut = NearestCut::before;         ///< when the nearest are chosen
  std::size_t max_basket = 100;                ///< baskets with more items are left out, with a finding; 0: none is
};

/// An owned item that speaks for another.
struct NeighbourEvidence {
  std::string item{};       ///< what is owned
  double value{};           ///< what it adds to the score
  std::int64_t together{};  ///< baskets that hold both
  bool operator==(const NeighbourEvidence&) const = default;
};

/// An item worth offering, and why.
struct Recommendation {
  int rank{};                 ///< from 1
  std::string item{};         ///< what to offer
  double score{};             ///< the values of the evidence, added in their order; 0 if popularity filled in
  RecommendedBy basis{};      ///< neighbours or popularity
  std::int64_t popularity{};  ///< baskets that hold it
  std::vector<NeighbourEvidence> evidence{};  ///< greatest value first, then names; empty if popularity filled in
  bool operator==(const Recommendation&) const = default;
};

/// An item near another one.
struct Neighbour {
  std::string item{};       ///< the other one
  double similarity{};      ///< above 0, at most 1
  std::int64_t together{};  ///< baskets that hold both
  bool operator==(const Neighbour&) const = default;
};

/// How often items are found together, ready for questions. Any number of threads may ask at once.
class ItemNeighbours {
 public:
  /// Counts the items of baskets and their pairs.
  /// @param baskets  any number; their order changes nothing but the order of findings
  /// @param options  kind of similarity and score
  /// @cost  the sum of squares of the basket sizes; memory grows with the distinct pairs
  /// @source  Sarwar et al. (2001), Item-based collaborative filtering; Linden, Smith and York (2003)
  [[nodiscard]] static ItemNeighbours fit(const Baskets& baskets, const NeighbourOptions& options = {});

  /// What to offer to somebody who owns items.
  /// @param owned  names, trimmed; repeats and unknown ones count for nothing, their order changes nothing
  /// @param n      how many
  /// @return  exactly n items that are not owned, fewer only if there are no more: first those for which owned items
  /// speak,
  ///          by score, then names; then the most popular others, marked, by count, then names
  /// @cost    n log n in the neighbours of the owned items
  [[nodiscard]] std::vector<Recommendation> recommend(std::span<const std::string> owned, std::size_t n = 5) const;

  /// How near b is to a; by confidence the order matters.
  /// @return  0–1; 0 if no basket holds both; of an item to itself 1
  /// @throws  NotFoundError  `need.item` for a name that no basket used holds
  /// @cost    logarithmic
  [[nodiscard]] double similarity(std::string_view a, std::string_view b) const;

  /// The items nearest to one.
  /// @param item  its name, trimmed
  /// @param n     at most so many
  /// @return  largest similarity first, then names; those found with it at least once
  /// @throws  NotFoundError  `need.item` for a name that no basket used holds
  [[nodiscard]] std::vector<Neighbour> neighbours(std::string_view item, std::size_t n = 5) const;

  /// The items, in the order of their bytes.
  [[nodiscard]] const std::vector<std::string>& items() const noexcept { return items_; }
  /// Baskets used.
  [[nodiscard]] std::int64_t baskets() const noexcept { return baskets_; }
  /// `need.basket_too_big` for each basket left out.
  [[nodiscard]] const Findings& findings() const noexcept { return findings_; }
  /// As given.
  [[nodiscard]] const NeighbourOptions& options() const noexcept { return options_; }

 private:
  struct Link;
  [[nodiscard]] std::uint32_t demand(std::string_view name) const;
  [[nodiscard]] double similarity_of(std::uint32_t a, std::uint32_t b, std::uint32_t together) const noexcept;
  [[nodiscard]] std::vector<Link> links_of(std::uint32_t item, const std::vector<bool>& owned) const;
  [[nodiscard]] std::vector<Recommendation> scored(std::span<const std::uint32_t> known,
                                                   const std::vector<bool>& owned) const;
  void count_pairs(const Baskets& baskets, std::span<const std::size_t> used);
  void fill(std::vector<Recommendation>& list, const std::vector<bool>& owned, std::size_t n) const;

  NeighbourOptions options_{};
  std::vector<std::string> items_{};
  std::vector<std::uint32_t> counts_{};
  std::vector<std::size_t> starts_{};    // of each item among the pairs
  std::vector<std::uint32_t> others_{};  // ascending for each item
  std::vector<std::uint32_t> together_{};
  std::int64_t baskets_ = 0;
  Findings findings_{};
};

}  // namespace guanxi::need
