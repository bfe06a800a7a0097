package dev.destseg.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.Http;
import dev.destseg.Programs;
import dev.destseg.Served;
import dev.destseg.configuration.ConfigurationCheck;
import dev.destseg.configuration.ConfigurationFile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The manifests for Kubernetes against the application and against each other; their schemas where those are installed. */
@QuarkusTest
@TestProfile(Served.class)
class ManifestsTest {
    private static final Path BASE = Path.of("target/kubernetes/base");
    private static final Path SCHEMAS = Path.of(System.getProperty("user.home"), ".cache/destseg/manifests");

    @TestHTTPResource
    private URI base;

    @SuppressWarnings("unchecked")
    private static Map<String, Object> read(String file) throws IOException {
        try (InputStream input = Files.newInputStream(BASE.resolve(file))) {
            return (Map<String, Object>) new Yaml().loadAll(input).iterator().next();
        }
    }

    /** @param names of keys, or numbers in lists */
    private static Object at(Object node, Object... names) {
        Object found = node;
        for (Object name : names) {
            found = name instanceof Integer number ? ((List<?>) found).get(number) : ((Map<?, ?>) found).get(name);
        }
        return found;
    }

    private static Object pod() throws IOException {
        return at(read("deployment.yaml"), "spec", "template", "spec");
    }

    private static Object container() throws IOException {
        return at(pod(), "containers", 0);
    }

    @Test
    void theConfigurationHasNoMistakes() {
        ConfigurationCheck check =
                ConfigurationCheck.of(Optional.of(ConfigurationFile.read(BASE.resolve("application.yaml"))));
        assertEquals(new ConfigurationCheck(List.of(), List.of()), check);
    }

    @Test
    void eachProbeAsksWhatTheApplianceAnswersWithoutAToken() throws Exception {
        Set<String> asked = new TreeSet<>();
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            String path = (String) at(container(), probe, "httpGet", "path");
            int status = new Http(base).get(path).status();
            assertTrue(status == 200 || status == 503, probe + " " + path + ": " + status);
            asked.add(path);
        }
        assertEquals(Set.of("/q/health/started", "/q/health/live", "/q/health/ready"), asked);
    }

    @Test
    void everyFileThatTheConfigurationNamesLiesInAVolumeThatIsMounted() throws Exception {
        List<String> mounted = strings(container(), "volumeMounts", "mountPath");
        Set<String> named = Pattern.compile("/(?:etc|var/lib)/destseg[^\\s\"]*")
                .matcher(Files.readString(BASE.resolve("application.yaml")))
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(named.size() > 3, named::toString);
        named.forEach(file -> assertTrue(
                mounted.stream().anyMatch(mount -> file.equals(mount) || file.startsWith(mount + "/")), file));
        assertEquals(
                new TreeSet<>(strings(pod(), "volumes", "name")),
                new TreeSet<>(strings(container(), "volumeMounts", "name")));
        assertTrue(mounted.contains(((List<?>) at(container(), "args")).get(3)), mounted::toString);
    }

    private static List<String> strings(Object node, String list, String key) {
        List<String> values = new ArrayList<>();
        ((List<?>) at(node, list)).forEach(each -> values.add((String) at(each, key)));
        return values;
    }

    @Test
    void scalingLooksAtTheGroupAndTheTopicThatTheAppliancesWorkFor() throws Exception {
        Object kafka = at(read("application.yaml"), "destseg", "kafka");
        Object trigger = at(read("scaling.yaml"), "spec", "triggers", 0, "metadata");
        assertEquals(at(kafka, "group"), at(trigger, "consumerGroup"));
        assertEquals(at(kafka, "images"), at(trigger, "topic"));
        assertEquals("kafkas://" + at(trigger, "bootstrapServers"), at(kafka, "url"));
        Object name = at(read("deployment.yaml"), "metadata", "name");
        assertEquals(name, at(read("scaling.yaml"), "spec", "scaleTargetRef", "name"));
        Object labels = at(read("deployment.yaml"), "spec", "selector", "matchLabels");
        assertEquals(labels, at(read("deployment.yaml"), "spec", "template", "metadata", "labels"));
        assertEquals(labels, at(read("disruption.yaml"), "spec", "selector", "matchLabels"));
        assertEquals(labels, at(read("service.yaml"), "spec", "selector"));
    }

    @Test
    void theImageHasTheVersionThatWasBuilt() throws Exception {
        String version = ConfigProvider.getConfig().getValue("quarkus.application.version", String.class);
        assertEquals(version, tag("cpu"));
        assertEquals(version + "-gpu", tag("gpu"));
        assertEquals(version, at(read("kustomization.yaml"), "labels", 1, "pairs", "app.kubernetes.io/version"));
    }

    /** Of the image before one was sent, whose digest would stand there instead. */
    private static Object tag(String variant) throws IOException {
        Assumptions.assumeFalse(
                Files.exists(Path.of("target/sent-image-" + variant)),
                "Not run: an image was sent from here; ./mvnw clean forgets it");
        return at(read("../" + variant + "/kustomization.yaml"), "images", 0, "newTag");
    }

    @Test
    void allVariantsAreAsThePublishedSchemasSay() throws Exception {
        Assumptions.assumeTrue(
                Files.isDirectory(SCHEMAS.resolve("keda")),
                "Not run: the schemas of Kubernetes are not installed; scripts/setup-test --peers gets them");
        Programs.require("kubectl");
        Process checking = new ProcessBuilder(SCHEMAS.resolve("bin/python").toString(), "scripts/check-manifests")
                .redirectErrorStream(true)
                .start();
        String said = new String(checking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, checking.waitFor(), said);
        assertEquals(
                12,
                said.lines().filter(line -> line.endsWith("as its schema says")).count(),
                said);
    }
}
