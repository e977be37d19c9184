# Read by packaging/run and packaging/test: Python environments from lock files, and what the system must bring.
# Everything said here goes to stderr, because stdout belongs to the program.

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)"
VENV="${AFFIANT_VENV:-$ROOT/.venv}"

say() { printf 'affiant: %s\n' "$*" >&2; }

# Debian packages that are not there are installed when we may, else named in the one line to type.
# Other systems have no dpkg; there the programs themselves say what they miss.
need_packages() {
    command -v dpkg-query >/dev/null || return 0
    local missing=() package
    for package in "$@"; do
        [[ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" == installed ]] || missing+=("$package")
    done
    ((${#missing[@]})) || return 0
    if ((EUID == 0)) && command -v apt-get >/dev/null; then
        say "installing from the system's packages: ${missing[*]}"
        apt-get update -qq >/dev/null || say "the list of packages could not be renewed; trying with the old one"
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null &&
            return 0
    fi
    say "something of the system is missing. Type this once:"
    say "  sudo apt-get install ${missing[*]}"
    return 1
}

# First Python of 3.11 or newer that can make environments; PySide6 6.11.3 has no wheels beyond 3.14.
find_python() {
    local name
    for name in ${AFFIANT_PYTHON:+"$AFFIANT_PYTHON"} python3 /usr/bin/python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -I -c 'import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' \
            2>/dev/null; then
            printf '%s\n' "$name"
            return 0
        fi
    done
    return 1
}

# environment_fits FOLDER LOCK…: whether FOLDER was made for this project's place from one of these locks.
environment_fits() {
    local folder="$1" lock
    shift
    [[ -x "$folder/bin/python" && "$(cat "$folder/made-for" 2>/dev/null)" == "$ROOT" ]] || return 1
    for lock in "$@"; do
        cmp -s "$lock" "$folder/made-from.lock" && return 0
    done
    return 1
}

# make_environment FOLDER LOCK [BUILD_LOCK]: a new environment with exactly what LOCK names, checked by hash.
# BUILD_LOCK names what builds the packages that have no wheel; without it only wheels are taken.
make_environment() {
    local folder="$1" lock="$2" build_lock="${3:-}" python site
    local install=(-m pip --disable-pip-version-check --no-input install --quiet --require-hashes --no-deps)
    if ! python="$(find_python)"; then
        need_packages python3 python3-venv || return 1
        if ! python="$(find_python)"; then
            say "Python 3.11 to 3.14 with the module venv is needed; name it by AFFIANT_PYTHON."
            return 1
        fi
    fi
    say "making $folder (once, and again when ${lock##*/} changes)"
    rm -f "$folder/made-from.lock"
    "$python" -I -m venv --clear "$folder" >&2 || return 1
    if [[ -n "$build_lock" ]]; then
        "$folder/bin/python" -I "${install[@]}" --only-binary :all: -r "$build_lock" >&2 || return 1
        "$folder/bin/python" -I "${install[@]}" --no-build-isolation -r "$lock" >&2 || return 1
    else
        "$folder/bin/python" -I "${install[@]}" --only-binary :all: -r "$lock" >&2 || return 1
        # The project itself is read from where it lies: nothing is built, so nothing unhashed is fetched.
        site="$("$folder/bin/python" -I -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"
        printf '%s\n' "$ROOT/desktop" >"$site/affiant.pth"
    fi
    printf '%s\n' "$ROOT" >"$folder/made-for"
    cp "$lock" "$folder/made-from.lock"
}

# ready_environment FOLDER LOCK BUILD_LOCK [OTHER_LOCK…]: make it unless it fits; two starts at once wait for each other.
ready_environment() {
    local folder="$1" lock="$2" build_lock="$3"
    shift 3
    environment_fits "$folder" "$lock" "$@" && return 0
    (
        if command -v flock >/dev/null; then
            exec 9>"$folder.lock"
            flock 9
        fi
        environment_fits "$folder" "$lock" "$@" || make_environment "$folder" "$lock" "$build_lock"
    )
}
