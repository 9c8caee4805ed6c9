#pragma once
/// @file
/// Umbrella of `portfolio`: analyses over many customers.

#include <guanxi/portfolio/abc.hpp>
#include <guanxi/portfolio/cohorts.hpp>
#include <guanxi/portfolio/collection.hpp>
#include <guanxi/portfolio/collection_order.hpp>
#include <guanxi/portfolio/concentration.hpp>
#include <guanxi/portfolio/credit_review.hpp>
#include <guanxi/portfolio/habit_status.hpp>
#include <guanxi/portfolio/marked_change.hpp>
#include <guanxi/portfolio/period_series.hpp>
#include <guanxi/portfolio/price_habits.hpp>
#include <guanxi/portfolio/receivables.hpp>
#include <guanxi/portfolio/rfm.hpp>
#include <guanxi/portfolio/rfm_segments.hpp>
#include <guanxi/portfolio/trade_habits.hpp>
#include <guanxi/portfolio/trade_rhythm.hpp>
#include <guanxi/portfolio/trend.hpp>
