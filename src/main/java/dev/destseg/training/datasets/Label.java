package dev.destseg.training.datasets;

import dev.destseg.tensor.InputException;
import java.util.Locale;

/** What the part on an image is. */
public enum Label {
    GOOD,
    DEFECTIVE;

    /** @throws InputException for anything but good and defective, in any case of letters */
    public static Label of(String text) {
        for (Label label : values()) {
            if (label.text().equals(text.toLowerCase(Locale.ROOT))) {
                return label;
            }
        }
        throw new InputException("'" + text + "' is no label; give good or defective");
    }

    /** In lower case, as files, folders and answers name it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
