#pragma once
/// @file
/// Curves of uplift by their definition: for each different prediction all rows are counted again.

#include <cmath>
#include <cstddef>
#include <functional>
#include <set>
#include <vector>

namespace guanxi::test {

/// Points, areas and counts of a curve.
struct ReferenceCurve {
  std::vector<double> rows{0}, values{0};
  double area{}, random{};
};

/// Q or U of the rows with at least this prediction.
inline double reference_value(const std::vector<double>& uplift, const std::vector<double>& y,
                              const std::vector<double>& t, double least, bool qini, double& rows) {
  double n_t = 0, n_c = 0, y_t = 0, y_c = 0;
  for (std::size_t i = 0; i < y.size(); ++i) {
    if (uplift[i] < least) continue;
    (t[i] == 1 ? n_t : n_c) += 1;
    (t[i] == 1 ? y_t : y_c) += y[i];
  }
  rows = n_t + n_c;
  if (qini) return n_c == 0 ? y_t : y_t - y_c * n_t / n_c;
  return ((n_t == 0 ? 0 : y_t / n_t) - (n_c == 0 ? 0 : y_c / n_c)) * rows;
}

/// The curve of rows sorted by a prediction.
inline ReferenceCurve reference_curve(const std::vector<double>& uplift, const std::vector<double>& y,
                                      const std::vector<double>& t, bool qini) {
  ReferenceCurve curve;
  for (const double least : std::set<double, std::greater<>>(uplift.begin(), uplift.end())) {
    double rows = 0;
    const double value = reference_value(uplift, y, t, least, qini, rows);
    curve.area += (rows - curve.rows.back()) * (value + curve.values.back()) / 2;
    curve.rows.push_back(rows);
    curve.values.push_back(value);
  }
  curve.random = curve.rows.back() * curve.values.back() / 2;
  return curve;
}

/// What sorts rows perfectly: y t − y (1 − t).
inline std::vector<double> perfect_prediction(const std::vector<double>& y, const std::vector<double>& t) {
  std::vector<double> gains;
  for (std::size_t i = 0; i < y.size(); ++i) gains.push_back(y[i] * t[i] - y[i] * (1 - t[i]));
  return gains;
}

}  // namespace guanxi::test
