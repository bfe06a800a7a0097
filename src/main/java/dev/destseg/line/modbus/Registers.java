package dev.destseg.line.modbus;

import dev.destseg.inspection.Verdict;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What stands in which register. All have 16 bits without a sign; where two hold one number, the first has its upper half.
 *
 * <pre>
 *  0  layout of the registers: 1
 *  1  heartbeat: another number each 100 ms (500 ms where the box writes to the machine) while the appliance runs, from 0 to
 *     65535 and round again
 *  2  1 while a recipe is active, else 0
 *  3  1 while parts wait or are judged, else 0
 *  10 + 10 i, for the station that is configured as number i, counted from 0:
 *     +0 +1  how many verdicts the station was given since the start
 *     +2 +3  number of the trigger that the last verdict answers, without what is above 32 bits; 0 without a trigger
 *     +4     last verdict: 0 none yet, 1 OK, 2 DEFECT, 3 CANNOT_JUDGE
 *     +5     its score in steps of 1/10000; 65535 without one
 *     +6 +7  the machine's counter, which the machine writes: another number is a trigger, 0 is none
 *     +8 +9  number of the trigger that was taken last
 * </pre>
 *
 * <p>Both registers of the counter are written by one request; a machine that cannot do that writes the upper one first, for
 * what is written into the lower one counts. A counter of 16 bits is written into the lower one alone.
 *
 * <p>Coil i is for machines that cannot count: that it is switched on is a trigger of station i, and the box counts.
 */
final class Registers {
    static final int LAYOUT = 0;

    private static final int FIRST_STATION = 10;
    private static final int STATION_SIZE = 10;
    private static final int TRIGGER = 6;
    private static final int TAKEN = 8;
    private static final int VERSION = 1;
    private static final int NO_SCORE = 0xffff;
    private static final double SCORE_STEPS = 10_000;
    private static final int ANSWER_WORDS = 6;
    private static final int HEADER_WORDS = 4;

    private Registers() {}

    /** How many there are for so many stations. */
    static int count(int stations) {
        return FIRST_STATION + stations * STATION_SIZE;
    }

    /** Of a station, where its answers begin. */
    static int answer(int station) {
        return FIRST_STATION + station * STATION_SIZE;
    }

    /** Of a station, where its counter begins. */
    static int trigger(int station) {
        return answer(station) + TRIGGER;
    }

    /** Of a station, where it is said which trigger was taken. */
    static int taken(int station) {
        return answer(station) + TAKEN;
    }

    /** Number of the station that a register belongs to; negative for those of the box. */
    static int station(int register) {
        return Math.floorDiv(register - FIRST_STATION, STATION_SIZE);
    }

    /** Whether a register is one that a machine's counter is written into. */
    static boolean isTrigger(int register) {
        int within = Math.floorMod(register - FIRST_STATION, STATION_SIZE);
        return register >= FIRST_STATION && (within == TRIGGER || within == TRIGGER + 1);
    }

    /** What stands there before anything happened. */
    static Map<Integer, byte[]> atStart(int stations) {
        Map<Integer, byte[]> registers = new TreeMap<>();
        for (int i = 0; i < count(stations); i++) {
            registers.put(i, word(0));
        }
        registers.put(LAYOUT, word(VERSION));
        return registers;
    }

    /** What is said of the box, from {@link #LAYOUT} on. */
    static byte[] header(int beats, BoxState box) {
        return ByteBuffer.allocate(2 * HEADER_WORDS)
                .putShort((short) VERSION)
                .putShort((short) beats)
                .putShort((short) (box.ready().getAsBoolean() ? 1 : 0))
                .putShort((short) (box.busy().getAsBoolean() ? 1 : 0))
                .array();
    }

    /**
     * What a verdict says, from {@link #answer} on.
     *
     * @param count verdicts of the station with this one
     */
    static byte[] words(long count, OptionalLong trigger, Verdict verdict, OptionalDouble score) {
        int code =
                switch (verdict) {
                    case OK -> 1;
                    case DEFECT -> 2;
                    case CANNOT_JUDGE -> 3;
                };
        long steps = score.isPresent() ? Math.round(score.getAsDouble() * SCORE_STEPS) : NO_SCORE;
        return ByteBuffer.allocate(2 * ANSWER_WORDS)
                .putInt((int) count)
                .putInt((int) trigger.orElse(0))
                .putShort((short) code)
                .putShort((short) steps)
                .array();
    }

    /** Words by their registers. */
    static Map<Integer, byte[]> at(int first, byte[] words) {
        Map<Integer, byte[]> registers = new TreeMap<>();
        for (int i = 0; i < words.length / 2; i++) {
            registers.put(first + i, new byte[] {words[2 * i], words[2 * i + 1]});
        }
        return registers;
    }

    static byte[] word(long value) {
        return new byte[] {(byte) (value >>> 8), (byte) value};
    }

    static byte[] words(long value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt((int) value).array();
    }

    /** One number of two words. */
    static long number(byte[] upper, byte[] lower) {
        return Integer.toUnsignedLong(
                ByteBuffer.allocate(Integer.BYTES).put(upper).put(lower).getInt(0));
    }
}
