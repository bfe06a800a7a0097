package dev.destseg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs {@code mvnw} where no Maven is installed and a local server stands for the repository. What it serves is a small
 * archive with a script in Maven's place; the copy of mvnw under test expects that archive's digest.
 */
class MavenWrapperTest {
    private static final Path WRAPPER = Path.of("mvnw").toAbsolutePath();
    private static final List<String> TOOLS = List.of(
            "sh", "dirname", "sed", "head", "cut", "mkdir", "mktemp", "mv", "rm", "tar", "gzip", "sha512sum", "curl");

    @TempDir
    Path folder;

    private final List<String> requested = new ArrayList<>();
    private HttpServer server;
    private byte[] archive;
    private String version;

    @BeforeEach
    void serveAnArchive() throws IOException, InterruptedException {
        version = find("(?m)^version=(.*)$");
        Shell.script(folder.resolve("apache-maven-" + version + "/bin/mvn"), "echo \"downloaded Maven ran: $*\"\n");
        new Shell(folder, Map.of("PATH", System.getenv("PATH")))
                .run("tar", "-czf", "archive.tar.gz", "apache-maven-" + version);
        archive = Files.readAllBytes(folder.resolve("archive.tar.gz"));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/maven2/", exchange -> {
            requested.add(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(200, archive.length);
            exchange.getResponseBody().write(archive);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void downloadsChecksAndRunsMavenWhenNoneIsInstalled() throws Exception {
        Shell.Outcome outcome = wrapperExpecting(digest(archive), base(), "verify", "-B");

        assertEquals("downloaded Maven ran: verify -B\n", outcome.out(), outcome.err());
        assertEquals(0, outcome.code());
        assertEquals(
                List.of("/maven2/org/apache/maven/apache-maven/" + version + "/apache-maven-" + version
                        + "-bin.tar.gz"),
                requested);
        assertEquals(List.of("apache-maven-" + version), cached());
    }

    @Test
    void downloadsOnlyOnce() throws Exception {
        wrapperExpecting(digest(archive), base(), "verify");
        Shell.Outcome again = wrapperExpecting(digest(archive), Map.of(), "verify");

        assertEquals("downloaded Maven ran: verify\n", again.out(), again.err());
        assertEquals(1, requested.size());
    }

    @Test
    void installsNothingWhenTheDigestDiffers() throws Exception {
        String published = find("(?m)^sha512=(.*)$");

        Shell.Outcome outcome = wrapperExpecting(published, base(), "verify");

        assertEquals(70, outcome.code());
        assertTrue(outcome.err().contains("SHA-512 expected " + published), outcome.err());
        assertTrue(outcome.err().contains("SHA-512 found    " + digest(archive)), outcome.err());
        assertEquals("", outcome.out());
        assertEquals(List.of(), cached());
    }

    @Test
    void saysWhatToDoWhenNoRepositoryIsNamed() throws Exception {
        Shell.Outcome outcome = wrapperExpecting(digest(archive), Map.of(), "verify");

        assertEquals(70, outcome.code());
        assertTrue(outcome.err().contains("none is installed"), outcome.err());
        assertTrue(outcome.err().contains("apt-get install maven"), outcome.err());
        assertTrue(outcome.err().contains("MVNW_REPOURL="), outcome.err());
        assertEquals(List.of(), requested);
    }

    @Test
    void saysWhichAddressCouldNotBeFetched() throws Exception {
        String wrong = base().get("MVNW_REPOURL") + "/nowhere-at-all";
        server.removeContext("/maven2/");

        Shell.Outcome outcome = wrapperExpecting(digest(archive), Map.of("MVNW_REPOURL", wrong), "verify");

        assertEquals(70, outcome.code());
        assertTrue(outcome.err().contains("could not fetch " + wrong), outcome.err());
        assertEquals(List.of(), cached());
    }

    @Test
    void prefersAnInstalledMavenThatIsNewEnough() throws Exception {
        installed("3.8.7");

        Shell.Outcome outcome = wrapperExpecting(digest(archive), base(), "verify");

        assertEquals("installed Maven ran: verify\n", outcome.out(), outcome.err());
        assertEquals(List.of(), requested);
    }

    @Test
    void passesOverAnInstalledMavenThatIsTooOld() throws Exception {
        installed("3.6.10");

        Shell.Outcome outcome = wrapperExpecting(digest(archive), base(), "verify");

        assertEquals("downloaded Maven ran: verify\n", outcome.out(), outcome.err());
    }

    @Test
    void passesOnTheExitCodeOfMaven() throws Exception {
        Shell.script(programs().resolve("mvn"), "echo 'Apache Maven 4.0.0'\n[ \"$2\" = --version ] || exit 3\n");

        assertEquals(3, wrapperExpecting(digest(archive), base(), "verify").code());
    }

    @Test
    void refusesAJavaThatIsTooOld() throws Exception {
        Path old = folder.resolve("old-java");
        Shell.script(
                old.resolve("bin/java"),
                "echo '    java.home = /opt/old'\necho '    java.specification.version = 1.8'\n");
        Map<String, String> environment = new HashMap<>(base());
        environment.put("JAVA_HOME", old.toString());

        Shell.Outcome outcome = wrapperExpecting(digest(archive), environment, "verify");

        assertEquals(70, outcome.code());
        assertTrue(outcome.err().contains("is Java 8, and version 17 or later is needed"), outcome.err());
        assertFalse(outcome.out().contains("Maven ran"), outcome.out());
    }

    private void installed(String itsVersion) throws IOException {
        Shell.script(
                programs().resolve("mvn"),
                "[ \"$2\" = --version ] && echo 'Apache Maven " + itsVersion
                        + "' || echo \"installed Maven ran: $*\"\n");
    }

    private Path programs() throws IOException {
        Path programs = folder.resolve("programs");
        return Files.exists(programs) ? programs : Shell.onlyPrograms(programs, TOOLS);
    }

    private Map<String, String> base() {
        return Map.of("MVNW_REPOURL", "http://127.0.0.1:" + server.getAddress().getPort() + "/maven2/");
    }

    private Shell.Outcome wrapperExpecting(String sha512, Map<String, String> extra, String... arguments)
            throws IOException, InterruptedException {
        Path copy = folder.resolve("mvnw");
        Shell.script(copy, Files.readString(WRAPPER).replaceAll("(?m)^sha512=.*$", "sha512=" + sha512));
        Map<String, String> environment = new HashMap<>(Map.of(
                "PATH", programs().toString(),
                "HOME", folder.resolve("home").toString(),
                "JAVA_HOME", System.getProperty("java.home")));
        environment.putAll(extra);
        List<String> command = new ArrayList<>(List.of(copy.toString()));
        command.addAll(List.of(arguments));
        return new Shell(folder, environment).run(command.toArray(String[]::new));
    }

    private List<String> cached() throws IOException {
        Path cache = folder.resolve("home/.cache/destseg");
        try (Stream<Path> entries = Files.list(cache)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }

    private static String find(String pattern) throws IOException {
        Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(WRAPPER));
        assertTrue(matcher.find(), pattern + " is not in mvnw");
        return matcher.group(1);
    }

    private static String digest(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(bytes));
    }
}
