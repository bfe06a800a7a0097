package dev.destseg.line.mqtt;

import java.nio.charset.StandardCharsets;

/**
 * A message that is sent.
 *
 * @param topic without wildcards
 * @param payload its bytes, which nobody writes to
 * @param quality how surely it arrives
 * @param retained whether the broker says it to those who come later
 * @param isJson what the payload is; else it is nothing that MQTT has a name for
 */
public record MqttMessage(String topic, byte[] payload, Quality quality, boolean retained, boolean isJson) {
    /** Qualities of service. */
    public enum Quality {
        /** Once or, when the connection ends, not at all. */
        AT_MOST_ONCE,
        /** The broker says that it has the message. */
        AT_LEAST_ONCE
    }

    static MqttMessage json(String topic, String text, boolean retained) {
        return new MqttMessage(topic, text.getBytes(StandardCharsets.UTF_8), Quality.AT_LEAST_ONCE, retained, true);
    }

    /** One that only those hear who listen now. */
    public static MqttMessage binary(String topic, byte[] payload, Quality quality) {
        return new MqttMessage(topic, payload, quality, false, false);
    }
}
