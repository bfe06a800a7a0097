package dev.destseg.rest;

import dev.destseg.Served;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;

/** The application with TLS as edge-config says, with a certificate of its own that is looked at every second. */
public final class Encrypted implements QuarkusTestProfile {
    static final String STORE = "test.key-store";
    static final String PASSWORD = "changeit";

    @Override
    public Map<String, String> getConfigOverrides() {
        Path store = makeStore();
        Map<String, String> overrides = new HashMap<>(new Served().getConfigOverrides());
        overrides.put("quarkus.tls.key-store.p12.path", store.toString());
        overrides.put("quarkus.tls.key-store.p12.password", PASSWORD);
        overrides.put("quarkus.tls.reload-period", "1s");
        overrides.put("quarkus.http.insecure-requests", "disabled");
        overrides.put("quarkus.http.test-ssl-port", "0");
        overrides.put(STORE, store.toString());
        return overrides;
    }

    private static Path makeStore() {
        try {
            Path build = Files.createDirectories(Path.of("target").toAbsolutePath());
            Path store = Files.createTempDirectory(build, "tls").resolve("server.p12");
            makeCertificate(store, "first");
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces the store by one with a new certificate, as whoever renews certificates does. */
    static void makeCertificate(Path store, String name) throws IOException {
        Path made = store.resolveSibling(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "server",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        made.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes());
        if (!Files.exists(made)) {
            throw new IOException("keytool made no certificate: " + said);
        }
        Files.move(made, store, StandardCopyOption.REPLACE_EXISTING);
    }
}
