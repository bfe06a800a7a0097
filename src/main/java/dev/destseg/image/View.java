package dev.destseg.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What networks see of an image: a part of it, resized, without what is to be ignored, in one piece or in several. The same
 * when a product is learned and when its parts are judged. Immutable and safe between threads.
 */
public final class View {
    /** Beyond it an image would take gigabytes on its way; 20 megapixels as they come, and some more. */
    public static final int MOST_PIXELS = 24 << 20;

    /** Pieces that networks are given at once: more take memory and save no time on a processor. */
    private static final int BATCH = 2;
    /** What is ignored is painted in a colour that teachers take for nothing: the mean of photographs. */
    private static final byte[] NOTHING = {124, 116, 104};

    private final RegionOfInterest region;
    private final Tiles tiles;
    private final Optional<Mask> ignored;
    private final Resize size;
    private final int[] parts;

    /**
     * @param region the part of an image that is seen
     * @param tiles of that, at the size that it is resized to; a piece is what networks take
     * @param ignored pixels of it, at that size, that are neither learned nor judged
     * @throws IllegalArgumentException when the mask has another size or leaves nothing to see, or there are too many pixels
     */
    public View(RegionOfInterest region, Tiles tiles, Optional<Mask> ignored) {
        this.region = region;
        this.tiles = tiles;
        this.ignored = ignored;
        this.size = new Resize(tiles.width(), tiles.height());
        if ((long) tiles.width() * tiles.height() > MOST_PIXELS) {
            throw new IllegalArgumentException(
                    "A view has at most " + MOST_PIXELS + " pixels, not " + tiles.width() + " x " + tiles.height());
        }
        ignored.ifPresent(mask -> {
            if (mask.width() != tiles.width() || mask.height() != tiles.height()) {
                throw new IllegalArgumentException("The mask has " + mask.width() + " x " + mask.height()
                        + " pixels, what is seen of an image " + tiles.width() + " x " + tiles.height());
            }
        });
        this.parts = seen(tiles, ignored);
        if (parts.length == 0) {
            throw new IllegalArgumentException("The mask leaves nothing of the image to see");
        }
    }

    /** Of a part of an image, in one piece. */
    public static View whole(RegionOfInterest region, int width, int height) {
        return new View(region, Tiles.one(width, height), Optional.empty());
    }

    private static int[] seen(Tiles tiles, Optional<Mask> ignored) {
        List<Integer> seen = new ArrayList<>();
        for (int i = 0; i < tiles.count(); i++) {
            Box box = tiles.box(i);
            int area = box.width() * box.height();
            if (ignored.isEmpty() || new Crop(box).apply(ignored.get()).area() < area) {
                seen.add(i);
            }
        }
        return seen.stream().mapToInt(Integer::intValue).toArray();
    }

    public RegionOfInterest region() {
        return region;
    }

    public Tiles tiles() {
        return tiles;
    }

    public Optional<Mask> ignored() {
        return ignored;
    }

    /** What the part of the image is resized to. */
    public Resize size() {
        return size;
    }

    /** Whether the networks see it in one piece, and all of it. */
    public boolean isPlain() {
        return tiles.count() == 1 && ignored.isEmpty();
    }

    /** How many pieces the networks are given of an image; those of which all is ignored are left out. */
    public int parts() {
        return parts.length;
    }

    /** What is seen of an image. */
    public Image of(Image image) {
        return resized(region.of(image));
    }

    /** What is seen of an image that the region was cut out of before. */
    public Image resized(Image cut) {
        return painted(size.apply(cut));
    }

    /**
     * As {@link #of(Image)}, of an image to learn from.
     *
     * @throws dev.destseg.tensor.InputException when the region has too few pixels there
     */
    public Image learnable(Image image) {
        return resized(region.learnable(image));
    }

    /** The same part of a mask of the image; nothing of what is ignored is inside. */
    public Mask of(Mask mask) {
        Mask seen = size.apply(region.of(mask));
        if (ignored.isEmpty()) {
            return seen;
        }
        byte[] data = seen.data().clone();
        byte[] out = ignored.get().data();
        for (int i = 0; i < data.length; i++) {
            data[i] &= (byte) (1 - out[i]);
        }
        return new Mask(seen.width(), seen.height(), data);
    }

    private Image painted(Image image) {
        if (ignored.isEmpty()) {
            return image;
        }
        byte[] out = ignored.get().data();
        byte[] rgb = image.rgb().clone();
        for (int i = 0; i < out.length; i++) {
            if (out[i] != 0) {
                System.arraycopy(NOTHING, 0, rgb, 3 * i, 3);
            }
        }
        return new Image(image.width(), image.height(), rgb);
    }

    /**
     * A piece of what is seen, as networks take it.
     *
     * @param number below {@link #parts}
     */
    public Image part(Image seen, int number) {
        return new Crop(tiles.box(parts[number])).apply(seen);
    }

    /** A piece in the middle. */
    public Image middle(Image seen) {
        return part(seen, parts.length / 2);
    }

    /**
     * The maps of what is seen, piece by piece: 0 where it is ignored.
     *
     * @param seen as {@link #of(Image)} makes it
     * @param networks give the maps of some pieces, by a name that is the same for all; what they throw ends this
     */
    public <K> Map<K, AnomalyMap> maps(Image seen, Function<List<Image>, List<Map<K, AnomalyMap>>> networks) {
        if (tiles.count() == 1) {
            return withoutIgnored(networks.apply(List.of(seen)).get(0));
        }
        Map<K, Tiles.Stitching> whole = new LinkedHashMap<>();
        for (int start = 0; start < parts.length; start += BATCH) {
            int end = Math.min(parts.length, start + BATCH);
            List<Image> batch = new ArrayList<>();
            for (int i = start; i < end; i++) {
                batch.add(part(seen, i));
            }
            List<Map<K, AnomalyMap>> pieces = networks.apply(batch);
            for (int i = start; i < end; i++) {
                int number = parts[i];
                pieces.get(i - start).forEach((name, piece) -> whole.computeIfAbsent(name, absent -> tiles.stitching())
                        .add(number, piece));
            }
        }
        Map<K, AnomalyMap> maps = new LinkedHashMap<>();
        whole.forEach((name, stitching) -> maps.put(name, stitching.map()));
        return withoutIgnored(maps);
    }

    private <K> Map<K, AnomalyMap> withoutIgnored(Map<K, AnomalyMap> maps) {
        if (ignored.isEmpty()) {
            return maps;
        }
        byte[] out = ignored.get().data();
        Map<K, AnomalyMap> left = new LinkedHashMap<>();
        maps.forEach((name, map) -> {
            float[] values = map.values().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] = out[i] == 0 ? values[i] : 0;
            }
            left.put(name, new AnomalyMap(map.width(), map.height(), values));
        });
        return left;
    }
}
