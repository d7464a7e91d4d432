#!/bin/sh
# Makes a WAR whose users Payara signs in at an OpenID Connect provider, such as Keycloak or Entra ID:
#   openid.sh PAYARA WAR
# PAYARA is payara-micro.jar or the directory of Payara Server; WAR is a copy of parley.war, to which the script adds
# two classes. Needs a JDK (javac, jar).
#
# Register Parley at the provider with the redirect URI https://chat.example.org/openid-callback, and set the
# environment of Payara (or system properties, -Dopenid.provider=…):
#   OPENID_PROVIDER       its address, to which /.well-known/openid-configuration is appended
#   OPENID_CLIENT_ID
#   OPENID_CLIENT_SECRET
#   OPENID_NAME           the claim with the user's permanent and visible name; preferred_username
#                         if unset. It must be unique, and nobody else may ever get it
#   OPENID_GROUPS         the claim with the user's groups; groups if unset
# Then deploy this WAR with users.asadmin, which adds the security constraint. Leave guests unset, so that nobody enters
# if the constraint is ever missing.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
payara=$(realpath "$1")
war=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ -d "$payara" ]; then
  modules=$payara/glassfish/modules
else
  (cd "$work" && jar xf "$payara" MICRO-INF/runtime)
  modules=$work/MICRO-INF/runtime
fi

mkdir -p "$work/classes/META-INF" "$work/war/WEB-INF/lib"
javac --release 17 -proc:none -cp "$modules/*" -d "$work/classes" "$here"/openid/*.java
echo '<beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0" bean-discovery-mode="annotated"/>' \
  >"$work/classes/META-INF/beans.xml"
jar cf "$work/war/WEB-INF/lib/parley-openid.jar" -C "$work/classes" .
jar uf "$war" -C "$work/war" WEB-INF/lib/parley-openid.jar
