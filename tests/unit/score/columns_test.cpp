#include <guanxi/score/columns.hpp>

#include <gtest/gtest.h>

#include <limits>

namespace guanxi::score {
namespace {

std::string said_of_columns(const std::vector<Column>& columns) {
  try {
    (void)check_columns(columns);
  } catch (const ArgumentError& error) {
    EXPECT_EQ(error.code(), "argument.columns");
    return error.what();
  }
  return "fine";
}

TEST(Columns, errors_name_the_column) {
  const std::vector<double> two = {1, 2}, three = {1, 2, 3}, endless = {1, std::numeric_limits<double>::infinity()};
  const std::vector<std::int32_t> codes = {0, -5}, beyond = {0, 2};
  const std::vector<std::string> levels = {"a", "b"};
  const Column numbers{"n", std::span<const double>(two)}, words{"w", CodedWords{codes, levels}};
  EXPECT_EQ(said_of_columns({numbers, words}), "fine");
  EXPECT_EQ(said_of_columns({}), "a feature table must have at least one column, found none");
  EXPECT_EQ(said_of_columns({numbers, numbers}), "column n must be there once, found it twice");
  EXPECT_EQ(said_of_columns({numbers, {"", std::span<const double>(two)}}),
            "every column must have a name, found one without");
  EXPECT_EQ(said_of_columns({numbers, {"long", std::span<const double>(three)}}),
            "column long must have 2 rows as the first column has, found 3");
  EXPECT_EQ(said_of_columns({{"e", std::span<const double>(endless)}}),
            "column e must hold finite numbers or NaN for unknown, found an infinite one in row 1");
  EXPECT_EQ(said_of_columns({{"c", CodedWords{beyond, levels}}}), "column c has the code 2 but only 2 words");
}

TEST(Columns, outcomes_and_weights) {
  const auto outcome = [](const std::vector<double>& values, std::size_t rows) {
    try {
      check_outcome(values, rows);
      check_weights(values, rows);
    } catch (const ArgumentError& error) {
      return std::string(error.what());
    }
    return std::string("fine");
  };
  EXPECT_EQ(outcome({0, 1}, 2), "fine");
  EXPECT_EQ(outcome({}, 0), "fine");
  EXPECT_EQ(outcome({0, 1}, 3), "outcome must have 3 rows as the columns have, found 2");
  EXPECT_EQ(outcome({0, 2}, 2), "outcome must be 0 or 1, found 2.000000 in row 1");
  EXPECT_EQ(outcome({std::numeric_limits<double>::quiet_NaN()}, 1).substr(0, 28), "outcome must be 0 or 1, foun");
  EXPECT_THROW(check_weights(std::vector<double>{1, -1}, 2), ArgumentError);
  EXPECT_THROW(check_weights(std::vector<double>{1}, 2), ArgumentError);
  EXPECT_NO_THROW(check_weights({}, 2));
}

}  // namespace
}  // namespace guanxi::score
