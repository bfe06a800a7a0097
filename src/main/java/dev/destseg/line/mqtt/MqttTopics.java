package dev.destseg.line.mqtt;

import dev.destseg.tensor.InputException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Topics of a box.
 *
 * @param base what they begin with
 */
public record MqttTopics(String base) {
    private static final Pattern BASE =
            Pattern.compile("[^/+#$\\p{Cntrl}][^+#\\p{Cntrl}]*[^/+#\\p{Cntrl}]|[^/+#$\\p{Cntrl}]");
    private static final int LONGEST = 1_000;
    private static final Pattern SPECIAL = Pattern.compile("[%/+#]");

    /** @throws InputException for a text that no topic can begin with */
    public MqttTopics {
        if (base.length() > LONGEST || !BASE.matcher(base).matches()) {
            throw new InputException("No topic can begin with '" + base
                    + "'; give words joined by '/', without '+' and '#', such as destseg/press-4");
        }
    }

    /** Whether the box is there. */
    String state() {
        return base + "/state";
    }

    /** Verdicts on the parts of a station; '%', '/', '+' and '#' in its name are written as in web addresses. */
    String verdicts(Optional<String> station) {
        return base + "/verdict" + station.map(name -> "/" + level(name)).orElse("");
    }

    /** Where the machine tells that a station is to take a picture. */
    public String triggers(String station) {
        return base + "/trigger/" + level(station);
    }

    /** Where images of a station's parts come as messages. */
    public String images(String station) {
        return base + "/image/" + level(station);
    }

    /** A name as one level of a topic: '%', '/', '+' and '#' are written as in web addresses. */
    public static String level(String name) {
        return SPECIAL.matcher(name)
                .replaceAll(found -> String.format("%%%02X", (int) found.group().charAt(0)));
    }
}
