package dev.destseg.dataset.synthesis;

import java.util.SplittableRandom;

/**
 * Random numbers by address: the stream at (seed, path) is always the same and unlike that of any other address, so
 * that work may be shared among threads in any order with one result.
 */
public final class RandomStreams {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private RandomStreams() {}

    /** The stream at an address; a fresh generator at every call. */
    public static SplittableRandom at(long seed, long... path) {
        long state = mix(seed + GOLDEN);
        for (long step : path) {
            state = mix(state ^ mix(step + GOLDEN)) + GOLDEN;
        }
        return new SplittableRandom(state);
    }

    private static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
