#!/bin/sh
# Builds target/own.jar against Assay's jars, with nothing but a JDK 25.
set -eu
cd "$(dirname "$0")"
assay=${ASSAY:-../..}
jdk=

for home in "$jdk" "${JAVA_HOME:-}" /usr/lib/jvm/*; do
  if [ -x "$home/bin/javac" ] && grep -q '^JAVA_VERSION="25["\.]' "$home/release"; then
    rm -rf target/classes
    mkdir -p target/classes
    find src/main/java -name '*.java' -exec \
      "$home/bin/javac" -d target/classes -cp "$assay/target/dist/lib/*" {} +
    cp -R src/main/resources/. target/classes
    "$home/bin/jar" --create --file target/own.jar -C target/classes .
    exit
  fi
done
echo "build.sh: no JDK 25 found: install one, or set JAVA_HOME to it" >&2
exit 75
