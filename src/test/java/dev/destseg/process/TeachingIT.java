package dev.destseg.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.SelectOption;
import dev.destseg.dataset.demo.DemoDefect;
import dev.destseg.dataset.demo.DemoProduct;
import dev.destseg.image.Image;
import dev.destseg.image.ImageWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who has never seen the console teaches a product, rejects a part, and comes to trust a recipe. */
class TeachingIT {
    private static final int GOOD_PARTS = 24;
    private static final int SEED = 11;

    @TempDir
    private Path folder;

    @Test
    void aProductIsTaughtRejectsAPartLearnsFromFeedbackAndReturnsToTheRecipeBefore() throws Exception {
        try (Chromium chromium = Chromium.start();
                Serving serving = Serving.start(folder, "--no-demo");
                Visitor visitor = chromium.visit(serving, 1440, 900)) {
            teach(visitor);
            String first = judging(serving);

            rejectAPart(visitor, serving);

            retrain(visitor);
            String second = judging(serving);
            assertNotEquals(first, second);
            JsonNode region = serving.http()
                    .get("/api/v1/recipes/" + second)
                    .json()
                    .get("manifest")
                    .get("region_of_interest");
            assertEquals(0.1, region.get("left").asDouble(), 0.01, region::toString);
            assertEquals(0.85, region.get("right").asDouble(), 0.01, region::toString);
            JsonNode settings = serving.http()
                    .get("/api/v1/recipes/" + second)
                    .json()
                    .get("manifest")
                    .get("provenance")
                    .get("settings");
            assertEquals("changing", settings.get("light").asText(), settings::toString);

            rollBack(visitor);
            assertEquals(first, judging(serving));

            composeZones(visitor);
            JsonNode composed =
                    serving.http().get("/api/v1/recipes").json().get("recipes").get(0);
            assertEquals("board", composed.get("name").asText(), composed::toString);
            visitor.assertNothingWentWrong();
        }
    }

    /** By a photograph, for there is no line yet. */
    private void rejectAPart(Visitor visitor, Serving serving) throws Exception {
        Image scratched =
                DemoProduct.FLANGE.defective(DemoDefect.SCRATCH, SEED, 1).image();
        visitor.page()
                .getByLabel("Photographs of parts to judge")
                .setInputFiles(photograph("scratched.png", scratched));
        visitor.page()
                .locator("edge-judging li", new Page.LocatorOptions().setHasText("DEFECT"))
                .waitFor();
        assertEquals(List.of(), visitor.barriers());
        visitor.go("live");
        visitor.page().locator(".banner.DEFECT").waitFor();
        visitor.see("part scratched");
        visitor.follow("All about this part");
        visitor.click("Really defective D");
        visitor.see("Written down: the part is");
        JsonNode judged = serving.http()
                .get("/api/v1/inspections")
                .json()
                .get("inspections")
                .get(0);
        assertEquals("DEFECTIVE", judged.get("opinion").asText(), judged::toString);
    }

    private void teach(Visitor visitor) {
        visitor.go("teach");
        visitor.page().getByLabel("Name of the product").fill("flange");
        visitor.click("Begin");
        visitor.page().locator("#good-files").setInputFiles(photographs());
        visitor.see(GOOD_PARTS + " good");
        visitor.page().getByRole(AriaRole.BUTTON).getByText("Learn").click();
        visitor.click("Start learning");
        visitor.button("Cancel").waitFor();
        // Leaving in the middle loses nothing.
        visitor.page().reload();
        activate(visitor);
    }

    private static void activate(Visitor visitor) {
        Locator keep = visitor.button("Keep it all the same");
        visitor.button("On to the threshold").or(keep).first().waitFor();
        // What was learned may be no better than what judges; people may know better.
        if (keep.isVisible()) {
            keep.click();
        }
        visitor.click("On to the threshold");
        visitor.see("At most");
        tryOnTheHistory(visitor);
        visitor.click("On to the activation");
        visitor.page()
                .locator("button.main", new Page.LocatorOptions().setHasText("Activate"))
                .click();
        visitor.see("It judges flange now.");
    }

