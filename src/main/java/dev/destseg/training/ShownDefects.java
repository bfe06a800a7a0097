package dev.destseg.training;

import dev.destseg.dataset.DatasetReader;
import dev.destseg.dataset.ImageCache;
import dev.destseg.dataset.ImageLoader;
import dev.destseg.dataset.ImageProblem;
import dev.destseg.dataset.Sample;
import dev.destseg.image.ImageReader;
import dev.destseg.image.View;
import dev.destseg.tensor.InputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The images of defects that somebody shows. They are read before anything is learned, so that a mistake is told at once. */
public record ShownDefects(Path folder, TrainingListener listener) {
    /**
     * Each once.
     *
     * @param good what is learned from besides
     * @return none when none of those shown can be decoded, which is said
     * @throws InputException when the folder holds none, or one is among the good images too
     */
    public Optional<ImageCache> load(List<Sample> good, View view) {
        List<Sample> shown = KnownImages.NONE.further(new DatasetReader(this::report).defects(folder));
        List<Sample> all = Stream.concat(KnownImages.NONE.further(good).stream(), shown.stream())
                .toList();
        if (KnownImages.NONE.further(all).size() < all.size()) {
            throw new InputException("Images of defective parts in " + folder
                    + " are among the good ones too, where they would be taken for good; give folders apart");
        }
        try {
            return Optional.of(ImageCache.load(new ImageLoader(new ImageReader(), view), shown, 0, this::report));
        } catch (InputException none) {
            listener.said("The defects in " + folder + " are not learned from: " + none.getMessage());
            return Optional.empty();
        }
    }

    private void report(ImageProblem problem) {
        listener.said(problem.file() + " " + problem.message());
    }
}
