// edge FORM FIELDS STORE PAGE: reads a filled form into a store, tells what was found, writes the page of the customer,
// corrects what was found and tells which parts are proven.
#include "desk.hpp"

#include <cstdio>
#include <exception>
#include <fstream>

int main(int count, char** arguments) {
  if (count != 5) return 2;
  const std::string form = arguments[1], fields = arguments[2], store = arguments[3], page = arguments[4];
  try {
    const bool asks = edge::blank_form(fields).find("试切零件") != std::string::npos;
    std::printf("form asks for trial cuts: %s\n", asks ? "yes" : "no");
    for (const std::string& finding : edge::take_form(store, "Li Wei", fields, form)) std::printf("found: %s\n", finding.c_str());
    std::ofstream(page) << edge::customer_page(store, "Li Wei", fields, "苏南精密齿轮有限公司");
    for (const std::string& change : edge::correct_approval(store, "Li Wei", fields, "行星架 PG-210", "2024-05-22", "客户来函更正")) std::printf("changed: %s\n", change.c_str());
    for (const std::string& part : edge::proven_parts(store, "Li Wei", fields)) std::printf("proven: %s\n", part.c_str());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
