package dev.destseg.cli;

/** What a command returns from {@code call()}; failures are thrown and become codes in {@link Failures}. */
public final class ExitCode {
    public static final int DONE = 0;

    /** The command did its work, and the answer is no: a part is defective, a recipe is worse than it must be. */
    public static final int NEGATIVE = 1;

    /** The options, or what they point to, cannot be used; the user can mend that. */
    public static final int BAD_INPUT = 2;

    /** A fault of ours or of the machine. */
    public static final int INTERNAL = 70;

    private ExitCode() {}
}
