#include "hostile.hpp"

Sighting first_sighting() { return {reinterpret_cast<const void*>(&guanxi::make_finding), GUANXI_VERSION}; }
