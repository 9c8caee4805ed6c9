#include "hostile.hpp"

Sighting second_sighting() { return {reinterpret_cast<const void*>(&guanxi::make_finding), GUANXI_VERSION}; }
