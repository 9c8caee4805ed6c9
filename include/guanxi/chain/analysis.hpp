#pragma once
/// @file
/// What a decision-chain analysis answers.

#include <guanxi/chain/outlook.hpp>
#include <guanxi/core/finding.hpp>
#include <guanxi/core/score.hpp>
#include <guanxi/model/decision_chain.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace guanxi::chain {

/// Whether the numbers could be given.
enum class ChainState {
  enough,        ///< all of them
  no_influence,  ///< nobody has influence above 0: no coverage and no net support
  empty          ///< nobody is known: no clarity either
};

/// How far we have got with an account.
enum class AccountLevel { nobody_known, people_known, key_player_known, key_player_supports };

/// How a deal stands.
enum class DealStatus { red, amber, green };

}  // namespace guanxi::chain

namespace guanxi {

template <>
struct Words<chain::ChainState> {
  static constexpr EnumWord table[] = {
      word(chain::ChainState::enough, "enough", {"数据足够", "Enough data"}),
      word(chain::ChainState::no_influence, "no_influence", {"影响力未填", "No influence stated"}, {},
           {"为决策链上的人填写影响力（0-10）", "State the influence (0-10) of the people on the chain"}),
      word(chain::ChainState::empty, "empty", {"尚无决策链", "Nobody known"}, {},
           {"先问清谁使用、谁评估、谁拍板", "First find out who uses, who evaluates and who decides"}),
  };
};

template <>
struct Words<chain::AccountLevel> {
  static constexpr EnumWord table[] = {
      word(chain::AccountLevel::nobody_known, "nobody_known", {"0 级：尚无认识的人", "Level 0: nobody known"}, {},
           {"找到第一个联系人", "Find a first contact"}),
      word(chain::AccountLevel::people_known, "people_known", {"1 级：认识一些人", "Level 1: people known"}, {},
           {"请现有联系人引见关键人", "Ask the people you know to introduce a key player"}),
      word(chain::AccountLevel::key_player_known, "key_player_known",
           {"2 级：认识关键人", "Level 2: a key player known"}, {},
           {"争取至少一位关键人的支持", "Win the support of a key player"}),
      word(chain::AccountLevel::key_player_supports, "key_player_supports",
           {"3 级：关键人支持", "Level 3: a key player supports us"}, {},
           {"巩固支持，争取其余关键人", "Keep the support and win the other key players"}),
  };
};

template <>
struct Words<chain::DealStatus> {
  static constexpr EnumWord table[] = {
      word(chain::DealStatus::red, "red", {"红：没有关键人支持", "Red: no key player supports us"}, {},
           {"先赢得一位关键人的支持，再投入更多资源", "Win a key player before investing more"}),
      word(chain::DealStatus::amber, "amber",
           {"黄：有关键人支持，但拍板的人还没有", "Amber: a key player supports us, but nobody who decides"}, {},
           {"请支持者引见拍板的人", "Let the supporter introduce you to those who decide"}),
      word(chain::DealStatus::green, "green", {"绿：拍板的人支持", "Green: somebody who decides supports us"}, {},
           {"巩固支持，处理反对意见", "Keep the support and settle objections"}),
  };
};

}  // namespace guanxi

