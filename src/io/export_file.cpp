#include <guanxi/core/error.hpp>
#include <guanxi/io/export.hpp>
#include <guanxi/io/file.hpp>

#include <algorithm>

namespace guanxi::io {

namespace {

bool ends_with(std::string_view path, std::string_view suffix) {
  if (path.size() < suffix.size()) return false;
  return std::ranges::equal(path.substr(path.size() - suffix.size()), suffix, [](char sign, char lower) {
    return sign == lower || (sign >= 'A' && sign <= 'Z' && sign - 'A' + 'a' == lower);
  });
}

template <class Content>
std::string bytes_for(const std::string& path, const Catalogue& catalogue, const Content& content, const ExportOptions& options) {
  if (ends_with(path, ".json")) return to_json(catalogue, content, options.json);
  if (ends_with(path, ".csv")) return to_csv(catalogue, content, options);
  if (ends_with(path, ".xlsx")) return to_xlsx(catalogue, content, options);
  throw ArgumentError("io.suffix", "an export is a .json, .csv or .xlsx file, found " + path);
}

}  // namespace

void export_dossier(const std::string& path, const Catalogue& catalogue, const Dossier& dossier, const ExportOptions& options) {
  write_file(path, bytes_for(path, catalogue, dossier, options));
}

void export_book(const std::string& path, const Catalogue& catalogue, const Book& book, const ExportOptions& options) {
  write_file(path, bytes_for(path, catalogue, book, options));
}

}  // namespace guanxi::io
