package dev.destseg.training;

import dev.destseg.dataset.ImageCache;
import dev.destseg.dataset.synthesis.ShownDefect;
import dev.destseg.image.Image;
import dev.destseg.image.Mask;
import dev.destseg.tensor.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes examples of the images of defects that somebody has shown: masks are drawn, or found. Used by one thread. */
final class DefectExamples {
    /** Pieces of images, to bound memory: 100 MB at 256 x 256. */
    private static final int MOST = 500;

    private final ImageCache images;
    private final TrainingListener listener;

    /** @param images of defective parts */
    DefectExamples(ImageCache images, TrainingListener listener) {
        this.images = images;
        this.listener = listener;
    }

    /**
     * What can be learned from; what cannot is said.
     *
     * @param good parts to find defects by that nobody has drawn
     * @return pieces of the images, as the networks take them, that show some of a defect
     */
    List<ShownDefect> of(ImageCache good, DefectLocator locator) {
        Map<Integer, Mask> masks = new TreeMap<>();
        List<Integer> undrawn = new ArrayList<>();
        for (int i = 0; i < images.samples().size(); i++) {
            try {
                Optional<Mask> mask = images.mask(i);
                mask.ifPresent(drawn -> requireSomething(drawn));
                if (mask.isPresent()) {
                    masks.put(i, mask.get());
                } else {
                    undrawn.add(i);
                }
            } catch (InputException e) {
                leftOut(i, e.getMessage());
            }
        }
        masks.putAll(undrawn.isEmpty() ? Map.of() : located(good, locator, undrawn));
        List<ShownDefect> examples = new ArrayList<>();
        masks.forEach((sample, mask) -> examples.addAll(pieces(sample, mask)));
        listener.said(masks.size() + " of " + images.samples().size() + " shown defects are learned from");
        return List.copyOf(examples.subList(0, Math.min(MOST, examples.size())));
    }

    private static void requireSomething(Mask drawn) {
        if (drawn.area() == 0) {
            throw new InputException("its mask marks nothing of what is seen of the image");
        }
    }

    private Map<Integer, Mask> located(ImageCache good, DefectLocator locator, List<Integer> undrawn) {
        Map<Integer, Mask> located = locator.locate(good, images, undrawn);
        undrawn.stream()
                .filter(sample -> !located.containsKey(sample))
                .forEach(sample -> leftOut(
                        sample,
                        "nothing in it is more unlike good parts than good parts are; give a mask that says where the"
                                + " defect is"));
        return located;
    }

    private List<ShownDefect> pieces(int sample, Mask mask) {
        List<ShownDefect> pieces = new ArrayList<>();
        for (int piece = 0; piece < images.pieces(); piece++) {
            Mask part = images.view().part(mask, piece);
            if (part.area() > 0) {
                Image image = images.image(sample * images.pieces() + piece);
                pieces.add(new ShownDefect(image, part));
            }
        }
        return pieces;
    }

    private void leftOut(int sample, String reason) {
        listener.said(images.samples().get(sample).image() + " is not learned from: " + reason);
    }
}
