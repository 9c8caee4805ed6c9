#pragma once
/// @file
/// Umbrella of `score`: scorecards, win models and multi-criteria methods.

#include <guanxi/score/accuracy.hpp>
#include <guanxi/score/ahp.hpp>
#include <guanxi/score/bins.hpp>
#include <guanxi/score/calibration.hpp>
#include <guanxi/score/columns.hpp>
#include <guanxi/score/criteria.hpp>
#include <guanxi/score/criteria_weights.hpp>
#include <guanxi/score/decay.hpp>
#include <guanxi/score/discrimination.hpp>
#include <guanxi/score/feature_table.hpp>
#include <guanxi/score/logistic.hpp>
#include <guanxi/score/matrix.hpp>
#include <guanxi/score/metric.hpp>
#include <guanxi/score/naive_bayes.hpp>
#include <guanxi/score/naive_bayes_options.hpp>
#include <guanxi/score/prediction.hpp>
#include <guanxi/score/promethee.hpp>
#include <guanxi/score/robustness.hpp>
#include <guanxi/score/scorecard.hpp>
#include <guanxi/score/scorecard_options.hpp>
#include <guanxi/score/spotis.hpp>
#include <guanxi/score/topsis.hpp>
#include <guanxi/score/vikor.hpp>
#include <guanxi/score/weighted_sums.hpp>
