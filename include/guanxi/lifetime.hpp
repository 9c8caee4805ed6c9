#pragma once
/// @file
/// Umbrella of `lifetime`: purchase models and customer lifetime value.

#include <guanxi/lifetime/time_unit.hpp>
