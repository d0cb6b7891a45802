#!/usr/bin/env bash
# The project's verbs: ./do <verb> [arguments]. `./do check` is the whole gate.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en

usage() {
    cat <<'HELP'
./do run     [args]  start the program (the demo, when no arguments follow)
./do test    [args]  run the tests; what the machine lacks (PostgreSQL, Chromium) is skipped
./do check           the whole gate: format, build, and every test, none skipped for want of a server or browser
./do format          write every C# file in the project's format
./do bench   [args]  measure, built for release
HELP
}

tools() { dotnet tool restore >/dev/null; }

# Whatever stops the gate, its last line is "N passed, N failed" and its exit code is not 0 unless all passed.
check() {
    summary="0 passed, 1 failed"
    log=$(mktemp)
    trap 'rm -f "$log"; echo "$summary"' EXIT

    tools
    dotnet csharpier check .
    dotnet build -p:RestoreLockedMode=true

    local code=0 passed failed
    GULOU_REQUIRE_ALL=1 dotnet test 2>&1 | tee "$log" || code=$?
    # The runner ends with one summary over all test projects, a line a count.
    passed=$(sed -n 's/^ *succeeded: \([0-9]\{1,\}\)$/\1/p' "$log" | tail -n 1)
    failed=$(sed -n 's/^ *failed: \([0-9]\{1,\}\)$/\1/p' "$log" | tail -n 1)
    if [ -z "$passed" ] || [ -z "$failed" ]; then
        echo "do: the test run printed no summary" >&2
        code=1
    fi
    [ "$code" -eq 0 ] || [ "${failed:-0}" -gt 0 ] || failed=1
    summary="${passed:-0} passed, ${failed:-1} failed"
    [ "$failed" -eq 0 ] || [ "$code" -ne 0 ] || code=1
    return "$code"
}

verb=${1:-}
[ $# -eq 0 ] || shift
case "$verb" in
    run) dotnet run --project src/Gulou.App -- "$@" ;;
    test) dotnet test "$@" ;;
    check) check ;;
    format) tools && dotnet csharpier format . ;;
    bench) dotnet run -c Release --project bench/Gulou.Bench -- "$@" ;;
    "" | help | -h | --help) usage ;;
    *) usage >&2; exit 2 ;;
esac
