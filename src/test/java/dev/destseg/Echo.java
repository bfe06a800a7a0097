package dev.destseg;

/** Stands for the application when the launcher is tested: prints its arguments, then exits with the last of them. */
final class Echo {
    private Echo() {}

    public static void main(String[] arguments) {
        System.out.println(String.join("|", arguments));
        System.exit(Integer.parseInt(arguments[arguments.length - 1]));
    }
}
