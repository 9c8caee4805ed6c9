#include <guanxi/access/kinds.hpp>
#include <guanxi/access/role.hpp>
#include <guanxi/access/share.hpp>
#include <guanxi/desk.hpp>
#include <guanxi/store.hpp>
#include <guanxi/store/field_term.hpp>

#include <pybind11/stl.h>

#include "calls.hpp"
#include "fresh.hpp"
#include "modules.hpp"
#include "query_values.hpp"

namespace guanxi::python {

template <>
inline constexpr auto methods_of<store::Verification> = std::tuple(Method{"ok", &store::Verification::ok});

namespace {

/// A session as Python holds it: open until `close`, then refusing.
struct OpenSession {
  std::optional<store::Store> store{};
  std::optional<store::Session> session{};
  bool is_inner = false;  ///< lives inside a transaction only

  [[nodiscard]] store::Session& live() {
    if (!session) throw ArgumentError("store.closed", is_inner ? "the transaction of this session is over" : "the session is closed; open the store again");
    return *session;
  }
  [[nodiscard]] store::Store& file() {
    (void)live();
    return *store;
  }
};

using SessionPointer = std::shared_ptr<OpenSession>;

CataloguePointer catalogue_of(OpenSession& session) { return std::make_shared<const Catalogue>(session.file().catalogue()); }

// -- opening --

std::function<Timestamp()> clock_from(const py::object& clock) {
  if (clock.is_none()) return {};
  if (!PyCallable_Check(clock.ptr())) throw_wrong_type("open(clock=)", "a function without arguments that gives a datetime", clock);
  const std::shared_ptr<py::object> kept(new py::object(clock), [](py::object* held) {
    const py::gil_scoped_acquire gil;
    delete held;
  });
  return [kept] {
    const py::gil_scoped_acquire gil;
    return timestamp_from_python((*kept)(), "what the clock gives");
  };
}

void set_key(store::OpenOptions& options, const py::object& key) {
  if (key.is_none()) return;
  if (PyUnicode_Check(key.ptr())) {
    options.passphrase = std::string(utf8_of(key));
    return;
  }
  if (!PyBytes_Check(key.ptr())) throw_wrong_type("open(key=)", "bytes (a key) or str (a passphrase)", key);
  options.key = access::Key::from_bytes(std::string_view(py::reinterpret_borrow<py::bytes>(key)));
}

std::string path_text(const py::object& path) { return std::string(utf8_of(imported("os", "fspath")(path))); }

SessionPointer open_session(const py::object& path, const py::object& user, const py::object& key, const py::object& clock, const py::object& catalogue, const py::object& system) {
  store::OpenOptions options;
  options.clock = clock_from(clock);
  set_key(options, key);
  CataloguePointer kinds;
  if (!catalogue.is_none()) {
    kinds = catalogue.cast<std::shared_ptr<Catalogue>>();
    options.catalogue = kinds.get();
  }
  if (user.is_none() == system.is_none()) throw WrongType("python.keyword", "open() needs either user= or system=: whose rights hold");
  const std::string name = path_text(path);
  const std::string who = py::str(user.is_none() ? system : user);
  const auto session = std::make_shared<OpenSession>();
  const py::gil_scoped_release release;
  session->store = store::Store::open(name, options);
  session->session = user.is_none() ? session->store->session(access::Principal::named_system(who)) : session->store->session(who);
  return session;
}

// -- records --

/// A kind and an identifier: of a record, or given one by one.
std::pair<const KindInfo*, Uuid> target_of(const py::object& kind_or_record, const py::object& id, const std::string& whose) {
  const RecordObject* record = as_record(kind_or_record);
  if (record == nullptr) return {&kind_of(kind_or_record), uuid_from_python(id, whose + "(id)")};
  const KindInfo* kind = kind_of(*record->info);
  if (kind == nullptr) throw_wrong_type(whose, "a record of a kind", kind_or_record);
  return {kind, *id_of_record(kind_or_record)};
}

py::object get_record(OpenSession& session, const py::object& kind_given, const py::object& id_given) {
  const auto [kind, id] = target_of(kind_given, id_given, "get");
  const std::shared_ptr<void> record(kind->record->lifetime->create(), kind->record->lifetime->destroy);
  store::Session& live = session.live();
  without_gil([&, kind = kind, id = id] { live.read(*kind, id, record.get()); });
  return record_to_python(*kind->record, record);
}

py::object put_record(OpenSession& session, const py::object& given, const std::string& reason) {
  const RecordObject* object = as_record(given);
  const KindInfo* kind = object == nullptr ? nullptr : kind_of(*object->info);
  if (kind == nullptr) throw_wrong_type("put(record)", "a record such as Customer", given);
  const std::shared_ptr<void> record(kind->record->lifetime->copy(object->record.get()), kind->record->lifetime->destroy);
  store::Session& live = session.live();
  without_gil([&] { live.write(*kind, record.get(), reason); });
  return record_to_python(*kind->record, record);
}

void remove_record(OpenSession& session, const py::object& kind_given, const py::object& id_given, const std::string& reason) {
  const auto [kind, id] = target_of(kind_given, id_given, "remove");
  std::optional<std::int64_t> version;
  if (const RecordObject* object = as_record(kind_given))
    for (const Field& field : object->info->fields)
      if (field.type == &type_of<Meta>()) version = static_cast<const Meta*>(field.in(object->record.get()))->version;
  store::Session& live = session.live();
  without_gil([&, kind = kind, id = id] { live.erase(*kind, id, reason, version); });
}

// -- queries --

/// One keyword as a condition: a value to equal, a list of values, None for unset; `a__b` is the path `a.b`.
store::Condition keyword_condition(std::string path, py::handle value) {
  for (std::size_t at = 0; (at = path.find("__", at)) != std::string::npos; ++at) path.replace(at, 2, ".");
  const store::FieldTerm term(path);
  if (value.is_none()) return term.is_unset();
  if (!PyList_Check(value.ptr()) && !PyTuple_Check(value.ptr()) && !PyAnySet_Check(value.ptr())) return term == operand_from_python(value, path + "=");
  std::vector<store::Operand> values;
  for (const py::handle one : py::reinterpret_borrow<py::iterable>(value)) values.push_back(operand_from_python(one, path + "="));
  return term.one_of(values);
}

store::Condition where_of(OpenSession& session, const KindInfo& kind, const py::object& where, const py::kwargs& keywords) {
  std::vector<store::Condition> parts;
  if (PyUnicode_Check(where.ptr())) parts.push_back(session.live().query(kind, utf8_of(where)).where);
  else if (!where.is_none()) {
    if (!py::isinstance<store::Condition>(where)) throw_wrong_type("where=", "Condition or str", where);
    parts.push_back(where.cast<const store::Condition&>());
  }
  for (const auto& [name, value] : keywords) parts.push_back(keyword_condition(std::string(utf8_of(name)), value));
  return store::all_of(parts);
}

std::vector<store::Order> order_of(OpenSession& session, const KindInfo& kind, const py::object& where, const py::object& order) {
  std::vector<store::Order> orders;
  if (order.is_none()) return PyUnicode_Check(where.ptr()) ? session.live().query(kind, utf8_of(where)).order : orders;
  Storage storage;
  const auto paths = PyUnicode_Check(order.ptr()) ? std::vector{std::string(utf8_of(order))} : taken<std::vector<std::string>>(order, "order=", storage);
  for (const std::string& path : paths) orders.push_back(path.starts_with('-') ? store::descending(path.substr(1)) : store::ascending(path));
  return orders;
}

std::optional<Date> day_of(const py::object& as_of) { return as_of.is_none() ? std::nullopt : std::optional(date_from_python(as_of, "as_of=")); }

RecordList find_records(OpenSession& session, const py::object& kind_given, const py::object& where, const py::object& order, std::size_t limit, const py::object& after, const py::object& as_of, const py::kwargs& keywords) {
  const KindInfo& kind = kind_of(kind_given);
  store::Query query{.where = where_of(session, kind, where, keywords), .order = order_of(session, kind, where, order), .limit = limit, .as_of = day_of(as_of)};
  if (!after.is_none()) query.after = utf8_of(after);
  const auto found = std::make_shared<Records>();
  store::Session& live = session.live();
  std::string next = without_gil([&] { return live.find(kind, query, found->list(kind)); });
  RecordList list = list_of(kind, *found, found);
  list.next = std::move(next);
  list.catalogue = catalogue_of(session);
  return list;
}

std::int64_t count_records(OpenSession& session, const py::object& kind_given, const py::object& where, const py::object& as_of, const py::kwargs& keywords) {
  const KindInfo& kind = kind_of(kind_given);
  const store::Condition condition = where_of(session, kind, where, keywords);
  store::Session& live = session.live();
  const auto day = day_of(as_of);
  return without_gil([&] { return live.count(kind, condition, day); });
}

py::object summarize_records(OpenSession& session, const py::object& kind_given, const std::string& by, const std::string& of, const py::object& where, const py::object& as_of, const py::kwargs& keywords) {
  const KindInfo& kind = kind_of(kind_given);
  const store::Summary summary{.where = where_of(session, kind, where, keywords), .by = by, .of = of, .as_of = day_of(as_of)};
  store::Session& live = session.live();
  return to_result(without_gil([&] { return live.summarize(kind, summary); }));
}

std::shared_ptr<Dossier> dossier_from(OpenSession& session, const py::object& customer) {
  store::Session& live = session.live();
  if (PyUnicode_Check(customer.ptr())) {
    const std::string name(utf8_of(customer));
    return without_gil([&] { return std::make_shared<Dossier>(live.dossier(name)); });
  }
  const Id<Customer> id{uuid_from_python(customer, "dossier(customer)")};
  return without_gil([&] { return std::make_shared<Dossier>(live.dossier(id)); });
}

py::object history_of(OpenSession& session, const py::object& record) {
  const Uuid id = uuid_from_python(record, "history(record)");
  store::Session& live = session.live();
  return to_result(without_gil([&] { return live.history(id); }));
}

// -- the desk --

Call<desk::ImportOptions> import_call(OpenSession& session, const py::kwargs& keywords, const char* whose, std::set<std::string_view> passed) {
  Call<desk::ImportOptions> call(keywords, whose, desk::ImportOptions{.now = now(), .seed = fresh_seed()}, std::move(passed));
  if (!call.options.progress) Take<decltype(call.options.progress)>::take(call.options.progress, py::none(), whose, call.storage);  // for Ctrl-C
  if (!keywords.contains("catalogue")) call.catalogue = catalogue_of(session);
  return call;
}

py::object import_file(OpenSession& session, const py::object& path, const py::kwargs& keywords) {
  const auto call = import_call(session, keywords, "import_file", {});
  const std::string name = path_text(path);
  store::Session& live = session.live();
  return to_result(without_gil([&] { return desk::import_file(live, *call.catalogue, name, call.options); }));
}

py::object import_book(OpenSession& session, const py::object& given, const py::kwargs& keywords) {
  const auto call = import_call(session, keywords, "import_book", {});
  const Book& book = book_of(given, "import_book(book)");
  store::Session& live = session.live();
  return to_result(without_gil([&] { return desk::import_book(live, *call.catalogue, book, call.options); }));
}

Id<User> user_from(OpenSession& session, const py::object& given, const char* what) {
  if (!PyUnicode_Check(given.ptr())) return {uuid_from_python(given, what)};
  return desk::user_called(session.live(), utf8_of(given)).id;
}

py::object hand_over(OpenSession& session, const py::object& giver, const py::object& taker, const std::string& reason, const py::object& progress) {
  desk::HandoverOptions options;
  Storage storage;
  Take<decltype(options.progress)>::take(options.progress, progress, "handover(progress=)", storage);
  const Id<User> from = user_from(session, giver, "handover(giver)"), to = user_from(session, taker, "handover(taker)");
  const CataloguePointer catalogue = catalogue_of(session);
  store::Session& live = session.live();
  return to_result(without_gil([&] { return desk::handover(live, *catalogue, from, to, reason, options); }));
}

void transact(OpenSession& session, const py::object& work) {
  if (!PyCallable_Check(work.ptr())) throw_wrong_type("transaction(work)", "a function that takes the session", work);
  store::Session& live = session.live();
  const py::gil_scoped_release release;
  live.transaction([&](store::Session& inside) {
    const py::gil_scoped_acquire gil;
    const auto inner = std::make_shared<OpenSession>(OpenSession{session.store, inside, true});
    struct End {
      OpenSession& inner;
      ~End() { inner.session.reset(); }
    } const end{*inner};
    work(inner);
  });
}

void add_records_of_session(py::class_<OpenSession, SessionPointer>& cls) {
  add_function(cls, "get", &get_record, "(self, kind: type[R], id: uuid.UUID | str) -> R", "A record by its class and identifier.");
  add_function(cls, "put", [](OpenSession& session, const py::object& given, const py::kwargs& keywords) {
    Storage storage;
    for (const auto& [key, value] : keywords)
      if (utf8_of(key) != "reason") throw_unknown_keyword("put()", utf8_of(key), std::array<std::string_view, 1>{"reason"});
    return put_record(session, given, keywords.contains("reason") ? taken<std::string>(keywords["reason"], "put(reason=)", storage) : std::string());
  }, "(self, record: R, *, reason: str = '') -> R", "Writes a record, new or over the version that was read; gives it back as it lies in the store.");
  add_function(cls, "remove", [](OpenSession& session, const py::object& kind, const py::object& id, const std::string& reason) { remove_record(session, kind, id, reason); }, "(self, record: Record | type[Record], id: uuid.UUID | str | None = None, *, reason: str) -> None", "Removes a record, given itself or by class and identifier; its history stays.", py::arg("record"), py::arg("id") = py::none(), py::kw_only(), py::arg("reason"));
  add_function(cls, "find", &find_records, "(self, kind: type[R], where: Condition | str | None = None, *, order: str | collections.abc.Iterable[str] | None = None, limit: int = 50, after: str | None = None, as_of: datetime.date | str | None = None, **fields: typing.Any) -> Records[R]", "Records of a kind. where: a Condition, or text such as \"客户类型 = 战略客户\"; further keywords are fields that equal a value, one of a list, or None for unset.\n"
          "order: a path or several, '-' before one for the greatest first; limit: at most so many, 0 for all; after: `next` of the page before."
               R"doc(

>>> with gx.open("desk.gx", user="Li Wei") as desk:
...     done = desk.import_file("examples/data/book")
...     for customer in desk.find(gx.Customer, gx.field("customer_type") == "strategic", order="legal_name", limit=2):
...         print(customer.legal_name)
合肥科瑞电子有限公司
宁波江源电子股份有限公司)doc", py::arg("kind"), py::arg("where") = py::none(), py::kw_only(), py::arg("order") = py::none(), py::arg("limit") = 50, py::arg("after") = py::none(), py::arg("as_of") = py::none());
  add_function(cls, "count", &count_records, "(self, kind: type[Record] | str, where: Condition | str | None = None, *, as_of: datetime.date | str | None = None, **fields: typing.Any) -> int", "Number of records, asked as in `find`.", py::arg("kind"), py::arg("where") = py::none(), py::kw_only(), py::arg("as_of") = py::none());
  add_function(cls, "summarize", &summarize_records, "(self, kind: type[Record] | str, *, by: str = '', of: str = '', where: Condition | str | None = None, as_of: datetime.date | str | None = None, **fields: typing.Any) -> " + shown_annotation<store::Groups>(), "Counts records by the values of a field, and adds up a number or amount in each group.", py::arg("kind"), py::kw_only(), py::arg("by") = "", py::arg("of") = "", py::arg("where") = py::none(), py::arg("as_of") = py::none());
  add_function(cls, "dossier", &dossier_from, "(self, customer: Record | uuid.UUID | str) -> Dossier", "A customer with everything that belongs to it, by identifier or by what is written on its card.", py::arg("customer"));
  add_function(cls, "book", [](OpenSession& session) {
    store::Session& live = session.live();
    return without_gil([&] { return std::make_shared<Book>(live.book()); });
  }, "(self) -> Book", "All customers that the session may read, each with everything that belongs to it, and the shared records.");
  add_function(cls, "search", [](OpenSession& session, const std::string& input, std::vector<std::string> kinds, std::size_t limit, std::int64_t after) {
    store::Session& live = session.live();
    return to_result(without_gil([&] { return live.search(input, {.kinds = std::move(kinds), .limit = limit, .after = after}); }));
  }, "(self, input: str, *, kinds: collections.abc.Iterable[str] = ..., limit: int = 50, after: int = 0) -> " + shown_annotation<store::SearchPage>(), "Records in whose names or texts all parts of an input stand, latest writes first.", py::arg("input"), py::kw_only(), py::arg("kinds") = std::vector<std::string>(), py::arg("limit") = 50, py::arg("after") = 0);
}

void add_past_of_session(py::class_<OpenSession, SessionPointer>& cls) {
  add_function(cls, "history", &history_of, "(self, record: Record | uuid.UUID | str) -> " + shown_annotation<std::vector<store::Change>>(), "Every write of a record, oldest first: who, when, why, and each field before and after.");
  add_function(cls, "differences", [](OpenSession& session, const py::object& record, const py::object& before, const py::object& after) {
    const Uuid id = uuid_from_python(record, "differences(record)");
    const Timestamp from = timestamp_from_python(before, "differences(before)"), to = timestamp_from_python(after, "differences(after)");
    return to_result(session.live().differences(id, from, to));
  }, "(self, record: Record | uuid.UUID | str, before: datetime.datetime | str, after: datetime.datetime | str) -> " + shown_annotation<std::vector<store::FieldChange>>(), "What changed in a record between two times.");
  add_function(cls, "dossier_at", [](OpenSession& session, const py::object& customer, const py::object& at) {
    const Id<Customer> id{uuid_from_python(customer, "dossier_at(customer)")};
    return std::make_shared<Dossier>(session.live().recorded_at(timestamp_from_python(at, "dossier_at(at)")).dossier(id));
  }, "(self, customer: Record | uuid.UUID | str, at: datetime.datetime | str) -> Dossier", "A customer with everything, as the store knew it at a time.", py::arg("customer"), py::arg("at"));
  add_function(cls, "get_at", [](OpenSession& session, const py::object& kind_given, const py::object& id_given, const py::object& at) {
    const auto [kind, id] = target_of(kind_given, id_given, "get_at");
    const std::shared_ptr<void> record(kind->record->lifetime->create(), kind->record->lifetime->destroy);
    session.live().recorded_at(timestamp_from_python(at, "get_at(at)")).read(*kind, id, record.get());
    return record_to_python(*kind->record, record);
  }, "(self, kind: type[R], id: uuid.UUID | str, at: datetime.datetime | str) -> R", "A record as the store knew it at a time.", py::arg("kind"), py::arg("id"), py::arg("at"));
}

void add_desk_of_session(py::class_<OpenSession, SessionPointer>& cls) {
  const std::string options = parameters_of<desk::ImportOptions>() + catalogue_parameter;
  add_function(cls, "import_file", &import_file, "(self, path: str | os.PathLike[str], *" + options + ") -> " + shown_annotation<desk::ImportReport>(), "Reads a file or folder of forms and tables and writes it into the store, in one transaction.");
  add_function(cls, "import_book", &import_book, "(self, book: Book, *" + options + ") -> " + shown_annotation<desk::ImportReport>(), "Writes a book into the store, in one transaction; customers that are known are updated.");
  add_function(cls, "handover", &hand_over, "(self, giver: Record | uuid.UUID | str, taker: Record | uuid.UUID | str, *, reason: str, progress: " + Take<std::function<void(std::size_t, std::size_t)>>::annotation() + " = None) -> " + shown_annotation<desk::HandoverReport>(), "Gives a person's customers and open work to somebody else, in one transaction. Users by identifier, login or name.", py::arg("giver"), py::arg("taker"), py::kw_only(), py::arg("reason"), py::arg("progress") = py::none());
  add_function(cls, "leave", [](OpenSession& session, const py::object& absence, const std::string& reason) {
    return record_to_python(desk::leave(session.live(), *static_cast<const access::Absence*>(record_of(absence, record_info<access::Absence>(), "leave(absence)")), reason));
  }, "(self, absence: access.Absence, *, reason: str) -> access.Absence", "Notes that somebody is away, and who stands in.", py::arg("absence"), py::kw_only(), py::arg("reason"));
  add_function(cls, "come_back", [](OpenSession& session, const py::object& absence, const py::object& day, const std::string& reason) {
    return record_to_python(desk::come_back(session.live(), Id<access::Absence>{uuid_from_python(absence, "come_back(absence)")}, date_from_python(day, "come_back(day)"), reason));
  }, "(self, absence: Record | uuid.UUID | str, day: datetime.date | str, *, reason: str) -> access.Absence", "Ends an absence: on this day the person is back.", py::arg("absence"), py::arg("day"), py::kw_only(), py::arg("reason"));
}

void add_session(py::module_& module) {
  py::class_<OpenSession, SessionPointer> cls(module, "Session", "A person's or program's view of a store: everything is held to its rights. Use it in a `with`, or close it.");
  add_records_of_session(cls);
  add_past_of_session(cls);
  add_desk_of_session(cls);
  add_function(cls, "transaction", &transact, "(self, work: collections.abc.Callable[[Session], object]) -> None", "Runs work(session) as one: all its writes hold, or none if it raises.", py::arg("work"));
  add_function(cls, "explain", [](OpenSession& session, const py::object& action, const py::object& record) {
    const auto [kind, id] = target_of(record, py::none(), "explain");
    Storage storage;
    return to_result(session.live().explain(*kind, taken<access::Action>(action, "explain(action)", storage), id));
  }, "(self, action: " + Take<access::Action>::annotation() + ", record: Record) -> " + shown_annotation<access::Explanation>(), "Why an action is allowed on a record or not.");
  add_function(cls, "verify", [](OpenSession& session) {
    store::Store& store = session.file();
    return to_result(without_gil([&] { return store.verify(); }));
  }, "(self) -> " + shown_annotation<store::Verification>(), "Checks the file, the chain of changes, and that every record is what its changes made it.");
  add_function(cls, "backup", [](OpenSession& session, const py::object& path) {
    store::Store& store = session.file();
    const std::string name = path_text(path);
    const py::gil_scoped_release release;
    store.backup(name);
  }, "(self, path: str | os.PathLike[str]) -> None", "Copies the store to another file while others go on working; the copy is checked.", py::arg("path"));
  cls.def_property_readonly("catalogue", [](OpenSession& session) { return std::const_pointer_cast<Catalogue>(catalogue_of(session)); }, "The kinds of the store with their run-time fields.");
  cls.def_property_readonly("is_sealed", [](OpenSession& session) { return session.file().is_sealed(); }, "True if guarded fields lie sealed in the file.");
  cls.def_property_readonly("path", [](OpenSession& session) { return session.file().path(); }, "Where the store lies.");
  cls.def_property_readonly("closed", [](const OpenSession& session) { return !session.session; }, "True after `close`.");
  add_function(cls, "close", [](OpenSession& session) {
    if (session.is_inner) return;
    const py::gil_scoped_release release;
    session.session.reset();
    session.store.reset();
  }, "(self) -> None", "Lets go of the file; closing twice is allowed.");
  cls.def("__enter__", [](const py::object& self) { return self; });
  cls.def("__exit__", [](const py::object& self, const py::args&) { self.attr("close")(); });
  cls.def("__repr__", [](OpenSession& session) { return session.session ? "<Session on " + std::string(py::repr(text(session.store->path()))) + ">" : std::string("<Session, closed>"); });
}

}  // namespace

void add_store(py::module_& module) {
  add_session(module);
  add_function(module, "open", &open_session, "(path: str | os.PathLike[str], *, user: Record | uuid.UUID | str | None = None, key: bytes | str | None = None, clock: collections.abc.Callable[[], datetime.datetime] | None = None, catalogue: Catalogue | None = None, system: str | None = None) -> Session", "Opens a store, or makes one, as a user (identifier, login or name) or as a program (system=).\n"
             "key: 32 bytes, or a passphrase as str, for a store whose guarded fields are sealed; clock: gives the time, for tests."
               R"doc(

>>> with gx.open("desk.gx", user="Li Wei") as desk:
...     customer = desk.put(gx.Customer(legal_name="甲公司"), reason="met at the fair")
...     print(desk.history(customer)[0].reason)
met at the fair)doc", py::arg("path"), py::kw_only(), py::arg("user") = py::none(), py::arg("key") = py::none(), py::arg("clock") = py::none(), py::arg("catalogue") = py::none(), py::arg("system") = py::none());
}

}  // namespace guanxi::python
