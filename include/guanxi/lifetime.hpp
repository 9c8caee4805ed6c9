#pragma once
/// @file
/// Umbrella of `lifetime`: purchase models and customer lifetime value.

#include <guanxi/lifetime/kaplan_meier.hpp>
#include <guanxi/lifetime/log_rank.hpp>
#include <guanxi/lifetime/time_unit.hpp>
