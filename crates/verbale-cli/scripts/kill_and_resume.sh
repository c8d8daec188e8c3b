#!/bin/sh
# Kills a run at random moments, so many times, lets it end, and compares its output with that of a run left alone.
# usage: kill_and_resume.sh BINARY KILLS INPUT...     e.g. kill_and_resume.sh target/release/verbale 100 dump.jsonl
set -eu
binary=$1 kills=$2
shift 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$binary" code "$@" --journal-every 20 --output "$work/once.jsonl.gz" 2>/dev/null || test $? -eq 1
done=0 tries=0
while [ "$done" -lt "$kills" ]; do
    "$binary" code "$@" --journal-every 20 --output "$work/often.jsonl.gz" 2>/dev/null &
    run=$!
    tries=$((tries + 1)) # a run that ends before its time comes must get another time
    sleep "$(awk -v seed="$$$tries" 'BEGIN { srand(seed); print 0.05 + rand() * 2 }')"
    if kill -9 "$run" 2>/dev/null; then
        done=$((done + 1))
    fi
    wait "$run" 2>/dev/null || true
    if [ -e "$work/often.jsonl.gz" ]; then
        cmp "$work/once.jsonl.gz" "$work/often.jsonl.gz"
        rm "$work/often.jsonl.gz"
    fi
done
"$binary" code "$@" --journal-every 20 --output "$work/often.jsonl.gz" 2>/dev/null || test $? -eq 1
cmp "$work/once.jsonl.gz" "$work/often.jsonl.gz"
echo "killed $done times: the same bytes"
