# Sourced by mvnw and bauta: finds a JDK 25 and exports JAVA_HOME, or says how to get one and exits.

# True when $1 is the home of a whole JDK 25: its release file says so, and it can compile. Read by the shell itself, as
# every start of the server comes by here.
is_jdk25() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r release_line || [ -n "$release_line" ]; do
    case $release_line in 'JAVA_VERSION="25"'* | 'JAVA_VERSION="25.'*) return 0 ;; esac
  done <"$1/release"
  return 1
}

# The home of the java on PATH, through any symbolic links.
jdk_on_path() {
  java_on_path=$(readlink -f "$(command -v javac || command -v java)" 2>/dev/null) || return 0
  dirname "$(dirname "$java_on_path")"
}

user_home=${HOME:-/nonexistent}

# Sets found to the first of these that is one.
first_jdk25() {
  for found; do
    if is_jdk25 "$found"; then return; fi
  done
  return 1
}

find_jdk25() {
  first_jdk25 "${JAVA25_HOME-}" "${JAVA_HOME-}" "${JAVA_HOME_25_X64-}" "${JAVA_HOME_25_ARM64-}" ||
    first_jdk25 "$(jdk_on_path)" \
      /usr/lib/jvm/* /opt/java/* /opt/jdk* \
      "${SDKMAN_DIR:-$user_home/.sdkman}"/candidates/java/* \
      "$user_home"/.jdks/* \
      "${ASDF_DATA_DIR:-$user_home/.asdf}"/installs/java/* \
      "${MISE_DATA_DIR:-$user_home/.local/share/mise}"/installs/java/* \
      /Library/Java/JavaVirtualMachines/*/Contents/Home \
      "$user_home"/Library/Java/JavaVirtualMachines/*/Contents/Home \
      /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
      /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
      /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec
}

if find_jdk25; then
  JAVA_HOME=$found
  export JAVA_HOME
elif [ "${0##*/}" = mvnw ] && grep -q '<version>25' "$user_home/.m2/toolchains.xml" 2>/dev/null; then
  : # Maven runs on whatever Java there is, and takes its JDK 25 from toolchains.xml.
else
  cat >&2 <<'MISSING'
Bauta needs a JDK 25 (a whole JDK, with javac), and none was found. To install one:

  Debian, Ubuntu  sudo apt-get install -y wget gpg
                  wget -qO- https://packages.adoptium.net/artifactory/api/gpg/key/public |
                    sudo gpg --dearmor -o /usr/share/keyrings/adoptium.gpg
                  echo "deb [signed-by=/usr/share/keyrings/adoptium.gpg] https://packages.adoptium.net/artifactory/deb $(. /etc/os-release; echo $VERSION_CODENAME) main" |
                    sudo tee /etc/apt/sources.list.d/adoptium.list
                  sudo apt-get update && sudo apt-get install -y temurin-25-jdk
  SDKMAN          sdk install java 25-tem
  macOS           brew install --cask temurin@25
  Windows         winget install EclipseAdoptium.Temurin.25.JDK

Or point JAVA25_HOME to one. Searched: JAVA25_HOME, JAVA_HOME, JAVA_HOME_25_X64, java on PATH,
/usr/lib/jvm, /opt, SDKMAN, ~/.jdks, asdf, mise, /Library/Java/JavaVirtualMachines, Homebrew.
MISSING
  exit 1
fi

# Without unzip, mvnw would fetch a .tar.gz and find that it has not the checksum of the .zip.
if [ "${0##*/}" = mvnw ] && ! command -v unzip >/dev/null &&
  ! ls -d "${MAVEN_USER_HOME:-$user_home/.m2}"/wrapper/dists/apache-maven-* >/dev/null 2>&1; then
  echo "mvnw needs unzip to fetch Maven: sudo apt-get install -y unzip (or your system's like)." >&2
  exit 1
fi
