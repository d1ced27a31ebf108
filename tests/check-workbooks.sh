#!/bin/sh
# Opens both workbooks, of the demonstration and of a workspace with hostile names, in LibreOffice and counts formulas:
# there must be none. Needs soffice (Debian: libreoffice-calc) and a built homeround; takes about ten seconds.
#
#     tests/check-workbooks.sh [PATH-OF-HOMEROUND]
set -eu
repository=$(cd "$(dirname "$0")/.." && pwd)
homeround=${1:-$repository/target/debug/homeround}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mkdir -p "$work/hostile/answers"
cat > "$work/hostile/answers/organisations.csv" <<'REGISTER'
id,name,kind,parent
an-ics,"=1+1",ics,
home-a,"=HYPERLINK(""https://example.org"")",care-home,an-ics
home-b,"@SUM(1)",care-home,an-ics
home-c,"-2+3",care-home,an-ics
REGISTER
for home in a b c; do
    cat > "$work/hostile/answers/home-$home.toml" <<'ANSWERS'
format = 1
framework = "ehch-2016"
framework_version = "1"
organisation = "home-HOME"
date = 2026-09-30
assessor = "self"

[answers.named-gp]
level = 1
note = "=cmd|' /C calc'!A0"
action = "\t=1+1"
owner = "+1+1"
ANSWERS
    sed -i "s/HOME/$home/" "$work/hostile/answers/home-$home.toml"
done

for workspace in "$repository" "$work/hostile"; do
    for format in xlsx ods; do
        "$homeround" export --root "$workspace" --format $format --out "$work/book.$format" --force > "$work/said" 2>&1
        soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to fods --outdir "$work" \
            "$work/book.$format" > /dev/null 2>&1
        sheets=$(grep -c '<table:table ' "$work/book.fods")
        formulas=$(grep -o 'table:formula=' "$work/book.fods" | wc -l)
        echo "$workspace, $format: $sheets sheets, $formulas formulas"
        test "$sheets" -gt 10
        test "$formulas" -eq 0
        rm "$work/book.fods"
    done
done
