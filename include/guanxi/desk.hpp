#pragma once
/// @file
/// Umbrella of `desk`: imports into a session, handover and persisted alerts.

#include <guanxi/desk/handover.hpp>
#include <guanxi/desk/import.hpp>
