package dev.destseg.line.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.destseg.inspection.TriggerStamp;
import dev.destseg.line.trigger.TriggerSequence.Arrival;
import dev.destseg.line.trigger.TriggerSequence.Kind;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TriggerSequenceTest {
    private static final String STATION = "press";

    private static List<TriggerStamp> stamps(long run, long... numbers) {
        return LongStream.of(numbers)
                .mapToObj(number -> new TriggerStamp(STATION, run, number))
                .toList();
    }

    private static TriggerSequence after(long run, long... numbers) {
        return new TriggerSequence(STATION, stamps(run, numbers));
    }

    private static Arrival arrival(Kind kind, long run, long number, long... missed) {
        return new Arrival(kind, new TriggerStamp(STATION, run, number), stamps(run, missed), 0);
    }

    @Test
    void theFirstOneMayHaveAnyNumber() {
        TriggerSequence sequence = after(0);
        assertEquals(List.of(), sequence.holes());
        assertEquals(arrival(Kind.NEXT, 0, 4711), sequence.arrive(4711));
        assertEquals(arrival(Kind.NEXT, 0, 4712), sequence.arrive(4712));
    }

    @Test
    void aGapIsWhatWasMissedAlsoOverARestart() {
        TriggerSequence sequence = after(3, 7, 8);
        assertEquals(arrival(Kind.NEXT, 3, 11, 9, 10), sequence.arrive(11));
        assertEquals(arrival(Kind.NEXT, 3, 12), sequence.arrive(12));
    }

    @Test
    void whatCameBeforeOrWasGivenUpCameTwice() {
        TriggerSequence sequence = after(3, 7, 8);
        assertEquals(Kind.DOUBLED, sequence.arrive(8).kind());
        assertEquals(Kind.DOUBLED, sequence.arrive(7).kind());
        sequence.arrive(11);
        assertEquals(Kind.DOUBLED, sequence.arrive(10).kind());
        assertEquals(arrival(Kind.NEXT, 3, 12), sequence.arrive(12));
    }

    @Test
    void aLowerNumberThatWasNotSeenBeginsAnew() {
        TriggerSequence sequence = after(3, 7, 8);
        assertEquals(arrival(Kind.ANEW, 4, 0), sequence.arrive(0));
        assertEquals(arrival(Kind.NEXT, 4, 1), sequence.arrive(1));
        assertEquals(arrival(Kind.NEXT, 4, 8, 2, 3, 4, 5, 6, 7), sequence.arrive(8));
    }

    @Test
    void ofALongGapTheLastAreAnsweredAndAllAreCounted() {
        TriggerSequence sequence = after(3, 6, 7);
        Arrival whole = sequence.arrive(8 + TriggerSequence.MOST_ANSWERED);
        assertEquals(TriggerSequence.MOST_ANSWERED, whole.missed().size());
        assertEquals(0, whole.passedOver());
        Arrival arrival = sequence.arrive(40_000);
        assertEquals(Kind.NEXT, arrival.kind());
        assertEquals(stamps(3, LongStream.range(39_000, 40_000).toArray()), arrival.missed());
        assertEquals(39_000 - (9 + TriggerSequence.MOST_ANSWERED), arrival.passedOver());
        assertEquals(arrival(Kind.NEXT, 3, 40_001), sequence.arrive(40_001));
    }

    @Test
    void aSingleWrongNumberMakesNoGap() {
        TriggerSequence sequence = after(0, 49_999, 50_000);
        assertEquals(arrival(Kind.ANEW, 1, 100), sequence.arrive(100));
        assertEquals(arrival(Kind.ANEW, 2, 50_001), sequence.arrive(50_001));
        assertEquals(arrival(Kind.NEXT, 2, 50_002), sequence.arrive(50_002));
    }

    @Test
    void aLeapOfMoreThanADayIsNoGap() {
        TriggerSequence sequence = after(0, 0, 1);
        assertEquals(Kind.NEXT, sequence.arrive(1 + TriggerSequence.MOST_MISSED).kind());
        assertEquals(arrival(Kind.ANEW, 1, 10_000_000), sequence.arrive(10_000_000));
        assertEquals(arrival(Kind.ANEW, 2, Long.MAX_VALUE), sequence.arrive(Long.MAX_VALUE));
        assertEquals(arrival(Kind.ANEW, 3, 0), sequence.arrive(0));
    }

    @Test
    void whatWasUnderWayAtTheEndIsFoundAtTheStart() {
        TriggerSequence sequence = after(2, 5, 6, 9, 11);
        assertEquals(stamps(2, 7, 8, 10), sequence.holes());
        assertEquals(List.of(), sequence.holes());
        assertEquals(Kind.DOUBLED, sequence.arrive(8).kind());
        assertEquals(arrival(Kind.NEXT, 2, 12), sequence.arrive(12));
    }
}
