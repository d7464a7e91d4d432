package chat.parley.deploy;

import static chat.parley.deploy.DeployFiles.at;
import static chat.parley.deploy.DeployFiles.listAt;
import static chat.parley.deploy.DeployFiles.mapAt;
import static chat.parley.deploy.DeployFiles.textAt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.Program;
import chat.parley.Setting;
import chat.parley.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manifests agree with each other, with Parley's settings and paths, and with its promises. */
class KubernetesTest {
    private static final Map<?, ?> LABELS = Map.of("app", "parley");
    private static final String SECRETS = "/run/secrets/parley";
    /** For commits and the end of the process; see docs/operations.md. */
    private static final Duration REST = Duration.ofSeconds(10);

    private final Map<String, Object> manifests = DeployFiles.documents("kubernetes/parley.yaml").stream()
            .collect(Collectors.toMap(manifest -> textAt(manifest, "kind"), manifest -> manifest));
    private final Object pod = at(manifests.get("Deployment"), "spec", "template", "spec");
    private final Object container = at(pod, "containers", 0);

    @TempDir
    private Path folder;

    private Settings settings() throws Exception {
        Map<Setting, String> given = new EnumMap<>(DeployFiles.settings(mapAt(manifests.get("ConfigMap"), "data")));
        given.put(Setting.HOST, "0.0.0.0"); // as in the image
        given.put(Setting.NODE, "parley-6d5f7c9b8d-x2v4q");
        given.put(
                Setting.DATABASE_PASSWORD_FILE,
                Files.writeString(folder.resolve("password"), "a-secret\n").toString());
        return Settings.read(Program.SERVER, given);
    }

    @Test
    void thereIsOneManifestOfEachKindAndAllHaveTheSameName() {
        assertEquals(
                List.of("ConfigMap", "Deployment", "Ingress", "NetworkPolicy", "PodDisruptionBudget", "Service"),
                List.copyOf(new TreeSet<>(manifests.keySet())));
        manifests.values().forEach(manifest -> assertEquals("parley", at(manifest, "metadata", "name")));
    }

    @Test
    void theServerStartsWithItsSettings() throws Exception {
        Settings settings = settings();
        assertTrue(settings.signIn().isConfigured());
        assertEquals("parley-6d5f7c9b8d-x2v4q", settings.socketIo().node());
        assertEquals("parley", at(container, "envFrom", 0, "configMapRef", "name"));
        assertEquals("PARLEY_NODE", at(container, "env", 0, "name"));
        assertEquals("metadata.name", at(container, "env", 0, "valueFrom", "fieldRef", "fieldPath"));
        assertEquals("PARLEY_MONITORING_TOKEN", at(container, "env", 1, "name"));
    }

    @Test
    void aPodMayTakeAsLongToEndAsItNeeds() throws Exception {
        List<?> sleep = listAt(container, "lifecycle", "preStop", "exec", "command");
        Duration needed = settings()
                .drainTime()
                .plus(REST)
                .plus(DeployFiles.time(sleep.get(1).toString()));
        Duration grace = DeployFiles.time(textAt(pod, "terminationGracePeriodSeconds"));
        assertTrue(grace.compareTo(needed) >= 0, grace + " for " + needed);
    }

    @Test
    void secretsComeFromASecretOnly() {
        Object secret = at(pod, "volumes", 0, "secret");
        assertEquals("parley", at(secret, "secretName"));
        assertEquals("parley", at(container, "env", 1, "valueFrom", "secretKeyRef", "name"));
        assertEquals(SECRETS, at(container, "volumeMounts", 0, "mountPath"));
        assertEquals(
                SECRETS + "/" + textAt(secret, "items", 0, "path"),
                at(manifests.get("ConfigMap"), "data", "PARLEY_DATABASE_PASSWORD_FILE"));
        String readme = DeployFiles.text("README.md");
        for (Object key :
                List.of(at(secret, "items", 0, "key"), at(container, "env", 1, "valueFrom", "secretKeyRef", "key"))) {
            assertTrue(readme.contains("=" + key) || readme.contains("literal=" + key + "="), key.toString());
        }
    }

