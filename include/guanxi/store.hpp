#pragma once
/// @file
/// Umbrella of `store`: saving, querying and history.

#include <guanxi/store/change.hpp>
#include <guanxi/store/past.hpp>
#include <guanxi/store/search.hpp>
#include <guanxi/store/session.hpp>
#include <guanxi/store/store.hpp>
