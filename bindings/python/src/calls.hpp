#pragma once
/// @file
/// What functions of all modules share: catalogues, options from keywords, work without the interpreter's lock.

#include <guanxi/core/catalogue.hpp>
#include <guanxi/model/kinds.hpp>

#include "options.hpp"
#include "records.hpp"
#include "result_traits.hpp"

namespace guanxi::python {

using CataloguePointer = std::shared_ptr<const Catalogue>;

/// The catalogue of the keyword `catalogue=`, else the standard one with roles, shares and absences.
[[nodiscard]] CataloguePointer catalogue_from(const py::dict& keywords);

/// Runs work while other threads of Python run.
template <class Work>
auto without_gil(const Work& work) {
  const py::gil_scoped_release release;
  return work();
}

/// Options of a call: keywords, and what they borrow.
template <class O>
struct Call {
  Storage storage{};
  CataloguePointer catalogue;
  O options;

  /// @param whose   the function, for messages
  /// @param passed  keywords that the function takes itself
  Call(const py::dict& keywords, const std::string& whose, O start = {}, std::set<std::string_view> passed = {}) : catalogue(catalogue_from(keywords)), options(std::move(start)) {
    if constexpr (requires { requires std::same_as<std::remove_cvref_t<decltype(options.as_of)>, Date>; }) demand_keyword(keywords, "as_of", whose);
    passed.insert("catalogue");
    take_options(options, keywords, whose, storage, passed);
  }
};

/// The parameter `catalogue=` of a signature.
inline constexpr const char* catalogue_parameter = ", catalogue: Catalogue | None = None";

/// Adds the class Catalogue and the description of fields.
void add_catalogue(py::module_& module);

}  // namespace guanxi::python
