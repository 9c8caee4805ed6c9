#pragma once
/// @file
/// The record kinds that guanxi knows: one entry each, in the order of forms and reports.

#include <guanxi/core/catalogue.hpp>
#include <guanxi/model/branch.hpp>
#include <guanxi/model/checkout.hpp>
#include <guanxi/model/claim.hpp>
#include <guanxi/model/competitor_position.hpp>
#include <guanxi/model/complaint.hpp>
#include <guanxi/model/contact.hpp>
#include <guanxi/model/customer.hpp>
#include <guanxi/model/customer_event.hpp>
#include <guanxi/model/decision_chain.hpp>
#include <guanxi/model/document.hpp>
#include <guanxi/model/follow_up.hpp>
#include <guanxi/model/industry_trend.hpp>
#include <guanxi/model/installed_product.hpp>
#include <guanxi/model/interaction.hpp>
#include <guanxi/model/need.hpp>
#include <guanxi/model/offering.hpp>
#include <guanxi/model/opportunity.hpp>
#include <guanxi/model/promotion.hpp>
#include <guanxi/model/receivable.hpp>
#include <guanxi/model/service_commitment.hpp>
#include <guanxi/model/service_request.hpp>
#include <guanxi/model/team.hpp>
#include <guanxi/model/transaction.hpp>
#include <guanxi/model/user.hpp>

#include <array>
#include <cstddef>

namespace guanxi {

namespace detail {

template <class... T>
struct KindList {
  static constexpr std::array<const KindInfo*, sizeof...(T)> all{&kind_info<T>()...};
};

using StandardKindList = KindList<
    Customer,
    Contact,
    DecisionChain,
    Need,
    Interaction,
    Opportunity,
    CompetitorPosition,
    InstalledProduct,
    Transaction,
    Receivable,
    CustomerEvent,
    FollowUp,
    Complaint,
    ServiceRequest,
    Claim,
    Document,
    Checkout,
    Offering,
    IndustryTrend,
    Promotion,
    ServiceCommitment,
    User,
    Team,
    Branch>;

}  // namespace detail

/// The kinds that guanxi knows, in the order of forms and reports: a range, a span and an array of `const KindInfo*`.
/// Including this header does not make the kinds, using it does.
struct StandardKinds {
  /// The first.
  template <class List = detail::StandardKindList>
  [[nodiscard]] constexpr auto begin() const noexcept { return List::all.data(); }
  /// Behind the last.
  template <class List = detail::StandardKindList>
  [[nodiscard]] constexpr auto end() const noexcept { return List::all.data() + List::all.size(); }
  /// The first, as an address.
  template <class List = detail::StandardKindList>
  [[nodiscard]] constexpr auto data() const noexcept { return List::all.data(); }
  /// How many.
  template <class List = detail::StandardKindList>
  [[nodiscard]] constexpr std::size_t size() const noexcept { return List::all.size(); }
  /// The one at a position.
  template <class List = detail::StandardKindList>
  [[nodiscard]] constexpr const KindInfo* operator[](std::size_t index) const noexcept { return List::all[index]; }
};

/// The kinds that guanxi knows.
inline constexpr StandardKinds standard_kinds{};

/// A catalogue of the standard kinds without run-time fields; copy it to add some.
template <class List = detail::StandardKindList>
[[nodiscard]] const Catalogue& standard_catalogue() {
  static const Catalogue catalogue(List::all);
  return catalogue;
}

}  // namespace guanxi
