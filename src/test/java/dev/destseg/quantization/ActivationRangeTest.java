package dev.destseg.quantization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ActivationRangeTest {
    @Test
    void zeroIsExactlyAByte() {
        ActivationRange range = new ActivationRange(-1, 3);
        assertEquals(4f / 255, range.scale());
        assertEquals(64, range.zeroPoint());
        assertEquals(0, new ActivationRange(0, 6).zeroPoint());
        assertEquals(255, new ActivationRange(-2, 0).zeroPoint());
    }

    @Test
    void aRangeBesideZeroReachesToIt() {
        assertEquals(new ActivationRange(0, 5), new ActivationRange(2, 5));
        assertEquals(new ActivationRange(-5, 0), new ActivationRange(-5, -2));
    }

    @Test
    void whatIsAlwaysZeroHasAScaleNevertheless() {
        assertEquals(1, new ActivationRange(0, 0).scale());
    }

    @Test
    void refusesWhatIsNoRange() {
        assertThrows(IllegalArgumentException.class, () -> new ActivationRange(1, -1));
        assertThrows(IllegalArgumentException.class, () -> new ActivationRange(Float.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> new ActivationRange(0, Float.POSITIVE_INFINITY));
    }
}
