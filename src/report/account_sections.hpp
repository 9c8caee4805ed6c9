#pragma once
/// @file
/// An account report put together from its parts.

#include <guanxi/report/document.hpp>

#include <string>
#include <vector>

#include "account_parts.hpp"

namespace guanxi::report::detail {

/// An account report, still without a place: a document of its own, or a section of a book.
struct AccountReport {
  std::string title{};
  Line subtitle{};
  Line badges{};
  std::vector<Block> blocks{};
  std::vector<Section> sections{};
};

[[nodiscard]] AccountReport account_report(const AccountView& view);

/// As of when, by what version, and whether something was hidden.
[[nodiscard]] std::vector<Line> footer(const Context& context, Date as_of);

}  // namespace guanxi::report::detail
