#pragma once
/// @file
/// Umbrella of `need`: needs: the priority matrix, the ranking, and rules for those that nobody has named.

#include <guanxi/need/cell.hpp>
#include <guanxi/need/latent_need.hpp>
#include <guanxi/need/level.hpp>
#include <guanxi/need/matrix.hpp>
#include <guanxi/need/opportunity.hpp>
#include <guanxi/need/rank.hpp>
#include <guanxi/need/ranking.hpp>
#include <guanxi/need/rule.hpp>
#include <guanxi/need/rule_book.hpp>
