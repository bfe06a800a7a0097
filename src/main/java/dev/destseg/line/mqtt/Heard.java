package dev.destseg.line.mqtt;

import java.nio.charset.StandardCharsets;

/**
 * A message that came.
 *
 * @param topic that it was sent to
 * @param payload its bytes, which nobody writes to
 */
public record Heard(String topic, byte[] payload) {
    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }
}
