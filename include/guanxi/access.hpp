#pragma once
/// @file
/// Umbrella of `access`: who may read and write what.

#include <guanxi/access/absence.hpp>
#include <guanxi/access/action.hpp>
#include <guanxi/access/audit.hpp>
#include <guanxi/access/directory.hpp>
#include <guanxi/access/explanation.hpp>
#include <guanxi/access/filter.hpp>
#include <guanxi/access/key.hpp>
#include <guanxi/access/kinds.hpp>
#include <guanxi/access/named.hpp>
#include <guanxi/access/policy.hpp>
#include <guanxi/access/principal.hpp>
#include <guanxi/access/role.hpp>
#include <guanxi/access/seal.hpp>
#include <guanxi/access/share.hpp>
#include <guanxi/access/standard_roles.hpp>
