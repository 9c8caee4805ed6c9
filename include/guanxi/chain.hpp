#pragma once
/// @file
/// Umbrella of `chain`: the decision chain: status, coverage, clarity, risks.

#include <guanxi/chain/analysis.hpp>
#include <guanxi/chain/analyze.hpp>
#include <guanxi/chain/articulation.hpp>
#include <guanxi/chain/clarity.hpp>
#include <guanxi/chain/coverage.hpp>
#include <guanxi/chain/cycles.hpp>
#include <guanxi/chain/graph.hpp>
#include <guanxi/chain/member.hpp>
#include <guanxi/chain/network.hpp>
#include <guanxi/chain/options.hpp>
#include <guanxi/chain/person_name.hpp>
#include <guanxi/chain/reach.hpp>
#include <guanxi/chain/status.hpp>
