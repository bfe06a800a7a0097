package dev.destseg.line;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Verdicts for machines that poll by Modbus TCP: keys that begin with {@code destseg.modbus}. */
@ConfigMapping(prefix = "destseg.modbus")
public interface ModbusSettings {
    /** Address to listen on; Modbus knows no passwords, so that whoever reaches it can read. */
    @WithDefault("127.0.0.1")
    String host();

    /** Port to listen on; nobody is answered when absent. */
    OptionalInt port();

    /** Stations whose verdicts are shown, in the order of their registers. */
    Optional<List<String>> stations();
}
