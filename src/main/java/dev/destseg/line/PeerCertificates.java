package dev.destseg.line;

import dev.destseg.line.mqtt.MqttCertificates;
import dev.destseg.tensor.InputException;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Certificates that peers are trusted by and that the box shows them, by the names under {@code quarkus.tls}. What cannot be used is
 * refused with an {@link InputException}.
 *
 * @param vertx reads them
 */
record PeerCertificates(TlsConfigurationRegistry registry, Vertx vertx) {
    SSLContext context(String name) {
        TlsConfiguration tls = named(name);
        try {
            return tls.createSSLContext();
        } catch (Exception e) { // As it is declared there.
            throw unreadable(e);
        }
    }

    MqttCertificates ofMqtt(String name) {
        TlsConfiguration tls = named(name);
        try {
            Optional<TrustManagerFactory> trusted = tls.getTrustStoreOptions() == null
                    ? Optional.empty()
                    : Optional.of(tls.getTrustStoreOptions().getTrustManagerFactory(vertx));
            Optional<KeyManagerFactory> own = tls.getKeyStoreOptions() == null
                    ? Optional.empty()
                    : Optional.of(tls.getKeyStoreOptions().getKeyManagerFactory(vertx));
            return new MqttCertificates(trusted, own);
        } catch (Exception e) { // As it is declared there.
            throw unreadable(e);
        }
    }

    private TlsConfiguration named(String name) {
        return registry.get(name)
                .orElseThrow(() -> new InputException(
                        "There are no certificates named " + name + "; configure them under quarkus.tls." + name));
    }

    private static InputException unreadable(Exception e) {
        return new InputException("Its certificates cannot be used: " + e.getMessage(), e);
    }
}
