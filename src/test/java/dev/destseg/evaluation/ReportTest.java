package dev.destseg.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.evaluation.ReportCase.Picture;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private static final String HOSTILE = "../../\"><script>alert('x')</script>&\u202Egnp.png";

    @TempDir
    Path folder;

    @Test
    void writesPicturesUnderNumbersAndThePageThatShowsThem() throws IOException {
        String page = write(report("first.png"));
        Matcher sources = Pattern.compile("src=\"([^\"]*)\"").matcher(page);
        int shown = 0;
        while (sources.find()) {
            assertTrue(sources.group(1).matches("images/\\d+-\\d+-(input|mask|map|overlay)\\.png"), sources.group(1));
            assertTrue(Files.size(folder.resolve(sources.group(1))) > 0);
            shown++;
        }
        try (Stream<Path> files = Files.list(folder.resolve("images"))) {
            assertEquals(shown, files.count());
        }
        assertArrayEquals(
                "MAP of first.png".getBytes(StandardCharsets.UTF_8),
                Files.readAllBytes(folder.resolve("images/0-0-map.png")));
        assertTrue(Files.notExists(folder.resolve("images/0-0-mask.png")));
    }

    @Test
    void showsTheFiguresOfEveryMapAndKind() throws IOException {
        String page = write(report("first.png"));
        Evaluation evaluation = Evaluations.of("tile", "first.png", null);
        for (MapEvaluation map : evaluation.maps().values()) {
            assertTrue(page.contains("<td>%.4f</td>".formatted(map.overall().aupro())));
            for (Metrics kind : map.kinds().values()) {
                assertTrue(page.contains("<td>%.4f</td>".formatted(kind.pixelAp())));
            }
        }
        assertTrue(page.contains("20 good and 10 defective images, 9 of these with a mask; 3 skipped"));
        assertTrue(page.contains("With 95.0 % confidence"));
    }

    @Test
    void hostileNamesStayText() throws IOException {
        String page = write(report(HOSTILE));
        assertFalse(page.contains("<script"), "a script came through");
        assertFalse(page.contains("\u202E"), "a mark that turns the text came through");
        String escaped = "../../&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;\uFFFDgnp.png";
        assertTrue(page.contains("<h4>" + escaped + "</h4>"), "not shown as text");
        assertTrue(page.contains("alt=\"map of " + escaped + "\""), "not in the attribute as text");
        assertTrue(page.contains("<title>" + escaped + "</title>"), "not in the title as text");
    }

    @Test
    void needsNothingFromOutside() throws IOException {
        String page = write(report("first.png"));
        assertFalse(Pattern.compile("//|@import|url\\(|<link|<script|<iframe")
                .matcher(page)
                .find());
    }

    @Test
    void chartsAreWellFormed() throws Exception {
        String page = write(report(HOSTILE));
        Matcher charts = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL).matcher(page);
        int count = 0;
        while (charts.find()) {
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(charts.group().getBytes(StandardCharsets.UTF_8)));
            assertFalse(charts.group().contains("NaN"));
            count++;
        }
        assertEquals(2 * 5, count);
    }

    @Test
    void severalCategoriesStartWithTheirMeans() throws IOException {
        String page = write(report("first.png"));
        assertTrue(page.indexOf("All categories, map: segmentation") > 0);
        assertTrue(page.indexOf("All categories, map: segmentation") < page.indexOf("<h2>tile</h2>"));
    }

    @Test
    void aDatasetWithoutDefectsStillHasAPage() throws IOException {
        MapEvaluation nothing = new EvaluationAccumulator().evaluate();
        Evaluation evaluation = new Evaluation("empty", "dest", Map.of("dest", nothing), 0, null);
        String page = write(new Report("Empty", List.of(new ReportSection(evaluation, List.of()))));
        assertTrue(page.contains("<td>-</td>"));
        assertTrue(page.contains("dest (undefined)"));
        assertFalse(page.contains("NaN"));
    }

    private String write(Report report) throws IOException {
        return Files.readString(report.write(folder));
    }

    /** Two categories; the first image in it, a good one, is called a defect. */
    private static Report report(String firstName) {
        ThresholdChoice choice = ThresholdChoice.fromGood(new double[] {0.1, 0.11}, 0.9, 0.95);
        List<ReportSection> sections = Stream.of("tile", "board")
                .map(category -> section(Evaluations.of(category, firstName, choice)))
                .toList();
        return new Report(firstName, sections);
    }

    private static ReportSection section(Evaluation evaluation) {
        ImageScore first = evaluation.scored().images().get(0);
        ImageScore defect = evaluation.scored().images().get(25);
        return new ReportSection(
                evaluation,
                Stream.of(new SelectedCase(CaseGroup.FAILED, first), new SelectedCase(CaseGroup.BEST, defect))
                        .map(selected -> new ReportCase(selected, picture -> bytes(selected.image(), picture)))
                        .toList());
    }

    /** Good images have no mask to show. */
    private static Optional<byte[]> bytes(ImageScore image, Picture picture) {
        return picture == Picture.MASK && !image.defect()
                ? Optional.empty()
                : Optional.of((picture + " of " + image.name()).getBytes(StandardCharsets.UTF_8));
    }
}
