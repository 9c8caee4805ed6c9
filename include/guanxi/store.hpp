#pragma once
/// @file
/// Umbrella of `store`: saving, querying and history.

#include <guanxi/store/change.hpp>
#include <guanxi/store/condition.hpp>
#include <guanxi/store/count_term.hpp>
#include <guanxi/store/field_term.hpp>
#include <guanxi/store/member_term.hpp>
#include <guanxi/store/operand.hpp>
#include <guanxi/store/past.hpp>
#include <guanxi/store/query.hpp>
#include <guanxi/store/query_text.hpp>
#include <guanxi/store/search.hpp>
#include <guanxi/store/session.hpp>
#include <guanxi/store/store.hpp>
