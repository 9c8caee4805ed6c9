#include <guanxi/core/text.hpp>
#include <guanxi/model/checkout.hpp>
#include <guanxi/model/claim.hpp>
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
#include <guanxi/model/offering.hpp>
#include <guanxi/model/opportunity.hpp>
#include <guanxi/model/promotion.hpp>
#include <guanxi/model/receivable.hpp>
#include <guanxi/model/service_commitment.hpp>
#include <guanxi/model/service_request.hpp>
#include <guanxi/model/user.hpp>
#include <guanxi/quality/format.hpp>
#include <guanxi/quality/identifiers/lei.hpp>
#include <guanxi/quality/identifiers/organization_code.hpp>
#include <guanxi/quality/identifiers/registration_number.hpp>
#include <guanxi/quality/identifiers/vat.hpp>
#include <guanxi/quality/rules.hpp>

namespace guanxi::quality {

namespace {

constexpr DateOrder date_orders[] = {
    in_order<&Affiliation::valid_from, &Affiliation::valid_until>(),
    in_order<&Consent::granted_on, &Consent::valid_until>(),
    in_order<&Consent::granted_on, &Consent::withdrawn_on>(),
    in_order<&Stakeholder::valid_from, &Stakeholder::valid_until>(),
    in_order<&Tie::valid_from, &Tie::valid_until>(),
    in_order<&Interaction::occurred_at, &Interaction::next_due>(),
    in_order<&Interaction::occurred_at, &Interaction::next_visit_on>(),
    in_order<&Opportunity::opened_on, &Opportunity::expected_close>(),
    in_order<&Opportunity::opened_on, &Opportunity::closed_on>(),
    in_order<&InstalledProduct::in_use_since, &InstalledProduct::warranty_until>(),
    in_order<&Receivable::invoiced_on, &Receivable::due_on>(),
    in_order<&CustomerEvent::happened_on, &CustomerEvent::responded_on>(),
    in_order<&Complaint::received_at, &Complaint::due_at>(),
    in_order<&Complaint::received_at, &Complaint::closed_at>(),
    in_order<&ServiceRequest::received_at, &ServiceRequest::promised_at>(),
    in_order<&ServiceRequest::received_at, &ServiceRequest::done_at>(),
    in_order<&Claim::claimed_at, &Claim::decided_on>(),
    in_order<&Claim::decided_on, &Claim::paid_on>(),
    in_order<&Claim::claimed_at, &Claim::paid_on>(),
    in_order<&Document::signed_on, &Document::valid_until>(),
    in_order<&Checkout::taken_at, &Checkout::due_on>(),
    in_order<&Checkout::taken_at, &Checkout::returned_at>(),
    in_order<&Offering::available_from, &Offering::available_until>(),
    in_order<&IndustryTrend::valid_from, &IndustryTrend::valid_until>(),
    in_order<&Promotion::starts_on, &Promotion::ends_on>(),
    in_order<&ServiceCommitment::valid_from, &ServiceCommitment::valid_until>(),
    in_order<&User::joined_on, &User::left_on>(),
};

constexpr MemberRef first_days[] = {member<&Customer::founded_on>()};

constexpr MemberRef plans[] = {
    member<&FollowUp::due_on>(),         member<&Offering::available_from>(),        member<&IndustryTrend::valid_from>(),
    member<&Promotion::starts_on>(),     member<&ServiceCommitment::valid_from>(),
};

// -- fields that do not always apply --

constexpr bool is_person(const Customer& customer) { return customer.nature == CustomerNature::individual; }
constexpr bool is_firm(const Customer& customer) { return customer.nature && *customer.nature != CustomerNature::individual; }
constexpr bool is_open(const Opportunity& deal) { return deal.stage && *deal.stage != Stage::won && *deal.stage != Stage::lost; }
constexpr bool is_not_lost(const Opportunity& deal) { return deal.stage && *deal.stage != Stage::lost; }

constexpr Label of_person{"客户是个人", "the customer is an individual"};
constexpr Label of_firm{"客户不是个人", "the customer is not an individual"};
constexpr Label while_open{"商机尚未结单", "the opportunity is still open"};
constexpr Label not_lost{"商机没有输单", "the opportunity was not lost"};

constexpr Exclusion exclusions[] = {
    excluded_when<&Customer::id_number, is_firm>(of_firm),
    excluded_when<&Customer::registration_id, is_person>(of_person),
    excluded_when<&Customer::parent_id, is_person>(of_person),
    excluded_when<&Customer::employees, is_person>(of_person),
    excluded_when<&Customer::annual_revenue, is_person>(of_person),
    excluded_when<&Customer::fixed_assets, is_person>(of_person),
    excluded_when<&Customer::founded_on, is_person>(of_person),
    excluded_when<&Customer::registered_capital, is_person>(of_person),
    excluded_when<&Customer::org_structure, is_person>(of_person),
    excluded_when<&Opportunity::closed_on, is_open>(while_open),
    excluded_when<&Opportunity::closing_reason, is_open>(while_open),
    excluded_when<&Opportunity::lost_to, is_not_lost>(not_lost),
};

// -- the registration id, by its scheme --

/// The scheme that the text looks like, where none is stated; old cards hold the numbers from before the unified code.
RegistrationScheme likely_scheme(std::string_view text) {
  std::size_t signs = 0;
  bool digits_only = true;
  for (const char32_t c : text::to_code_points(text::fold(text))) {
    ++signs;
    digits_only = digits_only && c >= U'0' && c <= U'9';
  }
  if (signs == 15 && digits_only) return RegistrationScheme::registration_number;
  if (signs == 9) return RegistrationScheme::organization_code;
  return signs == 20 ? RegistrationScheme::lei : RegistrationScheme::uscc;
}

IdentifierCheck check_registration(RegistrationScheme scheme, std::string_view text, const FormatOptions& options) {
  switch (scheme) {
    case RegistrationScheme::organization_code: return check_organization_code(text, {.max_suggestions = options.max_suggestions});
    case RegistrationScheme::registration_number:
      return check_registration_number(text, {.regions = options.regions, .max_suggestions = options.max_suggestions});
    case RegistrationScheme::lei: return check_lei(text, {.max_suggestions = options.max_suggestions});
    case RegistrationScheme::vat: return check_vat(text, {.country = {}, .max_suggestions = options.max_suggestions});
    case RegistrationScheme::uscc: return check_format(Format::uscc, text, options);
    case RegistrationScheme::other: break;
  }
  return check_format(Format::any, text, options);
}

IdentifierCheck check_registration_of(const void* record, std::string_view text, const FormatOptions& options) {
  const auto& customer = *static_cast<const Customer*>(record);
  return check_registration(customer.registration_scheme.value_or(likely_scheme(text)), text, options);
}

constexpr FormatChoice format_choices[] = {{member<&Customer::registration_id>(), check_registration_of}};

}  // namespace

Rules standard_rules() noexcept { return {date_orders, first_days, plans, exclusions, format_choices}; }

const Exclusion* exclusion_of(const Rules& rules, const RecordInfo& in, const Field& field, const void* record) noexcept {
  for (const Exclusion& rule : rules.exclusions)
    if (rule.member.is(in, field) && rule.excluded(record)) return &rule;
  return nullptr;
}

}  // namespace guanxi::quality
