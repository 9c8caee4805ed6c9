#pragma once
/// @file
/// Umbrella of `assess`: answers that join several analyses over a dossier or a book.

#include <guanxi/assess/account.hpp>
#include <guanxi/assess/book.hpp>
#include <guanxi/assess/cooperation.hpp>
#include <guanxi/assess/health.hpp>
#include <guanxi/assess/high_value.hpp>
#include <guanxi/assess/learned.hpp>
#include <guanxi/assess/need_sources.hpp>
#include <guanxi/assess/next_step.hpp>
#include <guanxi/assess/options.hpp>
#include <guanxi/assess/predict_needs.hpp>
#include <guanxi/assess/seven_p.hpp>
#include <guanxi/assess/seven_p/page.hpp>
#include <guanxi/assess/seven_p/performance.hpp>
#include <guanxi/assess/seven_p/persistency.hpp>
#include <guanxi/assess/seven_p/product.hpp>
#include <guanxi/assess/seven_p/profiling.hpp>
#include <guanxi/assess/seven_p/profitability.hpp>
#include <guanxi/assess/seven_p/promotion.hpp>
#include <guanxi/assess/seven_p/prospecting.hpp>
#include <guanxi/assess/win_features.hpp>
#include <guanxi/assess/write_back.hpp>
