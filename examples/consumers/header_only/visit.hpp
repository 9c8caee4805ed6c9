#pragma once
#include <string>

/// What to talk about first, from the needs that we know.
std::string first_topic();
