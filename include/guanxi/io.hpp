#pragma once
/// @file
/// Umbrella of `io`: forms, imports and exports.

#include <guanxi/io/arrow_tables.hpp>
#include <guanxi/io/csv.hpp>
#include <guanxi/io/encoding.hpp>
#include <guanxi/io/exact.hpp>
#include <guanxi/io/export.hpp>
#include <guanxi/io/file.hpp>
#include <guanxi/io/form.hpp>
#include <guanxi/io/header_index.hpp>
#include <guanxi/io/import.hpp>
#include <guanxi/io/json.hpp>
#include <guanxi/io/sheet.hpp>
#include <guanxi/io/tables.hpp>
#include <guanxi/io/xlsx.hpp>
