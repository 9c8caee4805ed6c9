#pragma once
/// @file
/// What the members of result structs do not tell by themselves: functions that are shown as attributes, and members beside a base.

#include <guanxi/assess.hpp>
#include <guanxi/quality.hpp>
#include <guanxi/score/accuracy.hpp>
#include <guanxi/score/discrimination.hpp>
#include <guanxi/score/qini.hpp>

#include "result.hpp"

namespace guanxi::python {

template <>
inline constexpr auto methods_of<Score> = std::tuple(Method{"value", &Score::value});
template <>
inline constexpr auto methods_of<need::PlacedNeed> = std::tuple(Method{"value", &need::PlacedNeed::value});
template <>
inline constexpr auto methods_of<assess::HighValue> = std::tuple(Method{"flag", &assess::HighValue::flag});
template <>
inline constexpr auto methods_of<assess::AccountAssessment> = std::tuple(Method{"best", &assess::AccountAssessment::best});

template <>
inline constexpr const char* plot_of<Score> = "plot_score";
template <>
inline constexpr const char* plot_of<need::PriorityMatrix> = "plot_matrix";
template <>
inline constexpr const char* plot_of<chain::ChainAnalysis> = "plot_chain";
template <>
inline constexpr const char* plot_of<score::CalibrationError> = "plot_calibration";
template <>
inline constexpr const char* plot_of<score::LiftTable> = "plot_lift";
template <>
inline constexpr const char* plot_of<score::UpliftCurve> = "plot_uplift";

// Structs with a base name their own members here.
#define GUANXI_OWN(member) Method{#member, &Type::member}

template <>
struct Derived<quality::UsccCheck> {
  using Base = quality::IdentifierCheck;
  using Type = quality::UsccCheck;
  static constexpr auto own = std::tuple(GUANXI_OWN(structure_ok), GUANXI_OWN(org_check_ok), GUANXI_OWN(final_check_ok), GUANXI_OWN(department), GUANXI_OWN(department_name), GUANXI_OWN(category), GUANXI_OWN(category_name),
                                         GUANXI_OWN(region), GUANXI_OWN(province), GUANXI_OWN(region_known), GUANXI_OWN(organization_code), GUANXI_OWN(expected_org_check), GUANXI_OWN(expected_final_check));
};
template <>
struct Derived<quality::EmailCheck> {
  using Base = quality::IdentifierCheck;
  using Type = quality::EmailCheck;
  static constexpr auto own = std::tuple(GUANXI_OWN(local), GUANXI_OWN(domain), GUANXI_OWN(domain_ascii), GUANXI_OWN(key), GUANXI_OWN(needs_smtputf8), GUANXI_OWN(role_mailbox), GUANXI_OWN(free_mail));
};
template <>
struct Derived<quality::IbanCheck> {
  using Base = quality::IdentifierCheck;
  using Type = quality::IbanCheck;
  static constexpr auto own = std::tuple(GUANXI_OWN(country), GUANXI_OWN(country_known), GUANXI_OWN(account), GUANXI_OWN(check), GUANXI_OWN(expected_check), GUANXI_OWN(display));
};
template <>
struct Derived<quality::LeiCheck> {
  using Base = quality::IdentifierCheck;
  using Type = quality::LeiCheck;
  static constexpr auto own = std::tuple(GUANXI_OWN(issuer), GUANXI_OWN(entity), GUANXI_OWN(check), GUANXI_OWN(expected_check));
};
template <>
struct Derived<quality::LuhnCheck> {
  using Base = quality::IdentifierCheck;
  using Type = quality::LuhnCheck;
  static constexpr auto own = std::tuple(GUANXI_OWN(body), GUANXI_OWN(check), GUANXI_OWN(expected_check));
};
template <>
struct Derived<quality::OrganizationCodeCheck> {
  using Base = quality::IdentifierCheck;
  using Type = quality::OrganizationCodeCheck;
  static constexpr auto own = std::tuple(GUANXI_OWN(body), GUANXI_OWN(check), GUANXI_OWN(expected_check));
};
template <>
struct Derived<quality::PhoneCheck> {
  using Base = quality::IdentifierCheck;
  using Type = quality::PhoneCheck;
  static constexpr auto own = std::tuple(GUANXI_OWN(kind), GUANXI_OWN(e164), GUANXI_OWN(extension), GUANXI_OWN(country_code), GUANXI_OWN(area), GUANXI_OWN(national));
};
template <>
struct Derived<quality::RegistrationNumberCheck> {
  using Base = quality::IdentifierCheck;
  using Type = quality::RegistrationNumberCheck;
  static constexpr auto own = std::tuple(GUANXI_OWN(region), GUANXI_OWN(province), GUANXI_OWN(region_known), GUANXI_OWN(sequence), GUANXI_OWN(check), GUANXI_OWN(expected_check));
};
template <>
struct Derived<quality::ResidentIdCheck> {
  using Base = quality::IdentifierCheck;
  using Type = quality::ResidentIdCheck;
  static constexpr auto own = std::tuple(GUANXI_OWN(legacy15), GUANXI_OWN(current_form), GUANXI_OWN(masked), GUANXI_OWN(region), GUANXI_OWN(province), GUANXI_OWN(region_known), GUANXI_OWN(birth), GUANXI_OWN(sex),
                                         GUANXI_OWN(expected_check));
};
template <>
struct Derived<quality::VatCheck> {
  using Base = quality::IdentifierCheck;
  using Type = quality::VatCheck;
  static constexpr auto own = std::tuple(GUANXI_OWN(country), GUANXI_OWN(country_name), GUANXI_OWN(number), GUANXI_OWN(format_ok), GUANXI_OWN(check_ok), GUANXI_OWN(in_union));
};
template <>
struct Derived<quality::DossierCompleteness> {
  using Base = quality::Completeness;
  using Type = quality::DossierCompleteness;
  static constexpr auto own = std::tuple(GUANXI_OWN(kinds), GUANXI_OWN(records));
};
#undef GUANXI_OWN

template <>
inline constexpr auto methods_of<quality::Share> = std::tuple(Method{"value", &quality::Share::value});
template <>
inline constexpr auto methods_of<quality::ColumnProfile> = std::tuple(Method{"completeness", &quality::ColumnProfile::completeness}, Method{"distinctness", &quality::ColumnProfile::distinctness}, Method{"uniqueness", &quality::ColumnProfile::uniqueness});

// Made once, in the unit of their module.
extern template const ResultInfo& result_info<Score>();
extern template const ResultInfo& result_info<Contribution>();
extern template const ResultInfo& result_info<Finding>();
extern template const ResultInfo& result_info<chain::ChainAnalysis>();
extern template const ResultInfo& result_info<need::PriorityMatrix>();
extern template const ResultInfo& result_info<need::RankedNeed>();
extern template const ResultInfo& result_info<quality::DossierCompleteness>();
extern template const ResultInfo& result_info<quality::Completeness>();
extern template const ResultInfo& result_info<assess::AccountAssessment>();
extern template const ResultInfo& result_info<assess::BookAssessment>();

}  // namespace guanxi::python
