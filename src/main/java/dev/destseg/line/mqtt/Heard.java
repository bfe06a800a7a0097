package dev.destseg.line.mqtt;

import java.nio.charset.StandardCharsets;

/**
 * A message that came.
 *
 * @param topic that it was sent to
 * @param payload its bytes, which nobody writes to
 * @param isKept whether the broker had it before anybody listened (MQTT says "retained")
 */
public record Heard(String topic, byte[] payload, boolean isKept) {
    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }
}
