"""The past, features of deals and what was learnt from them, through Python."""

import csv
import datetime
import math

import pytest

import guanxi as gx

DAY = "2024-06-30"


@pytest.fixture(scope="module")
def book(root):
    return gx.load_book(root / "examples/data")[0]


def test_documented_features_are_all_features(root):
    page = (root / "docs/methods/win_features.md").read_text(encoding="utf-8")
    documented = [line.split("|")[1:4] for line in page.splitlines() if line.startswith("| `")]
    listed = [(f"`{one['name']}`", f"{one['label'].en} ({one['label'].zh})", "word" if one["words"] else one["prior"]) for one in gx.assess.win_feature_list()]
    assert [(name.strip(), what.strip()) for name, what, _ in documented] == [(name, what) for name, what, _ in listed]
    for (_, _, prior), (_, _, expected) in zip(documented, listed):
        assert prior.strip() == expected if isinstance(expected, str) else float(prior) == expected


def test_a_book_on_a_past_day(book):
    before = gx.known_by(book, "2024-01-01")
    assert len(before.dossiers) == len(book.dossiers) and gx.known_by(before, "2024-01-01") == before
    assert all(met.occurred_at.astimezone(datetime.timezone(datetime.timedelta(hours=8))).date() <= datetime.date(2024, 1, 1) for met in before.of(gx.Interaction) if met.occurred_at)
    assert 0 < len(before.of(gx.Interaction)) < len(book.of(gx.Interaction))
    with pytest.raises(TypeError, match="Dossier"):
        gx.known_by(3, DAY)


def test_history_of_the_book(book):
    cuts = gx.assess.win_cuts(book)
    history = gx.assess.win_features(book, cuts=cuts)
    assert len(history) == len(cuts) == len(history.outcome) and history.cuts == cuts
    assert set(history.outcome) == {0.0, 1.0} and len(history.to_pandas()) == len(cuts)
    deals = {deal.id: deal for deal in book.of(gx.Opportunity)}
    assert [float(deals[deal].stage == "won") for deal, _ in cuts] == list(history.outcome)
    assert [deals[deal].closed_on for deal, _ in cuts] == history.closed_on
    assert {one.name for one in history.left_out} >= {"intent", "days_in_stage"} and not set(history.features) & {one.name for one in history.left_out}
    counts = {deal: [one for one, _ in cuts].count(deal) for deal, _ in cuts}
    assert list(history.weights) == pytest.approx([1 / counts[deal] for deal, _ in cuts])
    early = gx.assess.win_features(book, cuts=[(cuts[0][0], "2001-01-01")])
    assert early.findings[0].code == "assess.cut_before_opening" and math.isnan(early.outcome[0]) and early.features == {}
    with pytest.raises(gx.ArgumentError, match="no opportunity of the book"):
        gx.assess.win_features(book, cuts=[(gx.new_id(), DAY)])
    with pytest.raises(TypeError, match="pairs of opportunity and day"):
        gx.assess.win_features(book, cuts=[cuts[0][0]])
    assert gx.assess.win_cuts(gx.Book()) == [] and len(gx.assess.win_features(gx.Book(), cuts=[])) == 0


def test_what_was_learnt_stands_in_assessments(book):
    learned = gx.assess.learn_from(book, as_of=DAY)
    assert learned.as_of == datetime.date(2024, 6, 30) and learned.win.state in ("little", "enough", "no_lift")
    assessed = gx.assess.book(book, as_of=DAY, learned=learned)
    assert assessed.win_card.state == learned.win.state and assessed.need_replay == learned.needs.replay
    for account in assessed.accounts:
        assert account.predicted.as_of == learned.as_of
        for deal in account.opportunities:
            if deal.open:
                assert 0 < deal.win.low <= deal.win.probability <= deal.win.high < 1
                assert deal.win.score.thousandths == deal.win.score.baseline + sum(reason.thousandths for reason in deal.win.score.contributions)
            else:
                assert deal.win is None and deal.probability.computed in (0, 1)
    alone = gx.assess.account(book.dossier(assessed.accounts[0].name), as_of=DAY, learned=learned)
    assert alone.opportunities == assessed.accounts[0].opportunities and alone.predicted == assessed.accounts[0].predicted
    with pytest.raises(TypeError, match="Learned"):
        gx.assess.account(gx.Dossier(), as_of=DAY, learned=3)


def test_sales_that_cannot_be_foretold(shared_data):
    """A pipeline of 8,800 deals: who sold what to whom tells nothing of who will win, and the model says so."""
    with open(shared_data / "crm_sales_opportunities/sales_pipeline_full.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    customers = {row["account"]: gx.Customer(id=gx.new_id(), legal_name=row["account"]) for row in rows if row["account"]}
    deals: dict[str, list[gx.Opportunity]] = {name: [] for name in customers}
    for row in rows:
        if not row["account"] or not row["engage_date"]:
            continue
        stage = {"Won": "won", "Lost": "lost"}.get(row["deal_stage"])
        deals[row["account"]].append(gx.Opportunity(id=gx.new_id(), customer_id=customers[row["account"]].id, name=row["opportunity_id"], stage=stage, opened_on=row["engage_date"],
                                                    closed_on=row["close_date"] or None, product=gx.Ref(text=row["product"]), owner_id=gx.Ref(text=row["sales_agent"])))
    book = gx.Book([gx.Dossier(customers[name], opportunities=of) for name, of in deals.items()])
    cuts = gx.assess.win_cuts(book, ages=[0])
    history = gx.assess.win_features(book, cuts=cuts)
    assert len(cuts) == sum(1 for row in rows if row["deal_stage"] in ("Won", "Lost") and row["close_date"] > row["engage_date"])
    assert set(history.features) >= {"product", "owner", "won_before", "owner_lost"}
    learnt = {name: history.features[name] for name in ("product", "owner", "won_before", "lost_before", "owner_won", "owner_lost")}
    model = gx.score.WinModel.fit(learnt, history.outcome, weights=history.weights, time=history.time, groups=["owner", "product"])
    assert model.state == "no_lift" and "No lift" in model.message.en and "未发现" in model.message.zh
