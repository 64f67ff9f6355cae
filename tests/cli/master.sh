#!/bin/sh
# rules/master/build.py on newer lists, and the program on what it makes of them.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "$1"; exit 1; }
python3 "$SRC/tests/cli/master.py" "$work/lists"
cp -r "$SRC/rules" "$work/rules"
build() { python3 "$work/rules/master/build.py" "$work/lists/facts" "$@" >"$work/out" 2>"$work/err"; }
build --extra "$work/lists/szse.csv" --extra "$work/lists/hkex.xlsx" --extra "$work/lists/company_tickers.json" \
    --extra "$work/lists/company_tickers_exchange.json" --extra "XTAI=$work/lists/own.tsv" || { cat "$work/err"; fail "the build failed"; }
row() { grep -qF "$(printf '%b' "$1")" "$work/rules/dict/$2" || fail "$2 lacks $1"; }
row '泓澄股份\tXSHG:699001\tstrong' company.tsv
row '泓芯精密\tXSHE:399901\tstrong' company.tsv
row '深圳泓芯精密股份有限公司\tXSHE:399901\tstrong' company.tsv
row 'ZORBLAX HOLDINGS\tXHKG:09997\tstrong' company.tsv
row 'Quzwix Robotics\tXNAS:QZWX\tstrong' company.tsv
row 'Plonkton Energy\tXNYS:PLKT\tstrong' company.tsv
row '泓达晶圆\tXTAI:9991\tstrong' company.tsv
row 'KYG9T20A1060\tXHKG:09997' isin.tsv
grep -q 'ZORBLAX ETF' "$work/rules/dict/company.tsv" && fail "a fund is no company"
# The same input gives the same files.
cp "$work/rules/dict/company.tsv" "$work/first"
build --extra "$work/lists/szse.csv" --extra "$work/lists/hkex.xlsx" --extra "$work/lists/company_tickers.json" \
    --extra "$work/lists/company_tickers_exchange.json" --extra "XTAI=$work/lists/own.tsv"
cmp "$work/first" "$work/rules/dict/company.tsv"
# The program reads them.
sed -i '/^%[+-]/d' "$work"/rules/dict/*.tsv
echo '{"id":"a","text":"泓芯精密(399901.SZ)涨停，泓达晶圆與 Quzwix Robotics Inc. (NASDAQ: QZWX) 合作"}' >"$work/in"
"$FINTAG" annotate --rules "$work/rules" --from jsonl "$work/in" >"$work/out" || fail "the rules do not load"
for id in XSHE:399901 XTAI:9991 XNAS:QZWX; do
    grep -q "\"type\":\"company\"[^}]*}*,\"value\":{\"id\":\"$id\"" "$work/out" || { cat "$work/out"; fail "no company $id"; }
done
# Errors name the file and say what to do.
if build --extra "$work/lists/nameless.csv"; then fail "a list without names was taken"; fi
grep -q 'nameless.csv: no line names a code and a name column' "$work/err" || fail "$(cat "$work/err")"
if build --extra "$work/lists/nowhere.tsv"; then fail "a list without an exchange was taken"; fi
grep -q 'nowhere.tsv:2: no exchange for the code 9991; write --extra MIC=nowhere.tsv' "$work/err" || fail "$(cat "$work/err")"
