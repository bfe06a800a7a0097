package dev.destseg.health;

/** The group of checks that warn and restart nothing: {@code /q/health/group/wellness}. */
final class Wellness {
    static final String GROUP = "wellness";

    private Wellness() {}
}
