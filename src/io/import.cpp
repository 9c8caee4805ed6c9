#include <guanxi/io/file.hpp>
#include <guanxi/io/import.hpp>

#include "book_builder.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

namespace guanxi::io {

namespace {

namespace fs = std::filesystem;

bool is_data_file(const fs::path& path) {
  static constexpr std::array<std::string_view, 6> suffixes{".csv", ".tsv", ".tab", ".txt", ".xlsx", ".json"};
  const std::string suffix = path.extension().string();
  return path.filename().string().front() != '.' && std::ranges::find(suffixes, suffix) != suffixes.end();
}

/// All files of a folder and its folders, in the order of their names.
std::vector<fs::path> files_in(const std::string& folder) {
  std::error_code error;
  if (fs::is_regular_file(folder, error)) return {folder};
  if (!fs::is_directory(folder, error)) throw FileError("io.open", "there is no folder or file " + folder);
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

void add_path(detail::BookBuilder& builder, const fs::path& path, const std::string& name) {
  try {
    builder.add_file(read_file(path.string()), name);
  } catch (const Error& error) {
    builder.add_failure(name, error);
  }
}

}  // namespace

FormImport parse_form(const Catalogue& catalogue, std::string_view bytes, const std::string& name, const ImportOptions& options) {
  detail::BookBuilder builder(catalogue, options);
  builder.add_file(bytes, name);
  BookImport all = builder.finish();
  FormImport form;
  if (!all.book.dossiers.empty()) form.dossier = std::move(all.book.dossiers.front());
  form.findings = std::move(all.findings);
  return form;
}

FormImport parse_form(const Catalogue& catalogue, const std::string& path, const ImportOptions& options) {
  return parse_form(catalogue, read_file(path), path, options);
}

BookImport load_book(const Catalogue& catalogue, const std::string& folder, const ImportOptions& options) {
  detail::BookBuilder builder(catalogue, options);
  const fs::path root = fs::is_directory(folder) ? fs::path(folder) : fs::path(folder).parent_path();
  std::vector<fs::path> files = files_in(folder);
  std::erase_if(files, [](const fs::path& path) { return !is_data_file(path); });
  std::ranges::stable_sort(files, {}, [&](const fs::path& path) { return builder.rank(path.filename().string()); });
  for (const fs::path& path : files) add_path(builder, path, fs::relative(path, root.empty() ? fs::path(".") : root).generic_string());
  return builder.finish();
}

}  // namespace guanxi::io
