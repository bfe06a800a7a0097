package dev.destseg.training.runs;

/** A program that learns nothing and says why. */
public final class Failing {
    private Failing() {}

    public static void main(String[] arguments) {
        System.err.println("The dog ate it");
        System.exit(70);
    }
}
