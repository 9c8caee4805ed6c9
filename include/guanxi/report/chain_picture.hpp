#pragma once
/// @file
/// The picture of a decision chain: people as cards under their superiors, ties as lines between them.

#include <guanxi/model/contact.hpp>
#include <guanxi/model/decision_chain.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace guanxi::report {

/// Somebody in the picture.
struct PersonCard {
  std::string name{};                  ///< how the person is called
  std::string title{};                 ///< position, may be empty
  std::vector<BuyingRole> roles{};     ///< in the purchase
  std::optional<int> influence{};      ///< 0–10: size of the disc
  std::optional<int> support{};        ///< -2 – +2: colour of the disc
  Coverage coverage = Coverage::unknown;  ///< how well we know them: border of the card
  bool operator==(const PersonCard&) const = default;
};

/// A tie in the picture.
struct TieLine {
  std::size_t from{};            ///< position of the person from whom it starts
  std::size_t to{};              ///< position of the person to whom it leads
  TieKind kind{};                ///< how it is drawn
  std::optional<double> strength{};  ///< 0–1: width of the line
  bool operator==(const TieLine&) const = default;
};

/// What the picture shows.
struct ChainPicture {
  Language language{};              ///< of legend and roles
  std::string title{};              ///< for those who do not see it
  std::vector<PersonCard> people{};  ///< any number
  std::vector<TieLine> ties{};      ///< between different people; others are left out
  bool operator==(const ChainPicture&) const = default;
};

/// Reads a picture from a chain.
/// @param chain     the chain
/// @param contacts  names, titles, and reporting lines of people for whom the chain states none
/// @param as_of     people and ties valid on this day
/// @param language  of legend and roles
/// @return  people by influence, largest first, then by contact id; each once, as chain::network_of unites them
[[nodiscard]] ChainPicture chain_picture(const DecisionChain& chain, std::span<const Contact> contacts, Date as_of, Language language);

/// Draws a picture. Superiors stand above their subordinates; everything else is a line that passes no card.
/// @param picture    what to draw
/// @param max_width  of the picture in its units, about CSS pixels; cards of 176 units, of 160 below 700
/// @return  an SVG element with role, title and description, coloured by the style sheet of the page; empty for no people
/// @cost    about 0.1 ms for ten people, 2 ms for fifty
[[nodiscard]] std::string draw(const ChainPicture& picture, double max_width);

}  // namespace guanxi::report
