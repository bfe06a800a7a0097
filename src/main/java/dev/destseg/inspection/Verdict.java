package dev.destseg.inspection;

/** What is said of a part. */
public enum Verdict {
    OK,
    /** The score reaches the threshold. */
    DEFECT,
    /** There is no trustworthy score; never to be taken for OK. */
    CANNOT_JUDGE
}
