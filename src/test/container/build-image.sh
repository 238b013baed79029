#!/usr/bin/env bash
# Makes an image that stands in for apache/kafka where no registry of images is within reach:
#   build-image.sh [name]      apache/kafka:<kafka.version> if no name is given
# It is put together from what this machine has (a Java runtime by jlink, glibc, bash, busybox) and
# Kafka's jars from Maven, and holds what Testcontainers' KafkaContainer and config/docker/Dockerfile
# ask of the image. An image of that name which is no stand-in is left as it is.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
project=$here/../../..
version=$(sed -n 's:.*<kafka.version>\(.*\)</kafka.version>.*:\1:p' "$project/pom.xml" | head -1)
image=${1:-apache/kafka:$version}
label=io.mediajobs.stand-in

if known=$(docker image inspect -f "{{index .Config.Labels \"$label\"}}" "$image" 2>/dev/null) &&
  [ -z "$known" ]; then
  echo "$image is there and is no stand-in: left as it is"
  exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$here/root" "$here/Dockerfile" "$work"
root=$work/root
mkdir -p "$root"/{bin,usr/bin,mnt/shared/config,opt/kafka/config}
mkdir -m 1777 "$root/tmp"
: >"$root/opt/kafka/config/server.properties"

jdk=$(dirname "$(dirname "$(readlink -f "$(command -v jlink)")")")
# HttpClient 5 does not start without jdk.net.
"$jdk/bin/jlink" \
  --add-modules java.se,jdk.crypto.ec,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs \
  --strip-debug --compress=2 --no-header-files --no-man-pages --output "$root/opt/java"

cp "$(command -v bash)" "$(command -v busybox)" "$root/bin"
for applet in cat env hostname id ls mkdir ps sh sleep; do
  ln -s busybox "$root/bin/$applet"
done
ln -s ../../bin/env "$root/usr/bin/env"

# The system's libraries, each at its place: those that the programs name, and those that are looked
# for as they run, by the resolver and by the native parts of Kafka's jars.
{
  find "$root/opt/java" "$root/bin" -type f \( -perm -u+x -o -name '*.so' \) -exec ldd {} + 2>/dev/null |
    grep -o '/[^ ]*\.so[^ ]*' | grep -v "^$work" || true
  /sbin/ldconfig -p | grep -E 'lib(c|m|dl|rt|pthread|resolv|nss_files|nss_dns|gcc_s|stdc\+\+)\.so\.' |
    sed 's/.*=> //'
} | sort -u | while read -r library; do
  mkdir -p "$root$(dirname "$library")"
  cp -L "$library" "$root$library"
done

mvn -B -q -f "$here/../kafka/pom.xml" -Dkafka.version="$version" \
  dependency:copy-dependencies -DoutputDirectory="$root/opt/kafka/libs"

docker build -q -t "$image" "$work"
# What the name stood for before.
docker image prune -f --filter "label=$label" >/dev/null