namespace guanxi::chain {

/// Somebody on whom the decision hangs.
struct KeyPlayer {
  Person person{};                  ///< who
  std::vector<BuyingRole> roles{};  ///< in the order of the enumeration, none twice
  std::optional<int> influence{};   ///< 0–10
  std::optional<int> support{};     ///< -2 – +2
  Coverage coverage{};              ///< how well we know them
  bool decides{};                   ///< decider, approver or economic buyer
  bool supportive{};                ///< support from the threshold
  bool covered{};                   ///< coverage from the threshold; what matters most for those not supportive
  bool operator==(const KeyPlayer&) const = default;
};

/// Somebody whom we should know better.
struct CoverageGap {
  Person person{};      ///< who
  int influence{};      ///< 1–10
  Coverage coverage{};  ///< how well we know them
  double gap{};         ///< influence · (1 − coverage), 0–10
  bool key_player{};    ///< the decision hangs on them
  bool operator==(const CoverageGap&) const = default;
};

/// The parts of clarity, each in [0, 1]; unset where there is nothing to measure.
struct ClarityParts {
  double decider{};                   ///< 1 a decider is named, ½ only an approver or economic buyer
  double sides{};                     ///< share of the three sides known: using, technical, purchasing
  std::optional<double> coverage{};   ///< as in the analysis; unset if all influence is 0
  std::optional<double> attitudes{};  ///< share of influence with stated support and coverage from brief; unset alike
  std::optional<double> linked{};     ///< share of the others with a directed path to a decider; unset without others
  bool operator==(const ClarityParts&) const = default;
};

/// Two people who are at odds.
struct Conflict {
  Person one{};      ///< who
  Person other{};    ///< with whom
  bool blocks{};     ///< a deciding person is at odds with another, or with somebody who supports us
  Message reason{};  ///< why it blocks; empty if it does not
  bool operator==(const Conflict&) const = default;
};

/// How much of the influence is for us and against us; unset if all influence is 0.
struct SupportBalance {
  std::optional<double> net{};       ///< Σ influence · support / (2 Σ influence), in [-1, 1]
  std::optional<double> in_favor{};  ///< the part of that sum above 0, in [0, 1]
  std::optional<double> against{};   ///< the part below 0, in [0, 1]: net = in_favor − against
  std::optional<double> expected{};  ///< net support once people have listened to each other, in [-1, 1]
  std::vector<Outlook> outlooks{};   ///< what everybody is likely to think then, by contact id
  bool operator==(const SupportBalance&) const = default;
};

/// Everything that follows from one decision chain at one day. Lists of people are sorted by contact id unless they say
/// otherwise.
struct ChainAnalysis {
  Id<DecisionChain> chain{};                  ///< the chain
  Ref<Opportunity> opportunity{};             ///< its opportunity, unset if it holds for the whole account
  Date as_of{};                               ///< event time of the answer
  ChainState state = ChainState::empty;       ///< whether the numbers could be given
  std::vector<Person> people{};               ///< everybody valid on that day
  AccountLevel level{};                       ///< how far we have got, 0–3
  DealStatus status{};                        ///< how the deal stands
  std::vector<Message> status_reasons{};      ///< why, the decisive one first
  std::vector<KeyPlayer> key_players{};       ///< by influence, largest first, then by id
  std::optional<Ratio> coverage{};            ///< Σ influence · coverage / Σ influence
  std::vector<CoverageGap> gaps{};            ///< widest first, then by id; nobody with a gap of 0
  SupportBalance support{};                   ///< who is for us and against us, weighted by influence
  ClarityParts clarity_parts{};               ///< what clarity is made of
  Score clarity{};                            ///< 0–100
  bool single_thread{};                       ///< at most one person with coverage from multiple
  std::vector<Person> single_points{};        ///< without one of them the rest falls apart
  std::vector<Person> coverage_unknown{};     ///< counted as not covered
  std::vector<Person> support_unknown{};      ///< counted as neutral
  std::vector<Person> influence_unknown{};    ///< counted as without influence
  std::vector<Conflict> conflicts{};          ///< pairs at odds, each once
  PowerStructure power{};                     ///< the formal head, the real adviser and the broker
  std::vector<Introduction> introductions{};  ///< ways to the key players not known well; by influence, then id
  std::vector<Meeting> next_meetings{};       ///< by expected gain, largest first, then id
  std::vector<std::vector<Person>>
      reporting_cycles{};  ///< circles of reporting, from their smallest id on along the line
  Findings findings{};     ///< what is wrong with the chain itself
  bool operator==(const ChainAnalysis&) const = default;
};

}  // namespace guanxi::chain
