#pragma once
/// @file
/// Umbrella of `need`: needs: the priority matrix, the ranking, and rules for those that nobody has named.

#include <guanxi/need/association_rules.hpp>
#include <guanxi/need/baskets.hpp>
#include <guanxi/need/cell.hpp>
#include <guanxi/need/customer_features.hpp>
#include <guanxi/need/item_neighbours.hpp>
#include <guanxi/need/itemsets.hpp>
#include <guanxi/need/latent_need.hpp>
#include <guanxi/need/level.hpp>
#include <guanxi/need/matrix.hpp>
#include <guanxi/need/next_purchase.hpp>
#include <guanxi/need/opportunity.hpp>
#include <guanxi/need/portfolio_view.hpp>
#include <guanxi/need/rank.hpp>
#include <guanxi/need/ranking.hpp>
#include <guanxi/need/rule.hpp>
#include <guanxi/need/rule_book.hpp>
#include <guanxi/need/sensitivity.hpp>
#include <guanxi/need/similar_customers.hpp>
#include <guanxi/need/swap.hpp>
#include <guanxi/need/whitespace.hpp>
