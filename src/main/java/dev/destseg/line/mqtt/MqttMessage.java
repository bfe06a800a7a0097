package dev.destseg.line.mqtt;

import java.nio.charset.StandardCharsets;

/**
 * @param topic without wildcards
 * @param text JSON
 * @param retained whether the broker says it to those who come later
 */
record MqttMessage(String topic, String text, boolean retained) {
    byte[] payload() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
