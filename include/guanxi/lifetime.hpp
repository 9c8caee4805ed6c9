#pragma once
/// @file
/// Umbrella of `lifetime`: purchase models and customer lifetime value.

#include <guanxi/lifetime/alive_drivers.hpp>
#include <guanxi/lifetime/bg_bb.hpp>
#include <guanxi/lifetime/customer_value.hpp>
#include <guanxi/lifetime/fit.hpp>
#include <guanxi/lifetime/gamma_gamma.hpp>
#include <guanxi/lifetime/histories.hpp>
#include <guanxi/lifetime/kaplan_meier.hpp>
#include <guanxi/lifetime/log_rank.hpp>
#include <guanxi/lifetime/purchase_models.hpp>
#include <guanxi/lifetime/shifted_beta_geometric.hpp>
#include <guanxi/lifetime/summary.hpp>
#include <guanxi/lifetime/time_unit.hpp>
#include <guanxi/lifetime/tracking.hpp>
