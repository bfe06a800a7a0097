package dev.destseg.line.bucket;

import dev.destseg.FreePort;
import dev.destseg.Programs;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** SeaweedFS in a process of its own, on free ports: object storage with buckets, users and their rights. */
public final class RealStorage implements AutoCloseable {
    /** Bucket that {@link #USER} may read and list; there is another one, {@code forbidden}. */
    public static final String BUCKET = "images";

    public static final String USER = "AKBOX:secret/of:box";
    private static final String ADMIN = "AKADMIN";
    private static final String PASSWORD = "secret-of-admin";
    private static final Duration START = Duration.ofMinutes(1);

    private final Path folder;
    private final Path program;
    private final List<String> options = new ArrayList<>();
    private final int port = FreePort.find();
    private final int encryptedPort = FreePort.find();
    private final S3Client admin;
    private Process process;

    private RealStorage(Path folder, Path program) throws IOException {
        this.folder = folder;
        this.program = program;
        this.admin = S3Client.builder()
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .endpointOverride(endpoint())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(ADMIN, PASSWORD)))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    /** @param certificate a folder with {@code server.pem} and {@code server.key}, if TLS is wanted, too */
    public static RealStorage start(Path folder, Optional<Path> certificate) throws Exception {
        Path program = Programs.require("weed");
        Files.createDirectories(folder);
        RealStorage storage = new RealStorage(folder, program);
        storage.configure(certificate);
        storage.start();
        Runtime.getRuntime().addShutdownHook(new Thread(storage::kill));
        storage.admin.createBucket(bucket -> bucket.bucket(BUCKET));
        storage.admin.createBucket(bucket -> bucket.bucket("forbidden"));
        return storage;
    }

    private void configure(Optional<Path> certificate) throws IOException {
        int colon = USER.indexOf(':');
        Path users = Files.writeString(
                folder.resolve("users.json"),
                """
                {"identities": [
                  {"name": "admin", "credentials": [{"accessKey": "%s", "secretKey": "%s"}], "actions": ["Admin"]},
                  {"name": "box", "credentials": [{"accessKey": "%s", "secretKey": "%s"}],
                   "actions": ["Read:images", "List:images", "Read:absent", "List:absent"]}]}
                """
                        .formatted(ADMIN, PASSWORD, USER.substring(0, colon), USER.substring(colon + 1)));
        options.addAll(List.of(
                "-dir=" + Files.createDirectories(folder.resolve("data")),
                "-ip=127.0.0.1",
                "-ip.bind=127.0.0.1",
                "-master.volumeSizeLimitMB=64",
                "-master.electionTimeout=500ms",
                "-volume.max=20",
                "-s3",
                "-s3.port=" + port,
                "-s3.config=" + users,
                "-s3.iam=false",
                "-s3.port.iceberg=0",
                "-s3.port.lance=0"));
        for (String each : List.of(
                "master.port",
                "master.port.grpc",
                "volume.port",
                "volume.port.grpc",
                "filer.port",
                "filer.port.grpc",
                "s3.port.grpc")) {
            options.add("-" + each + "=" + FreePort.find());
        }
        certificate.ifPresent(files -> options.addAll(List.of(
                "-s3.port.https=" + encryptedPort,
                "-s3.cert.file=" + files.resolve("server.pem"),
                "-s3.key.file=" + files.resolve("server.key"))));
    }

    /** Also again, after {@link #kill}; what was written is there still. */
    public void start() throws IOException, InterruptedException {
        Path log = folder.resolve("log.txt");
        List<String> command = Stream.concat(Stream.of(program.toString(), "server"), options.stream())
                .toList();
        process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        long end = System.nanoTime() + START.toNanos();
        while (!answers()) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new IOException("The storage did not start: " + Files.readString(log));
            }
            Thread.sleep(50);
        }
    }

    private boolean answers() {
        try {
            HttpURLConnection asked =
                    (HttpURLConnection) endpoint().resolve("/status").toURL().openConnection();
            return asked.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** As a loss of power would. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public URI encrypted() {
        return URI.create("https://localhost:" + encryptedPort);
    }

    /** Writes a file with the credentials of {@link #USER}. */
    public Path credentials() throws IOException {
        return Files.writeString(folder.resolve("credentials"), USER + "\n");
    }

    /** How it is reached as that user. */
    public StorageAddress address() throws IOException {
        return new StorageAddress(
                Optional.of(endpoint()),
                "us-east-1",
                true,
                Optional.of(credentials()),
                Optional.empty(),
                Duration.ofSeconds(10));
    }

    public void write(String key, byte[] bytes) {
        admin.putObject(object -> object.bucket(BUCKET).key(key), RequestBody.fromBytes(bytes));
    }

    public void delete(String key) {
        admin.deleteObject(object -> object.bucket(BUCKET).key(key));
    }

    /** Makes a key for {@code localhost}, and its certificate. @return the folder, for {@link #start(Path, Optional)} */
    public static Path certificate(Path folder) throws Exception {
        Files.createDirectories(folder);
        Process openssl = new ProcessBuilder(
                        Programs.require("openssl").toString(),
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-subj",
                        "/CN=localhost",
                        "-addext",
                        "subjectAltName=DNS:localhost",
                        "-keyout",
                        folder.resolve("server.key").toString(),
                        "-out",
                        folder.resolve("server.pem").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(openssl.getInputStream().readAllBytes());
        if (!openssl.waitFor(1, TimeUnit.MINUTES) || openssl.exitValue() != 0) {
            throw new IOException("openssl made no certificate: " + said);
        }
        return folder;
    }

    @Override
    public void close() {
        kill();
        admin.close();
    }
}
