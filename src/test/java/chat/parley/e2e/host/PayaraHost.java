package chat.parley.e2e.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Payara Micro, configured by server-config/payara. Deployed under a path, because Parley must not assume the root. */
final class PayaraHost extends ServerProcess {
    private static final String CONTEXT_PATH = "/talk";
    private static final Path MICRO = Build.DIRECTORY.resolve("payara").resolve("payara-micro.jar");

    private final boolean redeployable;
    private final Security security;

    /** @param redeployable whether to deploy the exploded WAR: Payara Micro cannot replace a packed one at run time */
    PayaraHost(int number, Map<String, String> settings, Store store, boolean redeployable, Security security) {
        super("payara", number, settings, store, CONTEXT_PATH);
        this.redeployable = redeployable;
        this.security = security;
    }

    @Override
    Path artefact() {
        return Build.WAR;
    }

    @Override
    void prepare() throws IOException {
        Build.delete(folder());
        Files.createDirectories(folder());
        // Payara Micro listens on all addresses unless configured before the start.
        List<String> commands = new ArrayList<>(
                List.of(
                        "set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=127.0.0.1"));
        commands.addAll(Files.readAllLines(Build.source("server-config/payara/parley.asadmin")));
        if (store() == Store.POSTGRES) {
            commands.addAll(Files.readAllLines(Build.source("server-config/payara/postgresql.asadmin")));
        }
        Files.write(preBoot(), commands);
        if (redeployable) {
            unpack(Build.WAR, unpacked());
        }
        if (security.isSet()) {
            prepareUsers();
        }
    }

    @Override
    void replaceArtefact(Map<String, String> pages) throws IOException {
        Build.change(unpacked(), pages);
        Files.write(reload(), new byte[0]);
    }

    /** Payara compares the file's time with that of the last deployment, or of its own first look, which may be late. */
    @Override
    void remind(Instant at) {
        try {
            Files.setLastModifiedTime(reload(), FileTime.from(at));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path reload() {
        return unpacked().resolve(".reload");
    }

    @Override
    boolean isReady(int status) {
        return super.isReady(status)
                || security.isSet()
                        && (status == HttpURLConnection.HTTP_UNAUTHORIZED
                                || status == HttpURLConnection.HTTP_MOVED_TEMP);
    }

    @Override
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(super.environment());
        environment.putAll(security.environment());
        return environment;
    }

    private void prepareUsers() throws IOException {
        Files.copy(Build.WAR, folder().resolve("parley.war"));
        Files.copy(Build.source("server-config/web.xml"), folder().resolve("web.xml"));
        if (security.script().equals("openid")) {
            addOpenId(folder().resolve("parley.war"));
        }
        List<String> commands = new ArrayList<>();
        for (Map.Entry<String, String> user : Security.PASSWORDS.entrySet()) {
            String password = "password-of-" + user.getKey();
            Files.writeString(folder().resolve(password), "AS_ADMIN_USERPASSWORD=" + user.getValue());
            commands.add("create-file-user --passwordfile " + password + " --groups chat " + user.getKey());
        }
        Files.readAllLines(Build.source("server-config/payara/users.asadmin"))
                .forEach(line -> commands.add(line.replace("--contextroot /", "--contextroot " + CONTEXT_PATH)));
        Files.write(postBoot(), commands);
    }

    private static void addOpenId(Path war) throws IOException {
        Process script = new ProcessBuilder(
                        "sh",
                        Build.source("server-config/payara/openid.sh").toString(),
                        Build.required(MICRO).toString(),
                        war.toString())
                .inheritIO()
                .start();
        try {
            if (script.waitFor() != 0) {
                throw new IllegalStateException("openid.sh failed: " + script.exitValue());
            }
        } catch (InterruptedException e) {
            script.destroy();
            throw new IllegalStateException(e);
        }
    }

    @Override
    Path directory() {
        return folder();
    }

    private Path postBoot() {
        return folder().resolve("postboot.asadmin");
    }

    private Path unpacked() {
        return folder().resolve("parley");
    }

    private static void unpack(Path war, Path to) throws IOException {
        try (FileSystem inside = FileSystems.newFileSystem(war)) {
            Build.copy(inside.getPath("/"), to);
        }
    }

    @Override
    List<String> command() {
        List<String> command = new ArrayList<>(List.of(Build.JAVA.toString()));
        command.addAll(Build.JVM);
        command.addAll(properties());
        command.addAll(List.of("-jar", Build.required(MICRO).toString(), "--contextroot", CONTEXT_PATH));
        if (security.isSet()) {
            command.addAll(List.of("--postbootcommandfile", postBoot().toString()));
        } else if (redeployable) {
            command.addAll(List.of("--deploy", unpacked().toString(), "--hotdeploy"));
        } else {
            command.addAll(List.of("--deploy", Build.WAR.toString()));
        }
        command.addAll(List.of("--port", Integer.toString(port), "--nohazelcast", "--disablephonehome"));
        if (store() == Store.POSTGRES) {
            command.addAll(List.of("--addlibs", Build.postgresqlDriver().toString()));
        }
        command.addAll(List.of(
                "--rootdir",
                folder().resolve("domain").toString(),
                "--prebootcommandfile",
                preBoot().toString()));
        return command;
    }

    private Path preBoot() {
        return folder().resolve("preboot.asadmin");
    }
}
