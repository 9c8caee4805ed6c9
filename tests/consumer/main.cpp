// Uses a header-only and a compiled part of the installed package.
#include <guanxi/core/text.hpp>
#include <guanxi/core/version.hpp>
#include <guanxi/model/need.hpp>

#include <cstdio>

int main() {
  guanxi::Need need;
  need.statement = guanxi::text::normalize("ＡＢＣ");
  std::printf("%s %s\n", GUANXI_VERSION, need.statement.c_str());
  return 0;
}
