# The two commands of the README are `make demo` and `make test`; the rest serves those who work on guanxi.
.PHONY: demo test cli python sanitize-python package bench lint headers tidy fuzz docs format clean

PYTHON := .venv/bin/python
GUANXI := build/release/src/cli/guanxi

demo:
	tools/setup demo
	$(MAKE) --no-print-directory cli
	$(GUANXI) demo --out build/demo

test:
	tools/setup test
	$(MAKE) --no-print-directory cli python
	cmake --preset dev -Wno-dev --log-level=WARNING
	cmake --build --preset dev
	rm -rf build/dev/test-results
	ctest --preset dev --parallel 2
	$(PYTHON) -m pytest --numprocesses auto --dist loadfile --junitxml=build/dev/test-results/python.xml
	$(PYTHON) tools/check_test_count.py build/dev

# The command line tool, optimized; without the tests, so that it needs no test package.
cli:
	cmake --preset release --log-level=WARNING
	cmake --build --preset release

# The Python package, into .venv; shares the optimized library with `cli`.
python:
	tools/setup test
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps .

# The Python package under AddressSanitizer and UndefinedBehaviorSanitizer: the build and the tests that use it most.
ASAN_PYTHON := ASAN_OPTIONS=detect_leaks=0:verify_asan_link_order=0
sanitize-python:
	tools/setup test
	cmake --preset sanitize -DGUANXI_BUILD_PYTHON=ON -DPython_EXECUTABLE=$(abspath $(PYTHON)) -Dpybind11_DIR=$$($(PYTHON) -m pybind11 --cmakedir) --log-level=WARNING
	$(ASAN_PYTHON) cmake --build --preset sanitize --target _guanxi
	cmake --install build/sanitize --component python --prefix build/sanitize/python
	cp -r bindings/python/guanxi build/sanitize/python
	$(ASAN_PYTHON) LD_PRELOAD="$$(g++ -print-file-name=libasan.so) $$(g++ -print-file-name=libstdc++.so)" PYTHONPATH=build/sanitize/python \
	  $(PYTHON) -m pytest tests/python/test_records.py tests/python/test_sessions.py tests/python/test_arrow_memory.py tests/python/test_tables.py

# The package as its users install it: pip into an empty environment, source distribution, a wheel that needs no Debian package.
package: python
	$(PYTHON) tools/try_package.py

# Ours and the peers' figures in one run. BENCH_CUSTOMERS: how many customers the store is measured with beside the comparison.
BENCH_CUSTOMERS ?= 1000000
bench:
	$(MAKE) --no-print-directory python
	$(PYTHON) benchmarks/compile_cost.py
	$(PYTHON) benchmarks/python_bench.py $(BENCH_CUSTOMERS)
	$(PYTHON) benchmarks/patterns_bench.py
	$(PYTHON) benchmarks/judgement_bench.py
	$(PYTHON) benchmarks/mcdm_bench.py
	$(PYTHON) benchmarks/portfolio_bench.py
	$(PYTHON) benchmarks/portfolio_bench.py --curve
	$(PYTHON) benchmarks/needs_replay.py $(or $(GUANXI_SHARED_DATA),../shared/data)/groceries/groceries.csv
	cmake --preset release -DGUANXI_BUILD_BENCHMARKS=ON --log-level=WARNING
	cmake --build --preset release
	build/release/benchmarks/store_bench build/bench/compare 100000 compare verify
	build/release/benchmarks/store_bench build/bench/large $(BENCH_CUSTOMERS) load read handover

lint:
	tools/setup ci
	$(PYTHON) tools/check_layers.py
	$(PYTHON) tools/make_umbrellas.py --check
	$(MAKE) --no-print-directory headers tidy docs

# Each public header compiles alone.
headers:
	cmake --preset dev --log-level=WARNING
	cmake --build --preset headers

# clang-tidy over the library; files that did not change since they last passed are skipped.
tidy:
	cmake --preset tidy --log-level=WARNING
	$(PYTHON) tools/run_tidy.py build/tidy

# Each fuzz target for FUZZ_SECONDS, two at a time.
fuzz:
	tools/setup ci
	cmake --preset fuzz --log-level=WARNING
	cmake --build --preset fuzz
	$(PYTHON) tools/run_fuzzers.py build/fuzz --seconds $(or $(FUZZ_SECONDS),60)

docs:
	cmake --preset docs --log-level=WARNING
	cmake --build --preset docs

format:
	git ls-files -co --exclude-standard '*.hpp' '*.cpp' | xargs -r clang-format-16 -i

clean:
	rm -rf build
