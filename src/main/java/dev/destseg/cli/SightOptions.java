package dev.destseg.cli;

import dev.destseg.dataset.Outline;
import dev.destseg.dataset.Registering;
import dev.destseg.dataset.Sight;
import dev.destseg.dataset.TileSize;
import dev.destseg.image.ImageReader;
import dev.destseg.image.Mask;
import dev.destseg.image.RegionOfInterest;
import dev.destseg.tensor.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is seen of images, when they are learned and when parts are judged. */
final class SightOptions {
    private static final String FIRST = "first";

    @Option(
            names = "--region",
            paramLabel = "BOX",
            description =
                    "Learn and judge this part of an image only: X,Y,WIDTH,HEIGHT in shares of it from the top left"
                            + " corner, such as 0.25,0.1,0.5,0.8, or the corners of a polygon, such as \"0.5,0 1,1 0,1\""
                            + " (default: that of --from; else the whole image).")
    @Nullable
    String region;

    @Option(
            names = "--ignore",
            paramLabel = "WHAT",
            description =
                    "Leave this out, here and when parts are judged: a box or polygon as for --region, or a PNG as"
                            + " large as the images, white where nothing counts. May be given several times.")
    List<String> ignored = List.of();

    @Option(
            names = "--tile",
            paramLabel = "SIDE[,OVERLAP]",
            description =
                    "Judge large images in overlapping tiles of so many of their pixels, so that small defects are"
                            + " seen: 512, or 512,64 with the overlap (default: an eighth), or auto: tiles of twice the input size, or"
                            + " larger ones where these would be more than 32. A part takes as many times as long as there are"
                            + " tiles (default: none, all in one).")
    @Nullable
    String tile;

    @Option(
            names = "--register",
            paramLabel = "IMAGE",
            description =
                    "Lay every image over this one of a good part before it is learned or judged, or over the first"
                            + " good image: first. Regions are told in the image as it came; an image that cannot be laid over it"
                            + " is CANNOT_JUDGE (default: images are judged as they lie).")
    @Nullable
    String register;

    @Option(
            names = "--max-turn",
            paramLabel = "DEGREES",
            description = "By how much parts may be turned either way, with --register: up to 180 (default: 15).")
    @Nullable
    Double turn;

    @Option(
            names = "--max-shift",
            paramLabel = "SHARE",
            description = "By how much they may be off, as a share of the longer side of an image, with --register"
                    + " (default: 0.2).")
    @Nullable
    Double shift;

    /**
     * @param usual the region that is seen when none is given
     * @throws InputException for what cannot be on an image
     */
    Sight sight(RegionOfInterest usual) {
        Optional<Outline> outline = Optional.ofNullable(region).map(Outline::parse);
        List<Path> masks =
                ignored.stream().map(Path::of).filter(Files::isRegularFile).toList();
        if (masks.size() > 1) {
            throw new InputException("Give one mask with --ignore, not " + masks + "; boxes and polygons may be more");
        }
        return new Sight(
                outline.map(Outline::box).orElse(usual),
                outline.filter(given -> isPolygon(region)),
                outlines(),
                masks.stream().findFirst().map(SightOptions::mask),
                tile(),
                registering());
    }

    /** What is given of {@code --region}, where it must be a box. */
    Optional<RegionOfInterest> box() {
        if (isPolygon(region)) {
            throw new InputException(
                    "Give --region as X,Y,WIDTH,HEIGHT; what lies around a polygon can be left out with" + " --ignore");
        }
        return Optional.ofNullable(region).map(Outline::parse).map(Outline::box);
    }

    /** Boxes and polygons that are ignored. */
    List<Outline> outlines() {
        return ignored.stream()
                .filter(text -> !Files.isRegularFile(Path.of(text)))
                .map(SightOptions::outline)
                .toList();
    }

    Optional<Registering> registering() {
        if (register == null) {
            if (turn != null || shift != null) {
                throw new InputException("--max-turn and --max-shift go with --register alone");
            }
            return Optional.empty();
        }
        return Optional.of(new Registering(
                register.equals(FIRST) ? Optional.empty() : Optional.of(new ImageReader().read(Path.of(register))),
                turn == null ? Registering.USUAL_DEGREES : turn,
                shift == null ? Registering.USUAL_SHIFT : shift));
    }

    Optional<TileSize> tile() {
        return Optional.ofNullable(tile).flatMap(TileSize::parse);
    }

    private static boolean isPolygon(@Nullable String text) {
        return text != null && text.trim().contains(" ");
    }

    private static Outline outline(String text) {
        if (text.endsWith(".png")) {
            throw new InputException("There is no mask " + text + "; check the path");
        }
        return Outline.parse(text);
    }

    private static Mask mask(Path file) {
        return new ImageReader().readMask(file);
    }
}
