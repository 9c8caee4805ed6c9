"""A store with a key from the command line: sealed from the start, closed to others, and it says so."""

import pytest

SECRET = "13987650001"
FORM = f"采集字段,填写内容\n客户名称,甲公司\n联系人姓名,欧阳靖瑶\n联系电话,{SECRET}\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.delenv("GUANXI_PASSPHRASE", raising=False)
    (tmp_path / "form.csv").write_text(FORM, encoding="utf-8")
    (tmp_path / "key.bin").write_bytes(bytes(range(32)))
    (tmp_path / "key.hex").write_text(bytes(range(32)).hex() + "\n", encoding="ascii")
    return tmp_path


def has_secret(folder):
    return any(SECRET.encode() in path.read_bytes() for path in folder.glob("book.gx*"))


@pytest.mark.parametrize("made, opened", [("key.bin", "key.hex"), ("key.hex", "key.bin")])
def test_a_key_file_seals(guanxi, folder, made, opened):
    store = ("--db", "book.gx", "--user", "li")
    assert guanxi("import", "form.csv", *store, "--key-file", made, cwd=folder).returncode == 0
    assert not has_secret(folder)
    assert SECRET in guanxi("export", *store, "--key-file", opened, "--format", "json", cwd=folder).stdout
    checked = guanxi("verify", "--db", "book.gx", "--key-file", opened, "--lang", "en", cwd=folder)
    assert checked.returncode == 0 and " sealed; " in checked.stderr
    refused = guanxi("verify", "--db", "book.gx", cwd=folder)
    assert refused.returncode == 2 and "[store.key_missing]" in refused.stderr


def test_a_passphrase_seals(guanxi, folder, monkeypatch):
    store = ("--db", "book.gx", "--user", "li")
    monkeypatch.setenv("GUANXI_PASSPHRASE", "春天 spring")
    assert guanxi("import", "form.csv", *store, cwd=folder).returncode == 0
    assert not has_secret(folder)
    assert SECRET in guanxi("export", *store, "--format", "json", cwd=folder).stdout
    monkeypatch.setenv("GUANXI_PASSPHRASE", "autumn")
    assert "[store.key_wrong]" in guanxi("verify", "--db", "book.gx", cwd=folder).stderr
    monkeypatch.setenv("GUANXI_PASSPHRASE", "")
    assert "[access.passphrase]" in guanxi("verify", "--db", "book.gx", cwd=folder).stderr


def test_without_a_key_the_file_is_plain(guanxi, folder):
    assert guanxi("import", "form.csv", "--db", "book.gx", "--user", "li", cwd=folder).returncode == 0
    assert has_secret(folder)
    assert " not sealed; " in guanxi("verify", "--db", "book.gx", "--lang", "en", cwd=folder).stderr
    assert "[store.key_unused]" in guanxi("verify", "--db", "book.gx", "--key-file", "key.bin", cwd=folder).stderr


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 33, b"z" * 64])
def test_what_is_no_key_is_refused(guanxi, folder, content):
    (folder / "bad.key").write_bytes(content)
    refused = guanxi("import", "form.csv", "--db", "book.gx", "--user", "li", "--key-file", "bad.key", cwd=folder)
    assert refused.returncode == 2 and "[cli.key_file]" in refused.stderr
    assert not (folder / "book.gx").exists()
