package dev.destseg.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What networks see of an image: laid over a reference where there is one, a part of it, resized, without what is to be ignored,
 * in one piece or in several. The same when a product is learned and when its parts are judged. Immutable and safe between
 * threads.
 */
public final class View {
    /** Beyond it an image would take gigabytes on its way; 20 megapixels as they come, and some more. */
    public static final int MOST_PIXELS = 24 << 20;

    /** Pieces that networks are given at once: more take memory and save no time on a processor. */
    private static final int BATCH = 2;

    private final RegionOfInterest region;
    private final Tiles tiles;
    private final Optional<Mask> ignored;
    private final Optional<Reference> reference;
    private final Resize size;
    private final Overpaint overpaint;
    private final int[] parts;

    /**
     * @param region the part of an image that is seen
     * @param tiles of that, at the size that it is resized to; a piece is what networks take
     * @param ignored pixels of it, at that size, that are neither learned nor judged
     * @param reference that images are laid over before all else
     * @param resampling how images are made smaller
     * @throws IllegalArgumentException when the mask has another size or leaves nothing to see, or there are too many pixels
     */
    public View(
            RegionOfInterest region,
            Tiles tiles,
            Optional<Mask> ignored,
            Optional<Reference> reference,
            Resampling resampling) {
        this(region, tiles, ignored, reference, resampling, false);
    }

    private View(
            RegionOfInterest region,
            Tiles tiles,
            Optional<Mask> ignored,
            Optional<Reference> reference,
            Resampling resampling,
            boolean evened) {
        this.region = region;
        this.overpaint = new Overpaint(ignored, evened);
        this.reference = reference;
        this.tiles = tiles;
        this.ignored = ignored;
        this.size = new Resize(tiles.width(), tiles.height(), resampling);
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

    /** Of images as they lie. */
    public View(RegionOfInterest region, Tiles tiles, Optional<Mask> ignored) {
        this(region, tiles, ignored, Optional.empty(), Resampling.TRIANGLE);
    }

    /** Of a part of an image, in one piece. */
    public static View whole(RegionOfInterest region, int width, int height) {
        return new View(region, Tiles.one(width, height), Optional.empty());
    }

    /** The same of images that are made smaller otherwise. */
    public View with(Resampling other) {
        return new View(region, tiles, ignored, reference, other, overpaint.evened());
    }

    /**
     * The same for networks that see all images equally bright: what is painted over has the mean colour of the rest, since one of its own
     * would not get darker with the part.
     */
    public View evened() {
        return new View(region, tiles, ignored, reference, size.resampling(), true);
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

    public Optional<Reference> reference() {
        return reference;
    }

    /** What the part of the image is resized to. */
    public Resize size() {
        return size;
    }

    /** Whether the networks see it in one piece, and all of it as it lies. */
    public boolean isPlain() {
        return tiles.count() == 1 && ignored.isEmpty() && reference.isEmpty();
    }

    /** How many pieces the networks are given of an image; those of which all is ignored are left out. */
    public int parts() {
        return parts.length;
    }

    /**
     * What is seen of an image.
     *
     * @throws dev.destseg.tensor.InputException when it cannot be laid over the reference
     */
    public Seen of(Image image) {
        if (reference.isEmpty()) {
            return Seen.asIs(resized(region.of(image)));
        }
        int width = wholeSide(size.width(), region.right() - region.left(), image.width());
        int height = wholeSide(size.height(), region.bottom() - region.top(), image.height());
        Image picture = reference.get().picture();
        // What is interpolated has the size that is judged; what is compared is not smaller than the reference.
        Image fine = new Resize(
                        Math.max(width, Math.min(image.width(), picture.width())),
                        Math.max(height, Math.min(image.height(), picture.height())),
                        size.resampling())
                .apply(image);
        Motion motion = reference.get().find(fine, image.width(), image.height());
        Seen laid = aligned(motion, image.width(), image.height())
                .of(new Resize(width, height, size.resampling()).apply(fine), size, Overpaint.NOTHING);
        return new Seen(overpaint.apply(laid.image(), laid.outside()), laid.outside(), laid.motion());
    }

    private static int wholeSide(int seen, double share, int most) {
        return (int) Math.max(1, Math.min(most, Math.round(seen / share)));
    }

    private Aligned aligned(Motion motion, int width, int height) {
        return new Aligned(motion, width, height, region.box(width, height));
    }

    /**
     * A map of what is seen as it lies in the region of the image itself, to be shown over it: 0 where nothing of it was seen.
     *
     * @param width of the image as it came
     * @param height of the image as it came
     */
    public AnomalyMap back(AnomalyMap map, Seen seen, int width, int height) {
        return seen.motion()
                .map(motion -> aligned(motion, width, height).back(map))
                .orElse(map);
    }

    /** A region in pixels of the image as it lay over the reference, in pixels of the image as it came. */
    public Region back(Region found, Seen seen, int width, int height) {
        return seen.motion()
                .map(motion -> aligned(motion, width, height).back(found))
                .orElse(found);
    }

    /** What is seen of an image that the region was cut out of before. */
    public Image resized(Image cut) {
        return overpaint.apply(size.apply(cut), Optional.empty());
    }

    /**
     * As {@link #of(Image)}, of an image to learn from.
     *
     * @throws dev.destseg.tensor.InputException when the region has too few pixels there
     */
    public Seen learnable(Image image) {
        return reference.isEmpty() ? Seen.asIs(resized(region.learnable(image))) : of(image);
    }

    /**
     * The same part of a mask of the image; nothing of what is ignored is inside.
     *
     * @param lies how the part lies in the image, as it was seen
     */
    public Mask of(Mask mask, Optional<Motion> lies) {
        Mask seen = lies.map(
                        motion -> aligned(motion, mask.width(), mask.height()).of(mask, size))
                .orElseGet(() -> size.apply(region.of(mask)));
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

    /**
     * A piece of what is seen, as networks take it.
     *
     * @param number below {@link #parts}
     */
    public Image part(Image seen, int number) {
        return new Crop(tiles.box(parts[number])).apply(seen);
    }

    /** The same piece of a mask of what is seen. */
    public Mask part(Mask seen, int number) {
        return new Crop(tiles.box(parts[number])).apply(seen);
    }

    /** A piece in the middle. */
    public Image middle(Image seen) {
        return part(seen, parts.length / 2);
    }

    /**
     * The maps of what is seen, piece by piece: 0 where it is ignored, or not in the image.
     *
     * @param seen as {@link #of(Image)} makes it
     * @param networks give the maps of some pieces, by a name that is the same for all; what they throw ends this
     */
    public <K> Map<K, AnomalyMap> maps(Seen seen, Function<List<Image>, List<Map<K, AnomalyMap>>> networks) {
        Map<K, AnomalyMap> maps = ignored.map(mask -> without(mask, pieces(seen.image(), networks)))
                .orElseGet(() -> pieces(seen.image(), networks));
        return seen.outside().map(mask -> without(mask, maps)).orElse(maps);
    }

    private <K> Map<K, AnomalyMap> pieces(Image seen, Function<List<Image>, List<Map<K, AnomalyMap>>> networks) {
        if (tiles.count() == 1) {
            return networks.apply(List.of(seen)).get(0);
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
        return maps;
    }

    private static <K> Map<K, AnomalyMap> without(Mask mask, Map<K, AnomalyMap> maps) {
        byte[] out = mask.data();
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
