#!/usr/bin/env bash
# Installs what this machine lacks, and only that: with all in place it is instant and offline.
#
#   setup.sh [build] [clients] [bench]
#
#   build      Debian's headers of the C libraries that Rolecall links
#   clients    the AWS CLI, boto3 and pytest, pinned, in .build/venv; Go with AWS's SDK, from Debian; a
#              clock that can be turned
#   bench      the load generator, valgrind, and what is measured against: nginx, and cedarpy
#              in .build/venv
set -euo pipefail
cd "$(dirname "$0")/.."

venv=.build/venv
clients=Tests/Clients/requirements.txt
rivals=Benchmarks/requirements.txt

packages_for() {
    case $1 in
    build)
        echo libmicrohttpd-dev libssl-dev libsqlite3-dev zlib1g-dev libqrencode-dev \
            libcurl4-openssl-dev libxmlsec1-dev libxml2-dev
        ;;
    clients)
        # Some 90 MB to fetch, and 650 MB in place.
        echo faketime golang-go golang-github-aws-aws-sdk-go-dev
        has_venv python3 || echo python3 python3-venv
        ;;
    bench)
        echo nginx-light wrk valgrind
        has_venv python3 || echo python3 python3-venv
        ;;
    *) echo "setup.sh: unknown part '$1'" >&2 && exit 2 ;;
    esac
}

has_venv() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

is_installed() {
    [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

as_root() {
    if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

install_packages() {
    local missing=()
    for package in "$@"; do is_installed "$package" || missing+=("$package"); done
    ((${#missing[@]} == 0)) && return
    echo "Installing ${missing[*]} ..."
    as_root apt-get update -q >/dev/null
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -q -y --no-install-recommends "${missing[@]}" >/dev/null
}

# Debian's own interpreter is the fallback where the first on the path cannot make environments.
python() {
    if has_venv python3; then echo python3; else echo /usr/bin/python3; fi
}

# Installs a list of Python packages, unless the copy kept from the last time is the same.
install_python() {
    local requirements=$1 installed=$venv/$2
    cmp -s "$requirements" "$installed" && return
    echo "Installing $requirements into $venv ..."
    [[ -x $venv/bin/python ]] || "$(python)" -m venv "$venv"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$requirements"
    cp "$requirements" "$installed"
}

command -v swift >/dev/null || {
    echo "setup.sh: Swift 6.3 or later is needed, and is not on the path" >&2
    exit 1
}
if command -v dpkg-query >/dev/null; then
    wanted=()
    for part in "$@"; do
        names=$(packages_for "$part")
        # shellcheck disable=SC2206 # package names have no spaces
        wanted+=($names)
    done
    install_packages "${wanted[@]}"
else
    echo "setup.sh: not a Debian machine; see Scripts/setup.sh for what must be there" >&2
fi
for part in "$@"; do
    case $part in
    clients) install_python "$clients" requirements.txt ;;
    bench) install_python "$rivals" bench-requirements.txt ;;
    esac
done
