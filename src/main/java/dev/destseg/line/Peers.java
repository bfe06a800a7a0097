package dev.destseg.line;

import dev.destseg.line.bucket.ObjectStorage;
import dev.destseg.line.bucket.StorageAddress;
import dev.destseg.line.gpio.GpioTriggers;
import dev.destseg.line.kafka.KafkaCluster;
import dev.destseg.line.kafka.KafkaImages;
import dev.destseg.line.kafka.KafkaReceiver;
import dev.destseg.line.kafka.SaslMechanism;
import dev.destseg.line.modbus.BoxState;
import dev.destseg.line.modbus.ModbusPeer;
import dev.destseg.line.modbus.ModbusReceiver;
import dev.destseg.line.modbus.PolledTriggers;
import dev.destseg.line.mqtt.Broker;
import dev.destseg.line.mqtt.BrokerSettings;
import dev.destseg.line.mqtt.MqttImages;
import dev.destseg.line.mqtt.MqttReceiver;
import dev.destseg.line.mqtt.MqttTopics;
import dev.destseg.line.mqtt.MqttTriggers;
import dev.destseg.line.mqtt.MqttVersion;
import dev.destseg.line.mqtt.sparkplug.BirthNumbers;
import dev.destseg.line.mqtt.sparkplug.NodeAddress;
import dev.destseg.line.mqtt.sparkplug.SparkplugReceiver;
import dev.destseg.line.output.Receiver;
import dev.destseg.line.trigger.ImageMessages;
import dev.destseg.line.trigger.IntervalTriggers;
import dev.destseg.line.trigger.PushedTriggers;
import dev.destseg.line.trigger.TriggerInput;
import dev.destseg.line.trigger.WaitingImages;
import dev.destseg.line.webhook.Webhook;
import dev.destseg.line.webhook.WebhookSecret;
import dev.destseg.tensor.InputException;
import io.quarkus.runtime.configuration.DurationConverter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Whom the box speaks to, made from settings, each kind by the scheme of its address. What cannot be used is refused with an
 * {@link InputException}.
 *
 * @param certificates that they are trusted by
 * @param registers where triggers of a station are heard that a machine writes into registers of this box
 * @param box what machines are told of it
 */
record Peers(PeerCertificates certificates, Function<String, TriggerInput> registers, Supplier<BoxState> box) {
    private static final String TOPIC = "destseg/";
    private static final String CLIENT = "destseg-";
    private static final String VERDICTS = "destseg.verdicts";
    /** Those of this box. */
    private static final URI REGISTERS = URI.create("modbus:registers");

    private static final URI API = URI.create("http:api");

    Receiver receiver(OutputSettings.Output output) {
        return switch (scheme(output)) {
            case "mqtt", "mqtts" -> new MqttReceiver(broker(output, ""), topics(output));
            case "kafka", "kafkas" ->
                new KafkaReceiver(
                        cluster(output, output.mechanism(), ""), output.topic().orElse(VERDICTS));
            case "http", "https" -> webhook(output);
            case "modbus" ->
                new ModbusReceiver(
                        new ModbusPeer(output.url(), output.unit(), output.patience()),
                        output.register(),
                        output.stations().orElse(List.of()),
                        box.get());
            default -> throw unknown(output, "mqtt://, mqtts://, kafka://, kafkas://, http://, https:// or modbus://");
        };
    }

    /**
     * A broker that is told in the language of Sparkplug B.
     *
     * @param numbers of sessions with it
     * @param stations those that take pictures by themselves, and whether they can at present
     */
    Receiver receiver(
            OutputSettings.Output output,
            OutputSettings.Sparkplug names,
            BirthNumbers numbers,
            Supplier<Map<String, Boolean>> stations) {
        return switch (scheme(output)) {
            case "mqtt", "mqtts" ->
                new SparkplugReceiver(
                        broker(output, ""),
                        new NodeAddress(names.group(), names.node().orElseGet(Peers::machine), names.primaryHost()),
                        numbers,
                        stations);
            default -> throw unknown(output, "mqtt:// or mqtts://, for only brokers of MQTT know Sparkplug");
        };
    }

