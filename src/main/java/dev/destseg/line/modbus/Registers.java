package dev.destseg.line.modbus;

import dev.destseg.inspection.Verdict;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What stands in which register. All have 16 bits without a sign; where two hold one number, the first has its upper half.
 *
 * <pre>
 *  0  layout of the registers: 1
 *  1  heartbeat: another number each 100 ms while the appliance runs, from 0 to 65535 and round again
 *  2  1 while a recipe is active, else 0
 *  3  1 while parts wait or are judged, else 0
 *  10 + 10 i, for the station that is configured as number i, counted from 0:
 *     +0 +1  how many verdicts the station was given since the start
 *     +2 +3  number of the trigger that the last verdict answers, without what is above 32 bits; 0 without a trigger
 *     +4     last verdict: 0 none yet, 1 OK, 2 DEFECT, 3 CANNOT_JUDGE
 *     +5     its score in steps of 1/10000; 65535 without one
 * </pre>
 */
final class Registers {
    static final int LAYOUT = 0;
    static final int HEARTBEAT = 1;
    static final int READY = 2;
    static final int BUSY = 3;
    static final int FIRST_STATION = 10;
    static final int STATION_SIZE = 10;

    private static final int VERSION = 1;
    private static final int NO_SCORE = 0xffff;
    private static final double SCORE_STEPS = 10_000;

    private Registers() {}

    /** What stands there before anything happened. */
    static Map<Integer, byte[]> atStart(List<String> stations) {
        Map<Integer, byte[]> registers = new TreeMap<>();
        for (int i = 0; i < FIRST_STATION + stations.size() * STATION_SIZE; i++) {
            registers.put(i, word(0));
        }
        registers.put(LAYOUT, word(VERSION));
        return registers;
    }

    /**
     * What a verdict changes.
     *
     * @param station its number
     * @param count verdicts of the station with this one
     */
    static Map<Integer, byte[]> of(
            int station, long count, OptionalLong trigger, Verdict verdict, OptionalDouble score) {
        int base = FIRST_STATION + station * STATION_SIZE;
        long number = trigger.orElse(0);
        int code =
                switch (verdict) {
                    case OK -> 1;
                    case DEFECT -> 2;
                    case CANNOT_JUDGE -> 3;
                };
        return Map.of(
                base,
                word(count >>> 16),
                base + 1,
                word(count),
                base + 2,
                word(number >>> 16),
                base + 3,
                word(number),
                base + 4,
                word(code),
                base + 5,
                word(score.isPresent() ? Math.round(score.getAsDouble() * SCORE_STEPS) : NO_SCORE));
    }

    static byte[] word(long value) {
        return new byte[] {(byte) (value >>> 8), (byte) value};
    }
}
