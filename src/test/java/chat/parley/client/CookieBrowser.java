package chat.parley.client;

import chat.parley.e2e.host.Host;
import jakarta.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A browser without pages: it keeps Parley's cookies and follows no redirect by itself. Not thread-safe. */
public final class CookieBrowser {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(WaitLimit.TIME)
            .build();

    private final Host host;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final List<String> set = new ArrayList<>();

    public CookieBrowser(Host host) {
        this.host = host;
    }

    /** The header {@code Cookie}. */
    public String cookies() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** The value of a cookie; null if there is none. */
    public String cookie(String name) {
        return cookies.get(name);
    }

    /** Sets a cookie; removes it if the value is null. */
    public void setCookie(String name, String value) {
        if (value == null) {
            cookies.remove(name);
        } else {
            cookies.put(name, value);
        }
    }

    /** All headers {@code Set-Cookie} so far. */
    public List<String> set() {
        return set;
    }

    /** Requests a path of the server, such as {@code api/me}. @param headers alternating names and values */
    public HttpResponse<String> send(String method, String path, String... headers) throws Exception {
        return send(HttpApi.request(host.http().resolve(path), headers)
                .method(method, HttpRequest.BodyPublishers.noBody()));
    }

    /** Posts JSON. @param headers alternating names and values */
    public HttpResponse<String> post(String path, String json, String... headers) throws Exception {
        return send(HttpApi.request(host.http().resolve(path), headers)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookies());
        }
        HttpResponse<String> answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        for (String header : answer.headers().allValues("Set-Cookie")) {
            set.add(header);
            String[] cookie = header.split(";")[0].split("=", 2);
            setCookie(cookie[0], header.contains("Max-Age=0") ? null : cookie[1]);
        }
        return answer;
    }

    public HttpResponse<String> get(String path, String... headers) throws Exception {
        return send("GET", path, headers);
    }

    /** Where a redirect leads. */
    public static URI location(HttpResponse<?> answer) {
        if (answer.statusCode() != 302 && answer.statusCode() != 303) {
            throw new AssertionError(answer + " " + answer.body());
        }
        return answer.uri().resolve(answer.headers().firstValue("Location").orElseThrow());
    }

    /** Begins to sign in and enters the name at the provider. @return where the provider sends the browser */
    public URI callback(String subject, String name, String... headers) throws Exception {
        return atProvider(location(get("sign-in/" + SignInProvider.ID, headers)), subject, name);
    }

    /** Enters subject and name on the provider's page. @return where the provider sends the browser */
    public static URI atProvider(URI address, String subject, String name) throws IOException, InterruptedException {
        return atProvider(address, subject, name, List.of());
    }

    private static URI atProvider(URI address, String subject, String name, List<String> groups)
            throws IOException, InterruptedException {
        String claims = Json.createObjectBuilder()
                .add("name", name)
                .add("team", Json.createObjectBuilder().add("groups", Json.createArrayBuilder(groups)))
                .build()
                .toString();
        String form = "username=" + HttpApi.encoded(subject) + "&claims=" + HttpApi.encoded(claims);
        HttpRequest request = HttpApi.request(address, "Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form, StandardCharsets.UTF_8))
                .build();
        return location(CLIENT.send(request, HttpResponse.BodyHandlers.ofString()));
    }

    /** Visits a callback, which must be one of the server's. */
    public HttpResponse<String> come(URI callback, String... headers) throws Exception {
        return get(callback.getRawPath() + "?" + callback.getRawQuery(), headers);
    }

    /** Signs in somebody whom the provider knows to be in these groups. @return this */
    public CookieBrowser signIn(String subject, String name, List<String> groups) throws Exception {
        location(come(atProvider(location(get("sign-in/" + SignInProvider.ID)), subject, name, groups)));
        return this;
    }

    /** Signs in. @return this */
    public CookieBrowser signIn(String subject, String name) throws Exception {
        location(come(callback(subject, name)));
        return this;
    }
}
