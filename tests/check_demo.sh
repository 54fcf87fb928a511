#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What ./bootstrap demo does, twice, in a folder whose name holds a blank and
# Chinese characters: every workbook that the table names, and the index, is
# there, is a sound archive, and has the same bytes the second time.
#
#     tests/check_demo.sh FYP ROOT

set -u
fyp=$1
root=$2
scratch=$(mktemp -d "${TMPDIR:-/tmp}/fyp-demo.XXXXXX") || exit 1
trap 'rm -rf "$scratch"' EXIT
out="$scratch/with space/演示"
mkdir -p "$out"

fail() {
    echo "check_demo: $*" >&2
    exit 1
}

demo() { # file that takes the table
    "$fyp" import --db "$out/fyp.db" "$root"/data/samples/*.csv ||
        fail "import ended with $?"
    "$fyp" report --all --db "$out/fyp.db" -o "$out" >"$1" ||
        fail "report ended with $?"
}

demo "$scratch/table-1"
(cd "$out" && sha256sum ./*.xlsx) >"$scratch/sums" || fail "no workbook"
demo "$scratch/table-2"
cmp "$scratch/table-1" "$scratch/table-2" || fail "another table"
(cd "$out" && sha256sum --quiet -c "$scratch/sums") ||
    fail "a second run wrote other bytes"

samples=("$root"/data/samples/*.csv)
plans=$(awk 'NF > 5 && /\.xlsx$/ { print $1 }' "$scratch/table-1" |
    sort -u | wc -l)
[ -f "$out/index.xlsx" ] || fail "no index"
[ "$plans" -ge "${#samples[@]}" ] || fail "workbooks of only $plans plans"
for book in "$out"/*.xlsx; do
    grep -qF "${book##*/}" "$scratch/table-1" || fail "$book is in no row"
    /usr/bin/python3 -m zipfile -t "$book" >/dev/null || fail "$book is damaged"
done
[ "$(find "$out" -type f ! -name '*.xlsx' ! -name fyp.db | wc -l)" -eq 0 ] ||
    fail "something else was left in the folder: $(ls "$out")"
echo "$plans plans, $(wc -l <"$scratch/sums") workbooks, twice the same"
