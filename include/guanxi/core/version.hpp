#pragma once
/// @file
/// The version, stated here and nowhere else.

/// Version of the library, `major.minor.patch`.
#define GUANXI_VERSION "0.1.0"
