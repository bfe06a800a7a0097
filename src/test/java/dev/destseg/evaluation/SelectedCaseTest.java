package dev.destseg.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SelectedCaseTest {
    private static final List<ImageScore> IMAGES = List.of(
            image("good 1", false, 0.1),
            image("good 4", false, 0.4),
            image("good 5", false, 0.5),
            image("good 8", false, 0.75),
            image("defect 2", true, 0.25),
            image("defect 5", true, 0.5),
            image("defect 7", true, 0.7),
            image("defect 9", true, 0.9));

    @Test
    void showsMistakesThenNarrowAndClearSuccesses() {
        assertEquals(
                List.of(
                        "FAILED defect 2",
                        "FAILED good 8",
                        "WORST defect 5",
                        "WORST good 4",
                        "BEST defect 9",
                        "BEST defect 7"),
                names(SelectedCase.choose(IMAGES, 0.5, 2)));
    }

    @Test
    void aScoreAtTheThresholdIsADefect() {
        assertEquals(
                List.of("FAILED defect 2", "FAILED good 8", "FAILED good 5"),
                names(SelectedCase.choose(IMAGES, 0.5, 100)).subList(0, 3));
    }

    @Test
    void showsNoImageTwice() {
        List<String> names = SelectedCase.choose(IMAGES, 0.5, 100).stream()
                .map(chosen -> chosen.image().name())
                .toList();
        assertEquals(8, names.size());
        assertEquals(8, names.stream().distinct().count());
    }

    private static List<String> names(List<SelectedCase> chosen) {
        return chosen.stream().map(c -> c.group() + " " + c.image().name()).toList();
    }

    private static ImageScore image(String name, boolean defect, double score) {
        return new ImageScore(name, "kind", defect, score);
    }
}
