#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What the text of the project never holds: paths of one machine, work left
# for later, sources without their licence line.
#
#     tests/check_words.sh [ROOT]

set -u
cd "${1:-$(dirname "$0")/..}" || exit 1

bad=0

# Every file of the project; the plan texts are verbatim copies of published
# documents, LICENSE is the FSF's.
mapfile -t all < <(find . \( -name .git -o -name 'build*' -type d \
    -o -name __pycache__ -o -path ./indicators/texts \) -prune \
    -o -type f ! -name LICENSE ! -name '*.png' ! -name '*.xlsx' \
    ! -name 'fyp.db*' -print | sort)
mapfile -t sources < <(printf '%s\n' "${all[@]}" |
    grep -E '\.(c|h|def|sh|py|sql|in)$|/(meson\.build|bootstrap|run)$')

if [ "${#sources[@]}" -lt 20 ]; then
    echo "$PWD: only ${#sources[@]} sources found: is this the project?" >&2
    exit 1
fi

# Each pattern has a bracket that keeps it from matching its own text.
never() { # what, extended regular expression, files…
    local what=$1 pattern=$2 hits
    shift 2
    hits=$(grep -nE "$pattern" "$@" /dev/null)
    if [ -n "$hits" ]; then
        printf '%s:\n%s\n' "$what" "$hits" >&2
        bad=$((bad + 1))
    fi
}

never "path that exists on one machine only" \
    '(^|[^A-Za-z0-9_.*/-])/([w]ork|[f]arm|[h]ome|[r]oot)(/|[^A-Za-z0-9_-]|$)' \
    "${all[@]}"
never "folder beside the project" '\.\./[s]hared' "${all[@]}"
never "scratch folder of a build" '/[t]mp/(b-|brief)' "${all[@]}"
never "work left for later" '\<(TO[D]O|FIX[M]E|HA[C]K)\>|\<[Ss][t]ub(s|bed)?\>' \
    "${sources[@]}"
never "blank at the end of a line" '[[:blank:]]$' "${sources[@]}"

for file in "${sources[@]}"; do
    if ! head -n 5 "$file" | grep -q 'SPDX-[L]icense-Identifier: GPL-3'; then
        echo "$file: no SPDX line in its first five lines" >&2
        bad=$((bad + 1))
    fi
done

echo "${#all[@]} files checked, $bad complaints"
[ "$bad" -eq 0 ]
