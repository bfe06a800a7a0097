package dev.destseg.line;

import dev.destseg.line.kafka.KafkaCluster;
import dev.destseg.line.kafka.KafkaReceiver;
import dev.destseg.line.kafka.SaslMechanism;
import dev.destseg.line.mqtt.Broker;
import dev.destseg.line.mqtt.BrokerSettings;
import dev.destseg.line.mqtt.MqttCertificates;
import dev.destseg.line.mqtt.MqttReceiver;
import dev.destseg.line.mqtt.MqttTopics;
import dev.destseg.line.mqtt.MqttTriggers;
import dev.destseg.line.mqtt.MqttVersion;
import dev.destseg.line.output.Receiver;
import dev.destseg.line.trigger.TriggerInput;
import dev.destseg.line.webhook.Webhook;
import dev.destseg.line.webhook.WebhookSecret;
import dev.destseg.tensor.InputException;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whom the box speaks to, made from settings, each kind by the scheme of its address. What cannot be used is refused with an
 * {@link InputException}.
 *
 * @param certificates by name
 * @param vertx reads them
 */
record Peers(TlsConfigurationRegistry certificates, Vertx vertx) {
    private static final String TOPIC = "destseg/";
    private static final String CLIENT = "destseg-";
    private static final String VERDICTS = "destseg.verdicts";

    Receiver receiver(OutputSettings.Output output) {
        return switch (scheme(output)) {
            case "mqtt", "mqtts" -> new MqttReceiver(broker(output, ""), topics(output));
            case "kafka", "kafkas" ->
                new KafkaReceiver(cluster(output), output.topic().orElse(VERDICTS));
            case "http", "https" -> webhook(output);
            default -> throw unknown(output, "mqtt://, mqtts://, kafka://, kafkas://, http:// or https://");
        };
    }

    /** @param station whose pictures are wanted */
    TriggerInput triggers(BrokerSettings trigger, String station) {
        return switch (scheme(trigger)) {
            case "mqtt", "mqtts" ->
                new MqttTriggers(
                        broker(trigger, "-trigger-" + station), topics(trigger).triggers(station));
            default -> throw unknown(trigger, "mqtt:// or mqtts://");
        };
    }

    /** The address is shown to people, and stands in configurations, which is no place for passwords. */
    private static String scheme(BrokerSettings peer) {
        requireNoUser(peer.url());
        return String.valueOf(peer.url().getScheme());
    }

    private static void requireNoUser(URI url) {
        String authority = String.valueOf(url.getRawAuthority());
        int user = authority.lastIndexOf('@');
        if (user >= 0) {
            throw new InputException("The address of " + authority.substring(user + 1)
                    + " has a user in it; put user:password into a file, and name that (credentials)");
        }
    }

    private static InputException unknown(BrokerSettings peer, String known) {
        return new InputException(
                "The address " + peer.url() + " is of no kind that is known here; give one that begins with " + known);
    }

    /** @param suffix of what it knows the box as, so that two connections have two names */
    private Broker broker(BrokerSettings settings, String suffix) {
        return new Broker(
                settings.url(),
                MqttVersion.of(settings.version()),
                settings.clientId().orElseGet(() -> topics(settings).base().replace('/', '-') + suffix),
                settings.credentials().map(Peers::firstLine),
                settings.tls().map(this::tls).map(this::managers),
                settings.patience());
    }

    private KafkaCluster cluster(OutputSettings.Output output) {
        return cluster(
                output.url(),
                output.clientId().orElseGet(() -> CLIENT + machine()),
                output.mechanism(),
                output.credentials(),
                output.tls(),
                output.patience());
    }

    /**
     * A cluster of Kafka.
     *
     * @param client what it knows the box as
     * @param credentials a file with them
     * @param tls name of the certificates
     */
    KafkaCluster cluster(
            URI url,
            String client,
            SaslMechanism mechanism,
            Optional<Path> credentials,
            Optional<String> tls,
            Duration patience) {
        requireNoUser(url);
        return new KafkaCluster(
                url,
                client,
                mechanism,
                credentials.map(Peers::firstLine),
                tls.map(this::tls).map(Peers::context),
                patience);
    }

    private static MqttTopics topics(BrokerSettings settings) {
        return new MqttTopics(settings.topic().orElseGet(() -> TOPIC + machine()));
    }

    static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unnamed";
        }
    }

    private Webhook webhook(OutputSettings.Output output) {
        return new Webhook(
                output.url(),
                output.secret().map(WebhookSecret::read),
                output.credentials().map(Peers::firstLine),
                output.tls().map(this::tls).map(Peers::context),
                output.patience());
    }

    private TlsConfiguration tls(String name) {
        return certificates
                .get(name)
                .orElseThrow(() -> new InputException(
                        "There are no certificates named " + name + "; configure them under quarkus.tls." + name));
    }

    private static SSLContext context(TlsConfiguration tls) {
        try {
            return tls.createSSLContext();
        } catch (Exception e) { // As it is declared there.
            throw unreadable(e);
        }
    }

    private MqttCertificates managers(TlsConfiguration tls) {
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

    private static InputException unreadable(Exception e) {
        return new InputException("Its certificates cannot be used: " + e.getMessage(), e);
    }

    private static String firstLine(Path file) {
        try {
            return Files.readString(file).lines().findFirst().orElse("").strip();
        } catch (IOException e) {
            throw new InputException("The credentials " + file + " cannot be read: " + e, e);
        }
    }
}
