#pragma once
/// @file
/// AHP: weights from comparisons of two at a time, and how well the comparisons agree.

#include <guanxi/core/value.hpp>
#include <guanxi/score/matrix.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace guanxi::score {

/// How weights come from the comparisons.
enum class AhpMethod {
  eigenvector,  ///< the principal eigenvector (Saaty)
  geometric     ///< geometric means of the rows
};

/// Mean inconsistency of random comparisons, by which a matrix is judged.
enum class RandomIndex {
  saaty,        ///< Saaty (1980), 3 to 10 things
  donegan_dodd  ///< Donegan and Dodd (1991), 3 to 10 things
};

/// How much the answer says of consistency.
enum class AhpState {
  enough,          ///< weights and consistency ratio
  no_random_index  ///< weights, but more than 10 things: no random index to judge them by
};

}  // namespace guanxi::score
namespace guanxi {

template <>
struct Words<score::AhpMethod> {
  static constexpr EnumWord table[] = {
      word(score::AhpMethod::eigenvector, "eigenvector", {"特征向量法", "Eigenvector"}),
      word(score::AhpMethod::geometric, "geometric", {"几何平均法", "Geometric mean"}),
  };
};

template <>
struct Words<score::RandomIndex> {
  static constexpr EnumWord table[] = {
      word(score::RandomIndex::saaty, "saaty", {"Saaty 随机指标", "Saaty"}),
      word(score::RandomIndex::donegan_dodd, "donegan_dodd", {"Donegan–Dodd 随机指标", "Donegan–Dodd"}),
  };
};

template <>
struct Words<score::AhpState> {
  static constexpr EnumWord table[] = {
      word(score::AhpState::enough, "enough", {"可以判断一致性", "Consistency known"}),
      word(score::AhpState::no_random_index, "no_random_index",
           {"元素太多，没有随机指标", "Too many for a random index"}),
  };
};

}  // namespace guanxi
namespace guanxi::score {

/// One comparison: how many times as important the first is as the second.
struct Judgement {
  std::int64_t first{};   ///< from 0
  std::int64_t second{};  ///< from 0, another one
  double value{};         ///< from 1e-9 to 1e9; 1 is alike, 9 on Saaty's scale the most
  bool operator==(const Judgement&) const = default;
};

/// How comparisons become weights.
struct AhpOptions {
  AhpMethod method = AhpMethod::eigenvector;      ///< how weights are found; λ is that of the matrix with either
  RandomIndex random_index = RandomIndex::saaty;  ///< by which consistency is judged
  double threshold = .10;                         ///< consistency ratio up to which a matrix is consistent, >= 0
  bool advise = true;                             ///< also which comparison fits worst
};

/// The comparison whose change would lower λ most.
struct WorstJudgement {
  std::int64_t first{};   ///< the smaller index
  std::int64_t second{};  ///< the greater index
  double given{};         ///< how many times the first was said to be as important
  double best{};          ///< the value that fits the others best
  double lambda_max{};    ///< λ with that value
  bool operator==(const WorstJudgement&) const = default;
};

/// The answer of AHP.
struct AhpResult {
  AhpState state{};                           ///< how much it says
  std::vector<double> weights{};              ///< one a thing, above 0, sum 1
  double lambda_max{};                        ///< principal eigenvalue, at least the number of things
  double consistency_index{};                 ///< (λ − n) / (n − 1), 0 for n <= 2
  std::optional<double> consistency_ratio{};  ///< that by the random index; 0 for n <= 2
  std::optional<bool> consistent{};           ///< whether the ratio is at most the threshold
  std::optional<WorstJudgement> worst{};      ///< what fits worst; unset if all fits, or is not asked for
  std::vector<Judgement> filled{};            ///< comparisons that were missing, with the values that make λ smallest
  RandomIndex random_index{};                 ///< as asked for
  bool operator==(const AhpResult&) const = default;
};

/// Weights from a matrix of comparisons.
/// @param matrix   n × n: cell (i, j) is how many times as important i is as j; NaN where nobody has compared them, a
/// cell
///                 that is missing on one side only being read from the other
/// @param options  method, random index, threshold
/// @return  weights in the order of the rows; missing comparisons take the values that make λ smallest
/// @throws  ArgumentError  `score.matrix` for a table that is empty or not square; `score.judgement` naming the cell
/// that is
///                         outside 1e-9 to 1e9, not 1 on the diagonal, or not reciprocal within 1e-9;
///                         `score.disconnected` if the comparisons do not link all things
/// @cost    some n³; with advice n² times that; each missing comparison some dozen times that; no shared state
/// @source  Saaty (1980), The Analytic Hierarchy Process; Bozóki, Fülöp and Rónyai (2010),
/// doi 10.1016/j.mcm.2010.02.047;
///          Noda (1971), doi 10.1007/BF01397091, for the eigenvector; docs/methods/score_choices.md
[[nodiscard]] AhpResult ahp(MatrixView matrix, const AhpOptions& options = {});

/// Weights from a list of comparisons.
/// @param things      how many things there are, at least 1
/// @param judgements  each pair at most once, in any order and direction
/// @param options     method, random index, threshold
/// @return  as ahp
/// @throws  ArgumentError  `score.judgement` for a thing that is not there, one compared with itself, a pair that comes
/// twice
///                         or a bad value; `score.disconnected` as ahp
/// @cost    as ahp
[[nodiscard]] AhpResult ahp_judgements(std::size_t things, std::span<const Judgement> judgements,
                                       const AhpOptions& options = {});

/// The comparisons of a group: the geometric mean of those who made each.
/// @param matrices  at least one, all n × n, as for ahp
/// @return  n × n, row after row; NaN where nobody has compared
/// @throws  ArgumentError  `score.matrix` for none, or of different sizes; `score.judgement` as ahp
/// @cost    one pass; no shared state, any thread may call it
/// @source  Aczél and Saaty (1983), doi 10.1016/0022-2496(83)90028-7
[[nodiscard]] std::vector<double> group_judgements(std::span<const MatrixView> matrices);

}  // namespace guanxi::score
