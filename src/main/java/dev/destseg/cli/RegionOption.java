package dev.destseg.cli;

import dev.destseg.image.RegionOfInterest;
import dev.destseg.tensor.InputException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The part of an image that is learned and judged. */
final class RegionOption {
    @Option(
            names = "--region",
            paramLabel = "X,Y,WIDTH,HEIGHT",
            description = "Learn and judge this part of an image only, in shares of it from the top left corner,"
                    + " such as 0.25,0.1,0.5,0.8 (default: that of --from; else the whole image).")
    @Nullable
    String text;

    /** @throws InputException for what is no box within an image */
    Optional<RegionOfInterest> given() {
        return Optional.ofNullable(text).map(RegionOption::parse);
    }

    private static RegionOfInterest parse(String text) {
        try {
            double[] numbers = Arrays.stream(text.split(",", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            if (numbers.length == 4) {
                return RegionOfInterest.given(numbers[0], numbers[1], numbers[2], numbers[3]);
            }
        } catch (NumberFormatException e) {
            throw unusable(text);
        }
        throw unusable(text);
    }

    private static InputException unusable(String text) {
        return new InputException("'" + text + "' is no region; give X,Y,WIDTH,HEIGHT in shares of the image, such as"
                + " 0.25,0.1,0.5,0.8");
    }
}
