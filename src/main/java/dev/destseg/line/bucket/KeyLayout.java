package dev.destseg.line.bucket;

import java.util.Optional;

/** What keys say of parts, as folders of data sets do; the first one that any key shows is meant. */
enum KeyLayout {
    MVTEC,
    GOOD_AND_DEFECTIVE,
    UNSORTED;

    private static final String GOOD = "good/";
    private static final String TRAIN = "train/good/";

    /** The one that a key shows. */
    static KeyLayout of(String key) {
        return key.startsWith(TRAIN) ? MVTEC : key.startsWith(GOOD) ? GOOD_AND_DEFECTIVE : UNSORTED;
    }

    boolean holds(String key) {
        return switch (this) {
            case MVTEC -> key.startsWith(TRAIN) || key.matches("test/[^/]+/.+");
            case GOOD_AND_DEFECTIVE -> key.contains("/");
            case UNSORTED -> true;
        };
    }

    Optional<Boolean> isDefective(String key) {
        return switch (this) {
            case MVTEC -> Optional.of(!key.startsWith(TRAIN) && !key.startsWith("test/good/"));
            case GOOD_AND_DEFECTIVE -> Optional.of(!key.startsWith(GOOD));
            case UNSORTED -> Optional.empty();
        };
    }
}
