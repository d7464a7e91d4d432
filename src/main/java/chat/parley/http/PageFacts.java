package chat.parley.http;

/**
 * What the page must know about the server before it asks for anything.
 *
 * @param acceptsGuests if not, the page says so instead of asking for a name
 * @param offersSignIn whether the page asks the API for ways to sign in
 * @param hasAccounts whether people can sign in with name and password
 * @param hasMembers whether people can sign in, here or in another application; then the page marks guests
 */
public record PageFacts(boolean acceptsGuests, boolean offersSignIn, boolean hasAccounts, boolean hasMembers) {
    /** Attributes for the page's root element. @param isSignedIn whether the request proves who the client is */
    String attributes(boolean isSignedIn) {
        String guests = acceptsGuests ? "" : hasMembers ? " data-guests=\"none\"" : " data-guests=\"closed\"";
        return guests
                + (offersSignIn ? " data-sign-in" : "")
                + (hasAccounts ? " data-accounts" : "")
                + (hasMembers || isSignedIn ? " data-members" : "")
                + (isSignedIn ? " data-signed-in" : "");
    }
}
