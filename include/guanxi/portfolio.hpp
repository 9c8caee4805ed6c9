#pragma once
/// @file
/// Umbrella of `portfolio`: analyses over many customers.

#include <guanxi/portfolio/abc.hpp>
#include <guanxi/portfolio/cohorts.hpp>
#include <guanxi/portfolio/collection.hpp>
#include <guanxi/portfolio/collection_order.hpp>
#include <guanxi/portfolio/concentration.hpp>
#include <guanxi/portfolio/credit_review.hpp>
#include <guanxi/portfolio/receivables.hpp>
#include <guanxi/portfolio/rfm.hpp>
#include <guanxi/portfolio/rfm_segments.hpp>
