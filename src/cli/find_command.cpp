#include <guanxi/core/error.hpp>
#include <guanxi/core/path.hpp>
#include <guanxi/core/text.hpp>
#include <guanxi/io/header_index.hpp>
#include <guanxi/model/kinds.hpp>

#include "commands.hpp"
#include "record_table.hpp"

#include <iostream>

namespace guanxi::cli {

namespace {

/// @throws  NotFoundError  `cli.kind`
const KindInfo& kind_asked(const std::string& name) {
  if (const KindInfo* kind = all_kinds().kind(name)) return *kind;
  if (const KindInfo* kind = io::HeaderIndex(all_kinds()).kind_named(name)) return *kind;
  if (name == "用户") return kind_info<User>();  // no alias of the kind: in a customer's table it means who uses the product
  std::vector<std::string_view> names;
  std::string all;
  for (const KindInfo* kind : all_kinds().kinds()) {
    names.push_back(kind->name);
    (all += all.empty() ? "" : ", ") += kind->name;
  }
  const std::string_view near = nearest_word(name, names);
  throw NotFoundError("cli.kind", "there is no record kind “" + name + "”; " + (near.empty() ? "kinds are " + all : "did you mean " + std::string(near) + "?"));
}

/// A blank as wide on a terminal as a text.
std::string blank_for(std::string_view text) { return std::string(text::display_width(text), ' '); }

/// The line of a text in which a byte stands, and below it a mark under that byte.
std::string pointed_at(std::string_view text, std::size_t position) {
  position = std::min(position, text.size());
  const std::size_t begin = position == 0 ? 0 : text.rfind('\n', position - 1) + 1;
  std::string line(text.substr(begin, text.find('\n', begin) - begin));
  for (char& sign : line)
    if (static_cast<unsigned char>(sign) < ' ') sign = ' ';
  return "  " + line + "\n  " + blank_for(std::string_view(line).substr(0, position - begin)) + "^\n";
}

/// Name and label of a field; what was written where it is a longer path or a label.
Column heading(const KindInfo& kind, const std::string& path) {
  const Field* field = find_field(all_kinds().fields(kind), path);
  return field != nullptr ? Column{field->name, field->label} : Column{path, {path, path}};
}

int print_groups(const Options& options, const KindInfo& kind, const store::Session& session, const store::Query& query) {
  const store::Groups groups = session.summarize(kind, {.where = query.where, .by = options.by, .of = options.of, .as_of = query.as_of});
  std::cout << print(RecordWriter(session, all_kinds(), options.output, options.language).groups(groups, heading(kind, options.by), !options.of.empty()), options.output, options.language);
  return exit_ok;
}

int print_records(const Options& options, const KindInfo& kind, const store::Session& session, const store::Query& query) {
  Records found;
  const std::string next = session.find(kind, query, found.list(kind));
  std::cout << print(RecordWriter(session, all_kinds(), options.output, options.language).records(kind, query, found), options.output, options.language);
  if (next.empty()) return exit_ok;
  const std::string shown = std::to_string(found.size(kind)), all = std::to_string(session.count(kind, query.where, query.as_of));
  std::cerr << (options.language == Language::zh ? "显示 " + shown + " 条，共 " + all + " 条；--limit 0 显示全部" : shown + " of " + all + "; --limit 0 shows all") << '\n';
  return exit_ok;
}

int print_found(const Options& options, const KindInfo& kind, const store::Session& session, store::Query query) {
  query.as_of = options.as_of;
  if (options.limit) query.limit = *options.limit;
  if (!options.by.empty()) return print_groups(options, kind, session, query);
  if (!options.count) return print_records(options, kind, session, query);
  std::cout << session.count(kind, query.where, query.as_of) << '\n';
  return exit_ok;
}

}  // namespace

int find_command(const Options& options) {
  const store::Session session = stored_session(options);
  const KindInfo& kind = kind_asked(options.kind);
  store::Query query;
  try {
    query = session.query(kind, options.query);
  } catch (const ParseError& error) {
    std::cerr << "guanxi: " << error.what() << " [" << error.code() << "]\n";
    if (text::is_utf8(options.query)) std::cerr << pointed_at(options.query, error.position());
    return exit_usage;
  }
  return print_found(options, kind, session, query);
}

}  // namespace guanxi::cli
