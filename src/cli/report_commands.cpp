#include <guanxi/assess/book.hpp>
#include <guanxi/assess/learned.hpp>
#include <guanxi/core/error.hpp>
#include <guanxi/core/write.hpp>
#include <guanxi/io/export.hpp>
#include <guanxi/io/file.hpp>
#include <guanxi/model/kinds.hpp>
#include <guanxi/report/account.hpp>
#include <guanxi/report/book.hpp>

#include "commands.hpp"

#include <cmath>
#include <filesystem>
#include <iostream>

namespace guanxi::cli {

namespace {

namespace fs = std::filesystem;

assess::AssessOptions assess_options(const Options& options, const Book& book) { return {.as_of = options.as_of, .users = book.shared.of<User>()}; }

/// All customers, with what the book itself teaches.
assess::BookAssessment assess_with_history(const Book& book, const Options& options) {
  const assess::Learned learned = assess::learn_from(book, {.as_of = options.as_of});
  assess::AssessOptions how = assess_options(options, book);
  how.learned = &learned;
  return assess::book(book, how);
}

Table customers_table(const Book& book) {
  Table table{.columns = {{"id", {"编号", "Id"}}, {"name", {"客户名称", "Name"}}, {"industry", {"行业", "Industry"}}}, .rows = {}};
  for (const Dossier& dossier : book.dossiers) table.rows.push_back({to_string(dossier.customer().id), dossier.customer().legal_name, dossier.customer().industry_label});
  return table;
}

std::string percent(std::optional<double> share) { return share ? std::to_string(std::lround(*share * 100)) + "%" : ""; }

std::string short_number(std::int64_t thousandths) {
  const std::int64_t tenths = (thousandths + 50) / 100;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

/// The ranked accounts, one line each.
Table accounts_table(const assess::BookAssessment& book, Language language) {
  Table table{.columns = {{"rank", {"序", "Rank"}}, {"customer", {"客户", "Customer"}}, {"cooperation", {"合作可能", "Likelihood"}}, {"high_value", {"高价值", "High value"}}, {"completeness", {"完整度", "Complete"}},
                          {"findings", {"问题", "Findings"}}, {"next_step", {"下一步", "Next step"}}}, .rows = {}};
  for (std::size_t i = 0; i < book.accounts.size(); ++i) {
    const assess::AccountAssessment& account = book.accounts[i];
    const assess::OpportunityAssessment* best = account.best();
    table.rows.push_back({std::to_string(i + 1), account.name, best ? short_number(best->score.thousandths) : "", best ? std::string(label_of(best->high_value.answer).in(language)) : "",
                          percent(account.completeness.share.value()), std::to_string(account.findings.size()), account.next_steps.empty() ? "" : account.next_steps.front().label.in(language)});
  }
  return table;
}

std::string dossier_text(const Dossier& dossier, const Book& book, const Options& options) {
  if (options.output == Output::json) return io::to_json(standard_catalogue(), dossier);
  if (options.output == Output::csv) return io::to_csv(standard_catalogue(), dossier);
  return report::account(standard_catalogue(), dossier, assess::account(dossier, assess_options(options, book)), {.format = report::Format::text, .language = options.language, .personal = options.mask ? report::Personal::masked : report::Personal::shown}, &book.shared);
}

/// The bundled book, from where the program was built or installed, or from the working folder.
std::string bundled_book() {
  for (const fs::path& place : {fs::path("examples/data"), fs::path(GUANXI_EXAMPLES_DIR)})
    if (fs::is_directory(place)) return place.string();
  throw FileError("cli.examples", "the bundled book examples/data is not here; name a folder with --data");
}

}  // namespace

report::Format report_format(const std::string& path) {
  if (path.ends_with(".html") || path.ends_with(".htm")) return report::Format::html;
  if (path.ends_with(".md")) return report::Format::md;
  if (path.ends_with(".txt") || path.empty()) return report::Format::text;
  throw ArgumentError("cli.suffix", "a report is written as .html, .md or .txt, found " + path);
}

void put_text(const std::string& path, const std::string& text) {
  if (path.empty()) std::cout << text;
  else io::write_file(path, text);
}

int show_command(const Options& options) {
  const io::BookImport import = load(options);
  if (options.customer.empty() && import.book.dossiers.size() != 1) std::cout << print(customers_table(import.book), options.output, options.language);
  else
    for (const Dossier* dossier : choose(import.book, options.customer)) std::cout << dossier_text(*dossier, import.book, options);
  return has_error(import.findings) ? exit_findings : exit_ok;
}

int report_command(const Options& options) {
  const io::BookImport import = load(options);
  const report::ReportOptions how{.format = report_format(options.out), .language = options.language, .personal = options.mask ? report::Personal::masked : report::Personal::shown};
  if (options.customer.empty() && import.book.dossiers.size() != 1) {
    put_text(options.out, report::book(standard_catalogue(), import.book, assess_with_history(import.book, options), how));
  } else {
    const Dossier& dossier = *choose(import.book, options.customer).front();
    put_text(options.out, report::account(standard_catalogue(), dossier, assess::account(dossier, assess_options(options, import.book)), how, &import.book.shared));
  }
  return has_error(import.findings) ? exit_findings : exit_ok;
}

int demo_command(const Options& options) {
  Options demo = options;
  if (demo.path.empty()) demo.path = bundled_book();
  const fs::path out = demo.out.empty() ? fs::path("build/demo") : fs::path(demo.out);
  fs::create_directories(out);
  demo.db = (out / "book.gx").string();
  demo.user = "demo";
  for (const char* tail : {"", "-wal", "-shm", "-lock"}) fs::remove(demo.db + tail);
  const Findings findings = import_into(demo.db, demo.user, demo.path, demo, isatty_error()).findings;
  const io::BookImport import = load(demo);
  std::cerr << demo.path << ": " << import.book.dossiers.size() << (demo.language == Language::zh ? " 个客户；" : " customers; ") << count_line(findings, demo.language) << '\n';
  const assess::BookAssessment assessed = assess_with_history(import.book, demo);
  const report::Alternate other[] = {{"English", "index.en.html"}, {"中文", "index.html"}};
  put_text((out / "index.html").string(), report::book(standard_catalogue(), import.book, assessed, {.language = Language::zh, .alternates = {other[0]}}));
  put_text((out / "index.en.html").string(), report::book(standard_catalogue(), import.book, assessed, {.language = Language::en, .alternates = {other[1]}}));
  put_text((out / "index.md").string(), report::book(standard_catalogue(), import.book, assessed, {.format = report::Format::md, .language = demo.language}));
  io::export_book((out / "book.json").string(), standard_catalogue(), import.book);
  io::export_book((out / "book.xlsx").string(), standard_catalogue(), import.book, {.language = demo.language});
  put_text((out / "findings.csv").string(), print(findings_table(findings, demo.language), Output::csv, demo.language));
  std::cout << print(accounts_table(assessed, demo.language), demo.output, demo.language);
  std::cout << "\n" << (demo.language == Language::zh ? "报告：" : "Report: ") << (out / "index.html").string() << "\n";
  return exit_ok;
}

}  // namespace guanxi::cli
