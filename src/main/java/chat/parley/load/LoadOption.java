package chat.parley.load;

import java.util.Locale;
import java.util.stream.Stream;

/** The options of the command. */
enum LoadOption {
    URL("URL", null, "a server, such as ws://127.0.0.1:8080/ws; repeat it for the servers of a cluster"),
    SESSIONS("N", "100", "connections, spread over the servers"),
    ROOMS("N", "10", "new public rooms; the sessions are spread over them"),
    JOINS("N", "1", "rooms that each session joins"),
    RATE("N", "10", "messages per second, all sessions together; max: each posts again once its last is acknowledged"),
    SECONDS("N", "30", "time to measure"),
    WARM_UP("N", "3", "seconds of posting before that; checked, but not measured"),
    RAMP("N", "100", "connections to open per second"),
    SIZE("N", "100", "characters of a message"),
    SETTLE("N", "10", "seconds of silence at the end after which what has not arrived is lost"),
    APART(null, null, "keep all sessions of a room on one server"),
    TOKEN_FILE("FILE", null, "signed tokens, one per line, which sessions take in turn; guests otherwise"),
    JSON(null, null, "print one JSON object in place of the table"),
    YES(null, null, "load another machine, not only this one");

    private final String argument;
    private final String otherwise;
    private final String description;

    LoadOption(String argument, String otherwise, String description) {
        this.argument = argument;
        this.otherwise = otherwise;
        this.description = description;
    }

    static LoadOption named(String word) throws LoadFailure {
        if (word.equals("--token")) {
            throw LoadFailure.usage("--token: every user of this machine can read command lines; use --token-file, or"
                    + " the environment variable " + LoadTokens.VARIABLE);
        }
        return Stream.of(values())
                .filter(option -> option.toString().equals(word))
                .findFirst()
                .orElseThrow(() -> LoadFailure.usage("unknown option " + word + " of load"));
    }

    boolean isFlag() {
        return argument == null;
    }

    /** The value if the option is not given; null if there is none. */
    String otherwise() {
        return otherwise;
    }

    String help() {
        String byDefault = otherwise == null ? "" : " (default: " + otherwise + ")";
        return String.format(
                Locale.ROOT, "  %-22s %s%s", this + (isFlag() ? "" : " " + argument), description, byDefault);
    }

    @Override
    public String toString() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
