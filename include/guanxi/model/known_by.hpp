#pragma once
/// @file
/// Customers as they stood at the end of a day in the past: what happened later is taken away.

#include <guanxi/core/catalogue.hpp>
#include <guanxi/core/timestamp.hpp>
#include <guanxi/model/dossier.hpp>

namespace guanxi {

/// How a past day is looked at.
struct KnownByOptions {
  Calendar calendar{};                   ///< tells on which day something happened
  double moving = .5;                    ///< a field that declines by so much a year moves: its value needs a proof of its age
  const Catalogue* catalogue = nullptr;  ///< kinds and fields, also your own; nullptr for the standard ones
};

/// A customer as known at the end of a day, by event time.
///
/// Everything follows from the dictionary. Dropped are records, and entries of lists, whose event or begin comes after the
/// day; a date of which only the year or month is known has come once all of it is over. A record without an event counts
/// from the day it was made, if that is known. A closing after the day is unset, and with it all that is known only once
/// the work is done; so is every other day that tells of an end to come. A value that was seen later is unset. A value
/// without any date is kept if its field hardly moves; a field that moves keeps it only if the record was last written by
/// then, had been closed by then, or is a report of its event (a kind without closing). Judgements made later, undated
/// computed ones and rival values are unset; the stage of an opportunity is that of its last change by then. No proof of age
/// shows how work ends that is closed after the day, nor a stage that changes after it; a fact of one entry of a list proves
/// nothing of the others.
/// @param dossier  the customer
/// @param day      the last day that counts
/// @param options  calendar, what moves, kinds
/// @return  nothing that is added to the dossier with a later date changes it; twice gives the same as once
/// @cost    a copy, and linear in the fields; no shared state, any thread may call it
/// @source  docs/methods/replay.md
[[nodiscard]] Dossier known_by(const Dossier& dossier, Date day, const KnownByOptions& options = {});

/// All customers, and the records that belong to none, as known at the end of a day.
/// @param book     any number of customers; all are kept, however little was known of them
/// @param day      the last day that counts
/// @param options  calendar, what moves, kinds
/// @return  as for one customer
/// @cost    that of the dossiers
[[nodiscard]] Book known_by(const Book& book, Date day, const KnownByOptions& options = {});

}  // namespace guanxi
