#pragma once
/// @file
/// What the ties say of people: what they will think, who introduces us, whom to meet, where power sits.

#include <guanxi/chain/person.hpp>
#include <guanxi/core/label.hpp>

#include <optional>
#include <vector>

namespace guanxi::chain {

/// One person's pull on another's expected support.
struct Pull {
  Person by{};      ///< who pulls; the person's own attitude is a pull too
  double amount{};  ///< what it adds to the expected support
  bool operator==(const Pull&) const = default;
};

/// What somebody is likely to think of us once those around have spoken.
struct Outlook {
  Person person{};              ///< who
  std::optional<int> stated{};  ///< support as stated, -2 – +2
  double expected{};            ///< support after influence, in [-2, 2]
  std::vector<Pull> pulls{};    ///< their sum is `expected`; strongest first, then by id; none of 0
  bool operator==(const Outlook&) const = default;
};

/// A way to somebody: each person introduces us to the next.
struct Introduction {
  Person person{};             ///< whom we want to meet
  std::vector<Person> path{};  ///< from somebody whom we know to that person; empty if there is no way
  double strength{};           ///< product of the strengths of its ties, 0 without a way
  bool operator==(const Introduction&) const = default;
};

/// What a meeting with one person is expected to bring.
struct Meeting {
  Person person{};         ///< whom to meet
  double expected_gain{};  ///< access · (clarity weight · clarity_gain + support weight · support_gain), in points
  double access{};         ///< probability that the meeting comes about
  double clarity_gain{};   ///< points of clarity (0–100) if it does
  double support_gain{};   ///< expected points of support (0–100) if it does: half a net support of 1 is 50
  std::vector<Person>
      through{};     ///< who introduces us, first those we know; empty if we know the person, or nobody does
  Message reason{};  ///< the same in words
  bool operator==(const Meeting&) const = default;
};

/// Where power sits.
struct PowerStructure {
  std::optional<Person> head{};     ///< stands at the top of the lines of reporting with the most people below
  std::optional<Person> adviser{};  ///< to whom most people listen: highest PageRank over influence and gatekeeping
  std::optional<Person>
      broker{};       ///< on most shortest ways between others: highest betweenness over all ties but conflicts
  Message reading{};  ///< the same in words; empty if nothing is known
  bool operator==(const PowerStructure&) const = default;
};

}  // namespace guanxi::chain
