package dev.destseg.inspection.journal;

import dev.destseg.tensor.InputException;
import java.util.regex.Pattern;

/**
 * Names an entry of the journal: a UUID of version 7 (RFC 9562) in lower case. The order of the texts is the order in
 * which the entries were committed, so an identifier is also the cursor of a page.
 *
 * @param text 36 characters
 */
public record EntryId(String text) implements Comparable<EntryId> {
    private static final Pattern VERSION_7 =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    private static final int SHOWN = 60;

    /** @throws InputException for anything else, as a path or a damaged cursor */
    public EntryId {
        if (!VERSION_7.matcher(text).matches()) {
            throw new InputException("'" + shown(text) + "' names no entry of the journal; give an identifier as the"
                    + " journal writes it, such as 0192f0c1-2b3c-7000-8000-0123456789ab");
        }
    }

    private static String shown(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= SHOWN ? printable : printable.substring(0, SHOWN) + "...";
    }

    @Override
    public int compareTo(EntryId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
