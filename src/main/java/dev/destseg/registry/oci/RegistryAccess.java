package dev.destseg.registry.oci;

import dev.destseg.recipe.seal.FileGuard;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * How registries are reached.
 *
 * @param encrypted whether over TLS
 * @param credentials who asks
 * @param authorities certificates of the authorities that registries are trusted by, in PEM; those of Java when absent
 * @param proxy host of a proxy, with its port
 * @param bytesPerSecond most that is received; 0 means without bound
 * @param patience how long nothing may come
 * @param redirects hosts that a registry may have blobs fetched from
 */
public record RegistryAccess(
        boolean encrypted,
        Optional<Credentials> credentials,
        Optional<Path> authorities,
        Optional<InetSocketAddress> proxy,
        long bytesPerSecond,
        Duration patience,
        Set<String> redirects) {
    /** Whom a registry knows. Its text hides the password. */
    public record Credentials(String user, String password) {
        /**
         * @param file with {@code user:password} on its first line
         * @throws InputException when it cannot be read, holds none, or others than its owner may read it
         */
        public static Credentials read(Path file) {
            try {
                FileGuard.requireSecret(file, "The file with user and password");
                String line = Files.readString(file).lines().findFirst().orElse("");
                int colon = line.indexOf(':');
                if (colon <= 0) {
                    throw new InputException("The file " + file + " must have user:password on its first line");
                }
                return new Credentials(line.substring(0, colon), line.substring(colon + 1));
            } catch (IOException e) {
                throw new InputException("The file " + file + " with user:password cannot be read: " + e, e);
            }
        }

        @Override
        public String toString() {
            return user;
        }
    }

    public RegistryAccess {
        redirects = Set.copyOf(redirects);
    }

    HttpClient client() {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience);
        proxy.ifPresent(address -> builder.proxy(ProxySelector.of(address)));
        authorities.ifPresent(file -> builder.sslContext(trusting(file)));
        return builder.build();
    }

    private static SSLContext trusting(Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int count = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("authority-" + count++, certificate);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new InputException(
                    "The certificates in " + file + " cannot be used: " + e + ". Give the authority's in PEM", e);
        }
    }
}
