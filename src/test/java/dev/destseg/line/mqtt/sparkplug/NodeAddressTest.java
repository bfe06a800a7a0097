package dev.destseg.line.mqtt.sparkplug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.line.mqtt.sparkplug.NodeAddress.Kind;
import dev.destseg.tensor.InputException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeAddressTest {
    @Test
    void namesTopicsAsTheSpecificationDoes() {
        NodeAddress address = new NodeAddress("plant 1", "press", Optional.of("scada"));
        assertEquals("spBv1.0/plant 1/NBIRTH/press", address.topic(Kind.NBIRTH));
        assertEquals("spBv1.0/plant 1/DDATA/press/left", address.topic(Kind.DDATA, "left"));
        assertEquals("spBv1.0/STATE/scada", NodeAddress.state("scada"));
        assertEquals("a%2Fb %2B%23%25", NodeAddress.device(Optional.of("a/b +#%")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "+", "a#", "a\nb"})
    void refusesNamesThatCannotBePartOfATopic(String name) {
        String message = assertThrows(InputException.class, () -> new NodeAddress(name, "press", Optional.empty()))
                .getMessage();
        assertTrue(message.contains("sparkplug.group"), message);
        assertThrows(InputException.class, () -> new NodeAddress("plant", name, Optional.empty()));
        assertThrows(InputException.class, () -> new NodeAddress("plant", "press", Optional.of(name)));
    }
}
