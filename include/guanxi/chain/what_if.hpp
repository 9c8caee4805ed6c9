#pragma once
/// @file
/// What would follow if somebody were met, won over, added or gone.

#include <guanxi/chain/difference.hpp>

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace guanxi::chain {

/// What might happen.
enum class MoveKind {
  meet,      ///< a person is known as well as `coverage` says, and what they think is known
  win_over,  ///< a person's support becomes `support`
  add,       ///< `stakeholder` and `ties` are added
  remove     ///< a person leaves, with all ties
};

}  // namespace guanxi::chain
namespace guanxi {

template <>
struct Words<chain::MoveKind> {
  static constexpr EnumWord table[] = {
      word(chain::MoveKind::meet, "meet", {"见面", "Meet"}),
      word(chain::MoveKind::win_over, "win_over", {"争取", "Win over"}),
      word(chain::MoveKind::add, "add", {"加入", "Add"}),
      word(chain::MoveKind::remove, "remove", {"离开", "Remove"}),
  };
};

}  // namespace guanxi
namespace guanxi::chain {

/// Something that might happen.
struct Move {
  MoveKind kind{};                         ///< what
  Id<Contact> contact{};                   ///< to whom; for `add` the stakeholder's own contact counts
  int support = 1;                         ///< for `win_over`: -2 – +2
  Coverage coverage = Coverage::multiple;  ///< for `meet`; nobody becomes less known by it
  Stakeholder stakeholder{};               ///< for `add`
  std::vector<Tie> ties{};                 ///< for `add`: between the new person and others
  bool operator==(const Move&) const = default;
};

/// What would follow.
struct WhatIf {
  DecisionChain chain{};         ///< as it would be
  ChainAnalysis analysis{};      ///< of that chain
  ChainDifference difference{};  ///< from the chain as it is
  bool operator==(const WhatIf&) const = default;
};

namespace detail {

inline bool names(const Stakeholder& entry, Id<Contact> contact, Date day) {
  return entry.contact == contact && holds_on(day, entry.valid_from, entry.valid_until);
}

// Changes every entry that names a person on the day, for entries of one person are united by their lowest support.
template <class Change>
void change_entries(DecisionChain& chain, const Move& move, Date day, Change change) {
  bool found = false;
  for (Stakeholder& entry : chain.stakeholders)
    if (names(entry, move.contact, day)) {
      change(entry);
      found = true;
    }
  if (!found)
    throw ArgumentError("argument.contact", "move " + std::string(word_of(move.kind).word) +
                                                ": nobody who is on the chain on " + "that day has the contact " +
                                                to_string(move.contact));
}

inline void remove_person(DecisionChain& chain, const Move& move, Date day) {
  change_entries(chain, move, day, [](const Stakeholder&) {});
  std::erase_if(chain.stakeholders, [&](const Stakeholder& entry) { return names(entry, move.contact, day); });
  std::erase_if(chain.ties, [&](const Tie& tie) { return tie.from_id == move.contact || tie.to_id == move.contact; });
}

inline void make_move(DecisionChain& chain, const Move& move, Date day) {
  switch (move.kind) {
    case MoveKind::meet:
      change_entries(chain, move, day, [&move](Stakeholder& entry) {
        if (thirds(move.coverage) > thirds(entry.coverage.value_or(Coverage::unknown))) entry.coverage = move.coverage;
        if (!entry.support) entry.support = 0;
      });
      break;
    case MoveKind::win_over:
      if (move.support < -2 || move.support > 2)
        throw ArgumentError("argument.support",
                            "support of a move must lie in [-2, 2], found " + std::to_string(move.support));
      change_entries(chain, move, day, [&move](Stakeholder& entry) { entry.support = move.support; });
      break;
    case MoveKind::add:
      if (!move.stakeholder.contact)
        throw ArgumentError("argument.contact", "move add: the stakeholder names no contact");
      chain.stakeholders.push_back(move.stakeholder);
      chain.ties.insert(chain.ties.end(), move.ties.begin(), move.ties.end());
      break;
    case MoveKind::remove:
      remove_person(chain, move, day);
      break;
  }
}

}  // namespace detail

/// What would follow from some moves, made one after the other.
/// @param chain    the chain as it is
/// @param moves    any number
/// @param options  as for `analyze`
/// @return  the chain, its analysis, and what is different
/// @throws  ArgumentError  `argument.contact` for a person who is not on the chain on the day, or an addition without
/// contact; `argument.support` outside [-2, 2]; as `analyze`
/// @cost    three times `analyze`
[[nodiscard]] inline WhatIf what_if(const DecisionChain& chain, std::span<const Move> moves,
                                    const AnalyzeOptions& options) {
  WhatIf answer{.chain = chain};
  for (const Move& move : moves) detail::make_move(answer.chain, move, options.as_of);
  answer.analysis = analyze(answer.chain, options);
  answer.difference = compare(chain, options, answer.chain, options);
  return answer;
}

}  // namespace guanxi::chain
