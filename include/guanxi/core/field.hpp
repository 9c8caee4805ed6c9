#pragma once
/// @file
/// The field dictionary: one line per member of a record, from which every consumer works.

#include <guanxi/core/label.hpp>
#include <guanxi/core/type.hpp>

#include <cstddef>
#include <limits>
#include <span>
#include <string_view>

namespace guanxi {

/// How much a card needs a field.
enum class Level { optional, recommended, required };

template <>
struct Words<Level> {
  static constexpr EnumWord table[] = {
      word(Level::optional, "optional", {"选填", "Optional"}),
      word(Level::recommended, "recommended", {"建议填写", "Recommended"}, "建议"),
      word(Level::required, "required", {"必填", "Required"}),
  };
};

/// Who may read a field.
enum class Privacy { open, personal, sensitive };

template <>
struct Words<Privacy> {
  static constexpr EnumWord table[] = {
      word(Privacy::open, "open", {"公开", "Open"}),
      word(Privacy::personal, "personal", {"个人信息", "Personal"}),
      word(Privacy::sensitive, "sensitive", {"商业敏感", "Commercially sensitive"}, "敏感"),
  };
};

/// How long a value may be kept.
enum class Retention {
  relation,   ///< while the business relation lasts
  statutory,  ///< as long as the law wants the books kept
  consent     ///< until the person objects
};

/// The shape that a text must have.
enum class Format { any, uscc, phone, email, messaging, website, postal_code, resident_id, region_code, sha256 };

/// The blank forms; a field may appear on several.
enum class Purpose : unsigned { none = 0, new_customer = 1, existing = 2, visit = 4, complaint = 8, revisit = 16, all = 31 };

template <>
struct Words<Purpose> {
  static constexpr EnumWord table[] = {
      word(Purpose::new_customer, "new_customer", {"新客户", "New customer"}, "新客户采集表"),
      word(Purpose::existing, "existing", {"存量客户", "Existing customer"}, "存量客户采集表|老客户"),
      word(Purpose::visit, "visit", {"拜访", "Visit"}, "拜访记录表|访问"),
      word(Purpose::complaint, "complaint", {"抱怨", "Complaint"}, "抱怨管理卡|投诉"),
      word(Purpose::revisit, "revisit", {"回访", "Revisit"}, "回访表|跟进"),
  };
};

/// Both sets of forms.
[[nodiscard]] constexpr Purpose operator|(Purpose a, Purpose b) noexcept {
  return static_cast<Purpose>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
/// True if two sets share a form.
[[nodiscard]] constexpr bool overlaps(Purpose a, Purpose b) noexcept {
  return (static_cast<unsigned>(a) & static_cast<unsigned>(b)) != 0;
}

/// What a field does for its record, beyond holding a value.
enum class Part : unsigned {
  plain = 0,
  key = 1,       ///< the record's own identifier
  title = 2,     ///< by this people tell records apart; a text standing for a whole record goes here
  heading = 4,   ///< an enumeration whose words may stand as header before a title: “隐性需求：…”
  scanned = 8,   ///< text in which marked values of the same record may be found, see Notes::marker
  event = 16,    ///< when it happened: event time of the record, and the year for dates without one
  parent = 32,   ///< link to the record that this one belongs to
  upkeep = 64,   ///< kept by the library, not asked of people: not on forms, not counted as completeness
  alias = 128,   ///< another name by which people find the record
  owner = 256,   ///< link to the user who keeps the record or does its work
  team = 512,    ///< link to the team that keeps the record
  stand_in = 1024, ///< shown where the title of a nested record is unset
  closing = 2048,  ///< set once the work that the record stands for is done
  outcome = 4096,  ///< not known before the work is done
  begin = 8192,    ///< since when an entry of a list holds; with `event`, since when what the record tells of goes on
  end = 16384      ///< a day that is not known before it comes, such as until when an entry of a list holds
};

/// Both parts.
[[nodiscard]] constexpr Part operator|(Part a, Part b) noexcept {
  return static_cast<Part>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
/// True if the first set contains one of the second.
[[nodiscard]] constexpr bool has(Part set, Part part) noexcept {
  return (static_cast<unsigned>(set) & static_cast<unsigned>(part)) != 0;
}

/// A group of fields on forms and cards.
struct Category {
  std::string_view name{};     ///< stable word
  Label label{};               ///< heading on forms and cards
  std::string_view aliases{};  ///< other headings, separated by `|`
};

/// The annotations of a field.
struct Notes {
  std::string_view aliases{};            ///< other headers, separated by `|`
  Label hint{};                          ///< how to fill it in
  std::string_view unit{};               ///< unit of a number; currency of money that names none
  Level level = Level::optional;         ///< how much a card needs it
  int weight = 1;                        ///< share in completeness, 0 = not counted
  float decline = .254892F;              ///< decline of currency per year; 0 = never stale (Heinrich, Kaiser, Klier 2009)
  Privacy privacy = Privacy::open;       ///< who may read it
  Retention retention = Retention::relation;  ///< how long it may be kept
  Purpose forms = Purpose::all;          ///< blank forms that ask for it, among those of its kind
  const Category* category = nullptr;    ///< group, if not that of its kind
  Format format = Format::any;           ///< shape of a text
  double low = -std::numeric_limits<double>::infinity();  ///< least number allowed
  double high = std::numeric_limits<double>::infinity();  ///< greatest number allowed
  std::string_view cell{};               ///< header of a cell that several fields share, variants separated by `|`
  std::string_view marker{};             ///< how its value is told in a shared or scanned cell, `{}` standing for it, separated by `|`
  Part part = Part::plain;               ///< what it does for its record
  const void* title_of = nullptr;        ///< tag of the kind whose first record lends its title where this one is empty
};

struct Field;
struct Custom;

/// One line of the dictionary.
struct Field {
  std::string_view name{};       ///< name in C++, Python, SQL, JSON and CSV
  Label label{};                 ///< name for people; first header on forms
  Notes notes{};                 ///< everything else
  const Type* type{};            ///< type of the member
  void* (*at)(void* record){};   ///< address of the member; for a run-time field, of the record's Custom
  bool run_time = false;         ///< a field of a FieldSet

  /// Address of the member inside a record; for a run-time field it is made if missing.
  [[nodiscard]] void* in(void* record) const;
  /// Address of the member inside a record.
  [[nodiscard]] const void* in(const void* record) const;
};

/// How to keep one record without knowing its type.
struct RecordLifetime {
  void* (*create)();                            ///< a record in which nothing is set
  void* (*copy)(const void* record);            ///< a deep copy
  void (*destroy)(void* record);                ///< frees it
  void (*assign)(void* record, const void* other);  ///< makes it equal to another one
  bool (*equal)(const void* a, const void* b);  ///< compares member by member
};

/// The dictionary of a record, nested or not.
struct RecordInfo {
  std::span<const Field> fields{};    ///< its lines, in the order of the members
  const RecordLifetime* lifetime{};   ///< how to keep one
  std::string_view name{};            ///< its name in C++, with namespaces
  /// The first field that does a part.
  /// @return  nullptr if none does
  [[nodiscard]] constexpr const Field* with(Part part) const noexcept {
    for (const Field& field : fields)
      if (has(field.notes.part, part)) return &field;
    return nullptr;
  }
};

namespace detail {

template <class>
struct MemberOf;
template <class R, class M>
struct MemberOf<M R::*> {
  using Record = R;
  using Member = M;
};

/// Address of a member; a function rather than a lambda, since the dictionary holds one for each of its lines.
template <auto Pointer>
void* member_at(void* record) {
  return &(static_cast<typename MemberOf<decltype(Pointer)>::Record*>(record)->*Pointer);
}

struct AnyMember {
  template <class T>
  operator T&() const&&;  // NOLINT(google-explicit-constructor): stands for a member of any type; never defined
  template <class T>
  operator T&&() const&&;  // NOLINT(google-explicit-constructor)
};

template <std::size_t>
using AnyMemberAt = AnyMember;

template <class T>
struct RecordOps {
  static void* create() { return new T{}; }                                              // NOLINT(cppcoreguidelines-owning-memory)
  static void* copy(const void* record) { return new T(*static_cast<const T*>(record)); }  // NOLINT(cppcoreguidelines-owning-memory)
  static void destroy(void* record) { delete static_cast<T*>(record); }                  // NOLINT(cppcoreguidelines-owning-memory)
  static void assign(void* record, const void* other) { *static_cast<T*>(record) = *static_cast<const T*>(other); }
  static bool equal(const void* a, const void* b) { return *static_cast<const T*>(a) == *static_cast<const T*>(b); }
  static constexpr RecordLifetime value{create, copy, destroy, assign, equal};
};

template <class R, std::size_t... I>
consteval bool has_members(std::index_sequence<I...>) {
  return requires { R{AnyMemberAt<I>{}...}; };
}

}  // namespace detail

/// One line of a dictionary, typed by the member it describes.
template <auto Pointer>
[[nodiscard]] consteval Field field(std::string_view name, Label label, Notes notes = {}) {
  using Of = detail::MemberOf<decltype(Pointer)>;
  Field line;
  line.name = name;
  line.label = label;
  line.notes = notes;
  line.type = &detail::type_of<typename Of::Member>;
  line.at = &detail::member_at<Pointer>;
  return line;
}

/// The dictionary of a record kind, checked against its members.
template <class T>
struct RecordInfoOf {
  /// Number of lines.
  static constexpr std::size_t lines = std::size(Schema<T>::fields);
  static_assert(detail::has_members<T>(std::make_index_sequence<lines>{}) && !detail::has_members<T>(std::make_index_sequence<lines + 1>{}),
                "the dictionary of this record must have one line per member");
  /// The lines.
  static constexpr RecordInfo value{Schema<T>::fields, &detail::RecordOps<T>::value, detail::type_name<T>()};
};

/// The dictionary of a record.
template <class T>
[[nodiscard]] constexpr const RecordInfo& record_info() noexcept {
  return RecordInfoOf<T>::value;
}

}  // namespace guanxi
