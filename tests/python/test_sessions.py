"""A store in Python."""

import datetime
import os
import pickle
import signal
import threading

import guanxi as gx
import pytest

DAY = datetime.date(2024, 6, 30)


class Clock:
    """Starts at noon; each reading is a second later."""

    def __init__(self):
        self.now = datetime.datetime(2024, 6, 30, 4, tzinfo=datetime.UTC)

    def __call__(self):
        self.now += datetime.timedelta(seconds=1)
        return self.now


@pytest.fixture
def desk(tmp_path):
    with gx.open(tmp_path / "desk.gx", user="Li Wei", clock=Clock()) as session:
        yield session


def two_customers(desk):
    first = desk.put(gx.Customer(legal_name="甲公司", customer_type="strategic"), reason="new")
    second = desk.put(gx.Customer(legal_name="乙公司", region_code="440300"))
    desk.put(gx.Need(customer_id=first, statement="省电", urgency="high"))
    desk.put(gx.Need(customer_id=first, statement="省水", urgency="low"))
    return first, second


def test_records_are_put_and_read(desk):
    first, _ = two_customers(desk)
    assert first.meta.version == 1 and first.id == desk.get(gx.Customer, first.id).id
    again = desk.put(first.replace(notes="重点"), reason="会后")
    assert again.meta.version == 2 and desk.get(gx.Customer, str(first.id)) == again
    dossier = desk.dossier("甲公司")
    assert dossier == desk.dossier(first.id) == desk.dossier(first) and sorted(need.statement for need in dossier.needs) == ["省水", "省电"]
    with pytest.raises(gx.ConflictError) as conflict:
        desk.put(first.replace(notes="旧"))
    assert (conflict.value.stored, conflict.value.given, conflict.value.code) == (2, 1, "store.conflict")


def test_queries_by_keyword_condition_and_text(desk):
    first, second = two_customers(desk)
    assert [c.legal_name for c in desk.find(gx.Customer, order="legal_name")] == ["乙公司", "甲公司"]
    assert [c.legal_name for c in desk.find(gx.Customer, order="-legal_name")] == ["甲公司", "乙公司"]
    for found in (
        desk.find(gx.Customer, customer_type="strategic"),
        desk.find(gx.Customer, customer_type__set=gx.CustomerType.STRATEGIC),
        desk.find(gx.Customer, region_code=None),
        desk.find(gx.Customer, legal_name=["甲公司", "丙公司"]),
        desk.find("customer", "客户类型 = 战略客户"),
        desk.find(gx.Customer, gx.field("客户名称") == "甲公司"),
        desk.find(gx.Customer, gx.field("region_code").is_unset() & gx.field("legal_name").contains("甲")),
        desk.find(gx.Customer, gx.count(gx.Need, gx.field("urgency") == gx.Grade.HIGH) >= 1),
        desk.find(gx.Customer, ~(gx.field("region_code") == "440300")),
    ):
        assert [c.id for c in found] == [first.id] and found.kind is gx.Customer
    assert desk.count(gx.Need) == 2 and desk.count(gx.Need, urgency="low") == 1 and desk.count(gx.Need, customer_id=second) == 0
    assert {group.key: group.count for group in desk.summarize(gx.Need, by="urgency")} == {"high": 1, "low": 1}
    page = desk.find(gx.Need, order="statement", limit=1)
    rest = desk.find(gx.Need, order="statement", limit=1, after=page.next)
    assert len(page) == len(rest) == 1 and page != rest and rest.next is None
    assert [hit.record for hit in desk.search("甲公").hits] == [first.id]


def test_history_tells_who_why_and_what(desk):
    first, _ = two_customers(desk)
    desk.put(first.replace(notes="重点"), reason="会后")
    history = desk.history(first)
    assert [(change.action, change.reason, change.by_name) for change in history] == [("create", "new", "Li Wei"), ("edit", "会后", "Li Wei")]
    assert [(field.path, field.before, field.after) for field in history[1].fields] == [("notes", "", "重点")]
    before = history[0].at
    assert desk.dossier_at(first, before).customer.notes == "" and desk.get_at(gx.Customer, first.id, before).notes == ""
    assert [change.path for change in desk.differences(first, before, history[1].at)] == ["notes"]
    assert desk.verify().ok and desk.verify().records > 0


def test_transactions_hold_whole_or_not_at_all(desk):
    kept = []

    def work(session):
        kept.append(session)
        session.put(gx.Customer(legal_name="丙公司"))
        raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        desk.transaction(work)
    assert desk.count(gx.Customer) == 0
    with pytest.raises(gx.ArgumentError, match="transaction .* is over"):
        kept[0].count(gx.Customer)
    desk.transaction(lambda session: session.put(gx.Customer(legal_name="丙公司")))
    assert desk.count(gx.Customer) == 1


def test_records_are_removed_with_a_reason(desk):
    _, second = two_customers(desk)
    need = desk.find(gx.Need)[0]
    desk.remove(need, reason="错")
    desk.remove(gx.Customer, second.id, reason="错")
    assert desk.count(gx.Need) == 1 and desk.count(gx.Customer) == 1
    with pytest.raises(KeyError) as gone:
        desk.get(gx.Need, need.id)
    assert gone.value.code == "store.not_found" and not str(gone.value).startswith("'")


