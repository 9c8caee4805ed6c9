#include <guanxi/score/matrix.hpp>

#include <gtest/gtest.h>

#include <guanxi/core/error.hpp>

#include <cmath>
#include <limits>
#include <vector>

namespace guanxi::score {
namespace {

std::string complaint(std::vector<double> values, std::size_t columns) {
  try {
    check_matrix({values, columns});
  } catch (const ArgumentError& error) {
    return error.code() + ": " + error.what();
  }
  return "nothing thrown";
}

TEST(Matrix, shows_rows_and_cells) {
  const double values[] = {1, 2, 3, 4, 5, 6};
  const MatrixView matrix{values, 3};
  EXPECT_EQ(matrix.rows(), 2U);
  EXPECT_EQ(matrix(1, 0), 4);
  EXPECT_EQ(matrix.row(1)[2], 6);
  EXPECT_EQ(MatrixView{}.rows(), 0U);
}

TEST(Matrix, what_is_wrong_is_named) {
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(complaint({1, 2, 3, 4}, 2), "nothing thrown");
  EXPECT_EQ(complaint({}, 2), "nothing thrown");
  EXPECT_EQ(complaint({}, 0), "score.matrix: matrix needs at least one column, found none");
  EXPECT_EQ(complaint({1, 2, 3}, 2), "score.matrix: matrix[1] needs 2 numbers like every row, found 1");
  EXPECT_EQ(complaint({1, 2, 3, std::nan("")}, 2),
            "score.matrix: matrix[1][1] must be a finite number of size up to 1e290, found NaN");
  EXPECT_EQ(complaint({1, 2, -infinity, 3}, 2),
            "score.matrix: matrix[1][0] must be a finite number of size up to 1e290, found -infinity");
  EXPECT_EQ(complaint({1, infinity}, 1),
            "score.matrix: matrix[1][0] must be a finite number of size up to 1e290, found infinity");
  EXPECT_EQ(complaint({std::nan(""), 1}, 1).substr(0, 28), "score.matrix: matrix[0][0] m");
  EXPECT_EQ(complaint({1, -1e291}, 1),
            "score.matrix: matrix[1][0] must be a finite number of size up to 1e290, found -1.000000e291");
}

}  // namespace
}  // namespace guanxi::score
