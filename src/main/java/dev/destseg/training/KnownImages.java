package dev.destseg.training;

import dev.destseg.dataset.Sample;
import dev.destseg.network.Parameters;
import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.FloatTensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which images were learned from, by the digests of their files, so that each counts once. Of a digest 72 bits are kept: among a
 * hundred thousand images two that are taken for one another have a probability of one in a million millions.
 *
 * @param digests the latest at most
 */
public record KnownImages(Set<String> digests) {
    public static final KnownImages NONE = new KnownImages(Set.of());

    private static final String TENSOR = "good.digests";
    private static final int MOST = 100_000;
    private static final int NUMBERS = 3;
    /** Of a number: what a float holds exactly. */
    private static final int HEX_DIGITS = 6;

    public KnownImages {
        List<String> latest = List.copyOf(digests);
        latest = latest.subList(Math.max(0, latest.size() - MOST), latest.size());
        digests = Collections.unmodifiableSet(new LinkedHashSet<>(latest));
    }

    /** Those that are neither known nor the same as one before them. */
    public List<Sample> further(List<Sample> samples) {
        Set<String> seen = new LinkedHashSet<>(digests);
        List<Sample> further = new ArrayList<>();
        for (Sample sample : samples) {
            try {
                if (seen.add(digest(sample))) {
                    further.add(sample);
                }
            } catch (IOException e) {
                // What cannot be read is told of, and left out, when it is to be decoded.
                further.add(sample);
            }
        }
        return further;
    }

    /** @throws IOException when one can no longer be read */
    public KnownImages with(Collection<Sample> samples) throws IOException {
        Set<String> all = new LinkedHashSet<>(digests);
        for (Sample sample : samples) {
            all.add(digest(sample));
        }
        return new KnownImages(all);
    }

    private static String digest(Sample sample) throws IOException {
        return Sha256.of(sample.image()).hex().substring(0, NUMBERS * HEX_DIGITS);
    }

    /** Adds these to what a recipe carries. */
    public Parameters carriedBy(Parameters state) {
        if (digests.isEmpty()) {
            return state;
        }
        float[] numbers = new float[NUMBERS * digests.size()];
        int at = 0;
        for (String digest : digests) {
            for (int i = 0; i < NUMBERS; i++) {
                numbers[at++] = Integer.parseInt(digest, HEX_DIGITS * i, HEX_DIGITS * (i + 1), 16);
            }
        }
        return state.with(Map.of(TENSOR, FloatTensor.of(numbers, digests.size(), NUMBERS)));
    }

    /** Those that a recipe carries; none when it was made by a version that did not keep them. */
    public static KnownImages of(Parameters carried) {
        FloatTensor numbers = carried.tensors().get(TENSOR);
        Set<String> digests = new LinkedHashSet<>();
        for (int at = 0; numbers != null && at < numbers.data().length; at += NUMBERS) {
            StringBuilder digest = new StringBuilder();
            for (int i = 0; i < NUMBERS; i++) {
                digest.append(String.format("%0" + HEX_DIGITS + "x", (int) numbers.data()[at + i]));
            }
            digests.add(digest.toString());
        }
        return new KnownImages(digests);
    }
}
