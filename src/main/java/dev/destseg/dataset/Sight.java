package dev.destseg.dataset;

import dev.destseg.image.Box;
import dev.destseg.image.Image;
import dev.destseg.image.Mask;
import dev.destseg.image.RegionOfInterest;
import dev.destseg.image.Resampling;
import dev.destseg.image.Resize;
import dev.destseg.image.Tiles;
import dev.destseg.image.View;
import dev.destseg.tensor.InputException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What somebody wants to be seen of images, before it is known how large they are. Immutable.
 *
 * @param region the part of an image that is seen
 * @param within what is seen of that; all when absent
 * @param ignored what is not seen
 * @param mask of a whole image: what is not seen
 * @param tile how large the pieces are; one of all when absent
 * @param registering how images are laid over a reference before; not at all when absent
 */
public record Sight(
        RegionOfInterest region,
        Optional<Outline> within,
        List<Outline> ignored,
        Optional<Mask> mask,
        Optional<TileSize> tile,
        Optional<Registering> registering) {
    /** Images as they are. */
    public static final Sight ALL = of(RegionOfInterest.ALL);

    /** Of {@link #described}, what a sight cannot be made of again. */
    public static final Set<String> NOT_TOLD = Set.of("region_outline", "ignored_mask", "reference");

    private static final String IGNORED = "ignored";
    private static final String TILE = "tile";
    private static final String REGISTERED = "registered";
    private static final String BETWEEN = "; ";

    public Sight {
        ignored = List.copyOf(ignored);
    }

    /** A part of an image, all of it, in one piece. */
    public static Sight of(RegionOfInterest region) {
        return new Sight(region, Optional.empty(), List.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public Sight withTile(Optional<TileSize> other) {
        return new Sight(region, within, ignored, mask, other, registering);
    }

    public Sight withRegistering(Optional<Registering> other) {
        return new Sight(region, within, ignored, mask, tile, other);
    }

    /** Whether all of the region is seen in one piece. */
    public boolean isPlain() {
        return tile.isEmpty() && within.isEmpty() && ignored.isEmpty() && mask.isEmpty() && registering.isEmpty();
    }

    /**
     * What is seen of images of this size.
     *
     * @param first such an image
     * @param input height and width that the networks take
     * @throws InputException when the mask is of images of another size, nothing is left to see, or the tiles are too small
     */
    public View view(Image first, int input) {
        int width = first.width();
        int height = first.height();
        Box box = region.box(width, height);
        Tiles tiles = tile.map(size -> size.tiles(box, input)).orElseGet(() -> Tiles.one(input, input));
        try {
            return new View(
                    region,
                    tiles,
                    unseen(width, height, new Resize(tiles.width(), tiles.height())),
                    registering.map(how -> how.over(first)),
                    Resampling.TRIANGLE);
        } catch (IllegalArgumentException e) {
            throw new InputException("Nothing can be learned like this: " + e.getMessage(), e);
        }
    }

    private Optional<Mask> unseen(int width, int height, Resize size) {
        if (within.isEmpty() && ignored.isEmpty() && mask.isEmpty()) {
            return Optional.empty();
        }
        byte[] pixels = mask.map(given -> fitting(given, width, height, size))
                .orElseGet(() -> new byte[size.width() * size.height()]);
        within.ifPresent(outline -> {
            byte[] inside = new byte[pixels.length];
            outline.fill(region, inside, size.width(), (byte) 1);
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] |= (byte) (1 - inside[i]);
            }
        });
        ignored.forEach(outline -> outline.fill(region, pixels, size.width(), (byte) 1));
        return Optional.of(new Mask(size.width(), size.height(), pixels));
    }

    private byte[] fitting(Mask given, int width, int height, Resize size) {
        if (given.width() != width || given.height() != height) {
            throw new InputException("The mask of what is to be ignored has " + given.width() + " x " + given.height()
                    + " pixels, the images " + width + " x " + height
                    + "; give one of the same size, white where nothing"
                    + " is to be judged");
        }
        byte[] data = size.apply(region.of(given)).data();
        return Arrays.copyOf(data, data.length);
    }

    /** As text by name, for provenance; nothing of what is as usual. */
    public SortedMap<String, String> described() {
        SortedMap<String, String> described = new TreeMap<>();
        if (!region.equals(RegionOfInterest.ALL)) {
            described.put("region_of_interest", region.toString());
        }
        within.ifPresent(outline -> described.put("region_outline", outline.toString()));
        if (!ignored.isEmpty()) {
            described.put(IGNORED, ignored.stream().map(Outline::toString).collect(Collectors.joining(BETWEEN)));
        }
        mask.ifPresent(given -> described.put(
                "ignored_mask", given.width() + " x " + given.height() + " pixels, " + given.area() + " of them"));
        tile.ifPresent(size -> described.put(TILE, size.toString()));
        registering.ifPresent(how -> described.put(REGISTERED, how.bounds()));
        registering
                .flatMap(Registering::reference)
                .ifPresent(image -> described.put("reference", image.width() + " x " + image.height() + " pixels"));
        return described;
    }

    /** What is ignored, of {@link #described}. */
    public static List<Outline> ignoredOf(SortedMap<String, String> described) {
        String text = described.getOrDefault(IGNORED, "");
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(BETWEEN)).map(Outline::parse).toList();
    }

    /** How large the tiles are, of {@link #described}. */
    public static Optional<TileSize> tileOf(SortedMap<String, String> described) {
        return Optional.ofNullable(described.get(TILE)).flatMap(TileSize::parse);
    }
}
