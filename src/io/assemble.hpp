#pragma once
/// @file
/// From cells to the records of one customer.

#include <guanxi/io/import.hpp>

#include "cell_reader.hpp"

#include <vector>

namespace guanxi::io::detail {

/// What all steps of an import share.
struct ImportState {
  const Catalogue* catalogue{};
  ImportOptions options{};
  IdGenerator ids{};
  Findings findings{};
  std::vector<PendingLink> links{};
};

/// The event field of a record as a day, if it is set.
std::optional<Date> event_day(const KindInfo& kind, const void* record, const Calendar& calendar);

/// Sets the identifier and the parent of a record; both stay if they are set.
void set_keys(ImportState& state, const KindInfo& kind, void* record, Uuid parent);

/// The identifier of a record, null if its kind has none.
Uuid key_of(const KindInfo& kind, const void* record);

/// Makes the records that the cells of one customer describe.
/// @param entries  cells in the order of the file; lanes keep records apart
/// @param dossier  takes the records of the customer; its customer is filled
/// @param shared   takes records that belong to no customer
void assemble(ImportState& state, const std::vector<Entry>& entries, Dossier& dossier, Records& shared);

}  // namespace guanxi::io::detail
