package dev.destseg.line.mqtt;

import dev.destseg.tensor.InputException;

/** Versions of the protocol. */
public enum MqttVersion {
    V5,
    V3_1_1;

    /** @throws InputException for a text that is neither 5.0 nor 3.1.1 */
    public static MqttVersion of(String text) {
        return switch (text) {
            case "5", "5.0" -> V5;
            case "3", "3.1.1" -> V3_1_1;
            default -> throw new InputException("There is no MQTT " + text + " here; give 5.0 or 3.1.1");
        };
    }
}
