#include "card.hpp"

#include <guanxi/core/error.hpp>
#include <guanxi/quality/profile.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace guanxi::quality {
namespace {

using test::Card;
using test::day;

constexpr DateOrder orders[] = {in_order<&Card::started, &Card::ended>()};

ProfileOptions options() { return {.check = {.as_of = day(2023, 10, 15), .rules = {.date_orders = orders}}}; }

/// Completeness 13/20; answers name, phone, staff, started, ended, grade.set; one suspect; timeliness by hand below.
Records some_records() {
  Card card{.id = test::numbered<Card>(1), .name = "甲", .phones = {"68888888"}, .staff = 30, .started = PartialDate{2020}, .ended = test::at(2022, 1, 1)};
  card.grade.set = Grade::high;
  card.meta.field_facts = {{.path = "staff", .observed_on = day(2022, 10, 15)}};
  Records records;
  records.of<Card>() = {card};
  return records;
}

std::optional<double> value_of(const Profile& profile, Dimension dimension) {
  for (const DimensionValue& part : profile.quality.parts)
    if (part.dimension == dimension) return part.value;
  ADD_FAILURE() << "no such dimension";
  return {};
}

TEST(Profile, dimensions_by_hand) {
  ProfileOptions settings = options();
  settings.duplicate_probability = .1;
  const Profile result = profile(test::card_catalogue(), some_records(), settings);
  const double completeness = (5.0 + 3 + 2 + 3 + 1 + 1) / 20;
  const double validity = 5.5 / 6;
  const double timeliness = (5 + 2 * .775) / 7;  // name never stale; only staff has a fact besides
  EXPECT_DOUBLE_EQ(*value_of(result, Dimension::completeness), completeness);
  EXPECT_DOUBLE_EQ(*value_of(result, Dimension::validity), validity);
  EXPECT_DOUBLE_EQ(*value_of(result, Dimension::uniqueness), .9);
  EXPECT_NEAR(*value_of(result, Dimension::timeliness), timeliness, 1e-6);
  EXPECT_DOUBLE_EQ(*value_of(result, Dimension::consistency), 1);
  EXPECT_FALSE(value_of(result, Dimension::accuracy)) << "no reference was named";
  EXPECT_NEAR(*result.quality.value, std::pow(completeness * validity * .9 * timeliness, .2), 1e-6);
}

TEST(Profile, unknown_stays_unknown) {
  ProfileOptions settings;
  settings.expected = Purpose::none;
  const Profile nothing = profile(test::card_catalogue(), Records(), settings);
  EXPECT_FALSE(nothing.quality.value);
  for (const DimensionValue& part : nothing.quality.parts) EXPECT_FALSE(part.value);
  EXPECT_EQ(nothing.quality.parts.size(), 6U);
}

TEST(Profile, broken_rule_and_invalid_key_show) {
  Records records = some_records();
  records.of<Card>()[0].ended = test::at(2019, 1, 1);
  EXPECT_EQ(*value_of(profile(test::card_catalogue(), records, options()), Dimension::consistency), 0);
  Customer customer{.legal_name = "江南", .registration_id = "911522010783762861"};
  const Profile capped = profile(Catalogue(std::vector{&kind_info<Customer>()}), Dossier(customer), {.weights = {{Dimension::completeness, 0}}});
  EXPECT_DOUBLE_EQ(*value_of(capped, Dimension::validity), .5);
  EXPECT_LE(*capped.quality.value, .5);
  customer.registration_id = "911522010783762860";
  EXPECT_DOUBLE_EQ(*profile(Catalogue(std::vector{&kind_info<Customer>()}), Dossier(customer), {.weights = {{Dimension::completeness, 0}}}).quality.value, 1);
}

TEST(Profile, cap_holds_when_a_key_field_is_invalid) {
  Customer customer{.legal_name = "江南", .short_name = "江", .registration_id = "911522010783762861", .industry_label = "制造业", .address = "苏州"};
  const Profile result = profile(Catalogue(std::vector{&kind_info<Customer>()}), Dossier(customer), {.weights = {{Dimension::completeness, 0}}});
  EXPECT_DOUBLE_EQ(*value_of(result, Dimension::validity), .8);
  EXPECT_TRUE(result.quality.capped);
  EXPECT_DOUBLE_EQ(*result.quality.value, .5);
}

TEST(Profile, refuses_a_probability_outside_the_unit) {
  ProfileOptions settings = options();
  settings.duplicate_probability = 1.5;
  EXPECT_THROW((void)profile(test::card_catalogue(), some_records(), settings), ArgumentError);
}

// -- tables --

const ColumnProfile& column(const std::vector<ColumnProfile>& columns, std::string_view name) {
  return *std::ranges::find(columns, name, &ColumnProfile::field);
}

TEST(Columns, counts_by_hand) {
  const std::vector<Card> rows{{.name = "甲", .phones = {"1", "2"}}, {.name = "甲", .phones = {"2", "1"}}, {.name = "乙", .staff = 3}, {.name = "无"}};
  const auto columns = profile_columns<Card>(rows);
  EXPECT_EQ(column(columns, "name"), (ColumnProfile{"name", {"名称", "Name"}, 4, 3, 2, 1}));
  EXPECT_DOUBLE_EQ(*column(columns, "name").completeness(), .75);
  EXPECT_DOUBLE_EQ(*column(columns, "name").distinctness(), .5);
  EXPECT_DOUBLE_EQ(*column(columns, "name").uniqueness(), .25);
  EXPECT_EQ(column(columns, "phones").distinct, 2U) << "order of elements matters";
  EXPECT_EQ(column(columns, "staff").present, 1U);
  EXPECT_EQ(column(columns, "remark").present, 0U);
  EXPECT_EQ(std::ranges::count(columns, "id", &ColumnProfile::field), 0) << "upkeep is left out";
}

TEST(Columns, no_rows_no_shares) {
  const auto columns = profile_columns<Card>({});
  EXPECT_FALSE(columns.empty());
  for (const ColumnProfile& one : columns) EXPECT_FALSE(one.completeness());
}

}  // namespace
}  // namespace guanxi::quality
