package dev.destseg.training.runs;

import dev.destseg.tensor.InputException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/**
 * Names a run, and its directory: when it was asked for, in UTC, so that the order of names is the order of asking.
 *
 * @param text such as 20260131-060000-123
 */
public record RunId(String text) implements Comparable<RunId> {
    private static final Pattern ALLOWED = Pattern.compile("\\d{8}-\\d{6}-\\d{3}");
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    /** @throws InputException for any other text */
    public RunId {
        if (!isAllowed(text)) {
            throw new InputException("That names no training; give a name as the list of trainings shows it, such as"
                    + " 20260131-060000-123");
        }
    }

    static boolean isAllowed(String text) {
        return ALLOWED.matcher(text).matches();
    }

    static RunId at(Instant time) {
        return new RunId(FORMAT.format(time));
    }

    @Override
    public int compareTo(RunId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
