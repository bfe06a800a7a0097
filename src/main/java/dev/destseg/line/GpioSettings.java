package dev.destseg.line;

import dev.destseg.inspection.Verdict;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gates and lights at GPIO lines: keys that begin with {@code destseg.gpio}. */
@ConfigMapping(prefix = "destseg.gpio")
public interface GpioSettings {
    /** Gates and lights, by names that people know them by. */
    @WithParentName
    Map<String, Output> all();

    /** A gate or a light. */
    interface Output {
        /** The chip, as its device is called in {@code /dev}. */
        @WithDefault("gpiochip0")
        String chip();

        /** Number of the line, or its name. */
        String line();

        /** What moves or lights it: high or low. */
        @WithDefault("high")
        String active();

        /** Whose verdicts it shows. */
        String station();

        /** The verdicts that it is for. */
        @WithDefault("DEFECT,CANNOT_JUDGE")
        Set<Verdict> verdicts();

        /** From the picture of a part until the pulse; at once when absent. */
        Optional<Duration> delay();

        /** How long it is active; until the next verdict when absent. */
        Optional<Duration> pulse();
    }
}
