package dev.destseg.cli;

import dev.destseg.dataset.demo.DemoCounts;
import dev.destseg.dataset.demo.DemoData;
import dev.destseg.dataset.demo.DemoProduct;
import dev.destseg.image.ImageWriter;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Draws demo products. */
@Command(
        name = "demo-data",
        description = "Draws products with defects and masks, in the layout of MVTec AD: nobody's data set is needed.",
        footer = {"  destseg demo-data demo", "  destseg demo-data demo --product board --train 300 --seed 7"})
final class DemoDataCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "DIR", description = "The folder to fill; each product gets a folder in it.")
    Path folder;

    @Option(
            names = "--product",
            split = ",",
            paramLabel = "NAME",
            completionCandidates = Products.class,
            converter = Products.class,
            description = "Only these products: ${COMPLETION-CANDIDATES}.")
    List<DemoProduct> products = List.of(DemoProduct.values());

    @Option(names = "--train", paramLabel = "N", description = "Good images to learn from (default: ${DEFAULT-VALUE}).")
    int train = DemoCounts.STANDARD.train();

    @Option(names = "--good", paramLabel = "N", description = "Good images to test (default: ${DEFAULT-VALUE}).")
    int good = DemoCounts.STANDARD.testGood();

    @Option(
            names = "--defects",
            paramLabel = "N",
            description = "Images of each kind of defect (default: ${DEFAULT-VALUE}).")
    int defects = DemoCounts.STANDARD.perKind();

    @Option(names = "--seed", paramLabel = "N", description = "Same seed, same images (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    @Option(names = "--force", description = "Write into a folder that holds files; those of the same name are lost.")
    boolean force;

    DemoDataCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        DemoData data = new DemoData(counts(), seed);
        requireEmpty();
        long total = products.stream()
                .mapToLong(product ->
                        train + good + (long) defects * product.defects().size())
                .sum();
        long[] drawn = {0};
        try (Progress progress = console.progress("Drawing", total)) {
            for (DemoProduct product : products) {
                data.write(
                        product,
                        (name, image) -> {
                            ImageWriter.write(folder.resolve(name), ImageWriter.png(image));
                            progress.at(++drawn[0], product.directory());
                        },
                        (name, mask) -> ImageWriter.write(folder.resolve(name), ImageWriter.png(mask)));
            }
        }
        products.forEach(
                product -> console.print(folder.resolve(product.directory()).toString()));
        return ExitCode.DONE;
    }

    private DemoCounts counts() {
        try {
            return new DemoCounts(train, good, defects);
        } catch (IllegalArgumentException e) {
            throw new InputException(e.getMessage() + "; give at least one to learn from and no negative number", e);
        }
    }

    private void requireEmpty() {
        if (!Files.exists(folder) || force) {
            return;
        }
        try (Stream<Path> children = Files.list(folder)) {
            if (children.findAny().isPresent()) {
                throw new InputException("The folder " + folder + " is not empty; give another, or --force");
            }
        } catch (IOException e) {
            throw new InputException("The folder " + folder + " cannot be used: " + e + ". Give another.", e);
        }
    }

    /** Products by the names of their folders. */
    static final class Products implements Iterable<String>, ITypeConverter<DemoProduct> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(DemoProduct.values())
                    .map(DemoProduct::directory)
                    .iterator();
        }

        @Override
        public DemoProduct convert(String name) {
            return Arrays.stream(DemoProduct.values())
                    .filter(product -> product.directory().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "There is no demo product " + name + "; give one of " + String.join(", ", this)));
        }
    }
}
