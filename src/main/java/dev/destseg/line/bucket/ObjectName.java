package dev.destseg.line.bucket;

import dev.destseg.tensor.InputException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an object lies, written {@code s3://bucket/key}; the key stands as it is, not as in web addresses.
 *
 * @param bucket that it is in
 * @param key its name there; of a place that many are at, what their names begin with, which may be nothing
 */
public record ObjectName(String bucket, String key) {
    private static final String SCHEME = "s3://";
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,254}");
    private static final Pattern FORM = Pattern.compile("s3://([^/]*)(?:/(.*))?", Pattern.DOTALL);
    /** What a server, or a proxy before it, would take for the way to another bucket. */
    private static final Pattern WAY_UP = Pattern.compile("(?:^|/)\\.{1,2}(?:/|$)");

    private static final int LONGEST_KEY = 1024;

    /** @throws InputException for names that no storage has */
    public ObjectName {
        if (!BUCKET.matcher(bucket).matches()) {
            throw new InputException("'" + bucket + "' cannot be a bucket; give a name of letters, digits, '.', '_' and"
                    + " '-', as in s3://images/press-4/1.png");
        }
        if (key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
            throw new InputException("A key in the bucket " + bucket + " has more than the " + LONGEST_KEY
                    + " bytes that storage knows");
        }
    }

    /** Whether this is meant to be such a place, well written or not. */
    public static boolean isMeant(String text) {
        return text.startsWith(SCHEME);
    }

    /** @throws InputException for what does not name one object */
    public static ObjectName parse(String text) {
        ObjectName name = parsePrefix(text);
        if (name.key().isEmpty()) {
            throw new InputException(text + " names a bucket and no object in it; give one as s3://bucket/key");
        }
        if (WAY_UP.matcher(name.key()).find()) {
            throw new InputException(text + " has '.' or '..' between slashes, so that it is not clear which object is"
                    + " meant; give a key without");
        }
        return name;
    }

    /** A bucket, or the part of it whose keys begin alike. @throws InputException for what is neither */
    public static ObjectName parsePrefix(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches() || text.chars().anyMatch(Character::isISOControl)) {
            throw new InputException("'" + text.replaceAll("\\p{Cntrl}", "?")
                    + "' names no object; give one as s3://bucket/key, without control characters");
        }
        return new ObjectName(parts.group(1), parts.group(2) == null ? "" : parts.group(2));
    }

    @Override
    public String toString() {
        return SCHEME + bucket + "/" + key;
    }
}
