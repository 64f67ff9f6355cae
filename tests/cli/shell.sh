#!/bin/sh
# What the shell sees: help, manual pages, completions, --version, answers to what is mistyped.
set -u
. "$SRC/tests/check.sh"
says() { # what, status, message, arguments...
    what=$1 status=$2 message=$3
    shift 3
    "$FINTAG" "$@" >/dev/null 2>"$work/err" </dev/null
    is "$what: status" $? "$status"
    is "$what" "$(cat "$work/err")" "$message"
}

# Mistyped words.
says "type" 2 "fintag annotate: unknown type 'tiker': did you mean ticker?" annotate --types date,tiker
says "option" 2 "fintag annotate: unknown option '--form': did you mean --from?" annotate --form jsonl
says "choice" 2 "fintag annotate: unknown --to value 'jsn': did you mean json?" annotate --to jsn
says "command" 2 "fintag: unknown command 'anotate': did you mean annotate?" anotate
says "verb" 2 "fintag rules: unknown command 'chekc': did you mean check?" rules chekc
says "option of the program" 2 "fintag: unknown option '--verison': did you mean --version?" --verison
says "shell" 2 "fintag completion: unknown shell 'zhs': did you mean zsh?" completion zhs
says "nothing near" 2 "fintag: unknown command 'xyzzyx' (see fintag --help)" xyzzyx
says "help of nothing" 2 "fintag: unknown command 'vew': did you mean view?" help vew

# --version: first line alone for scripts; libraries and rules behind it. annotate's output has no such thing in it.
"$FINTAG" --version >"$work/version" || no "--version"
grep -qE '^fintag [0-9]+\.[0-9]+\.[0-9]+$' "$work/version" || no "the first line of --version"
for library in pcre2 utf8proc jansson libyaml libarchive expat zlib nettle; do
    grep -qE "^libraries: .*$library [0-9]" "$work/version" || no "--version names $library"
done
grep -qE '^rules: .*, made [0-9]{4}-[0-9]{2}-[0-9]{2}, [0-9]+ rules, content [0-9a-f]{16}$' "$work/version" || no "--version names the rules: $(tail -n 1 "$work/version")"
"$FINTAG" rules compile "$BUILD/rules" "$work/a.pack" && FINTAG_RULES="$work/a.pack" "$FINTAG" --version | grep -q "$(sed -n 's/.*content //p' "$work/version")" ||
    no "the same rules have the same content"
FINTAG_RULES="$work/none" "$FINTAG" --version 2>/dev/null | grep -q 'rules: none at' || no "--version without rules"

# Every command has help and a page; every option of the help is in the page and in the completions.
commands=$("$FINTAG" --help | sed -n 's/^  \([a-z]*\) .*/\1/p' | grep -v '^fintag$')
[ "$(echo "$commands" | wc -l)" -ge 8 ] || no "commands: $commands"
for shell in bash zsh fish; do "$FINTAG" completion $shell >"$work/$shell" || no "completion $shell"; done
mkdir "$work/man" && "$FINTAG" help --man-pages "$work/man" || no "manual pages"
for command in $commands; do
    page="$work/man/fintag-$command.1"
    "$FINTAG" "$command" --help >"$work/help" || no "$command --help"
    "$FINTAG" help --man "$command" | cmp -s - "$page" || no "$page"
    for option in $(sed -n 's/^  \(-[a-z], \)\{0,1\}--\([a-z-]*\).*/\2/p' "$work/help"); do
        sed 's/\\-/-/g' "$page" | grep -q -- "--$option" || no "$command --$option is not in its page"
        grep -q -- "--$option" "$work/bash" && grep -q -- "--$option" "$work/zsh" && grep -q -- "-l $option" "$work/fish" || no "$command --$option is not completed"
    done
done
for page in "$work"/man/*.1; do
    if command -v groff >/dev/null; then
        is "groff on $page" "$(groff -man -ww -Tutf8 "$page" 2>&1 >/dev/null)" ""
    fi
    if command -v mandoc >/dev/null; then
        is "mandoc on $page" "$(mandoc -Tlint -Wwarning "$page" | grep -v 'missing date')" ""
    fi
done

# Completions, asked as the shells ask, beside a file that could be meant where only words may stand.
mkdir "$work/here" && cd "$work/here" && touch compared com || exit 1
if command -v bash >/dev/null; then
    cat >"$work/ask.bash" <<'END'
source "$1"
ask() { COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)); _fintag; (IFS=' '; echo "${COMPREPLY[*]}"); }
ask fintag ann
ask fintag annotate --fr
ask fintag annotate --from je
ask fintag annotate --from = je
ask fintag annotate --types date,q
ask fintag view --ou
ask fintag rules c
ask fintag help ex
ask fintag annotate "$2/ma"
ask fintag schema x
echo end
END
    bash --norc "$work/ask.bash" "$work/bash" "$work" >"$work/out" 2>&1
    is "bash" "$(cat "$work/out")" "annotate
--from
jekyll
jekyll
date,quantity
--output
check compile
explain
$work/man

end"
else
    echo "not tried: bash"
fi
if command -v fish >/dev/null; then
    HOME=$work fish --no-config -c "source $work/fish
for line in 'fintag ann' 'fintag annotate --fr' 'fintag annotate --from je' 'fintag annotate --types date,q' 'fintag rules c' 'fintag help ex'
    complete -C \$line | string replace -r '\t.*' '' | string join ' '
end" >"$work/out" 2>&1
    is "fish" "$(cat "$work/out")" "annotate
--from
jekyll
date,quantity
check compile
explain"
else
    echo "not tried: fish"
fi
if command -v zsh >/dev/null; then
    cat >"$work/ask.zsh" <<'END'
zmodload zsh/zpty
zpty shell "TERM=dumb PS1='' HOME=$2 zsh -f -i"
zpty -w shell "fpath=($2/functions \$fpath); autoload -U compinit; compinit -u -d $2/dump; LISTMAX=0; unsetopt zle_bracketed_paste 2>/dev/null; unset zle_bracketed_paste; function fintag() { print -r -- \"GOT<\$*>\" }; print READ''Y"
zpty -r shell out '*READY*'
for line in 'fintag ann' 'fintag annotate --fr' 'fintag annotate --from=jsonl --ou' 'fintag annotate --from je' 'fintag annotate --types date,q' 'fintag rules comp' 'fintag help ex'; do
    zpty -w shell "$line"$'\t'
    zpty -r shell out '*GOT<*>*'
    print -r -- "${${out##*GOT<}%%>*}"
done
zpty -d shell
END
    mkdir "$work/functions" && cp "$work/zsh" "$work/functions/_fintag"
    timeout 60 zsh -f "$work/ask.zsh" "$work/zsh" "$work" >"$work/out" 2>&1
    is "zsh" "$(sed 's/ *$//; s/=$//' "$work/out")" "annotate
annotate --from
annotate --from=jsonl --output
annotate --from jekyll
annotate --types date,quantity
rules compile
help explain"
else
    echo "not tried: zsh"
fi
[ "$failed" = 0 ] && echo "all as promised"
exit "$failed"
