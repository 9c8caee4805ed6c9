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

/// A catalogue of the standard kinds, in the order of forms and reports, without run-time fields; copy it to add some.
/// Costs several seconds of compilation where it is made from the headers alone; the library target brings it compiled.
template <class List = detail::StandardKindList>
[[nodiscard]] const Catalogue& standard_catalogue() {
  static const Catalogue catalogue(List::all);
  return catalogue;
}

#ifdef GUANXI_COMPILED_CATALOGUE
extern template const Catalogue& standard_catalogue<detail::StandardKindList>();
#endif

}  // namespace guanxi
