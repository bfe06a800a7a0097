package dev.destseg.evaluation;

import dev.destseg.evaluation.ReportCase.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An evaluation for people: a folder with index.html, which needs no server, no script and nothing from outside, and the
 * pictures it shows in images/.
 *
 * @param title heading of the page
 * @param sections one for each category
 */
public record Report(String title, List<ReportSection> sections) {

    /** @throws IllegalArgumentException when there is no section */
    public Report {
        if (sections.isEmpty()) {
            throw new IllegalArgumentException("A report without any category");
        }
        sections = List.copyOf(sections);
    }

    /**
     * Writes the folder, making it if it is absent; files of an earlier report there are replaced. The page is written last.
     *
     * @return the page
     * @throws IOException when the folder cannot be written or a picture cannot be made
     */
    public Path write(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("images"));
        ReportPage page = new ReportPage(title, sections);
        page.start();
        for (int s = 0; s < sections.size(); s++) {
            ReportSection section = sections.get(s);
            page.section(section.evaluation());
            List<Map<Picture, String>> files = new ArrayList<>();
            for (int c = 0; c < section.cases().size(); c++) {
                files.add(writePictures(folder, s + "-" + c, section.cases().get(c)));
            }
            page.cases(section, files);
        }
        Path index = folder.resolve("index.html");
        Files.writeString(index, page.finish());
        return index;
    }

    /** The files are named by number: names from a dataset could lead anywhere. */
    private static Map<Picture, String> writePictures(Path folder, String number, ReportCase shown) throws IOException {
        Map<Picture, String> files = new EnumMap<>(Picture.class);
        for (Picture picture : Picture.values()) {
            Optional<byte[]> png = shown.pictures().png(picture);
            if (png.isPresent()) {
                String file = "images/" + number + "-" + picture.name().toLowerCase(Locale.ROOT) + ".png";
                Files.write(folder.resolve(file), png.get());
                files.put(picture, file);
            }
        }
        return files;
    }
}
