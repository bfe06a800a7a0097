package dev.destseg.inspection.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.inspection.ShortText;
import dev.destseg.tensor.InputException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * A change of the box: what, by whom, when.
 *
 * @param time when; cut to milliseconds
 * @param kind lower-case words joined by '-', such as {@link #ACTIVATION}
 * @param who made the change
 * @param details what changed; no secrets; at most 64 KiB as text
 */
public record Event(Instant time, String kind, String who, ObjectNode details) {
    public static final String START = "start";
    public static final String ACTIVATION = "activation";
    public static final String ROLL_BACK = "roll-back";
    public static final String DEACTIVATION = "deactivation";
    public static final String IMPORT = "recipe-import";
    public static final String DELETION = "recipe-deletion";
    public static final String CANDIDATE = "candidate";
    public static final String CANDIDATE_END = "candidate-end";
    /** A recipe that judges is not to be trusted any more. */
    public static final String REVOCATION = "revocation";

    public static final String DATASET = "dataset";
    public static final String TRAINING = "training";
    public static final String CONFIGURATION = "configuration";
    public static final String TOKEN_CREATED = "token-created";
    public static final String TOKEN_REVOKED = "token-revoked";
    /** The journal forgot what it no longer keeps. */
    public static final String RETENTION = "retention";
    /** Scores or images began to differ from those that a recipe was taught, or no longer do. */
    public static final String DRIFT = "drift";
    /** An output was not told of verdicts, since they waited too long or were too many. */
    public static final String VERDICTS_DROPPED = "verdicts-dropped";

    /** A receiver refused verdicts for good, which were put aside, or takes them again. */
    public static final String VERDICTS_REFUSED = "verdicts-refused";

    /** Somebody had a receiver told again what it had refused for good. */
    public static final String VERDICTS_TOLD_AGAIN = "verdicts-told-again";

    /** Somebody gave up verdicts that a receiver had refused for good. */
    public static final String VERDICTS_DISCARDED = "verdicts-discarded";

    /** Signals of a machine did not come, came twice, began anew or could not be answered. */
    public static final String TRIGGER = "trigger";

    /** A station was shown what its place looks like without a part. */
    public static final String EMPTY_PLACE = "empty-place";

    /** Another engine judges by a recipe, or could not. */
    public static final String ENGINE = "engine";

    /** Who makes changes that no person made. */
    public static final String APPLIANCE = "appliance";

    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+){0,7}");
    private static final int MOST_DETAILS = 64 << 10;

    /** @throws InputException for a kind of other characters, a name that is no short text, or too many details */
    public Event {
        time = time.truncatedTo(ChronoUnit.MILLIS);
        details = details.deepCopy();
        requireKind(kind);
        ShortText.require("name of who made a change", who);
        if (details.toString().length() > MOST_DETAILS) {
            throw new InputException("The details of a change take at most " + MOST_DETAILS + " characters");
        }
    }

    static String requireKind(String kind) {
        if (kind.length() > ShortText.LONGEST || !KIND.matcher(kind).matches()) {
            throw new InputException(
                    "The kind of a change is a few lower-case words joined by '-'; give one such as " + ACTIVATION);
        }
        return kind;
    }

    /** A copy. */
    @Override
    public ObjectNode details() {
        return details.deepCopy();
    }
}
