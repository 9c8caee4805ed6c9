"""The analyses in Python say what the command line says."""

import datetime
import json

import guanxi as gx
import pytest

DAY = datetime.date(2024, 6, 30)
SAME = {"now": "1970-01-01T00:00:00Z", "seed": 0}


@pytest.fixture(scope="module")
def book(root):
    return gx.load_book(root / "examples/data", **SAME)[0]


def test_a_folder_gives_the_book_of_the_tool(root, guanxi, book, tmp_path):
    again, findings = gx.load_book(root / "examples/data", **SAME)
    assert again == book and len(findings) > 5 and {finding.severity for finding in findings} <= set(gx.Severity)
    fresh, _ = gx.load_book(root / "examples/data")
    assert fresh != book and {dossier.customer.id for dossier in fresh}.isdisjoint(dossier.customer.id for dossier in book)
    exported = tmp_path / "tool.json"
    assert guanxi("export", root / "examples/data", "--out", exported).returncode in (0, 1)
    told, ours = (json.loads(text) for text in (exported.read_text("utf-8"), book.to_json()))
    assert [len(entry) for entry in told["dossiers"]] == [len(entry) for entry in ours["dossiers"]] and told["shared"].keys() == ours["shared"].keys()
    gx.export(book, tmp_path / "book.xlsx")
    assert gx.load_book(tmp_path / "book.xlsx")[0] == book


def test_scores_are_those_of_the_tool(root, guanxi, book):
    told = json.loads(guanxi("score", root / "examples/data", "--as-of", DAY, "--format", "json").stdout)
    assessed = gx.assess.book(book, as_of=DAY)
    assert len(assessed.accounts) == len(book) and assessed.counts.accounts == len(book)
    ours = sorted((account.name, one.name, f"{one.score.value:.3f}") for account in assessed.accounts for one in account.opportunities if one.cooperation.computed is not None)
    assert ours == sorted((entry["customer"], entry["opportunity"], entry["computed"]) for entry in told if entry["computed"])
    for account in assessed.accounts:
        for one in account.opportunities:
            assert one.score.baseline + sum(part.thousandths for part in one.score.contributions) == one.score.thousandths
        if computed := [one.score.value for one in account.opportunities if one.open]:
            assert gx.assess.cooperation(book.dossier(account.customer), as_of=DAY).value == max(computed)


def test_every_result_can_be_walked(book):
    """Each attribute of each result gives a value, and the repr names it."""
    seen = set()

    def walk(value):
        if isinstance(value, gx.Result):
            seen.add(type(value).__name__)
            for name, held in value.to_dict().items():
                assert getattr(value, name) == held or held != held
                walk(held)
            assert repr(value).startswith(type(value).__name__ + "(")
        elif isinstance(value, (gx.Rows, tuple)):
            for element in value:
                walk(element)

    dossier = max(book, key=lambda one: len(one.needs) + 3 * len(one.decision_chains))
    walk(gx.assess.account(dossier, as_of=DAY))
    walk(gx.quality.profile(dossier, check={"as_of": DAY}))
    walk(gx.quality.check_uscc("91350100M000100Y43"))
    assert {"AccountAssessment", "ChainAnalysis", "PriorityMatrix", "PlacedNeed", "Score", "Contribution", "Finding", "DossierCompleteness", "MissingField", "UsccCheck", "Profile", "NextStep"} <= seen


def test_needs_are_ranked_and_placed():
    needs = [gx.Need(id=gx.new_id(), statement=name, urgency=urgency, importance=importance) for name, urgency, importance in (("省水", "low", "high"), ("省电", "high", "high"), ("美观", "low", "low"))]
    ranking = gx.need.rank(needs, as_of=DAY)
    assert [(need.rank, need.statement) for need in ranking] == [(1, "省电"), (2, "省水"), (3, "美观")]
    assert [need.statement for need in gx.need.rank(needs, as_of=DAY, weights={"importance": 1, "urgency": 0, "relevance": 0, "power": 0})][-1] == "美观"
    matrix = gx.need.priority_matrix(needs, as_of=DAY)
    assert {need.statement: need.cell for need in matrix.placed} == {"省电": "high_high", "省水": "low_high", "美观": "low_low"}
    assert matrix.placed[0].quadrant is gx.need.Quadrant.URGENT_IMPORTANT and matrix.placed[0].value == 1.0
    satisfied = gx.need.rank(needs, as_of="2024-06-30", method="opportunity", satisfactions=[{"need": needs[0], "satisfaction": 2}])
    assert satisfied[0].score.value == 18 and satisfied[0].statement == "省水"


def test_identifiers():
    good = gx.quality.check_uscc("91350100M000100Y43")
    assert good.verdict == "valid" and good.region == "350100" and good.province.zh == "福建省" and good.final_check_ok
    slip = gx.quality.check_uscc("91350100M000100Y44")
    assert slip.verdict is gx.quality.Verdict.INVALID and "91350100M000100Y43" in slip.suggestions and slip.reason.zh and slip.reason.en
    assert gx.quality.check_phone("138 0013 8000").e164 == "+8613800138000"
    assert gx.quality.check_uscc("91350100M000100Y44", max_suggestions=0).suggestions == ()


