package dev.destseg.bench;

import dev.destseg.dataset.Dataset;
import dev.destseg.dataset.DatasetReader;
import dev.destseg.dataset.Sample;
import dev.destseg.image.Image;
import dev.destseg.image.ImageReader;
import dev.destseg.image.ImageWriter;
import dev.destseg.image.Mask;
import dev.destseg.image.Resize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Large pictures of small parts: each shows many parts of a data set side by side, as panels of boards or trays come, and of a
 * defective one a single part is defective.
 *
 * @param source parts, in MVTec AD layout
 * @param width pixels of a part on a panel
 * @param height pixels of a part on a panel
 * @param side about how many pixels a panel has a side
 */
record Panels(Dataset source, int width, int height, int side) {
    private static final long SEED = 7;
    private static final int PART = 256;

    /** Parts 256 pixels wide, of the shape of the first one. */
    static Panels of(Path source, int side) {
        Dataset dataset = new DatasetReader(problem -> {}).read(source);
        Image first = new ImageReader().read(dataset.train().get(0).image());
        int height = Math.max(1, Math.round((float) PART * first.height() / first.width()));
        return new Panels(dataset, PART, height, side);
    }

    /**
     * Writes a data set of panels.
     *
     * @param train good panels to learn from
     * @param good good panels to test
     * @param perKind defective panels of each kind
     */
    void write(Path target, int train, int good, int perKind) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Sample> tested =
                source.test().stream().filter(each -> !each.isDefective()).toList();
        for (int i = 0; i < train; i++) {
            write(target.resolve("train/good/" + i + ".png"), parts(source.train(), random));
        }
        for (int i = 0; i < good; i++) {
            write(target.resolve("test/good/" + i + ".png"), parts(tested, random));
        }
        Map<String, List<Sample>> kinds =
                source.test().stream().filter(each -> each.mask() != null).collect(Collectors.groupingBy(Sample::kind));
        kinds.forEach((kind, defective) -> {
            for (int i = 0; i < perKind; i++) {
                Sample defect = defective.get(i % defective.size());
                List<Sample> parts = parts(tested, random);
                int place = random.nextInt(parts.size());
                parts.set(place, defect);
                write(target.resolve("test/" + kind + "/" + i + ".png"), parts);
                mask(target.resolve("ground_truth/" + kind + "/" + i + "_mask.png"), defect, place);
            }
        });
    }

    /** How many parts lie side by side. */
    int columns() {
        return side / width;
    }

    int rows() {
        return side / height;
    }

    private List<Sample> parts(List<Sample> from, SplittableRandom random) {
        List<Sample> parts = new ArrayList<>();
        for (int i = 0; i < columns() * rows(); i++) {
            parts.add(from.get(random.nextInt(from.size())));
        }
        return parts;
    }

    private void write(Path file, List<Sample> parts) {
        byte[] rgb = new byte[3 * columns() * width * rows() * height];
        for (int i = 0; i < parts.size(); i++) {
            lay(
                    new Resize(width, height)
                            .apply(new ImageReader().read(parts.get(i).image())),
                    i,
                    rgb);
        }
        ImageWriter.write(file, ImageWriter.png(new Image(columns() * width, rows() * height, rgb)));
    }

    private void mask(Path file, Sample defect, int place) {
        Mask mask = new Resize(width, height).apply(new ImageReader().readMask(defect.mask()));
        byte[] inside = new byte[columns() * width * rows() * height];
        for (int y = 0; y < height; y++) {
            int to = (place / columns() * height + y) * columns() * width + place % columns() * width;
            System.arraycopy(mask.data(), y * width, inside, to, width);
        }
        ImageWriter.write(file, ImageWriter.png(new Mask(columns() * width, rows() * height, inside)));
    }

    private void lay(Image part, int place, byte[] panel) {
        int left = place % columns() * width;
        int top = place / columns() * height;
        for (int y = 0; y < height; y++) {
            int to = 3 * ((top + y) * columns() * width + left);
            System.arraycopy(part.rgb(), 3 * y * width, panel, to, 3 * width);
        }
    }
}
