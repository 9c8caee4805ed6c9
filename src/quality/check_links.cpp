#include "check_run.hpp"

#include <guanxi/core/path.hpp>

#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace guanxi::quality::detail {

namespace {

using Place = std::pair<const void*, Uuid>;  // tag of a kind, identifier; the null identifier stands for any record

/// Where identifiers lead.
class Links {
 public:
  explicit Links(CheckRun& run) : run_(run) {
    for (const Located& at : run.records()) {
      known_.emplace(at.kind->tag, at.id);
      known_.emplace(at.kind->tag, Uuid{});
      if (at.id) identified_.insert(at.kind->tag);
    }
  }

  void check_reference(const Located& at, const Leaf& leaf) {
    const Uuid id = held_id(*leaf.type, leaf.member);
    const KindInfo* kind = id ? run_.catalogue().kind_of(leaf.type->target) : nullptr;
    if (kind == nullptr || !can_look_up(*kind) || known_.contains(Place{kind->tag, id})) return;
    const std::string text = to_string(id);
    run_.report(at, finding_code("quality.reference_missing"),
                {leaf.top, leaf.path, text, label_of_leaf(*leaf.top, *leaf.field),
                 {std::string(kind->label.zh) + " " + text, std::string(kind->label.en) + " " + text}, {}});
  }

  void check_owner(const Located& at) {
    const Field* parent = at.kind->with(Part::parent);
    const Uuid id = parent ? held_id(*parent->type, parent->in(at.record)) : Uuid{};
    const KindInfo* kind = id ? run_.catalogue().kind_of(parent->type->target) : nullptr;
    if (kind == nullptr || kind->scope != Scope::own) return;
    if (!identified_.contains(kind->tag) || known_.contains(Place{kind->tag, id})) return;
    run_.report(at, finding_code("quality.other_customer"),
                {parent, std::string(parent->name), to_string(id), label_of_leaf(*parent, *parent), {}, {}});
  }

 private:
  /// Other customers, and kinds that are kept elsewhere, cannot be looked up here.
  [[nodiscard]] bool can_look_up(const KindInfo& kind) const {
    return kind.scope == Scope::via || (kind.scope == Scope::shared && known_.contains(Place{kind.tag, Uuid{}}));
  }

  CheckRun& run_;
  std::set<Place> known_;
  std::set<const void*> identified_;
};

/// The first record that states each contact detail of a person.
class SharedDetails {
 public:
  explicit SharedDetails(CheckRun& run) : run_(run) {}

  void look(const Located& at, const Leaf& leaf) {
    const Notes& notes = leaf.field->notes;
    if (notes.privacy == Privacy::open || (notes.format != Format::phone && notes.format != Format::email)) return;
    const Value value = leaf.type->get(*leaf.type, leaf.member);
    const auto* text = std::get_if<std::string_view>(&value);
    if (text == nullptr || !is_answer(*text, run_.options().presence)) return;
    FormatOptions settings = run_.options().formats;
    settings.max_suggestions = 0;
    const std::string key = check_format(notes.format, *text, settings).normalized;
    const Located*& first = seen_.try_emplace({at.kind->tag, notes.format, key}, &at).first->second;
    if (first == &at) return;
    run_.report(at, finding_code("quality.shared_detail"),
                {leaf.top, leaf.path, std::string(*text), label_of_leaf(*leaf.top, *leaf.field), named(*first), {}});
  }

 private:
  static Message named(const Located& at) {
    const Message name = name_of(at);
    return {std::string(at.kind->label.zh) + "“" + name.zh + "”", std::string(at.kind->label.en) + " " + name.en};
  }

  CheckRun& run_;
  std::map<std::tuple<const void*, Format, std::string>, const Located*> seen_;
};

}  // namespace

void check_links(CheckRun& run) {
  Links links(run);
  SharedDetails shared(run);
  for (const Located& at : run.records()) {
    links.check_owner(at);
    for_each_leaf(at.fields, at.record, [&](const Leaf& leaf) {
      if (!leaf.type->get || !is_asked(*leaf.top) || !is_asked(*leaf.field)) return;
      links.check_reference(at, leaf);
      shared.look(at, leaf);
    });
  }
}

}  // namespace guanxi::quality::detail
