#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A folder includes only itself and folders to its left; a static library
# would not notice. Headers are written with their folder; only a helper that
# stands beside a test goes without.
#
#     tests/check_includes.sh [ROOT]

set -u
cd "${1:-$(dirname "$0")/..}" || exit 1

# In the order in which the data flows; "tests" may include all of them.
folders=(base indicators data engine reports cli)
bad=0
seen=0

complain() {
    echo "$1: $2" >&2
    bad=$((bad + 1))
}

# True when $2 stands at or to the left of $1.
may_include() {
    local folder
    for folder in "${folders[@]}"; do
        [ "$folder" = "$2" ] && return 0
        [ "$folder" = "$1" ] && return 1
    done
    return 1
}

check_line() { # from-folder, place, header
    local target=${3%%/*}
    if [ "$1" = tests ] && [ -e "${2%/*}/$3" ]; then
        return # a helper beside the test
    elif [ "$target" = "$3" ]; then
        complain "$2" "\"$3\" is named without its folder"
    elif [ ! -e "$3" ] && [ ! -e "$3.in" ]; then # .in: made by meson
        complain "$2" "\"$3\" does not exist"
    elif [ "$1" = tests ]; then
        return
    elif ! may_include "$1" "$target"; then
        complain "$2" "$1/ must not include $target/ (\"$3\")"
    fi
}

for folder in "${folders[@]}" tests; do
    [ -d "$folder" ] || continue
    while IFS=: read -r file line text; do
        seen=$((seen + 1))
        header=${text#*\"}
        check_line "$folder" "$file:$line" "${header%%\"*}"
    done < <(grep -rnE --include='*.[ch]' --include='*.def' \
        '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' "$folder")
done

if [ "$seen" -lt 10 ]; then
    complain "$PWD" "only $seen includes found: is this the project?"
fi
echo "$seen includes checked, $bad wrong"
[ "$bad" -eq 0 ]
