package dev.destseg.inspection.rejudgement;

import dev.destseg.dataset.Dataset;
import dev.destseg.dataset.DatasetReader;
import dev.destseg.dataset.Sample;
import dev.destseg.image.ImageReader;
import dev.destseg.inspection.journal.EntryId;
import dev.destseg.inspection.journal.InspectionEntry;
import dev.destseg.inspection.journal.InspectionFilter;
import dev.destseg.inspection.journal.JournalQueries;
import dev.destseg.inspection.journal.JournalReading;
import dev.destseg.inspection.journal.Opinion;
import dev.destseg.inspection.journal.Page;
import dev.destseg.inspection.journal.VerdictCount;
import dev.destseg.inspection.rejudgement.ArchivedPart.Said;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where parts are that were judged, or only photographed.
 *
 * @param place of it: an absolute path, or a place in a bucket
 * @param product whose parts these are; absent for images that are in no journal
 * @param parts newest first in a journal, by their names elsewhere
 */
public record Archive(String place, Optional<String> product, List<ArchivedPart> parts) {
    public Archive {
        parts = List.copyOf(parts);
    }

    /**
     * Lists a journal, or a folder of images. In the layout of MVTec AD, or where there are good images in a folder {@code good},
     * it is known what the parts are.
     *
     * @param given a folder of images, a journal, or the data directory of an appliance, which may be running
     * @param product whose parts of the journal are meant; may be absent when there is one product only
     * @param most parts of a journal
     * @throws InputException when there is neither, or nothing is in it
     */
    public static Archive open(Path given, Optional<String> product, int most) {
        if (!Files.isDirectory(given)) {
            throw new InputException(
                    "There is no folder " + given + "; give one with images, or the data directory of an appliance");
        }
        Path place = given.toAbsolutePath().normalize();
        Archive opened = JournalReading.find(place)
                .map(journal -> ofJournal(place, JournalReading.open(journal), product, most))
                .orElseGet(() -> new Archive(place.toString(), Optional.empty(), ofFolder(place)));
        if (opened.parts.isEmpty()) {
            throw new InputException("There is nothing to judge in " + given
                    + "; give a folder with JPEG, PNG, BMP or TIFF" + " files, or a journal with parts of the product");
        }
        return opened;
    }

    private static Archive ofJournal(Path place, JournalQueries journal, Optional<String> given, int most) {
        String product = given.orElseGet(() -> only(journal));
        InspectionFilter filter = InspectionFilter.ALL.withProduct(product);
        List<ArchivedPart> parts = new ArrayList<>();
        Optional<EntryId> cursor = Optional.empty();
        do {
            Page<InspectionEntry> page = journal.list(filter, cursor, Math.min(Page.LARGEST, most - parts.size()));
            page.entries().stream()
                    .filter(entry -> entry.image().isPresent())
                    .forEach(entry -> parts.add(part(journal, entry)));
            cursor = page.next();
        } while (cursor.isPresent() && parts.size() < most);
        return new Archive(place.toString(), Optional.of(product), parts);
    }

    private static String only(JournalQueries journal) {
        Set<String> products = journal.counts(InspectionFilter.ALL).stream()
                .map(VerdictCount::product)
                .collect(Collectors.toCollection(TreeSet::new));
        if (products.size() != 1) {
            throw new InputException("The journal has parts of " + products.size() + " products ("
                    + String.join(", ", products) + "); name one of them (--product)");
        }
        return products.iterator().next();
    }

    private static ArchivedPart part(JournalQueries journal, InspectionEntry entry) {
        return new ArchivedPart(
                entry.id().text(),
                () -> journal.content(entry.image().orElseThrow()),
                entry.opinion().map(opinion -> opinion == Opinion.DEFECTIVE),
                Optional.of(new Said(entry.part().verdict(), entry.part().score())));
    }

    private static List<ArchivedPart> ofFolder(Path folder) {
        boolean labelled = Files.isDirectory(folder.resolve("train").resolve(Sample.GOOD))
                || Files.isDirectory(folder.resolve(Sample.GOOD));
        return labelled ? ofDataset(folder) : ofPlainFolder(folder);
    }

    private static List<ArchivedPart> ofDataset(Path folder) {
        Dataset dataset = new DatasetReader(problem -> {}).read(folder);
        return Stream.concat(dataset.train().stream(), dataset.test().stream())
                .distinct()
                .map(sample -> part(folder, sample.image(), Optional.of(sample.isDefective())))
                .toList();
    }

    private static List<ArchivedPart> ofPlainFolder(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> ImageReader.isImage(file) && Files.isRegularFile(file))
                    .sorted()
                    .map(file -> part(folder, file, Optional.empty()))
                    .toList();
        } catch (IOException | UncheckedIOException e) { // The latter for a folder within it.
            throw new InputException("The folder " + folder + " cannot be read: " + e + ". Check permissions.", e);
        }
    }

    private static ArchivedPart part(Path folder, Path file, Optional<Boolean> defective) {
        return new ArchivedPart(
                folder.relativize(file.toAbsolutePath().normalize()).toString(),
                () -> bytes(file),
                defective,
                Optional.empty());
    }

    private static Optional<byte[]> bytes(Path file) {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException e) {
            throw new InputException("The image " + file + " cannot be read: " + e + ". Check permissions.", e);
        }
    }
}
