#pragma once
/// @file
/// How a report is made.

#include <guanxi/core/timestamp.hpp>
#include <guanxi/core/value.hpp>
#include <guanxi/report/document.hpp>
#include <guanxi/report/render.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace guanxi::report {

/// Whether the values of personal fields are written in full.
enum class Personal {
  shown,  ///< as they stand
  masked  ///< 138****8000, 110105********002X, 张*; other texts as ***; also where such a value of two signs or more occurs in other texts
};

}  // namespace guanxi::report
namespace guanxi {

template <>
struct Words<report::Personal> {
  static constexpr EnumWord table[] = {
      word(report::Personal::shown, "shown", {"显示", "Shown"}),
      word(report::Personal::masked, "masked", {"遮盖", "Masked"}),
  };
};

}  // namespace guanxi
namespace guanxi::report {

/// How a report is made.
struct ReportOptions {
  Format format = Format::html;          ///< what it is written as. Default HTML.
  Language language = Language::zh;      ///< of everything but the customer's own texts. Default Chinese.
  Calendar calendar{};                   ///< tells days from points in time. Default +08:00.
  Personal personal = Personal::shown;   ///< whether fields with Privacy::personal are written in full. Default shown.
  std::size_t columns = 100;             ///< width of terminal text. Default 100.
  std::vector<Alternate> alternates{};   ///< links to other forms of the same report, such as the other language. Default none.
};

}  // namespace guanxi::report
