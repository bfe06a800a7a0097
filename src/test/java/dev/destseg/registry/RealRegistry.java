package dev.destseg.registry;

import dev.destseg.FreePort;
import dev.destseg.Programs;
import dev.destseg.registry.oci.RegistryAccess;
import dev.destseg.registry.oci.RegistryClient;
import dev.destseg.registry.oci.Repository;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Debian's docker-registry on loopback, with TLS and a password; its data lie in a folder. */
public final class RealRegistry implements AutoCloseable {
    public static final String USER = "plant";
    public static final String PASSWORD = "secret";

    /** USER and PASSWORD as {@code htpasswd -B} writes them. */
    private static final String HTPASSWD = "plant:$2y$05$pWRbgUenkK3WtZa/sQwvNeNP9o/GTAdo7mOm.FZSERHHB8M0p98ja";

    private static final Duration START = Duration.ofSeconds(30);

    private final Path folder;
    private final Path program;
    private final int port;
    private final boolean encrypted;
    private volatile @Nullable Process process;

    private RealRegistry(Path folder, Path program, int port, boolean encrypted) {
        this.encrypted = encrypted;
        this.folder = folder;
        this.program = program;
        this.port = port;
    }

    public static RealRegistry start(Path folder) throws Exception {
        return start(folder, true);
    }

    /** Without TLS, so that somebody can stand in between. */
    public static RealRegistry startPlain(Path folder) throws Exception {
        return start(folder, false);
    }

    private static RealRegistry start(Path folder, boolean encrypted) throws Exception {
        Path program = Programs.require("docker-registry");
        Files.createDirectories(folder);
        RealRegistry registry = new RealRegistry(folder, program, FreePort.find(), encrypted);
        // Quarkus reads a test's profile in several class loaders, of which only one is told that the test has ended.
        Runtime.getRuntime().addShutdownHook(new Thread(registry::close));
        registry.makeCertificate();
        Files.writeString(folder.resolve("htpasswd"), HTPASSWD + "\n");
        Files.writeString(folder.resolve("config.yml"), registry.configuration());
        registry.start();
        return registry;
    }

    /** Writes user and password into a new file that its owner alone may read. */
    public static Path credentials(Path file) throws IOException {
        Path made = Files.createFile(
                file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(made, USER + ":" + PASSWORD + "\n");
    }

    private String configuration() {
        return """
                version: 0.1
                log:
                  level: error
                storage:
                  filesystem:
                    rootdirectory: %1$s/data
                http:
                  addr: 127.0.0.1:%2$d
                %3$s
                auth:
                  htpasswd:
                    realm: plant
                    path: %1$s/htpasswd
                """
                .formatted(folder.toAbsolutePath(), port, encrypted ? tls() : "");
    }

    private String tls() {
        return "  tls: {certificate: " + folder.toAbsolutePath() + "/server.pem, key: " + folder.toAbsolutePath()
                + "/server.key}";
    }

    /** Also again, after {@link #kill}. */
    public void start() throws IOException, InterruptedException {
        process = new ProcessBuilder(
                        program.toString(),
                        "serve",
                        folder.resolve("config.yml").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("log.txt").toFile()))
                .start();
        long end = System.nanoTime() + START.toNanos();
        while (!listens()) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new IOException("docker-registry did not start: " + Files.readString(folder.resolve("log.txt")));
            }
            Thread.sleep(20);
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** It answers nothing until it goes on; connections stay. */
    public void pause() throws IOException, InterruptedException {
        signal("-STOP");
    }

    public void resume() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", name, Long.toString(process.pid())).start().waitFor();
    }

    public String host() {
        return "127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    public Path certificate() {
        return folder.resolve("server.pem");
    }

    /** Where the registry keeps what it was sent. */
    public Path data() {
        return folder.resolve("data");
    }

    public Repository repository(String name) {
        return new Repository(host(), name);
    }

    public RegistryAccess access() {
        return new RegistryAccess(
                encrypted,
                Optional.of(new RegistryAccess.Credentials(USER, PASSWORD)),
                encrypted ? Optional.of(certificate()) : Optional.empty(),
                Optional.empty(),
                0,
                Duration.ofSeconds(10),
                Set.of());
    }

    public RegistryClient client() {
        return new RegistryClient(access());
    }

    /** No larger than it need be, since what a box sends and receives is counted. */
    private Path smallest() throws IOException {
        return Files.writeString(
                folder.resolve("openssl.conf"),
                """
                [req]
                distinguished_name = name
                x509_extensions = more
                [name]
                [more]
                subjectAltName = DNS:localhost,IP:127.0.0.1
                subjectKeyIdentifier = none
                """);
    }

    private void makeCertificate() throws IOException, InterruptedException {
        Process openssl = new ProcessBuilder(
                        Programs.require("openssl").toString(),
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-noenc",
                        "-subj",
                        "/CN=registry",
                        "-config",
                        smallest().toString(),
                        "-keyout",
                        folder.resolve("server.key").toString(),
                        "-out",
                        folder.resolve("server.pem").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(openssl.getInputStream().readAllBytes());
        if (openssl.waitFor() != 0) {
            throw new IOException("openssl made no certificate: " + said);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
