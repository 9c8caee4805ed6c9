#pragma once
/// @file
/// Which of our offerings which customer has, considers, needs, or never heard of.

#include <guanxi/model/dossier.hpp>
#include <guanxi/model/offering.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace guanxi::need {

/// What is between a customer and an offering; the first that holds.
enum class WhitespaceState {
  owned,   ///< bought, in use, or won
  open,    ///< an opportunity is open
  wanted,  ///< an open need that it serves
  blank    ///< none of these
};

/// By what a record was found to speak of an offering; the first that holds.
enum class OfferingMatch { id, name, category, pain };

/// Which cells are listed.
enum class CellList { all, filled };

}  // namespace guanxi::need

namespace guanxi {

template <>
struct Words<need::WhitespaceState> {
  using enum need::WhitespaceState;
  static constexpr EnumWord table[] = {
      word(owned, "owned", {"已有", "Owned"}, {},
           {"维护使用，寻找升级与配套", "Keep it in use; look for upgrades and what goes with it"}),
      word(open, "open", {"商机进行中", "Opportunity open"}, {}, {"推进现有商机", "Push the opportunity"}),
      word(wanted, "wanted", {"有需求", "Needed"}, {}, {"尚未立项：据需求提出方案", "No opportunity yet: propose it"}),
      word(blank, "blank", {"空白", "Blank"}, {}, {"了解是否用得上", "Find out whether it could be of use"}),
  };
};

template <>
struct Words<need::OfferingMatch> {
  using enum need::OfferingMatch;
  static constexpr EnumWord table[] = {
      word(id, "id", {"按编号", "By identifier"}),
      word(name, "name", {"按名称", "By name"}),
      word(category, "category", {"按类别", "By category"}),
      word(pain, "pain", {"按痛点", "By pain"}),
  };
};

template <>
struct Words<need::CellList> {
  using enum need::CellList;
  static constexpr EnumWord table[] = {
      word(all, "all", {"全部", "All"}),
      word(filled, "filled", {"只列非空白", "Without blanks"}),
  };
};

}  // namespace guanxi

namespace guanxi::need {

/// How the grid is made.
struct WhitespaceOptions {
  Date as_of{};                    ///< what happened later is left out, and so are offerings not on sale on the day
  CellList cells = CellList::all;  ///< whether blank cells are listed; they are counted either way
};

/// A customer and an offering.
struct WhitespaceCell {
  Id<Customer> customer{};               ///< row
  std::string customer_name{};           ///< short name, else legal name
  Id<Offering> offering{};               ///< column
  std::string offering_name{};           ///< its name
  WhitespaceState state{};               ///< what is between them
  std::optional<OfferingMatch> match{};  ///< by what; unset if blank
  Message reason{};                      ///< the same for people, with the title of what was found
  std::vector<Uuid> evidence{};          ///< the records that say so, by identifier
  bool operator==(const WhitespaceCell&) const = default;
};

/// A row and how often it has each state.
struct WhitespaceCustomer {
  Id<Customer> customer{};  ///< which
  std::string name{};       ///< short name, else legal name
  std::int64_t owned{};     ///< offerings it has
  std::int64_t open{};      ///< with an open opportunity
  std::int64_t wanted{};    ///< that serve a need
  std::int64_t blank{};     ///< none of these
  bool operator==(const WhitespaceCustomer&) const = default;
};

/// A column and how often it has each state.
struct WhitespaceOffering {
  Id<Offering> offering{};  ///< which
  std::string name{};       ///< its name
  std::int64_t owned{};     ///< customers who have it
  std::int64_t open{};      ///< with an open opportunity
  std::int64_t wanted{};    ///< with a need that it serves
  std::int64_t blank{};     ///< none of these
  bool operator==(const WhitespaceOffering&) const = default;
};

/// The grid of customers and offerings.
struct Whitespace {
  Date as_of{};                                 ///< event time of the answer
  std::int64_t not_on_sale{};                   ///< offerings left out
  std::vector<WhitespaceCustomer> customers{};  ///< by name, then identifier
  std::vector<WhitespaceOffering> offerings{};  ///< by name, then identifier
  std::vector<WhitespaceCell> cells{};          ///< customer by customer, in the order of the offerings
  bool operator==(const Whitespace&) const = default;
};

/// Lays customers against offerings.
///
/// A record that refers to an offering by its identifier speaks of that one; else its product text, folded, is compared
/// with the names, and only if it is none of them with the categories. Owned: products in use (by category only if no
/// brand is stated), sales that are no returns, opportunities won. A need speaks of the offering it refers to; without
/// one, of those whose name or category is its category and of those one of whose pains, of at least two signs, is its
/// category or stands in its statement.
/// @param book     any number of customers; offerings among the shared records; the order of either changes nothing
/// @param options  day, and whether blank cells are listed
/// @return  a cell for each customer and offering on sale, or for those that are not blank
/// @cost    customers · offerings + needs · pains; no shared state, any thread may call it
/// @source  docs/methods/need.md
[[nodiscard]] Whitespace whitespace(const Book& book, const WhitespaceOptions& options);

}  // namespace guanxi::need
