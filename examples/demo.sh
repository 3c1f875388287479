#!/bin/sh
# A short account of the archive in this folder. Every command is shown before its output.
set -eu
cd "$(dirname "$0")/.."
export DRAGOMAN_RECORD=archive.db

say() { printf '\n# %s\n' "$*"; }
try() { printf '$ %s\n' "$*"; "$@" 2>&1; }

rm -f archive.db archive.db-shm archive.db-wal
echo "(the record is archive.db, named in DRAGOMAN_RECORD; every command below works from this folder)"

say "Read the archive: wire copy, analyses, statements, scraped pages, transcripts, captions, two reprints, one report in French"
try dragoman read examples/archive.jsonl examples/pages

say "What happened between Somalia and Ethiopia in 2024, with the words that say so"
try dragoman timeline --of SOM --with ETH --since 2024-01-01

say "Which arrangements of Somalia held in mid-2018, and which in the autumn of 2024?"
try dragoman arrangements --of SOM --on 2018-06-01
echo
try dragoman arrangements --of SOM --on 2024-10-01

say "Did Turkey have a base in Somalia at the beginning of 2018? The answer with its evidence"
try dragoman holds base holder=TUR host=SOM --on 2018-01-01

say "The same question, as far as a reader of 15 September 2017 could know"
try dragoman holds base holder=TUR host=SOM --on 2018-01-01 --known-by 2017-09-15
