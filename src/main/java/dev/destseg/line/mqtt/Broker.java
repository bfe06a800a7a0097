package dev.destseg.line.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfigBuilder;
import dev.destseg.tensor.InputException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A broker, and as whom it is spoken to.
 *
 * @param url {@code mqtt://} or {@code mqtts://} with host and perhaps port
 * @param version of the protocol
 * @param clientId what it knows this box as; a second client of that name ends the first
 * @param credentials as {@code user:password}
 * @param certificates those of Java when absent
 * @param patience with one exchange
 */
public record Broker(
        URI url,
        MqttVersion version,
        String clientId,
        Optional<String> credentials,
        Optional<MqttCertificates> certificates,
        Duration patience) {
    private static final String ENCRYPTED = "mqtts";
    private static final int PORT = 1883;
    private static final int ENCRYPTED_PORT = 8883;

    /** @throws InputException for an address without a host */
    public Broker {
        if (url.getHost() == null) {
            throw new InputException(
                    "The address " + url + " of a broker has no host; give one such as mqtt://broker.plant.example");
        }
    }

    /** A client of it before its version is chosen; it is not connected yet. */
    MqttClientBuilder client() {
        MqttClientTransportConfigBuilder transport = MqttClientTransportConfig.builder()
                .serverHost(url.getHost())
                .serverPort(port())
                // What begins later would be a connection that nobody waits for, and end the one that took its place.
                .socketConnectTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .mqttConnectTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        return MqttClient.builder()
                .identifier(clientId)
                .transportConfig(
                        isEncrypted() ? transport.sslConfig(encryption()).build() : transport.build());
    }

    private boolean isEncrypted() {
        return ENCRYPTED.equals(url.getScheme());
    }

    private int port() {
        int standard = isEncrypted() ? ENCRYPTED_PORT : PORT;
        return url.getPort() < 0 ? standard : url.getPort();
    }

    String user() {
        return credentials.map(text -> text.substring(0, colon(text))).orElseThrow();
    }

    byte[] password() {
        return credentials
                .map(text -> text.substring(Math.min(text.length(), colon(text) + 1)))
                .orElseThrow()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static int colon(String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? text.length() : colon;
    }

    private MqttClientSslConfig encryption() {
        return certificates.map(MqttCertificates::config).orElseGet(() -> MqttClientSslConfig.builder()
                .build());
    }
}
