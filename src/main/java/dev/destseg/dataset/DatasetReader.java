package dev.destseg.dataset;

import dev.destseg.image.ImageReader;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the images of a data set by the layout of its folder, without decoding them:
 *
 * <ul>
 *   <li>MVTec AD: {@code train/good}, {@code test/<kind>}, {@code ground_truth/<kind>/<stem>_mask.png};
 *   <li>{@code good} beside a folder for each kind of defect, without masks: the good ones are learned from and tested;
 *   <li>any other folder: every image in and below it is good.
 * </ul>
 *
 * A folder whose children are in MVTec layout holds several data sets. Hidden files and folders are passed over. Safe
 * between threads when the consumer is.
 *
 * @param problems told of each defective image that lacks its mask
 */
public record DatasetReader(Consumer<ImageProblem> problems) {
    private static final String MASK = "_mask.png";

    /**
     * The one data set of a folder.
     *
     * @throws InputException when the folder cannot be read, holds no good image, or holds several data sets
     */
    public Dataset read(Path folder) {
        List<Dataset> all = readAll(folder);
        if (all.size() > 1) {
            throw new InputException("The folder " + folder + " holds " + all.size() + " data sets ("
                    + String.join(", ", all.stream().map(Dataset::name).toList()) + "). Give one of them.");
        }
        return all.get(0);
    }

    /**
     * One data set for each category, ordered by name; a single one for every other layout.
     *
     * @throws InputException when the folder cannot be read or a data set in it has no good image
     */
    public List<Dataset> readAll(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InputException("There is no folder " + folder + ". Give the folder of a data set.");
        }
        List<Path> categories =
                children(folder).stream().filter(DatasetReader::isMvtec).toList();
        if (isMvtec(folder) || categories.isEmpty()) {
            return List.of(readOne(folder));
        }
        return categories.stream().map(this::readOne).toList();
    }

    /**
     * Images of defective parts to learn from: all in and below a folder, named as the folder that they lie in. The mask of {@code
     * a.jpg}, where there is one, is {@code a_mask.png} beside it or, as in MVTec AD, at its place below {@code ground_truth} when the
     * folder is {@code test} or one in it. What lies in folders {@code good} is passed over.
     *
     * @throws InputException when the folder cannot be read or holds no such image
     */
    public List<Sample> defects(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InputException("There is no folder " + folder + ". Give a folder of images of defective parts.");
        }
        List<Sample> samples = new ArrayList<>();
        for (Path image : images(folder)) {
            if (!isGood(folder, image) && !nameOf(image).endsWith(MASK)) {
                String kind = nameOf(image.toAbsolutePath().normalize().getParent());
                samples.add(new Sample(image, kind, shownMask(image)));
            }
        }
        if (samples.isEmpty()) {
            throw new InputException(
                    "The folder " + folder + " holds no image of a defective part. Put JPEG, PNG, BMP or"
                            + " TIFF files into it, or into a folder for each kind of defect.");
        }
        return List.copyOf(samples);
    }

    private static boolean isGood(Path folder, Path image) {
        for (Path part : folder.relativize(image)) {
            if (part.toString().equals(Sample.GOOD)) {
                return true;
            }
        }
        return nameOf(folder).equals(Sample.GOOD);
    }

    private @Nullable Path shownMask(Path image) {
        Path whole = image.toAbsolutePath().normalize();
        Path beside = image.resolveSibling(stem(image) + MASK);
        if (Files.isRegularFile(beside)) {
            return beside;
        }
        Path kind = whole.getParent();
        Path test = kind.getParent();
        return test != null && test.endsWith("test")
                ? mask(image, test.resolveSibling("ground_truth").resolve(nameOf(kind)))
                : null;
    }

    private static String stem(Path image) {
        String name = nameOf(image);
        return name.substring(0, name.lastIndexOf('.'));
    }

    private Dataset readOne(Path folder) {
        Dataset dataset;
        if (isMvtec(folder)) {
            dataset = mvtec(folder);
        } else if (Files.isDirectory(folder.resolve(Sample.GOOD))) {
            dataset = goodAndDefective(folder);
        } else {
            dataset = new Dataset(nameOf(folder), good(folder), List.of());
        }
        if (dataset.train().isEmpty()) {
            throw new InputException(
                    "The folder " + folder
                            + " holds no good image. Put JPEG, PNG, BMP or TIFF files into it, into good/ or into train/good/.");
        }
        return dataset;
    }

    private Dataset mvtec(Path folder) {
        List<Sample> test = new ArrayList<>();
        Path testFolder = folder.resolve("test");
        if (Files.isDirectory(testFolder)) {
            for (Path kind : children(testFolder)) {
                test.addAll(samples(kind, folder.resolve("ground_truth").resolve(nameOf(kind))));
            }
        }
        return new Dataset(nameOf(folder), good(folder.resolve("train").resolve(Sample.GOOD)), test);
    }

    private Dataset goodAndDefective(Path folder) {
        List<Sample> test = new ArrayList<>();
        for (Path kind : children(folder)) {
            test.addAll(samples(kind, null));
        }
        return new Dataset(nameOf(folder), good(folder.resolve(Sample.GOOD)), test);
    }

    private List<Sample> samples(Path kindFolder, @Nullable Path maskFolder) {
        String kind = nameOf(kindFolder);
        if (kind.equals(Sample.GOOD)) {
            return good(kindFolder);
        }
        return images(kindFolder).stream()
                .map(image -> new Sample(image, kind, maskFolder == null ? null : mask(image, maskFolder)))
                .toList();
    }

    private @Nullable Path mask(Path image, Path maskFolder) {
        for (String candidate : List.of(stem(image) + MASK, stem(image) + ".png")) {
            Path mask = maskFolder.resolve(candidate);
            if (Files.isRegularFile(mask)) {
                return mask;
            }
        }
        problems.accept(new ImageProblem(
                image, "has no mask " + maskFolder.resolve(stem(image) + MASK) + ": it counts for image scores only"));
        return null;
    }

    private static List<Sample> good(Path folder) {
        return images(folder).stream().map(Sample::good).toList();
    }

    private static boolean isMvtec(Path folder) {
        return Files.isDirectory(folder.resolve("train").resolve(Sample.GOOD));
    }

    private static List<Path> images(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> ImageReader.isImage(file) && isVisible(folder.relativize(file)))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(folder, e);
        }
    }

    private static List<Path> children(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(child -> Files.isDirectory(child) && isVisible(child.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static boolean isVisible(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return false;
            }
        }
        return true;
    }

    private static String nameOf(Path path) {
        return path.toAbsolutePath().normalize().getFileName().toString();
    }

    private static InputException unreadable(Path folder, Exception cause) {
        return new InputException("The folder " + folder + " cannot be read: " + cause + ". Check permissions.", cause);
    }
}
