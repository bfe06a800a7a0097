package dev.destseg.line.modbus;

import dev.destseg.tensor.InputException;
import java.net.URI;
import java.time.Duration;

/**
 * A machine that is asked by Modbus TCP.
 *
 * @param url {@code modbus://} with host and perhaps port, 502 when absent
 * @param unit that it answers as, from 0 to 255
 * @param patience with one exchange
 */
public record ModbusPeer(URI url, int unit, Duration patience) {
    private static final int PORT = 502;
    private static final int MOST_UNITS = 256;
    private static final int REGISTERS = 0x10000;

    /** @throws InputException for an address without a host, or a unit that there is not */
    public ModbusPeer {
        if (url.getHost() == null) {
            throw new InputException(
                    "The address " + url + " of a machine has no host; give one such as modbus://plc.plant.example");
        }
        if (unit < 0 || unit >= MOST_UNITS) {
            throw new InputException("A machine answers as a unit from 0 to 255, not " + unit + " (unit)");
        }
    }

    int port() {
        return url.getPort() < 0 ? PORT : url.getPort();
    }

    /** @throws InputException when a machine has no such registers */
    static void requireRegisters(String key, int first, int count) {
        if (first < 0 || first + count > REGISTERS) {
            throw new InputException("A machine has registers from 0 to 65535, and " + count
                    + " of them do not begin at " + first + " (" + key + ")");
        }
    }
}
