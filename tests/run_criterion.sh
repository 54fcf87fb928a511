#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs one Criterion program and decides itself whether it passed.
#
#     tests/run_criterion.sh EXE [ARGUMENT…]
#
# Criterion 2.4 forks a process for each test. Three things go wrong when its
# exit code alone is believed, and are cured here:
#   * a leak or another complaint of a sanitizer or of valgrind inside such a
#     process is lost: each process writes a log of its own, and any log that
#     is not empty fails the run;
#   * a filter that matches nothing, or a program without tests, exits 0: at
#     least one test must really have passed;
#   * a program that dies half-way has not run what it planned: as many
#     results as planned must have come.
#
# FYP_WRAP="valgrind -q …" runs the program under valgrind; the options that
# follow the processes and write the logs are added here. Tests that repeat
# one thing thousands of times are left to the sanitizers then: valgrind is
# some thirty times slower and would see nothing else.
# The last line printed is "N passed, N failed".

set -u

if [ $# -lt 1 ]; then
    echo "usage: run_criterion.sh EXE [ARGUMENT...]" >&2
    exit 2
fi

scratch=$(mktemp -d "${TMPDIR:-/tmp}/fyp-criterion.XXXXXX") || exit 1
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/logs"

# Sanitizers split their options at colons and blanks, so the log must have a
# path without them; /tmp has.
log="log_path=$scratch/logs/sanitizer"
export ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=1:$log"
export LSAN_OPTIONS="${LSAN_OPTIONS:+$LSAN_OPTIONS:}$log"
export UBSAN_OPTIONS="${UBSAN_OPTIONS:+$UBSAN_OPTIONS:}print_stacktrace=1:$log"

wrap=()
filter=()
if [ -n "${FYP_WRAP:-}" ]; then
    read -r -a wrap <<<"$FYP_WRAP"
    wrap+=(--trace-children=yes "--log-file=$scratch/logs/valgrind.%p")
    many='anywhere|any_byte|every_byte|single_bytes|any_length|any_moment'
    many+='|flipped_byte|no_input|is_busy|any_text|every_day|written_over'
    many+='|in_any_order|needs_a_reason|holds_the_share|random_records'
    many+='|cut_short|brought_over_whole|bytes_turned|known_by_its_header'
    many+='|full_disk|many_rows|stopped_leaves'
    # these abort, kill themselves or leave by _exit on purpose
    many+='|mistake_of_the_program|killed|two_programs'
    # thousands of evaluations each, and bits that valgrind's own arithmetic
    # does not keep; and whole folders of plans, read again for each test
    whole='sensitivity|indices|design|extremes'
    whole+='|home|amendment|bundled|whole_plans'
    filter=(--filter "!(@($whole)/*|*/*@($many)*)")
fi

tap=$scratch/tap
: >"$tap"
"${wrap[@]}" "$@" "${filter[@]}" "--tap=$tap"
code=$?
cat "$tap"

count() {
    grep -c "$1" "$tap"
}
planned=$(sed -n 's/^1\.\.\([0-9]*\)$/\1/p' "$tap")
skipped=$(count '^ok .*# SKIP')
passed=$(($(count '^ok ') - skipped))
failed=$(count '^not ok ')

fail() {
    echo "run_criterion: $*" >&2
    failed=$((failed + 1))
}

# Now and then the runner of Criterion 2.4.1 itself loses 48 bytes. A leak
# whose memory was asked for by libcriterion, not through it by a test, is not
# ours; anything else in the same log is.
is_criterions_own() {
    awk '/leak of [0-9]+ byte/ { wanted = 1; next }
        wanted && /#1 / { wanted = 0; n++; if (!/libcriterion\.so/) bad = 1 }
        /AddressSanitizer: [a-z]+-[a-z]|runtime error/ { bad = 1 }
        END { exit !(n > 0 && !bad && !wanted) }' "$1"
}
for complaint in "$scratch"/logs/*; do
    if [ -s "$complaint" ] && is_criterions_own "$complaint"; then
        rm "$complaint"
        code=0
    fi
done

if [ "$code" -ne 0 ] && [ "$failed" -eq 0 ]; then
    fail "the program ended with exit code $code"
fi
if [ "${planned:-0}" -ne $((passed + skipped + failed)) ] &&
    [ "$failed" -eq 0 ]; then
    fail "planned ${planned:-0} tests, got results of $((passed + skipped))"
fi
if [ "$passed" -lt 1 ] && [ "$failed" -eq 0 ]; then
    fail "no test passed"
fi
for complaint in "$scratch"/logs/*; do
    if [ -s "$complaint" ]; then
        cat "$complaint" >&2
        fail "a process was complained about, see above"
    fi
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