def test_checks_and_completeness(book):
    bare = gx.Dossier(gx.Customer(legal_name="甲公司", registration_id="91350100M000100Y44"))
    findings = gx.quality.check(bare, as_of=DAY)
    assert findings and any("91350100M000100Y44" == finding.value for finding in findings) and findings[0].severity == "error"
    completeness = gx.quality.completeness(bare)
    assert 0 < completeness.share.value < 0.2 and completeness.missing[0].gain >= completeness.missing[-1].gain
    assert completeness.missing[0].kind in gx.Catalogue().kinds and completeness.missing[0].label.zh
    assert gx.quality.completeness(bare.customer).share.asked < completeness.share.asked
    columns = {column.field: column for column in gx.quality.profile_columns(book.of(gx.Customer))}
    assert columns["legal_name"].rows == len(book) and columns["legal_name"].distinct == columns["legal_name"].present == columns["legal_name"].once > 70


def test_run_time_fields_count(book):
    catalogue = gx.Catalogue([gx.FieldSet(kind="customer", fields=[gx.FieldDefinition(name="parking_spaces", label_zh="停车位数", type="integer", level="required", weight=50)])])
    assert gx.fields(gx.Customer, catalogue=catalogue)[-1].name == "parking_spaces"
    bare, told = (gx.Dossier(gx.Customer(legal_name="甲公司", custom=custom)) for custom in ({}, {"parking_spaces": 12}))
    missing = gx.quality.completeness(bare, catalogue=catalogue)
    assert "parking_spaces" in [field.field for field in missing.missing]
    assert gx.quality.completeness(told, catalogue=catalogue).share.value > missing.share.value


@pytest.mark.parametrize("format,start", [("html", "<!DOCTYPE html>"), ("md", "# "), ("text", "")])
def test_reports(root, guanxi, book, format, start):
    dossier = book.dossiers[0]
    page = gx.report.account(dossier, as_of=DAY, format=format, book=book)
    assert page.startswith(start) and dossier.customer.legal_name in page
    assessment = gx.assess.account(dossier, as_of=DAY)
    assert gx.report.account(dossier, assessment=assessment, format=format, lang="en") == gx.report.account(dossier, as_of=DAY, format=format, lang="en")
    assert "Next steps" in gx.report.account(dossier, as_of=DAY, format=format, lang="en")


def test_forms_are_written_and_read(tmp_path, book):
    gx.form(tmp_path / "blank.xlsx", purpose="visit")
    gx.form(tmp_path / "blank.csv", purpose=gx.Purpose.NEW_CUSTOMER, lang="en", records=1)
    assert "Legal name" in (tmp_path / "blank.csv").read_text("utf-8-sig")
    (tmp_path / "form.csv").write_text("采集字段,填写内容\n客户名称,甲公司\n员工人数,很多\n", encoding="utf-8")
    dossier, findings = gx.parse_form(tmp_path / "form.csv")
    assert dossier.customer.legal_name == "甲公司"
    assert [(finding.place.row, finding.value) for finding in findings if finding.field] and any("很多" == finding.value for finding in findings)


@pytest.mark.parametrize(
    "make,error,words",
    [
        (lambda: gx.need.rank([]), TypeError, ["needs the keyword as_of="]),
        (lambda: gx.need.rank([], as_of=DAY, metod="x"), TypeError, ["did you mean 'method'"]),
        (lambda: gx.need.rank([], as_of=DAY, method="weigted"), ValueError, ["did you mean 'weighted'"]),
        (lambda: gx.need.rank([gx.Contact()], as_of=DAY), TypeError, ["rank(needs) takes Need"]),
        (lambda: gx.need.rank([gx.Need()], as_of=DAY, weights={"importance": -1}), ValueError, []),
        (lambda: gx.need.rank([], as_of=DAY, weights=3), TypeError, ["takes a dict"]),
        (lambda: gx.chain.analyze(gx.Need(), as_of=DAY), TypeError, ["DecisionChain"]),
        (lambda: gx.assess.account(gx.Customer(), as_of=DAY), TypeError, ["takes Dossier"]),
        (lambda: gx.assess.account(gx.Dossier(), as_of=3), TypeError, ["as_of", "datetime.date"]),
        (lambda: gx.report.account(gx.Dossier(), as_of=DAY, lang="fr"), ValueError, ["'zh' or 'en'"]),
        (lambda: gx.quality.check_uscc(3), TypeError, ["takes str"]),
        (lambda: gx.quality.currency(-1, 0.2), ValueError, []),
        (lambda: gx.Catalogue([gx.FieldSet(kind="custmer")]), KeyError, ["custmer"]),
    ],
)
def test_errors_say_what_to_do(make, error, words):
    with pytest.raises(error) as caught:
        make()
    assert isinstance(caught.value, gx.Error) and caught.value.code
    for word in words:
        assert word in str(caught.value)
