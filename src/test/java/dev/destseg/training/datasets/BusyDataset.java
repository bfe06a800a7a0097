package dev.destseg.training.datasets;

import dev.destseg.image.Image;
import dev.destseg.image.ImageWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Random;

/** A program that adds images to a dataset until it is killed, and prints what is acknowledged. */
public final class BusyDataset {
    private BusyDataset() {}

    /** Arguments: the directory of the datasets, and a number that makes other images than those of other numbers. */
    public static void main(String[] arguments) {
        Datasets datasets = Datasets.open(Path.of(arguments[0]), Room.ENOUGH, Clock.systemUTC());
        DatasetName name = new DatasetName("busy");
        LabelledDataset dataset = datasets.find(name).orElseGet(() -> datasets.create(name));
        Random random = new Random(Long.parseLong(arguments[1]));
        while (true) {
            byte[] rgb = new byte[3 * 8 * 8];
            random.nextBytes(rgb);
            byte[] image = ImageWriter.png(new Image(8, 8, rgb));
            System.out.println(
                    dataset.add(image, Label.GOOD, Optional.empty(), "upload").digest());
        }
    }
}
