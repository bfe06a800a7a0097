package dev.destseg.line.gpio;

import dev.destseg.inspection.Verdict;
import dev.destseg.tensor.InputException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A gate or a light.
 *
 * @param name that people know it by
 * @param chip of its line
 * @param line number or name
 * @param active high or low, what moves or lights it
 * @param station whose verdicts it shows
 * @param verdicts that it is for
 * @param delay from when a part's picture was accepted to the pulse; none: at once
 * @param pulse how long it is active; none: until the next verdict
 */
public record GpioOutput(
        String name,
        Path chip,
        String line,
        String active,
        String station,
        Set<Verdict> verdicts,
        Optional<Duration> delay,
        Optional<Duration> pulse) {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** @throws InputException for what cannot be */
    public GpioOutput {
        verdicts = Set.copyOf(verdicts);
        if (!Set.of("high", "low").contains(active) || verdicts.isEmpty()) {
            throw new InputException("The GPIO output " + name + " needs active: high or low, and verdicts");
        }
        if (delay.isPresent() && pulse.isEmpty()) {
            throw new InputException(
                    "The GPIO output " + name + " has a delay without a pulse; give pulse, such as 80ms");
        }
        pulse.ifPresent(time -> requireSpan(name, time, 1));
        delay.ifPresent(time -> requireSpan(name, time, 0));
    }

    /** @param chip its name in {@code /dev} */
    public static GpioOutput of(
            String name,
            String chip,
            String line,
            String active,
            String station,
            Set<Verdict> verdicts,
            Optional<Duration> delay,
            Optional<Duration> pulse) {
        GpioLine known = GpioLine.of(chip, line);
        return new GpioOutput(name, known.chip(), known.line(), active, station, verdicts, delay, pulse);
    }

    private static void requireSpan(String name, Duration time, long least) {
        if (time.toMillis() < least || time.compareTo(LONGEST) > 0) {
            throw new InputException("The GPIO output " + name + " cannot wait or be active for " + time.toMillis()
                    + " ms; give up to 10 minutes");
        }
    }

    /** As the program has it. */
    String wanted() {
        return "out:" + line + ":" + active;
    }
}
