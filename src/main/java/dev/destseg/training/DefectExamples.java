package dev.destseg.training;

import dev.destseg.dataset.ImageCache;
import dev.destseg.dataset.synthesis.ShownDefect;
import dev.destseg.image.Mask;
import dev.destseg.tensor.InputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Makes examples of the images of defects that somebody has shown: masks are drawn, or found. All examples together take at most
 * 100 MB, of which each image has its share. Used by one thread.
 */
final class DefectExamples {
    private static final long MOST_BYTES = 100_000_000;
    /** Red, green, blue and the mask. */
    private static final int BYTES_A_PIXEL = 4;
    /** Of images without a mask, so that looking for defects takes a minute at most. */
    private static final int MOST_SEARCHED_PIECES = 1000;

    private final ImageCache images;
    private final TrainingListener listener;
    private final int most;
    private final Map<Integer, List<ShownDefect>> examples = new TreeMap<>();

    /** @param images of defective parts */
    DefectExamples(ImageCache images, TrainingListener listener) {
        this.images = images;
        this.listener = listener;
        int pixels = images.image(0).width() * images.image(0).height();
        this.most = (int) Math.max(1, MOST_BYTES / BYTES_A_PIXEL / pixels);
    }

    /**
     * What can be learned from; what cannot is said.
     *
     * @param good parts to find defects by that nobody has drawn
     * @return pieces of the images, as the networks take them, that show some of a defect
     */
    List<ShownDefect> of(ImageCache good, DefectLocator locator) {
        List<Integer> undrawn = new ArrayList<>();
        for (int i = 0; i < images.samples().size(); i++) {
            try {
                Optional<Mask> mask = images.mask(i);
                if (mask.isPresent()) {
                    add(i, mask.get());
                } else {
                    undrawn.add(i);
                }
            } catch (InputException e) {
                leftOut(i, e.getMessage());
            }
        }
        if (!undrawn.isEmpty()) {
            search(good, locator, undrawn);
        }
        List<ShownDefect> all =
                examples.values().stream().flatMap(List::stream).limit(most).toList();
        listener.said(Math.min(most, examples.size()) + " of "
                + images.samples().size() + " shown defects are learned from, in " + all.size() + " pieces of images");
        return all;
    }

    private void search(ImageCache good, DefectLocator locator, List<Integer> undrawn) {
        int searched = Math.min(undrawn.size(), Math.max(1, MOST_SEARCHED_PIECES / images.pieces()));
        if (searched < undrawn.size()) {
            listener.said("Of " + undrawn.size() + " shown defects without a mask the first " + searched
                    + " are looked for; give masks of the others");
        }
        List<Integer> first = undrawn.subList(0, searched);
        locator.locate(good, images, first, this::add);
        first.stream()
                .filter(sample -> !examples.containsKey(sample))
                .forEach(sample -> leftOut(
                        sample,
                        "nothing in it is more unlike good parts than good parts are; give a mask that says where the"
                                + " defect is"));
    }

    /** Of one image those pieces that show most of the defect. */
    private void add(int sample, Mask mask) {
        if (mask.area() == 0) {
            throw new InputException("its mask marks nothing of what is seen of the image");
        }
        int share = Math.max(1, most / images.samples().size());
        List<ShownDefect> pieces = IntStream.range(0, images.pieces())
                .filter(piece -> images.view().part(mask, piece).area() > 0)
                .boxed()
                .sorted(Comparator.comparingInt(
                        piece -> -images.view().part(mask, piece).area()))
                .limit(share)
                .map(piece -> new ShownDefect(
                        images.image(sample * images.pieces() + piece),
                        images.view().part(mask, piece)))
                .toList();
        examples.put(sample, pieces);
    }

    private void leftOut(int sample, String reason) {
        listener.said(images.samples().get(sample).image() + " is not learned from: " + reason);
    }
}
