package dev.destseg.line;

import dev.destseg.line.mqtt.BrokerSettings;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.OptionalInt;

/** Where the triggers of a station come from. */
public interface TriggerSettings extends BrokerSettings {
    /**
     * A broker ({@code mqtt://}, {@code mqtts://}); a machine whose counter is polled ({@code modbus://}); {@code
     * modbus:registers} for those of this box, that the machine writes; {@code http:api}; or a time, such as {@code
     * interval:500ms}.
     */
    @Override
    URI url();

    /** For {@code modbus://}: unit that the machine answers as. */
    @WithDefault("1")
    int unit();

    /** For {@code modbus://}: first of the two holding registers with the machine's counter, counted from 0. */
    @WithDefault("0")
    int register();

    /** For {@code modbus://}: first of two holding registers that are told which trigger was taken last; none when absent. */
    OptionalInt acknowledge();

    /** For {@code modbus://}: how often the counter is read. */
    @WithDefault("10ms")
    Duration every();
}
