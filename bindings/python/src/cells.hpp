#pragma once
/// @file
/// Members of result structs as columns of tables.

#include <guanxi/core/arrow_builder.hpp>
#include <guanxi/core/kind.hpp>
#include <guanxi/core/ratio.hpp>

#include <functional>
#include <vector>

#include "values.hpp"

namespace guanxi::python {

/// Adds a value to its columns, given its address; nullptr adds nulls.
using Append = std::function<void(const void*)>;

/// The columns of a member of type M: `add` makes them and gives what fills them. Types without columns have none.
template <class M>
struct Cell;

template <class M>
concept HasCell = requires(arrow::StructColumn& columns) { Cell<M>::add(columns, std::string()); };

namespace part {

/// One column of class C; `value` gives what it takes.
template <class M, class C, class Take, class... With>
Append one_column(arrow::StructColumn& columns, std::string name, Take value, With&&... with) {
  C& column = columns.add<C>(std::move(name), {}, std::forward<With>(with)...);
  return [&column, value](const void* member) {
    if (member == nullptr) column.append_null();
    else column.append(value(*static_cast<const M*>(member)));
  };
}

template <class M>
Append text_column(arrow::StructColumn& columns, std::string name, std::string (*value)(const M&)) {
  return one_column<M, arrow::TextColumn>(columns, std::move(name), value);
}

}  // namespace part

template <>
struct Cell<bool> {
  static Append add(arrow::StructColumn& columns, std::string name) { return part::one_column<bool, arrow::BoolColumn>(columns, std::move(name), [](bool value) { return value; }); }
};
template <std::integral T>
struct Cell<T> {
  static Append add(arrow::StructColumn& columns, std::string name) { return part::one_column<T, arrow::IntegerColumn>(columns, std::move(name), [](T value) { return static_cast<std::int64_t>(value); }); }
};
template <>
struct Cell<char> {
  static Append add(arrow::StructColumn& columns, std::string name) { return part::text_column<char>(columns, std::move(name), [](const char& value) { return value == '\0' ? std::string() : std::string(1, value); }); }
};
template <std::floating_point T>
struct Cell<T> {
  static Append add(arrow::StructColumn& columns, std::string name) { return part::one_column<T, arrow::RealColumn>(columns, std::move(name), [](T value) { return static_cast<double>(value); }); }
};
template <>
struct Cell<Ratio> {
  static Append add(arrow::StructColumn& columns, std::string name) { return part::one_column<Ratio, arrow::RealColumn>(columns, std::move(name), [](Ratio value) { return value.value(); }); }
};
template <>
struct Cell<std::string> {
  static Append add(arrow::StructColumn& columns, std::string name) { return part::one_column<std::string, arrow::TextColumn>(columns, std::move(name), [](const std::string& value) { return std::string_view(value); }); }
};
template <>
struct Cell<std::string_view> {
  static Append add(arrow::StructColumn& columns, std::string name) { return part::one_column<std::string_view, arrow::TextColumn>(columns, std::move(name), [](std::string_view value) { return value; }); }
};
template <>
struct Cell<Date> {
  static Append add(arrow::StructColumn& columns, std::string name) { return part::one_column<Date, arrow::DateColumn>(columns, std::move(name), [](Date value) { return value; }); }
};
template <>
struct Cell<Timestamp> {
  static Append add(arrow::StructColumn& columns, std::string name) { return part::one_column<Timestamp, arrow::TimestampColumn>(columns, std::move(name), [](Timestamp value) { return value; }); }
};
template <>
struct Cell<Money> {
  static Append add(arrow::StructColumn& columns, const std::string& name) {
    const Append minor = part::one_column<Money, arrow::IntegerColumn>(columns, name + ".minor", [](const Money& value) { return value.minor; });
    const Append currency = part::one_column<Money, arrow::TextColumn>(columns, name + ".currency", [](const Money& value) { return value.currency.code(); });
    return [minor, currency](const void* member) {
      minor(member);
      currency(member);
    };
  }
};
template <>
struct Cell<Uuid> {
  static Append add(arrow::StructColumn& columns, std::string name) {
    const Append append = part::text_column<Uuid>(columns, std::move(name), [](const Uuid& value) { return to_string(value); });
    return [append](const void* member) { append(member != nullptr && *static_cast<const Uuid*>(member) ? member : nullptr); };
  }
};
template <class T>
struct Cell<Id<T>> : Cell<Uuid> {};
template <class T>
struct Cell<Ref<T>> {
  static Append add(arrow::StructColumn& columns, const std::string& name) {
    const Append id = Cell<Uuid>::add(columns, name), named = Cell<std::string>::add(columns, name + ".text");
    return [id, named](const void* member) {
      const auto* reference = static_cast<const Ref<T>*>(member);
      id(reference == nullptr ? nullptr : &reference->id.uuid);
      named(reference == nullptr || reference->text.empty() ? nullptr : &reference->text);
    };
  }
};
template <class T, class Side>
struct TwoLanguages {
  static Append add(arrow::StructColumn& columns, const std::string& name) {
    const Append zh = Cell<Side>::add(columns, name + ".zh"), en = Cell<Side>::add(columns, name + ".en");
    return [zh, en](const void* member) {
      const auto* both = static_cast<const T*>(member);
      zh(both == nullptr ? nullptr : &both->zh);
      en(both == nullptr ? nullptr : &both->en);
    };
  }
};
template <>
struct Cell<Label> : TwoLanguages<Label, std::string_view> {};
template <>
struct Cell<Message> : TwoLanguages<Message, std::string> {};
template <class E>
  requires std::is_enum_v<E>
struct Cell<E> {
  static Append add(arrow::StructColumn& columns, std::string name) {
    std::vector<std::string_view> words;
    for (const EnumWord& entry : Words<E>::table) words.push_back(entry.word);
    return part::one_column<E, arrow::WordColumn>(columns, std::move(name), [](E value) { return static_cast<std::size_t>(&word_of(value) - Words<E>::table); }, words);
  }
};
template <>
struct Cell<const KindInfo*> {
  static Append add(arrow::StructColumn& columns, std::string name) { return part::text_column<const KindInfo*>(columns, std::move(name), [](const KindInfo* const& value) { return std::string(value->name); }); }
};
template <HasCell T>
struct Cell<std::optional<T>> {
  static Append add(arrow::StructColumn& columns, const std::string& name) {
    return [append = Cell<T>::add(columns, name)](const void* member) {
      const auto* held = static_cast<const std::optional<T>*>(member);
      append(held != nullptr && *held ? &**held : nullptr);
    };
  }
};
/// A list in a table is told by its length; its rows make a table of their own.
template <class T>
struct Cell<std::vector<T>> {
  static Append add(arrow::StructColumn& columns, const std::string& name) {
    return part::one_column<std::vector<T>, arrow::IntegerColumn>(columns, name + ".count", [](const std::vector<T>& list) { return static_cast<std::int64_t>(list.size()); });
  }
};
/// Texts in a list stay texts.
template <>
struct Cell<std::vector<std::string>> {
  static Append add(arrow::StructColumn& columns, const std::string& name) {
    arrow::ListColumn& column = columns.add<arrow::ListColumn>(name, {}, std::make_unique<arrow::TextColumn>());
    return [&column](const void* member) {
      if (member == nullptr) return column.append_null();
      for (const std::string& one : *static_cast<const std::vector<std::string>*>(member)) static_cast<arrow::TextColumn&>(column.item()).append(one);
      column.close();
    };
  }
};

}  // namespace guanxi::python
