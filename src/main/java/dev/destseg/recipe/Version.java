package dev.destseg.recipe;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Order of versions: numbers by their value, other words as texts, parts between '.', '_' and '-' one by one. */
public final class Version {
    private static final Pattern PART = Pattern.compile("[0-9]+|[A-Za-z]+");

    private Version() {}

    /** @return below 0 when the first is older, above 0 when it is newer */
    public static int compare(String first, String second) {
        Matcher left = PART.matcher(first);
        Matcher right = PART.matcher(second);
        while (true) {
            boolean more = left.find();
            boolean others = right.find();
            if (!more || !others) {
                return Boolean.compare(more, others);
            }
            int order = compareParts(left.group(), right.group());
            if (order != 0) {
                return order;
            }
        }
    }

    private static int compareParts(String left, String right) {
        boolean number = Character.isDigit(left.charAt(0));
        boolean otherNumber = Character.isDigit(right.charAt(0));
        if (number && otherNumber) {
            return new BigInteger(left).compareTo(new BigInteger(right));
        }
        return number == otherNumber ? left.compareTo(right) : Boolean.compare(number, otherNumber);
    }
}
