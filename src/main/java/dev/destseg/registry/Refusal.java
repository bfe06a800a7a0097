package dev.destseg.registry;

/** Why something from a registry was not taken. */
public enum Refusal {
    /** Its bytes are others than their digest says. */
    WRONG_DIGEST,
    /** There is no such artifact. */
    NOT_FOUND,
    /** The registry does not know who asks, or does not let them. */
    NOT_ALLOWED,
    /** It is larger, or has more parts, than is taken. */
    TOO_LARGE,
    /** The registry wants it to be fetched elsewhere. */
    REDIRECTED,
    /** It is not what it should be. */
    MALFORMED,
    /** Nobody has signed it. */
    UNSIGNED,
    /** Those who signed it are not trusted for this. */
    UNTRUSTED,
    /** A signature or key is past its time. */
    EXPIRED,
    /** A key or a recipe is on the list of those revoked. */
    REVOKED,
    /** The policy has no rule for the repository or product. */
    NO_RULE,
    /** A signature is of something else. */
    SWAPPED,
    /** It is older than what was there before, or than what policy allows. */
    DOWNGRADE,
    /** It does not suit this appliance. */
    UNSUITABLE,
    /** There is too little room. */
    NO_SPACE
}
