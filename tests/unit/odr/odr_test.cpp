// Two translation units with every header of the umbrella link into one program (no definition is there twice) and agree
// on what an inline function is.
#include <gtest/gtest.h>

#include "hostile.hpp"

TEST(Odr, two_units_see_one_library) {
  EXPECT_EQ(first_sighting().function, second_sighting().function);
  EXPECT_EQ(first_sighting().version, second_sighting().version);
}