    @Test
    void probesAskThePathsThatMeanIt() {
        assertEquals("/health/live", at(container, "startupProbe", "httpGet", "path"));
        assertEquals("/health/live", at(container, "livenessProbe", "httpGet", "path"));
        assertEquals("/health/ready", at(container, "readinessProbe", "httpGet", "path"));
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            assertEquals("http", at(container, probe, "httpGet", "port"));
        }
        Duration start = DeployFiles.time(textAt(container, "startupProbe", "periodSeconds"))
                .multipliedBy(Long.parseLong(textAt(container, "startupProbe", "failureThreshold")));
        assertTrue(start.compareTo(Duration.ofSeconds(90)) >= 0, "a server waits a minute for its database");
    }

    @Test
    void requestsReachThePodsAndStayThere() throws Exception {
        assertEquals("http", at(container, "ports", 0, "name"));
        assertEquals(settings().port(), at(container, "ports", 0, "containerPort"));
        Object service = manifests.get("Service");
        assertEquals("http", at(service, "spec", "ports", 0, "targetPort"));
        assertEquals(
                "true", at(service, "metadata", "annotations", "traefik.ingress.kubernetes.io/service.sticky.cookie"));
        Object ingress = manifests.get("Ingress");
        Object backend = at(ingress, "spec", "rules", 0, "http", "paths", 0, "backend", "service");
        assertEquals("parley", at(backend, "name"));
        assertEquals(at(service, "spec", "ports", 0, "name"), at(backend, "port", "name"));
        assertEquals("cookie", at(ingress, "metadata", "annotations", "nginx.ingress.kubernetes.io/affinity"));
        for (String selector : List.of("Service", "Deployment", "PodDisruptionBudget", "NetworkPolicy")) {
            Object spec = at(manifests.get(selector), "spec");
            Object labels = switch (selector) {
                case "Service" -> at(spec, "selector");
                case "NetworkPolicy" -> at(spec, "podSelector", "matchLabels");
                default -> at(spec, "selector", "matchLabels");
            };
            assertEquals(LABELS, labels, selector);
        }
        assertEquals(LABELS, at(manifests.get("Deployment"), "spec", "template", "metadata", "labels"));
    }

    @Test
    void theIngressWaitsLongerThanAPollTakes() throws Exception {
        for (String timeout : List.of("proxy-read-timeout", "proxy-send-timeout")) {
            BalancerSamplesTest.assertLongEnough(
                    textAt(
                            manifests.get("Ingress"),
                            "metadata",
                            "annotations",
                            "nginx.ingress.kubernetes.io/" + timeout),
                    settings());
        }
    }

    @Test
    void aServerHasNoMoreRightsThanItNeeds() {
        assertEquals(true, at(pod, "securityContext", "runAsNonRoot"));
        assertTrue(DeployFiles.text("docker/Dockerfile").contains("USER " + at(pod, "securityContext", "runAsUser")));
        assertEquals(false, at(pod, "automountServiceAccountToken"));
        assertEquals(false, at(container, "securityContext", "allowPrivilegeEscalation"));
        assertEquals(true, at(container, "securityContext", "readOnlyRootFilesystem"));
        assertEquals(List.of("ALL"), at(container, "securityContext", "capabilities", "drop"));
        at(container, "resources", "limits", "memory");
    }

    @Test
    void oneServerAtATimeLeaves() {
        assertEquals(0, at(manifests.get("Deployment"), "spec", "strategy", "rollingUpdate", "maxUnavailable"));
        assertEquals(1, at(manifests.get("PodDisruptionBudget"), "spec", "maxUnavailable"));
        assertTrue((Integer) at(manifests.get("Deployment"), "spec", "replicas") >= 2);
    }
}
