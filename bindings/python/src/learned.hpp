#pragma once
/// @file
/// What was learnt, as Python holds it.

#include <guanxi/assess/learned.hpp>

#include "fitted.hpp"

namespace guanxi::python {

/// A model of winning as Python holds it.
using FittedWin = Fitted<score::WinModel>;

/// What the keyword `learned=` gives; nullptr without it.
/// @throws  WrongType  for anything but a Learned or None
[[nodiscard]] const assess::Learned* learned_from(const py::dict& keywords, const std::string& whose);

/// The parameter `learned=` of a signature.
inline constexpr const char* learned_parameter = ", learned: Learned | None = None";

}  // namespace guanxi::python
