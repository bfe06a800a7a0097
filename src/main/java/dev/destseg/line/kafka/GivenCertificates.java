package dev.destseg.line.kafka;

import java.security.KeyStore;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.jspecify.annotations.Nullable;

/**
 * Lets Kafka's client use certificates that were read elsewhere, whatever they lie in. Its client makes this from its settings,
 * where it finds them.
 */
public final class GivenCertificates implements SslEngineFactory {
    /** Under it the settings have an {@link SSLContext}. */
    static final String CONTEXT = "destseg.ssl.context";

    private @Nullable SSLContext context;

    @Override
    public void configure(Map<String, ?> settings) {
        context = (SSLContext) Objects.requireNonNull(settings.get(CONTEXT));
    }

    /** @param check by which rules the name of the server is compared with its certificate */
    @Override
    public SSLEngine createClientSslEngine(String host, int port, String check) {
        SSLEngine engine = Objects.requireNonNull(context).createSSLEngine(host, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(check);
        engine.setSSLParameters(parameters);
        return engine;
    }

    @Override
    public SSLEngine createServerSslEngine(String host, int port) {
        throw new UnsupportedOperationException("This speaks to servers and is none");
    }

    @Override
    public boolean shouldBeRebuilt(Map<String, Object> settings) {
        return false;
    }

    @Override
    public Set<String> reconfigurableConfigs() {
        return Set.of();
    }

    @Override
    public @Nullable KeyStore keystore() {
        return null;
    }

    @Override
    public @Nullable KeyStore truststore() {
        return null;
    }

    @Override
    public void close() {
        // It holds nothing but what was given.
    }
}
