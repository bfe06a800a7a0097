package dev.destseg.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.destseg.tensor.InputException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegionOfInterestTest {
    @ParameterizedTest
    @CsvSource({"-0.1,0,1,1", "0,0,1.1,1", "0.5,0.5,0.5,0.6", "0,0,0,1", "0,0,1,-0.5", "NaN,0,1,1", "0,0,NaN,1"})
    void refusesABoxThatDoesNotLieWithinTheImage(double x, double y, double width, double height) {
        assertThrows(InputException.class, () -> RegionOfInterest.given(x, y, width, height));
    }

    /** It is told to another process in that way. */
    @Property
    void whatItTellsGivesTheSameBoxAgain(
            @ForAll @DoubleRange(min = 0, max = 0.9) double x, @ForAll @DoubleRange(min = 0.01, max = 1) double width) {
        RegionOfInterest region = new RegionOfInterest(x, 0, Math.min(1, x + width), 1);

        String[] told = region.toString().split(",");
        RegionOfInterest again = RegionOfInterest.given(
                Double.parseDouble(told[0]),
                Double.parseDouble(told[1]),
                Double.parseDouble(told[2]),
                Double.parseDouble(told[3]));

        assertEquals(region.left(), again.left(), 1e-6);
        assertEquals(region.right(), again.right(), 2e-6);
    }
}
