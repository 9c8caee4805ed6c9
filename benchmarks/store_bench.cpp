// Measures the store: load with audit against raw SQLite on the same tables, reads, search, verify.
// Usage: store_bench FOLDER CUSTOMERS compare|load|read|handover|verify…; prints one line a measure. `compare` loads a store and a raw database, `load`
// only a store (raw rows are kept in memory: some 20 kB a customer), `read` measures the store of the run before.
#include <guanxi/desk/handover.hpp>
#include <guanxi/model/contact.hpp>
#include <guanxi/model/interaction.hpp>
#include <guanxi/model/kinds.hpp>
#include <guanxi/model/need.hpp>
#include <guanxi/model/team.hpp>
#include <guanxi/store/store.hpp>

#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace guanxi;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

void say(const char* what, double seconds, double count) { std::printf("%-44s %9.3f s  %12.0f /s  %9.2f us each\n", what, seconds, count / seconds, seconds / count * 1e6); }

constexpr const char* regions[] = {"上海", "苏州", "无锡", "合肥", "重庆", "天津", "佛山", "长沙"};
constexpr const char* trades[] = {"精密机械", "电子科技", "新能源", "食品机械", "物流设备", "建材", "医疗器械", "汽车零部件"};

/// A filled card with three children; every thousandth customer has a hundred.
void add_customer(store::Session& session, std::mt19937& random, int number, const std::vector<Id<User>>& people) {
  Customer customer;
  customer.legal_name = std::string(regions[random() % 8]) + "第" + std::to_string(number) + trades[random() % 8] + "有限公司";
  customer.registration_id = std::to_string(910000000000000000 + number);
  customer.nature = CustomerNature::company;
  customer.industry_label = "制造业-专用设备生产";
  customer.region_code = regions[random() % 8];
  customer.address = "工业园区工业路" + std::to_string(random() % 900 + 1) + "号";
  customer.employees = NumberRange{.low = 100, .high = 500};
  customer.annual_revenue = MoneyRange{.low = Money{10'000'000'000, {}}, .high = Money{50'000'000'000, {}}};
  customer.main_business = "专用设备的设计、制造与销售";
  customer.pain_points = "生产效率低，人工成本高";
  customer.customer_type.set = CustomerType::potential;
  customer.tags = {"行业:制造业", "规模:中型"};
  customer.owner_id.id = people[random() % people.size()];
  customer = session.put(customer, "load");
  const bool many = number % 1000 == 0;
  for (int i = 0; i < (many ? 98 : 1); ++i) {
    Contact contact;
    contact.customer_id = customer.id;
    contact.display_name = "张总";
    contact.title = "生产总监";
    contact.phones = {"138" + std::to_string(10'000'000 + random() % 89'999'999)};
    session.put(contact, "load");
  }
  Need need;
  need.customer_id = customer.id;
  need.statement = "采购自动化生产线，提高效率";
  need.urgency = {};
  need.budget = MoneyRange{.low = Money{200'000'000, {}}, .high = Money{300'000'000, {}}};
  session.put(need, "load");
  Interaction interaction;
  interaction.customer_id = customer.id;
  interaction.occurred_at = Timestamp{1'719'720'000'000'000};
  interaction.summary = "介绍了产品与交付周期，客户要求提供定制化方案";
  session.put(interaction, "load");
}

/// A row as raw SQLite is given it again.
using Cell = std::pair<int, std::string>;  // type of SQLite, bytes

struct RawTable {
  std::string name, sql;
  std::vector<std::string> indexes;
  std::vector<std::vector<Cell>> rows;
};

sqlite3* open_raw(const std::string& path) {
  sqlite3* raw = nullptr;
  if (sqlite3_open(path.c_str(), &raw) != SQLITE_OK) std::exit(1);
  return raw;
}

template <class Visit>
void each_row(sqlite3* raw, const std::string& sql, Visit visit) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(raw, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) std::exit(1);
  while (sqlite3_step(statement) == SQLITE_ROW) visit(statement);
  sqlite3_finalize(statement);
}

std::string text_at(sqlite3_stmt* row, int column) {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(row, column));
  return {bytes == nullptr ? "" : bytes, static_cast<std::size_t>(sqlite3_column_bytes(row, column))};
}

