package dev.destseg.training.runs;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** How this box learns beside judging: keys that begin with {@code destseg.training}. */
@ConfigMapping(prefix = "destseg.training")
public interface RunSettings {
    /** Memory that a run may take unless it asks for another bound, in mebibytes; one that takes more is ended. */
    @WithDefault("2048")
    int memoryMebibytes();

    /** Temperature above which a run pauses unless it asks for another bound, in degrees Celsius. */
    @WithDefault("85")
    double celsius();

    /** Threads of a run; when absent all cores but one, and at least one. */
    OptionalInt threads();

    /** When the idle hours begin, in the time zone of the box. */
    @WithDefault("22:00")
    LocalTime idleFrom();

    /** When the idle hours end; the same time as their begin means that all hours are idle. */
    @WithDefault("05:00")
    LocalTime idleUntil();

    /** Failures in a row after which a run is given up. */
    @WithDefault("3")
    int attempts();

    /** Time between a failure and the next attempt. */
    @WithDefault("30s")
    Duration retryDelay();

    /** What an interruption can cost at most. */
    @WithDefault("60s")
    Duration checkpointEvery();

    /** How often a running process is looked at. */
    @WithDefault("500ms")
    Duration watchInterval();

    /**
     * How long a run that a person has paused keeps its process, and with it its memory and its turn; after that it goes on from
     * its checkpoint when it is resumed.
     */
    @WithDefault("10m")
    Duration pauseHolds();

    /** Parts that wait to be judged at which a run stands still until there are fewer. */
    @WithDefault("2")
    int backlog();

    /** Most runs that may wait. */
    @WithDefault("20")
    int queue();

    /** Runs that are remembered after their end, the newest. */
    @WithDefault("50")
    int kept();

    /** Most parts confirmed by operators that a candidate is tried on, the last ones. */
    @WithDefault("200")
    int confirmedCases();

    /** The teacher of the profile paper, as {@code destseg teacher import} makes it. */
    Optional<Path> paperTeacher();

    /** Where Linux lists thermal zones. */
    @WithDefault("/sys/class/thermal")
    Path thermal();

    /** Runs that nobody has to ask for. */
    Automatic automatic();

    /** When a run begins by itself. */
    interface Automatic {
        /** As soon as operators have confirmed so many new good parts of a product; never when absent. */
        OptionalInt goodImages();

        /**
         * As soon as a product has drifted so far from what its recipe was taught, 1 being the edge of its band, and operators
         * have confirmed {@link #driftImages} new good parts; never when absent.
         */
        OptionalDouble drift();

        /** New good parts that a training needs after a drift: the old ones would teach the same again. */
        @WithDefault("10")
        int driftImages();

        /** What learns then. */
        @WithDefault("instant")
        String profile();

        /** Whether such a run waits for the idle hours. */
        @WithDefault("true")
        boolean idleHours();

        /** Whether its candidate, if it is better, may judge at once. */
        @WithDefault("false")
        boolean activate();

        /** How often this is looked at. */
        @WithDefault("10m")
        Duration interval();
    }
}