def test_rights_hold(desk, tmp_path):
    first, _ = two_customers(desk)
    bo = desk.put(gx.User(name="Bo", login="bo"))
    with gx.open(tmp_path / "desk.gx", user="bo") as other:
        assert other.count(gx.Customer) == 0
        with pytest.raises(KeyError):
            other.dossier("甲公司")
        with pytest.raises(PermissionError) as refused:
            other.put(gx.User(name="Cai"))
        assert isinstance(refused.value, gx.AccessError) and refused.value.code == "access.administer"
    report = desk.handover("Li Wei", bo, reason="调岗")
    assert report.whole and [(count.kind, count.updated) for count in report.kinds][-1] == ("customer", 2)
    with gx.open(tmp_path / "desk.gx", user="bo") as other:
        assert other.count(gx.Customer) == 2 and other.explain("read", first).allowed
    with pytest.raises(PermissionError):
        gx.open(tmp_path / "desk.gx", user="nobody")


def test_keys_seal(tmp_path):
    path = tmp_path / "sealed.gx"
    with gx.open(path, user="Li", key="correct horse") as session:
        assert session.is_sealed
        session.put(gx.Customer(legal_name="甲公司"))
    for key, code in ((None, "store.key_missing"), ("wrong", "store.key_wrong")):
        with pytest.raises(gx.FileError) as refused:
            gx.open(path, user="Li", key=key)
        assert refused.value.code == code and isinstance(refused.value, OSError)
    with gx.open(path, user="Li", key="correct horse") as session:
        assert session.count(gx.Customer) == 1


def test_import_backup_and_progress(desk, root, tmp_path):
    seen = []
    report = desk.import_file(root / "examples/data/book", progress=lambda done, all: seen.append((done, all)))
    assert seen and seen[-1][0] == seen[-1][1] == desk.count(gx.Customer) == len(desk.book())
    assert {count.kind: count.created for count in report.kinds}["customer"] == desk.count(gx.Customer)
    assert desk.import_book(gx.load_book(root / "examples/data/book")[0]).kinds[0].created == 0
    desk.backup(tmp_path / "copy.gx")
    with gx.open(tmp_path / "copy.gx", user="Li Wei") as copy:
        assert copy.book() == desk.book()


@pytest.fixture
def interrupts():
    """Ctrl-C interrupts, also where the shell that started the tests lets its children ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("stop", ["exception", "signal"])
def test_an_import_that_is_stopped_leaves_nothing(desk, root, stop, interrupts):
    def progress(done, all):
        if done == 2 and stop == "exception":
            raise RuntimeError("stop")
        if done == 2:
            os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(RuntimeError if stop == "exception" else KeyboardInterrupt):
        desk.import_file(root / "examples/data/book", progress=progress)
    assert desk.count(gx.Customer) == 0 and desk.verify().ok


def test_other_threads_run_meanwhile(desk, root):
    ticks, stop = [0], threading.Event()

    def tick():
        while not stop.is_set():
            ticks[0] += 1

    worker = threading.Thread(target=tick)
    worker.start()
    start = ticks[0]
    desk.import_file(root / "examples/data/book")
    during = ticks[0] - start
    stop.set()
    worker.join()
    assert during > 0


def test_a_closed_session_says_so(tmp_path):
    session = gx.open(tmp_path / "desk.gx", user="Li")
    session.close()
    session.close()
    assert session.closed and repr(session) == "<Session, closed>"
    for use in (lambda: session.count(gx.Customer), lambda: session.put(gx.Customer()), session.book, session.verify, lambda: session.catalogue):
        with pytest.raises(ValueError) as refused:
            use()
        assert refused.value.code == "store.closed" and "open the store again" in str(refused.value)


@pytest.mark.parametrize(
    "make,error,words",
    [
        (lambda path: gx.open(path / "none" / "x.gx", user="Li"), gx.FileError, ["the folder of a store must exist"]),
        (lambda path: gx.open(path / "x.gx"), TypeError, ["user= or system="]),
        (lambda path: gx.open(3, user="Li"), TypeError, []),
        (lambda path: gx.open(path / "x.gx", user="Li", key=3), TypeError, ["bytes (a key) or str"]),
        (lambda path: gx.open(path / "x.gx", user="Li").get(gx.Grade, gx.new_id()), TypeError, ["guanxi.Customer"]),
        (lambda path: gx.open(path / "x.gx", user="Li").put(3), TypeError, ["put(record) takes a record"]),
        (lambda path: gx.open(path / "x.gx", user="Li").find(gx.Customer, legal_nam="x"), ValueError, ["legal_name"]),
        (lambda path: gx.open(path / "x.gx", user="Li").find(gx.Customer, "客户名称 ="), gx.ParseError, []),
        (lambda path: gx.open(path / "x.gx", user="Li").put(gx.Customer(), reson="x"), TypeError, ["did you mean 'reason'"]),
        (lambda path: gx.open(path / "x.gx", user="Li").import_file(path / "none"), gx.FileError, ["none"]),
        (lambda path: gx.load_book(path / "none"), OSError, ["none"]),
        (lambda path: gx.parse_form(path / "none.csv"), OSError, ["none.csv"]),
        (lambda path: gx.form(path / "x.doc"), ValueError, [".xlsx"]),
        (lambda path: gx.form(path / "x.csv", purpose="vist"), ValueError, ["did you mean 'visit'"]),
    ],
)
def test_errors_of_files_and_sessions(tmp_path, make, error, words):
    with pytest.raises(error) as caught:
        make(tmp_path)
    for word in words:
        assert word in str(caught.value)


def test_a_book_of_a_store_comes_back_from_json_and_pickle_with_its_roles(desk):
    desk.put(gx.Customer(legal_name="甲公司"))
    book = desk.book()
    assert '"roles"' in book.to_json()
    assert gx.Book.from_json(book.to_json()) == book and pickle.loads(pickle.dumps(book)) == book
