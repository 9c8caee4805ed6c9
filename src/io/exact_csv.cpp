#include <guanxi/core/finding_codes.hpp>
#include <guanxi/core/path.hpp>
#include <guanxi/core/text.hpp>

#include <charconv>
#include <map>
#include <optional>

#include "exact_build.hpp"
#include "exact_sheets.hpp"
#include "export_entries.hpp"

namespace guanxi::io::detail {

namespace {

/// Where a record stands: dossier, kind, position.
struct Address {
  std::size_t home{};
  const KindInfo* kind{};
  std::size_t position{};
  std::string_view rest{};  ///< path inside the record
  std::string_view word{};  ///< name that should be a kind
};

/// Takes `[3]`.
std::optional<std::size_t> take_position(std::string_view& path) {
  std::size_t position = 0;
  const auto [end, error] = std::from_chars(path.data() + 1, path.data() + path.size(), position);
  if (error != std::errc() || end == path.data() + path.size() || *end != ']') return std::nullopt;
  path.remove_prefix(static_cast<std::size_t>(end + 1 - path.data()));
  return position;
}

bool take_dot(std::string_view& path) {
  if (path.empty() || path.front() != '.') return false;
  path.remove_prefix(1);
  return true;
}

/// @return  nothing if the path does not read like one; without a kind if none has this name
std::optional<Address> read_address(const Catalogue& catalogue, std::string_view path) {
  constexpr std::string_view dossiers = "dossiers", shared = "shared.";
  Address address;
  if (path.starts_with(shared)) {
    address.home = shared_home;
    path.remove_prefix(shared.size());
  } else if (path.starts_with(dossiers) && path.substr(dossiers.size()).starts_with("[")) {
    path.remove_prefix(dossiers.size());
    const auto home = take_position(path);
    if (!home || *home == shared_home || !take_dot(path)) return std::nullopt;
    address.home = *home;
  }
  address.word = path.substr(0, path.find_first_of(".["));
  address.kind = catalogue.kind(address.word);
  path.remove_prefix(address.word.size());
  if (path.starts_with("[")) {
    const auto position = take_position(path);
    if (!position) return std::nullopt;
    address.position = *position;
  }
  if (!path.empty() && (!take_dot(path) || path.empty())) return std::nullopt;
  address.rest = path;
  return address;
}

class LongReader {
 public:
  LongReader(const Catalogue& catalogue, std::string file, Findings& findings)
      : catalogue_(&catalogue), file_(std::move(file)), findings_(&findings) {
    for (const KindInfo* kind : catalogue.kinds()) ranks_.emplace(kind, ranks_.size());
  }

  void read(const Sheet& sheet) {
    for (std::size_t i = 1; i < sheet.rows.size(); ++i) row(sheet.rows[i], {.file = file_, .sheet = sheet.name, .row = sheet.row_number(i), .column = 1});
  }

  Book build() {
    ExactBuilder builder(*catalogue_, *findings_);
    for (const auto& [home, ignored] : homes_) builder.open(home);
    for (auto& [home, kinds] : homes_)
      for (auto& [rank, records] : kinds) {
        const KindInfo& kind = *catalogue_->kinds()[rank];
        report_gap(kind, records);
        for (auto& [position, entries] : records) builder.add(home, kind, std::move(entries));
      }
    return builder.take();
  }

 private:
  using List = std::map<std::size_t, std::vector<ExactEntry>>;

  void row(const Row& cells, Place place) {
    for (std::size_t i = 2; i < cells.size(); ++i)
      if (!cells[i].text.empty()) report(finding_code("io.stray_cell"), "", cells[i].text, place);
    const std::string text = cells.size() > 1 ? cells[1].text : "";
    const std::string path(cells.empty() ? std::string_view() : text::trim(cells[0].text));
    place.header = path;
    if (path.empty() && text.empty()) return;
    value(path, text, place, cells.size() > 1 && cells[1].hint == CellHint::digits_lost);
  }

  void value(const std::string& path, const std::string& text, const Place& place, bool damaged) {
    MarkedPath marked = split_marks(path);
    const auto address = read_address(*catalogue_, marked.path);
    if (!address) return report(finding_code("io.bad_path"), path, text, place, {"应写作 contacts[2].phones[0]", "a path reads like contacts[2].phones[0]"});
    if (address->kind == nullptr) return unknown_kind(path, text, place, address->word);
    auto& entries = homes_[address->home][ranks_.at(address->kind)][address->position];
    if (address->rest.empty() && !text.empty())
      return report(finding_code("io.bad_path"), path, text, place, {"路径只到记录为止", "the path stops at the record"});
    if (text.empty()) return;
    marked.path = std::string(address->rest);
    entries.push_back({std::move(marked), text, place, false, damaged});
  }

  void unknown_kind(const std::string& path, const std::string& text, const Place& place, std::string_view word) {
    std::vector<std::string_view> names;
    for (const KindInfo* kind : catalogue_->kinds()) names.push_back(kind->plural);
    const std::string near(nearest_word(word, names));
    report(finding_code("io.bad_path"), path, text, place, {"没有这类记录", "there is no such kind of record"}, perhaps({near, near}));
  }

  void report_gap(const KindInfo& kind, const List& records) {
    const std::size_t missing = records.rbegin()->first + 1 - records.size();
    const std::string number = std::to_string(missing);
    if (missing != 0) report(finding_code("io.index_gap"), std::string(kind.plural), "", {.file = file_}, {number, number});
  }

  void report(const FindingCode& code, const std::string& path, const std::string& text, const Place& place, Message detail = {}, Message fix = {}) {
    findings_->push_back(make_finding(code, {.field = path, .value = text, .detail = std::move(detail), .fix = std::move(fix), .place = place}));
  }

  const Catalogue* catalogue_;
  std::string file_;
  Findings* findings_;
  std::map<const KindInfo*, std::size_t> ranks_;
  std::map<std::size_t, std::map<std::size_t, List>> homes_;
};

}  // namespace

bool is_long_sheet(const Sheet& sheet) {
  if (sheet.rows.empty() || sheet.rows[0].size() < 2) return false;
  const Row& header = sheet.rows[0];
  return text::fold(header[0].text) == "path" && text::fold(header[1].text) == "value";
}

Book read_long_sheet(const Catalogue& catalogue, const Sheet& sheet, const std::string& file, Findings& findings) {
  LongReader reader(catalogue, file, findings);
  reader.read(sheet);
  return reader.build();
}

}  // namespace guanxi::io::detail
