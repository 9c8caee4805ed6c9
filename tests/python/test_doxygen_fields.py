"""The Doxygen filter takes the comments of members and enum values from their dictionary lines."""

import doxygen_fields
import pytest

HEADER = """\
/// How it is known.
enum class Kind { said, guessed = 4 };

template <>
struct Words<Kind> {
  static constexpr EnumWord table[] = {
      word(Kind::said, "said", {"说过", "Said"}, "stated"), word(Kind::guessed, "guessed", {"推测", "Guessed"})};
};

/// A need.
struct Need {
  Id<Need> id{};
  std::optional<Kind> kind{};
  std::string kind_of_need{};
  std::optional<Date> due_on{};  ///< told by hand
  void* (*at)(void* record){};   ///< address
  Need() = default;
  bool operator==(const Need&) const = default;
};

template <>
struct Schema<Need> {
  static constexpr Field fields[] = {
      detail::id_field<&Need::id>(),
      field<&Need::kind>("kind", {"类型", "Kind"}, {.aliases = "种类|)", .hint = {"怎样得知 }", "How it is known"}, .unit = "CNY"}),
      field<&Need::kind_of_need>("kind_of_need", {"需求", "Need"}),
      field<&Need::due_on>("due_on", {"期望完成日", "Due"}, {}),
  };
};
inline constexpr Category plans{"plans", {"计划", "Plans"}};
"""

EXPECTED = [
    "enum class Kind { /** Said (说过). */ said, /** Guessed (推测). */ guessed = 4 };",
    "  /** Id (编号). */ Id<Need> id{};",
    "  /** Kind (类型). How it is known. Unit: CNY. */ std::optional<Kind> kind{};",
    "  /** Need (需求). */ std::string kind_of_need{};",
    "  std::optional<Date> due_on{};  ///< told by hand",
    "  void* (*at)(void* record);   ///< address",
    "  /** As the compiler makes it. */ Need() = default;",
    "  /** Compares by value. */ bool operator==(const Need&) const = default;",
    "/** @cond */ template <>",
    "}; /** @endcond */",
    '/** Plans (计划). */ inline constexpr Category plans{"plans", {"计划", "Plans"}};',
]


@pytest.fixture(scope="module")
def result():
    return doxygen_fields.filtered(HEADER, {"id_field": "Id (编号)."})


@pytest.mark.parametrize("line", EXPECTED)
def test_line(result, line):
    assert line in result.splitlines()


def test_line_numbers_stay(result):
    assert result.count("\n") == HEADER.count("\n")


def test_shared_lines_of_the_project_are_found():
    assert doxygen_fields.shared_lines()["id_field"].startswith("Id (编号).")
