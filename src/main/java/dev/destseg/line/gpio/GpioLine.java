package dev.destseg.line.gpio;

import dev.destseg.tensor.InputException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A line of a chip.
 *
 * @param chip its device
 * @param line its number there, or its name
 */
record GpioLine(Path chip, String line) {
    private static final Pattern CHIP = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern LINE = Pattern.compile("[A-Za-z0-9_./+-]+");

    /**
     * @param chip its name in {@code /dev}
     * @throws InputException for names that none can have
     */
    static GpioLine of(String chip, String line) {
        if (!CHIP.matcher(chip).matches() || !LINE.matcher(line).matches()) {
            throw new InputException(
                    "'" + chip + "' and '" + line + "' name no line of a GPIO chip; give one such as gpiochip0 and 17");
        }
        return new GpioLine(Path.of("/dev", chip), line);
    }
}
