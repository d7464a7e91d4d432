package chat.parley.browser;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;

/** A passkey authenticator in a visitor's first tab that agrees to everything. */
final class VirtualAuthenticator {
    private final CDPSession devtools;
    private String id;

    VirtualAuthenticator(Visitor visitor) {
        devtools = visitor.page().context().newCDPSession(visitor.page());
        devtools.send("WebAuthn.enable");
        plugIn();
    }

    private void plugIn() {
        JsonObject options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        JsonObject arguments = new JsonObject();
        arguments.add("options", options);
        id = devtools.send("WebAuthn.addVirtualAuthenticator", arguments)
                .get("authenticatorId")
                .getAsString();
    }

    private JsonObject arguments() {
        JsonObject arguments = new JsonObject();
        arguments.addProperty("authenticatorId", id);
        return arguments;
    }

    JsonArray credentials() {
        return devtools.send("WebAuthn.getCredentials", arguments()).getAsJsonArray("credentials");
    }

    /** Whether it verifies its person, as with a fingerprint. */
    void verifiesPerson(boolean verifies) {
        JsonObject arguments = arguments();
        arguments.addProperty("isUserVerified", verifies);
        devtools.send("WebAuthn.setUserVerified", arguments);
    }

    /** Gets the other's passkeys, like a password manager that syncs. */
    void copy(VirtualAuthenticator other) {
        for (JsonElement credential : other.credentials()) {
            JsonObject arguments = arguments();
            arguments.add("credential", credential);
            devtools.send("WebAuthn.addCredential", arguments);
        }
    }

    /** Replaces it with another one, without passkeys. */
    void replace() {
        devtools.send("WebAuthn.removeVirtualAuthenticator", arguments());
        plugIn();
    }
}
