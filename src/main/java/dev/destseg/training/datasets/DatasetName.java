package dev.destseg.training.datasets;

import dev.destseg.tensor.InputException;
import java.util.regex.Pattern;

/**
 * Names a dataset, and its directory: no name leads out of the directory of all datasets, or hides there.
 *
 * @param text letters, digits, '.', '_', '-', the first a letter or digit; at most 64
 */
public record DatasetName(String text) implements Comparable<DatasetName> {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** @throws InputException for any other text */
    public DatasetName {
        if (!isAllowed(text)) {
            throw new InputException(
                    "A dataset's name has letters, digits, '.', '_' and '-', starts with a letter or digit"
                            + " and has at most 64 of them; give one such as flange");
        }
    }

    static boolean isAllowed(String text) {
        return ALLOWED.matcher(text).matches();
    }

    @Override
    public int compareTo(DatasetName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