    /**
     * @param station whose pictures are wanted
     * @param last number that was given to a part before, where signals have none
     * @param late how old a signal may be
     */
    TriggerInput triggers(TriggerSettings trigger, String station, long last, Duration late) {
        return switch (scheme(trigger)) {
            case "mqtt", "mqtts" ->
                new MqttTriggers(
                        broker(trigger, "-trigger-" + station), topics(trigger).triggers(station));
            case "gpio" -> new GpioTriggers(trigger.url(), last);
            case "modbus" -> REGISTERS.equals(trigger.url()) ? registers.apply(station) : polled(trigger, late);
            case "http" -> pushed(trigger);
            case "interval" -> new IntervalTriggers(interval(trigger), last);
            default ->
                throw unknown(
                        trigger,
                        "mqtt://, mqtts://, modbus://, gpio:// or interval:, or is modbus:registers, http:api or opcua:method");
        };
    }

    /**
     * @param station whose images come as messages
     * @param last number that was given to a part before
     * @param largest bytes of an image
     */
    ImageMessages images(MessageSettings settings, String station, long last, long largest) {
        WaitingImages waiting = new WaitingImages(last, largest);
        return switch (scheme(settings)) {
            case "mqtt", "mqtts" ->
                new MqttImages(
                        broker(settings, "-image-" + station), topics(settings).images(station), waiting);
            case "kafka", "kafkas" ->
                new KafkaImages(
                        cluster(settings, settings.mechanism(), "-image-" + station),
                        settings.topic()
                                .orElseThrow(() -> new InputException(
                                        "Images of a cluster of Kafka come from a topic; name it (topic)")),
                        settings.partitions().orElse(Set.of()),
                        waiting);
            default -> throw unknown(settings, "mqtt://, mqtts://, kafka:// or kafkas://");
        };
    }

    private static PolledTriggers polled(TriggerSettings trigger, Duration late) {
        return new PolledTriggers(
                new ModbusPeer(trigger.url(), trigger.unit(), trigger.patience()),
                trigger.register(),
                trigger.acknowledge(),
                trigger.every(),
                late);
    }

    private static PushedTriggers pushed(TriggerSettings trigger) {
        if (!API.equals(trigger.url())) {
            throw new InputException("Triggers over HTTP are sent to this box and not fetched from " + trigger.url()
                    + "; write http:api");
        }
        return new PushedTriggers();
    }

    private static Duration interval(TriggerSettings trigger) {
        try {
            return DurationConverter.parseDuration(trigger.url().getSchemeSpecificPart());
        } catch (IllegalArgumentException e) {
            throw new InputException(trigger.url() + " names no time; write one such as interval:500ms", e);
        }
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
                settings.tls().map(certificates::ofMqtt),
                settings.patience());
    }

    /** @param suffix of what it knows the box as, so that two connections have two names */
    private KafkaCluster cluster(BrokerSettings settings, SaslMechanism mechanism, String suffix) {
        return cluster(
                settings.url(),
                settings.clientId().orElseGet(() -> CLIENT + machine() + suffix),
                mechanism,
                settings.credentials(),
                settings.tls(),
                settings.patience());
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
                url, client, mechanism, credentials.map(Peers::firstLine), tls.map(certificates::context), patience);
    }

    /** Object storage; credentials that cannot be read are found now and not by the first message. */
    ObjectStorage storage(S3Settings settings) {
        settings.credentials().ifPresent(Peers::firstLine);
        return new ObjectStorage(new StorageAddress(
                settings.endpoint(),
                settings.region(),
                settings.pathStyle(),
                settings.credentials(),
                settings.tls().map(certificates::context),
                settings.patience()));
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
                output.tls().map(certificates::context),
                output.patience());
    }

    private static String firstLine(Path file) {
        try {
            return Files.readString(file).lines().findFirst().orElse("").strip();
        } catch (IOException e) {
            throw new InputException("The credentials " + file + " cannot be read: " + e, e);
        }
    }
}
