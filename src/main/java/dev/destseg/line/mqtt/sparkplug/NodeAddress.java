package dev.destseg.line.mqtt.sparkplug;

import dev.destseg.line.mqtt.MqttTopics;
import dev.destseg.tensor.InputException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What this box is called among the edge nodes of a plant.
 *
 * @param group that it belongs to
 * @param node itself, unlike any other of the group
 * @param primaryHost whom it waits for before it tells anything; tells whoever listens when absent
 */
public record NodeAddress(String group, String node, Optional<String> primaryHost) {
    private static final String NAMESPACE = "spBv1.0/";
    private static final Pattern NAME = Pattern.compile("[^/+#\\p{Cntrl}]{1,200}");
    /** Device of parts that no station has sent. */
    private static final String NO_STATION = "no-station";

    /** @throws InputException for names that cannot be part of a topic */
    public NodeAddress {
        require("group", group);
        require("node", node);
        primaryHost.ifPresent(host -> require("primary-host", host));
    }

    private static void require(String key, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new InputException("'" + name + "' cannot be a name of Sparkplug; give up to 200 characters without"
                    + " '/', '+' and '#' (sparkplug." + key + ")");
        }
    }

    /** Kinds of messages. */
    enum Kind {
        NBIRTH,
        NDEATH,
        NCMD,
        DBIRTH,
        DDATA,
        DDEATH
    }

    /** Topic of messages about this box itself. */
    String topic(Kind kind) {
        return NAMESPACE + group + "/" + kind + "/" + node;
    }

    /** Topic of messages about a device of it. */
    String topic(Kind kind, String device) {
        return topic(kind) + "/" + device;
    }

    /** What a station is called as a device. */
    static String device(Optional<String> station) {
        return station.map(MqttTopics::level).orElse(NO_STATION);
    }

    /** Where a host says whether it is there. */
    static String state(String host) {
        return NAMESPACE + "STATE/" + host;
    }
}
