#!/usr/bin/env bash
# The whole suite. Installs what it lacks; the last line is "N passed, N failed, N skipped".
# Arguments go to the test runner: ./test.sh --filter-class "*LogModelTests"
set -uo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

fail() {
  echo "$1" >&2
  echo "0 passed, 1 failed, 0 skipped"
  exit 1
}

# A browser for the end-to-end tests, and Node for the third-party model servers that they talk to.
install() {
  echo "Installing $*"
  local as_root=""
  [ "$(id -u)" = 0 ] || as_root="sudo"
  $as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

CHROMIUM_PATH=${CHROMIUM_PATH:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
if [ -z "$CHROMIUM_PATH" ]; then
  install chromium fonts-dejavu-core || fail "There is no Chromium, and it can't be installed. Install one and set CHROMIUM_PATH."
  CHROMIUM_PATH=$(command -v chromium)
fi
export CHROMIUM_PATH
command -v npm >/dev/null || install nodejs npm || fail "There is no npm, and it can't be installed."

dotnet restore WorkSquared.sln || fail "The packages could not be restored."
dotnet build WorkSquared.sln --no-restore || fail "It does not build."
dotnet format WorkSquared.sln --no-restore --verify-no-changes || fail "The format differs: run dotnet format."

output=$(mktemp)
trap 'rm -f "$output"' EXIT

# Whatever hangs is named after two minutes (xunit.runner.json) and ends, with everything else, after an hour and a half: three times what it takes.
dotnet test --project WorkSquared.Tests --no-build --no-progress --no-ansi --timeout 90m "$@" 2>&1 | tee "$output"
code=${PIPESTATUS[0]}

# What failed, once more and with what it said: the output of two hundred servers lies between it and the end.
awk '/^failed / { lines = 30 } !/^(failed |  )/ { lines = 0 } lines-- > 0 { print substr($0, 1, 400) }' "$output"
count() { awk -v label="  $1:" 'index($0, label) == 1 { n = $2 } END { print n + 0 }' "$output"; }
echo "$(count succeeded) passed, $(count failed) failed, $(count skipped) skipped"
exit "$code"
