"""Every example in a docstring does what it says, in an empty folder with the project's examples in it."""

import doctest
import inspect

import guanxi as gx
import pytest


def documented():
    """Names and docs of everything public, members of classes too."""
    for module in (gx, gx.access, gx.quality, gx.chain, gx.need, gx.score, gx.assess, gx.report):
        for name, held in vars(module).items():
            if name.startswith("_") or inspect.ismodule(held):
                continue
            yield f"{module.__name__}.{name}", held.__doc__
            if inspect.isclass(held):
                for member in vars(held):
                    yield f"{module.__name__}.{name}.{member}", getattr(getattr(held, member, None), "__doc__", None)


EXAMPLES = {name: doc for name, doc in documented() if doc and ">>> " in doc}


def test_what_people_begin_with_has_an_example():
    wanted = "parse_form load_book open fields read_table book_from_tables Money Session.find quality.check_uscc quality.completeness need.rank chain.analyze chain.what_if chain.centrality score.Logistic.fit score.NaiveBayes.fit score.Scorecard.fit score.auc score.ahp score.topsis score.qini assess.account report.account"
    assert [name for name in wanted.split() if f"guanxi.{name}" not in EXAMPLES] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_do_what_they_say(root, name, tmp_path, monkeypatch):
    (tmp_path / "examples").symlink_to(root / "examples")
    monkeypatch.chdir(tmp_path)
    example = doctest.DocTestParser().get_doctest(EXAMPLES[name], {"gx": gx}, name, None, None)
    said = []
    assert doctest.DocTestRunner(verbose=False).run(example, out=said.append).failed == 0, "".join(said)