RawTable read_raw(sqlite3* raw, const std::string& name) {
  RawTable table{.name = name, .sql = {}, .indexes = {}, .rows = {}};
  each_row(raw, "SELECT sql, type FROM sqlite_schema WHERE tbl_name = '" + name + "' AND sql IS NOT NULL", [&](sqlite3_stmt* row) {
    if (text_at(row, 1) == "table") table.sql = text_at(row, 0);
    else table.indexes.push_back(text_at(row, 0));
  });
  each_row(raw, "SELECT * FROM " + name + " ORDER BY rowid", [&](sqlite3_stmt* row) {
    auto& cells = table.rows.emplace_back();
    for (int i = 0; i < sqlite3_column_count(row); ++i) {
      const int type = sqlite3_column_type(row, i);
      cells.emplace_back(type, type == SQLITE_NULL ? std::string() : text_at(row, i));
    }
  });
  return table;
}

/// The rows in the order in which the store wrote them: a customer, then its children.
double load_raw(const std::string& path, std::vector<RawTable>& tables, std::size_t batch) {
  sqlite3* raw = open_raw(path);
  sqlite3_exec(raw, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON", nullptr, nullptr, nullptr);
  std::vector<sqlite3_stmt*> statements;
  for (const RawTable& table : tables) {
    sqlite3_exec(raw, table.sql.c_str(), nullptr, nullptr, nullptr);
    for (const std::string& index : table.indexes) sqlite3_exec(raw, index.c_str(), nullptr, nullptr, nullptr);
    std::string marks = "?";
    for (std::size_t i = 1; i < table.rows.front().size(); ++i) marks += ",?";
    sqlite3_prepare_v2(raw, ("INSERT INTO " + table.name + " VALUES (" + marks + ")").c_str(), -1, &statements.emplace_back(), nullptr);
  }
  const auto start = Clock::now();
  std::size_t done = 0;
  for (std::size_t t = 0; t < tables.size(); ++t)
    for (const auto& cells : tables[t].rows) {
      if (done % batch == 0) sqlite3_exec(raw, done == 0 ? "BEGIN IMMEDIATE" : "COMMIT; BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
      ++done;
      for (int i = 0; i < static_cast<int>(cells.size()); ++i) {
        const auto& [type, bytes] = cells[static_cast<std::size_t>(i)];
        if (type == SQLITE_INTEGER) sqlite3_bind_int64(statements[t], i + 1, std::atoll(bytes.c_str()));
        else if (type == SQLITE_TEXT) sqlite3_bind_text(statements[t], i + 1, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
        else if (type == SQLITE_BLOB) sqlite3_bind_blob(statements[t], i + 1, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
        else sqlite3_bind_null(statements[t], i + 1);
      }
      if (sqlite3_step(statements[t]) != SQLITE_DONE) std::exit(1);
      sqlite3_reset(statements[t]);
    }
  sqlite3_exec(raw, "COMMIT", nullptr, nullptr, nullptr);
  const double seconds = seconds_since(start);
  for (sqlite3_stmt* statement : statements) sqlite3_finalize(statement);
  sqlite3_close(raw);
  return seconds;
}

/// The time below which 99 % of the calls stay.
template <class Call>
void say_p99(const char* what, int times, Call call) {
  std::vector<double> seconds;
  for (int i = 0; i < times; ++i) {
    const auto start = Clock::now();
    call(i);
    seconds.push_back(seconds_since(start));
  }
  std::sort(seconds.begin(), seconds.end());
  std::printf("%-44s %9.3f ms median %9.3f ms p99\n", what, seconds[seconds.size() / 2] * 1e3, seconds[seconds.size() * 99 / 100] * 1e3);
}

/// Where the files of a run lie.
struct Files {
  std::filesystem::path folder;

  [[nodiscard]] std::string store() const { return (folder / "bench.gx").string(); }
  [[nodiscard]] std::string raw() const { return (folder / "raw.db").string(); }
  void remove(const std::string& path) const {
    for (const char* tail : {"", "-wal", "-shm", "-lock"}) std::filesystem::remove(path + tail);
  }
};

constexpr int users = 100;
constexpr int teams = 5;
constexpr int batch = 1000;

/// A desk of a hundred people in five teams, of which the first five lead one each.
std::vector<Id<User>> add_people(store::Session& boss) {
  std::vector<Id<Team>> groups;
  for (int i = 0; i < teams; ++i) {
    Team team;
    team.name = "team" + std::to_string(i);
    groups.push_back(boss.put(team).id);
  }
  std::vector<Id<User>> people;
  for (int i = 0; i < users; ++i) {
    User user;
    user.name = user.login = "user" + std::to_string(i);
    user.team_id.id = groups[static_cast<std::size_t>(i % teams)];
    if (i < teams) user.job = Job::supervisor;
    people.push_back(boss.put(user).id);
  }
  for (int i = 0; i < teams; ++i) {
    Team team = boss.get(groups[static_cast<std::size_t>(i)]);
    team.leader_id.id = people[static_cast<std::size_t>(i)];
    boss.put(team);
  }
  return people;
}

double load_store(store::Session& boss, int customers) {
  const std::vector<Id<User>> people = add_people(boss);
  std::mt19937 random(1);
  const auto start = Clock::now();
  for (int i = 0; i < customers; i += batch)
    boss.transaction([&](store::Session& inside) {
      for (int j = i; j < std::min(i + batch, customers); ++j) add_customer(inside, random, j, people);
    });
  return seconds_since(start);
}

double load_new_store(const Files& files, int customers) {
  files.remove(files.store());
  const store::Store store = store::Store::open(files.store());
  store::Session boss = store.session("boss");
  return load_store(boss, customers);
}

void compare_load(const Files& files, int customers) {
  const double load = load_new_store(files, customers);
  files.remove(files.raw());
  sqlite3* raw = open_raw(files.store());
  std::vector<RawTable> tables;
  std::size_t records = 0;
  for (const char* name : {"customer_record", "contact_record", "need_record", "interaction_record"}) records += tables.emplace_back(read_raw(raw, name)).rows.size();
  sqlite3_close(raw);
  const double raw_load = load_raw(files.raw(), tables, batch * 4);
  say("load with audit and search", load, static_cast<double>(records));
  say("load with raw SQLite, no audit, no search", raw_load, static_cast<double>(records));
  std::printf("%-44s %9.0f %%\n", "share of the raw rate", raw_load / load * 100);
  std::printf("%-44s %9.1f MB store, %.1f MB raw\n", "files", static_cast<double>(std::filesystem::file_size(files.store())) / 1e6, static_cast<double>(std::filesystem::file_size(files.raw())) / 1e6);
}

void measure_reads(const store::Store& store) {
  const store::Session boss = store.session("boss");
  const store::Session clerk = store.session("user7");
  const store::Session leader = store.session("user2");
  std::vector<Id<Customer>> full;
  for (const Customer& customer : boss.find<Customer>({.where = store::count<Contact>() > 50, .limit = 1000})) full.push_back(customer.id);
  const auto some = boss.find<Customer>({.where = {}, .order = {store::descending("registration_id")}, .limit = 1000});
  say_p99("dossier of 100 children", 500, [&](int i) { (void)boss.dossier(full.at(static_cast<std::size_t>(i) % full.size())); });
  say_p99("dossier of 3 children", 500, [&](int i) { (void)boss.dossier(some[static_cast<std::size_t>(i) % some.size()].id); });
  for (const auto& [whose, session] : {std::pair{"own", &clerk}, std::pair{"team", &leader}, std::pair{"all", &boss}}) {
    say_p99(("first page of 50, " + std::string(whose)).c_str(), 200, [&](int) { (void)session->page<Customer>(); });
    say_p99(("first page of 50 by name, " + std::string(whose)).c_str(), 100, [&](int) { (void)session->page<Customer>({.where = {}, .order = {store::ascending("legal_name")}}); });
    say_p99(("search, two signs, first page, " + std::string(whose)).c_str(), 50, [&](int) { (void)session->search("机械"); });
    say_p99(("search, one firm, " + std::string(whose)).c_str(), 100, [&](int i) { (void)session->search("第" + std::to_string(i * 7 + 1000) + "精密"); });
  }
}

void measure_verify(const store::Store& store) {
  const auto start = Clock::now();
  const store::Verification checked = store.verify();
  say("verify", seconds_since(start), static_cast<double>(checked.changes));
  if (!checked.ok()) std::printf("NOT OK: %s\n", checked.findings.front().message.en.c_str());
}

/// Everything that one of the people keeps goes to another one.
void measure_handover(const store::Store& store) {
  store::Session boss = store.session("boss");
  const User giver = desk::user_called(boss, "user7");
  const User taker = desk::user_called(boss, "user8");
  const auto start = Clock::now();
  std::size_t records = 0;
  for (const desk::KindCount& kind : desk::handover(boss, standard_catalogue(), giver.id, taker.id, "leaves").kinds) records += kind.updated;
  say("handover, per record", seconds_since(start), static_cast<double>(records));
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 4) return 2;
  const Files files{arguments[1]};
  const int customers = std::atoi(arguments[2]);
  std::filesystem::create_directories(files.folder);
  for (int i = 3; i < count; ++i) {
    const std::string what = arguments[i];
    if (what == "compare") compare_load(files, customers);
    else if (what == "load") say("load with audit and search", load_new_store(files, customers), customers * 4.1);
    else if (what == "read") measure_reads(store::Store::open(files.store()));
    else if (what == "handover") measure_handover(store::Store::open(files.store()));
    else if (what == "verify") measure_verify(store::Store::open(files.store()));
    else return 2;
  }
  return 0;
}
