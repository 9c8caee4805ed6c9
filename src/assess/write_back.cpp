#include <guanxi/assess/write_back.hpp>

namespace guanxi::assess {

namespace {

template <class T>
void take_computed(Judged<T>& into, const Judged<T>& from) {
  into.computed = from.computed;
  into.computed_reason = from.computed_reason;
  into.computed_on = from.computed_on;
}

}  // namespace

void write_back(Dossier& dossier, const AccountAssessment& assessment) {
  for (Opportunity& opportunity : dossier.of<Opportunity>())
    for (const OpportunityAssessment& judged : assessment.opportunities) {
      if (judged.opportunity != opportunity.id || judged.name != opportunity.name) continue;
      take_computed(opportunity.cooperation_score, judged.cooperation);
      take_computed(opportunity.high_value, judged.high_value_flag);
      if (judged.probability.computed) take_computed(opportunity.probability, judged.probability);
    }
}

}  // namespace guanxi::assess
