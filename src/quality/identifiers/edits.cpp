#include "edits.hpp"

#include <algorithm>

namespace guanxi::quality::detail {

namespace {

/// Signs that eyes and scanners take for one another, in pairs.
constexpr std::string_view look_alikes[] = {"0O", "1I", "2Z", "5S", "8B", "6G", "0D", "0Q", "1L", "UV", "1T", "4A"};

/// Gathers what is accepted.
class Search {
 public:
  Search(const EditSpace& space, const std::function<bool(std::string_view)>& accepts)
      : space_(space), accepts_(accepts) {}

  void look_alikes_for_foreign_signs(std::string text) {
    for (char& c : text)
      if (!allowed(c))
        for (const std::string_view pair : look_alikes)
          if (pair[1] == c && allowed(pair[0])) c = pair[0];
    consider(text);
  }

  void one_look_alike(std::string text) {
    for (char& c : text) {
      const char kept = c;
      for (const std::string_view pair : look_alikes) {
        if (pair.find(kept) == std::string_view::npos) continue;
        c = pair[0] == kept ? pair[1] : pair[0];
        if (allowed(c)) consider(text);
      }
      c = kept;
    }
  }

  void neighbors_swapped(std::string text) {
    for (std::size_t i = 1; i < text.size(); ++i) {
      std::swap(text[i - 1], text[i]);
      consider(text);
      std::swap(text[i - 1], text[i]);
    }
  }

  void one_replaced(std::string text) {
    for (std::size_t i = text.size(); i-- > 0;) {
      const char kept = text[i];
      for (const char c : space_.alphabet) {
        text[i] = c;
        consider(text);
      }
      text[i] = kept;
    }
  }

  void one_missing(const std::string& text) {
    for (std::size_t i = text.size() + 1; i-- > 0;)
      for (const char c : space_.alphabet) consider(text.substr(0, i) + c + text.substr(i));
  }

  void one_too_many(const std::string& text) {
    for (std::size_t i = text.size(); i-- > 0;) consider(text.substr(0, i) + text.substr(i + 1));
  }

  std::vector<std::string> found;

 private:
  [[nodiscard]] bool allowed(char c) const noexcept { return space_.alphabet.find(c) != std::string_view::npos; }

  void consider(const std::string& text) {
    if (found.size() < space_.limit && accepts_(text) && std::ranges::find(found, text) == found.end())
      found.push_back(text);
  }

  const EditSpace& space_;
  const std::function<bool(std::string_view)>& accepts_;
};

}  // namespace

std::vector<std::string> single_edits(std::string_view text, const EditSpace& space,
                                      const std::function<bool(std::string_view)>& accepts) {
  if (space.limit == 0) return {};
  Search search(space, accepts);
  const std::string from(text);
  if (space.size == 0 || text.size() == space.size) {
    search.look_alikes_for_foreign_signs(from);
    search.one_look_alike(from);
    search.neighbors_swapped(from);
    search.one_replaced(from);
  } else if (text.size() + 1 == space.size) {
    search.one_missing(from);
  } else if (text.size() == space.size + 1) {
    search.one_too_many(from);
  }
  return search.found;
}

}  // namespace guanxi::quality::detail