    /** The part that was rejected, once there is one. */
    private static void tryOnTheHistory(Visitor visitor) {
        visitor.click("Try it on the last parts of flange");
        visitor.page()
                .getByText("There is no part of flange in the history yet")
                .or(visitor.page().getByText("Of 1 part"))
                .first()
                .waitFor();
    }

    private static void retrain(Visitor visitor) {
        visitor.go("teach/flange/images");
        visitor.page()
                .getByText("Defective parts, to find their like and to check with")
                .click();
        visitor.click("Parts confirmed as defective");
        visitor.see("1 defective");
        visitor.page().locator("figure.good").getByLabel("Remove image").first().click();
        visitor.see((GOOD_PARTS - 1) + " good");
        visitor.go("teach/flange/learn");
        visitor.click("Learn again");
        drawRegion(visitor);
        visitor.page().getByLabel("At once, for light that changes.").check();
        visitor.click("Start learning");
        visitor.button("Cancel").waitFor();
        activate(visitor);
    }

    /** By the mouse, then its width by the keyboard; it is still there after a reload. */
    private static void drawRegion(Visitor visitor) {
        visitor.page().getByText("What of the image is judged: all of it").click();
        Locator canvas = visitor.page().locator("edge-region canvas[width]");
        canvas.scrollIntoViewIfNeeded();
        BoundingBox shown = canvas.boundingBox();
        double side = Math.min(shown.width, shown.height);
        double left = shown.x + (shown.width - side) / 2;
        double top = shown.y + (shown.height - side) / 2;
        visitor.page().mouse().move(left + 0.1 * side, top + 0.1 * side);
        visitor.page().mouse().down();
        visitor.page().mouse().move(left + 0.6 * side, top + 0.9 * side);
        visitor.page().mouse().up();
        visitor.see("What of the image is judged: a part of it");
        assertEquals(List.of(), visitor.barriers());
        Locator width = visitor.page().getByLabel("Width, %");
        width.fill("75");
        width.press("Tab");
        visitor.page().reload();
        visitor.click("Learn again");
        visitor.see("What of the image is judged: a part of it");
        assertEquals("75.0", visitor.page().getByLabel("Width, %").inputValue());
    }

    private static void rollBack(Visitor visitor) {
        visitor.go("recipes");
        visitor.click("Roll back");
        visitor.page().getByLabel("Why, for the record").fill("rejects good parts");
        visitor.page()
                .getByRole(AriaRole.DIALOG)
                .getByText("Roll back", new Locator.GetByTextOptions().setExact(true))
                .click();
        visitor.see("judges flange again");
    }

    /** Of both recipes: one cut out, one that sees its part of the image. */
    private static void composeZones(Visitor visitor) {
        visitor.go("recipes");
        visitor.follow("Recipe of zones");
        visitor.page().getByLabel("Name of the product").fill("board");
        visitor.page().getByLabel("Name of zone 1").fill("left");
        visitor.page()
                .getByText("it was learned from images of this zone alone")
                .first()
                .click();
        visitor.page().getByLabel("right of zone 1 in percent").fill("50");
        visitor.page().getByLabel("Name of zone 2").fill("all");
        visitor.page().getByLabel("Recipe of zone 2").selectOption(new SelectOption().setIndex(1));
        assertEquals(List.of(), visitor.barriers());
        visitor.click("Make the recipe");
        visitor.see("judges nothing now");
    }

    private Path[] photographs() {
        return IntStream.range(0, GOOD_PARTS)
                .mapToObj(i -> photograph("good-" + i + ".png", DemoProduct.FLANGE.good(SEED, i)))
                .toArray(Path[]::new);
    }

    private Path photograph(String name, Image image) {
        Path file = folder.resolve(name);
        ImageWriter.write(file, ImageWriter.png(image));
        return file;
    }

    private static String judging(Serving serving) throws Exception {
        return serving.http()
                .get("/api/v1/products")
                .json()
                .get(0)
                .get("recipe")
                .asText();
    }
}
