#pragma once
/// @file
/// Umbrella of `report`: reports as text, Markdown and HTML.

#include <guanxi/report/account.hpp>
#include <guanxi/report/book.hpp>
#include <guanxi/report/chain_picture.hpp>
#include <guanxi/report/document.hpp>
#include <guanxi/report/influence_map.hpp>
#include <guanxi/report/matrix_picture.hpp>
#include <guanxi/report/options.hpp>
#include <guanxi/report/render.hpp>
