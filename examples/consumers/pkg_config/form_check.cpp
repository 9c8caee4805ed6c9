// form_check FORM...: reads filled forms and tells what is wrong with them.
#include <guanxi/core/error.hpp>
#include <guanxi/io/import.hpp>
#include <guanxi/model/kinds.hpp>
#include <guanxi/quality/check.hpp>

#include <cstdio>

int main(int count, char** arguments) {
  using namespace guanxi;
  try {
    for (int i = 1; i < count; ++i) {
      const io::FormImport form = io::parse_form(standard_catalogue(), arguments[i]);
      std::printf("%s\n", form.dossier.customer().legal_name.c_str());
      for (const Finding& finding : form.findings) std::printf("  row %d: %s\n", finding.place.row, finding.message.en.c_str());
      for (const Finding& finding : quality::check(standard_catalogue(), form.dossier)) std::printf("  %s\n", finding.message.en.c_str());
    }
  } catch (const Error& error) {
    std::fprintf(stderr, "%s [%s]\n", error.what(), std::string(error.code()).c_str());
    return 1;
  }
  return 0;
}
