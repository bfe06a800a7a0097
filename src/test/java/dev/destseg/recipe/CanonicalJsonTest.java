package dev.destseg.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {
    /** The last column is what ECMAScript's Number.toString gives. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1, 1",
        "-1.5, -1.5",
        "0.1, 0.1",
        "100, 100",
        "123456.789, 123456.789",
        "1e20, 100000000000000000000",
        "1e21, 1e+21",
        "1.5e300, 1.5e+300",
        "0.000001, 0.000001",
        "0.0000001, 1e-7",
        "1.25e-9, 1.25e-9",
        "4.9e-324, 5e-324",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "0.30000000000000004, 0.30000000000000004",
        "2e23, 2e+23"
    })
    void writesNumbersAsEcmaScriptDoes(double value, String expected) {
        assertEquals(expected, CanonicalJson.number(value));
    }

    @Property(tries = 500)
    void numbersReadBackAsTheyWere(@ForAll double value) {
        assertEquals(value == 0 ? 0.0 : value, Double.parseDouble(CanonicalJson.number(value)));
    }

    @Test
    void sortsNamesAndDropsWhiteSpace() throws IOException {
        String text =
                "{ \"b\" : [1, 2.50, true, null], \"a\": {\"z\": \"\\u00e4\\u001F\\n\\\"\", \"B\": -9007199254740993} }";
        byte[] encoded = CanonicalJson.encode(new ObjectMapper().readTree(text));
        assertEquals(
                "{\"a\":{\"B\":-9007199254740993,\"z\":\"\u00e4\\u001f\\n\\\"\"},\"b\":[1,2.5,true,null]}",
                new String(encoded, StandardCharsets.UTF_8));
    }
}
