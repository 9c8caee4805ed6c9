#pragma once
/// @file
/// Umbrella of core, model, the analyses and assess.
/// Left out, each with an umbrella of its own where it exists: access, match, plan, report, store, io, desk.

#include <guanxi/assess.hpp>
#include <guanxi/chain.hpp>
#include <guanxi/core.hpp>
#include <guanxi/lifetime.hpp>
#include <guanxi/model.hpp>
#include <guanxi/need.hpp>
#include <guanxi/portfolio.hpp>
#include <guanxi/quality.hpp>
#include <guanxi/score.hpp>
