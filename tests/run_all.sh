#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# All tests and checks; called by ./bootstrap test, which installs what they
# need. Builds go to build-test/, one folder a compiler. The last line is
# "N passed, N failed": test cases and gates together.

set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
export LC_ALL=C.UTF-8

work=build-test
jobs=$(nproc)
passed=0
failed=0
broken=()
fuzz_targets=(zip sheet strings xls text number)

valgrind=(valgrind -q --leak-check=full
    --show-leak-kinds=definite,indirect,possible
    --errors-for-leak-kinds=definite,indirect,possible)

title() {
    printf '\n=== %s (%s)\n' "$1" "$(date +%H:%M:%S)"
}

# One check is one case: its output is shown only when it fails.
gate() { # name, command…
    local name=$1 log=$work/logs/$1.log
    shift
    if "$@" >"$log" 2>&1; then
        echo "ok $name"
        passed=$((passed + 1))
    else
        tail -n 150 "$log"
        echo "not ok $name (whole output: $log)"
        failed=$((failed + 1))
        broken+=("$name")
        return 1
    fi
}

# The tests that meson knows, counted by their cases.
suite() { # name, build folder, arguments of meson test…
    local name=$1 folder=$2 good=0 bad=1
    local log=$folder/meson-logs/$name.json
    shift 2
    rm -f "$log"
    meson test -C "$folder" --no-rebuild --logbase "$name" "$@" \
        >"$work/logs/$name.log" 2>&1
    if [ -s "$log" ]; then
        read -r good bad < <(tests/count_results.py "$log")
    else
        cat "$work/logs/$name.log"
    fi
    if [ "$good" -eq 0 ] && [ "$bad" -eq 0 ]; then
        echo "no test ran"
        bad=1
    fi
    echo "$name: $good passed, $bad failed"
    passed=$((passed + good))
    failed=$((failed + bad))
    [ "$bad" -eq 0 ] || broken+=("$name")
}

configure() { # folder, options of meson setup…
    local folder=$1
    shift
    if [ -f "$folder/build.ninja" ]; then
        return
    fi
    meson setup "$folder" -Dtests=enabled -Dwerror=true "$@"
}

build() { # folder, options of meson setup…
    configure "$@" && ninja -C "$1"
}

clang_build() {
    CC=clang build "$work/clang" -Db_sanitize=address,undefined \
        -Db_lundef=false \
        "-Dc_args=-fno-sanitize-recover=all -fno-omit-frame-pointer"
}

fuzz_build() {
    CC=clang configure "$work/fuzz" -Dfuzz=true \
        -Db_sanitize=address,undefined -Db_lundef=false \
        -Dc_args=-fno-sanitize-recover=all &&
        ninja -C "$work/fuzz" "${fuzz_targets[@]/#/tests/fuzz/fuzz_}"
}

# New inputs for a while, starting from the bad files of the intake; all
# targets side by side, each with a log of its own.
fuzz_for_a_while() {
    printf '%s\n' "${fuzz_targets[@]}" | xargs -P "$jobs" -I TARGET \
        sh -c '"$@" >"$0" 2>&1' "$work/logs/fuzzed-TARGET.log" \
        /usr/bin/python3 tests/fuzz/run_corpus.py \
        "$work/fuzz/tests/fuzz/fuzz_TARGET" TARGET \
        --seconds "${FYP_FUZZ_SECONDS:-15}"
}

# One case a target; what xargs said of them all is not enough.
fuzz_results() { # target
    cat "$work/logs/fuzzed-$1.log"
    tail -n 1 "$work/logs/fuzzed-$1.log" |
        grep -q '^[1-9][0-9]* passed, 0 failed$'
}

c_files() { # extensions…
    find base indicators data engine reports cli tests -type f \
        \( -name '*.c' "$@" \) -print0 | sort -z
}

format_check() {
    c_files -o -name '*.h' | xargs -0 clang-format --dry-run -Werror
}

tidy_check() {
    c_files | xargs -0 -P "$jobs" -n 3 \
        clang-tidy --quiet -p "$work/gcc" --warnings-as-errors='*'
}

# Not over the tests: Criterion's macros are more than it can read.
cppcheck_check() {
    mkdir -p "$work/cppcheck"
    cppcheck -q -j "$jobs" --cppcheck-build-dir="$work/cppcheck" \
        --project="$work/gcc/compile_commands.json" --inline-suppr \
        -itests --enable=warning,performance,portability --error-exitcode=1 \
        --suppressions-list=tests/cppcheck-suppressions.txt \
        --template='{file}:{line}: {severity}: {message} [{id}]'
}

# The program itself under valgrind: import, evaluate, report.
program_check() {
    local fyp=$work/gcc/cli/fyp out=$work/valgrind
    local run=("${valgrind[@]}" --error-exitcode=99 "$fyp")
    rm -rf "$out"
    mkdir -p "$out"
    "${run[@]}" import --db "$out/fyp.db" data/samples/*.csv &&
        "${run[@]}" plan list &&
        "${run[@]}" evaluate luojiang-2021 --year 2023 --format json \
            --db "$out/fyp.db" &&
        "${run[@]}" report luojiang-2021 --year 2023 --db "$out/fyp.db" \
            -o "$out/luojiang.xlsx" &&
        for command in explain\ luojiang-2021\ 4 compare\ luojiang-2021 \
            outlook\ luojiang-2021 regions\ leshan-2023 \
            commitments\ yongji-2021; do
            # shellcheck disable=SC2086 # words of a command
            "${run[@]}" $command --year 2023 --db "$out/fyp.db" || return
        done &&
        "${run[@]}" sensitivity luojiang-2021 --year 2023 --points 64 \
            --db "$out/fyp.db" &&
        "${run[@]}" ruleset show nanning-2011 &&
        "${run[@]}" seal yongji-2021 --year 2023 --db "$out/fyp.db" \
            -o "$out/sealed" &&
        "${run[@]}" verify-seal "$out/sealed"
}

mkdir -p "$work/logs"

title "gcc，警告即错误 gcc, warnings are errors"
if gate gcc-build build "$work/gcc"; then
    suite gcc-tests "$work/gcc"
fi

title "clang，地址与未定义行为检查 clang with ASan and UBSan"
if gate clang-build clang_build; then
    # Not what asks another program (LibreOffice), the text of the project, or
    # the twins, which compare the same numbers again: random cases reach the
    # sanitizers through the property tests of the engine.
    suite clang-tests "$work/clang" -t 6 --no-suite structure \
        --no-suite spreadsheet --no-suite twin
fi

title "libFuzzer"
if gate fuzz-build fuzz_build; then
    fuzz_for_a_while
    for target in "${fuzz_targets[@]}"; do
        gate "fuzz-$target" fuzz_results "$target"
    done
fi

title "valgrind"
if [ -x "$work/gcc/cli/fyp" ]; then
    # The program below reads every plan and goes through data, engine, reports
    # and cli; their unit tests would take half an hour here and run under the
    # sanitizers.
    FYP_WRAP="${valgrind[*]}" suite valgrind-tests "$work/gcc" -t 20 \
        base indicators
    gate valgrind-program program_check
fi

title "格式与静态检查 format and static checks"
gate clang-format format_check
gate clang-tidy tidy_check
gate cppcheck cppcheck_check

title "结果 result"
for name in "${broken[@]}"; do
    echo "not ok $name"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
