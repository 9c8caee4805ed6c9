#pragma once
/// @file
/// Umbrella of `chain`: the decision chain: status, coverage, clarity, risks.

#include <guanxi/chain/analysis.hpp>
#include <guanxi/chain/analyze.hpp>
#include <guanxi/chain/articulation.hpp>
#include <guanxi/chain/centrality.hpp>
#include <guanxi/chain/clarity.hpp>
#include <guanxi/chain/conflict.hpp>
#include <guanxi/chain/coverage.hpp>
#include <guanxi/chain/cycles.hpp>
#include <guanxi/chain/difference.hpp>
#include <guanxi/chain/graph.hpp>
#include <guanxi/chain/introduction.hpp>
#include <guanxi/chain/meeting.hpp>
#include <guanxi/chain/member.hpp>
#include <guanxi/chain/network.hpp>
#include <guanxi/chain/options.hpp>
#include <guanxi/chain/outlook.hpp>
#include <guanxi/chain/person.hpp>
#include <guanxi/chain/person_name.hpp>
#include <guanxi/chain/power.hpp>
#include <guanxi/chain/propagation.hpp>
#include <guanxi/chain/reach.hpp>
#include <guanxi/chain/status.hpp>
#include <guanxi/chain/what_if.hpp>
