package dev.destseg.line.mqtt;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * @param trusted what a broker must show; what Java trusts when absent
 * @param own what the box shows; nothing when absent
 */
public record MqttCertificates(Optional<TrustManagerFactory> trusted, Optional<KeyManagerFactory> own) {
    MqttClientSslConfig config() {
        return MqttClientSslConfig.builder()
                .trustManagerFactory(trusted.orElse(null))
                .keyManagerFactory(own.orElse(null))
                .build();
    }
}
