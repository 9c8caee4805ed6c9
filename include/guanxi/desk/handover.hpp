#pragma once
/// @file
/// When somebody leaves or is away: their customers and open work go to somebody else.

#include <guanxi/access/absence.hpp>
#include <guanxi/core/catalogue.hpp>
#include <guanxi/desk/import.hpp>
#include <guanxi/store/session.hpp>

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

namespace guanxi::desk {

/// How a handover tells of itself.
struct HandoverOptions {
  std::function<void(std::size_t done, std::size_t all)> progress{};  ///< called after each record
};

/// What a handover did.
struct HandoverReport {
  std::vector<KindCount> kinds{};  ///< records that changed hands (`updated`) kind by kind, customers last
  bool whole{};                    ///< the session may read every customer, so that no open work of the giver can have stayed behind
  bool operator==(const HandoverReport&) const = default;
};

/// Gives a person's customers and open work to somebody else, in one transaction: every record whose field of the part
/// `Part::owner` leads to the person and whose work is not done (`Part::closing` unset). Closed work keeps its name, the history of
/// each record the reason. Shares, absences, teams and lines of reporting stay as they are, and so do names that lead to no user.
///
/// A session that may not read every customer of the giver hands over none, so that none stays behind unnoticed; this is decided by
/// its rights alone and tells nothing about what it may not read. Open work at customers of others is handed over where the session
/// may read it; `whole` tells whether that was everywhere.
/// @param session    whose rights hold: `read` on all customers of the giver (and what it takes to see `Part::owner`), `reassign` on
///                   each of them, `edit` on each record
/// @param catalogue  kinds and run-time fields
/// @param giver      who hands over; may have left
/// @param taker      who takes over; their last day, if there is one, is not over
/// @param reason     why, for the history of each record
/// @param options    progress
/// @return  counts by kind; none if there was nothing to hand over
/// @throws  ArgumentError  `desk.reason` without a reason, `desk.same_user` if both are one, `desk.left` if the taker has left;
///          NotFoundError  `store.not_found` for a user who does not exist; AccessError  `desk.reach`, `access.reassign`,
///          `access.edit`; nothing is then handed over
/// @cost    a read and a write for each record; some hundred records are in memory at a time
HandoverReport handover(store::Session& session, const Catalogue& catalogue, Id<User> giver, Id<User> taker, std::string_view reason, const HandoverOptions& options = {});

/// Notes that somebody is away: from the first day to the last one the deputy reaches their customers as own ones, see
/// access::Absence.
/// @param session  whose rights hold: an administrator's
/// @param absence  who, deputy, first day, and last day if it is known; its own `reason` is shown only to those who may see
///                 contact details
/// @param reason   for the history, which everybody may read
/// @return  the note as stored, to end with `come_back`
/// @throws  ArgumentError  `desk.reason` without a reason, `desk.same_user` if both are one, `desk.days` without a first day or with
///          a last day before it, `desk.left` if the deputy has left; NotFoundError  `store.not_found` for a user who does not exist;
///          AccessError  `access.administer`
access::Absence leave(store::Session& session, const access::Absence& absence, std::string_view reason);

/// Ends an absence: on this day the person is back, and the deputy reaches their customers no longer.
/// @param session  whose rights hold: an administrator's
/// @param absence  the note
/// @param day      first day back; the first day of the absence if it never took place
/// @param reason   for the history, which everybody may read
/// @return  the note as stored
/// @throws  ArgumentError  `desk.reason` without a reason, `desk.days` for a day before the absence or after the person is back
///          anyway; NotFoundError  `store.not_found`; AccessError  `access.administer`
access::Absence come_back(store::Session& session, Id<access::Absence> absence, Date day, std::string_view reason);

/// The user whom somebody means, leavers too.
/// @param session  in whose store
/// @param name     identifier, login or name, see access::users_called
/// @throws  NotFoundError  `desk.user` if nobody or more than one is called so
/// @cost    reads all users
[[nodiscard]] User user_called(const store::Session& session, std::string_view name);

}  // namespace guanxi::desk
