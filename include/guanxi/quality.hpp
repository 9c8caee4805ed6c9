#pragma once
/// @file
/// Umbrella of `quality`: rules, identifiers and completeness of records.

#include <guanxi/quality/check.hpp>
#include <guanxi/quality/completeness.hpp>
#include <guanxi/quality/currency.hpp>
#include <guanxi/quality/dimensions.hpp>
#include <guanxi/quality/format.hpp>
#include <guanxi/quality/identifiers/check.hpp>
#include <guanxi/quality/identifiers/email.hpp>
#include <guanxi/quality/identifiers/iban.hpp>
#include <guanxi/quality/identifiers/lei.hpp>
#include <guanxi/quality/identifiers/luhn.hpp>
#include <guanxi/quality/identifiers/organization_code.hpp>
#include <guanxi/quality/identifiers/phone.hpp>
#include <guanxi/quality/identifiers/region.hpp>
#include <guanxi/quality/identifiers/registration_number.hpp>
#include <guanxi/quality/identifiers/resident_id.hpp>
#include <guanxi/quality/identifiers/uscc.hpp>
#include <guanxi/quality/identifiers/vat.hpp>
#include <guanxi/quality/presence.hpp>
#include <guanxi/quality/profile.hpp>
#include <guanxi/quality/rules.hpp>
