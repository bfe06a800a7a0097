package dev.destseg.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.destseg.Http;
import dev.destseg.Pictures;
import dev.destseg.Programs;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.line.output.ReceivingServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of the line in a real browser: a camera that sees, one whose cap is on, and a receiver that is hard to please. */
class LinePageIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    static Path folder;

    private static ReceivingServer receiver;
    private static Serving serving;
    private static Chromium chromium;

    @BeforeAll
    static void start() throws Exception {
        Programs.require("ffmpeg");
        chromium = Chromium.start();
        receiver = new ReceivingServer();
        TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("tiny"));
        Path images = Files.createDirectory(folder.resolve("images"));
        Files.write(images.resolve("1.png"), Pictures.png(10, 64));
        Path configuration = Files.writeString(
                folder.resolve("box.yaml"),
                """
                destseg:
                  outputs:
                    records: {url: "%s?key=hidden", longest-pause: 300ms}
                  inspection:
                    station-deadlines: {hand: 7s}
                  line:
                    stations:
                      hand: {images: "%s", trigger: {url: "http:api"}}
                      seen:
                        product: tiny
                        camera:
                          program: [ffmpeg, -loglevel, error, -re, -f, lavfi, -i, "testsrc=size=160x120:rate=10",
                            -c:v, ppm, -f, image2pipe, "pipe:1"]
                        trigger: {url: "http:api"}
                      capped:
                        camera:
                          program: [ffmpeg, -loglevel, error, -re, -f, lavfi, -i, "color=black:size=160x120:rate=10",
                            -c:v, ppm, -f, image2pipe, "pipe:1"]
                          frozen-after: 10m
                        free-running: {judge: at-rest}
                """
                        .formatted(receiver.url(), images));
        serving = Serving.start(
                folder, "--recipe", folder.resolve("tiny").toString(), "--config", configuration.toString());
    }

    @AfterAll
    static void end() throws Exception {
        if (serving != null) {
            serving.close();
        }
        if (chromium != null) {
            chromium.close();
        }
        if (receiver != null) {
            receiver.close();
        }
    }

    private static Locator region(Visitor visitor, String name) {
        return visitor.page()
                .getByRole(
                        AriaRole.REGION,
                        new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void waitFor(String path, Predicate<JsonNode> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        JsonNode answer = serving.http().get(path).json();
        while (!condition.test(answer)) {
            assertTrue(System.nanoTime() < end, "It did not happen: " + answer);
            Thread.sleep(50);
            answer = serving.http().get(path).json();
        }
    }

    @Test
    void eachStationSaysWhatItsCameraSeesAndWhatKeepsItFromWork() throws Exception {
        try (Visitor visitor = chromium.visit(serving, 360, 740)) {
            visitor.go("line");
            Locator capped = region(visitor, "Station capped");
            capped.getByText("nothing but black").first().waitFor();
            capped.getByText("cannot work").waitFor();
            Locator seen = region(visitor, "Station seen");
            seen.getByText("160 × 120").waitFor();
            seen.getByText("works", new Locator.GetByTextOptions().setExact(true))
                    .waitFor();
            seen.locator("summary").focus();
            visitor.page().keyboard().press("Enter");
            Locator picture = seen.locator("img.seen");
            picture.waitFor();
            assertEquals(160, ((Number) picture.evaluate("image => image.naturalWidth")).intValue());
            region(visitor, "Station hand").getByText("7 s").waitFor();

            for (String theme : List.of("dark", "light")) {
                visitor.page().evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme);
                assertEquals(List.of(), visitor.barriers(), theme);
            }
            Object beyond = visitor.page()
                    .evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            assertEquals(0, ((Number) beyond).intValue(), "The page is wider than a telephone");
            visitor.assertNothingWentWrong("503");
        }
    }

    @Test
    void aPictureTakenByHandIsInTheHistoryOfItsStationWithTheTimeOfItsCamera() throws Exception {
        Instant before = Instant.now();
        try (Visitor visitor = chromium.visit(serving, 1440, 900)) {
            visitor.go("line");
            Locator seen = region(visitor, "Station seen");
            seen.getByText("160 × 120").waitFor();
            seen.getByText("Take a picture now").click();
            String found = "/api/v1/inspections?station=seen&captured_from=" + before;
            waitFor(found, page -> page.get("inspections").size() == 1);
            JsonNode part = serving.http().get(found).json().get("inspections").get(0);
            Instant captured = Instant.parse(part.get("captured").asText());
            assertTrue(!captured.isAfter(Instant.parse(part.get("received").asText())), part::toString);
            seen.getByText("99 of 100").waitFor();

            seen.getByText("Its parts").click();
            visitor.page().locator("tbody a").first().click();
            visitor.see("Image taken");
            visitor.assertNothingWentWrong();
        }
    }

    @Test
    void whatAReceiverRefusedIsSentAgainOrDroppedAndTheBoxKnowsByWhom() throws Exception {
        receiver.refuse(body -> body.contains("\"station\":\"hand\""));
        Http http = serving.http();
        for (int i = 1; i <= 3; i++) {
            http.postJson("/api/v1/stations/hand/triggers", "{\"sequence\": %d, \"part\": \"A-%d\"}".formatted(i, i));
        }
        waitFor("/api/v1/outputs", outputs -> outputs.get(0).get("put_aside").asInt() == 3);
        try (Visitor visitor = chromium.visit(serving, 1440, 900)) {
            visitor.go("line");
            Locator records = region(visitor, "Output records");
            records.getByText("reached").first().waitFor();
            assertTrue(!records.textContent().contains("hidden"), "An address is shown with its password");
            records.getByText("See what was put aside").click();
            records.getByText("refuses this verdict with 422").first().waitFor();
            assertEquals(List.of(), visitor.barriers());
            records.getByText("Drop", new Locator.GetByTextOptions().setExact(true))
                    .first()
                    .click();
            records.getByText("will never be told of the verdict on A-3").waitFor();
            visitor.click("Drop it");
            visitor.see("will not be told of 1 verdict");

            receiver.refuse(body -> false);
            visitor.click("Send them again");
            visitor.see("They are sent again");
            records.getByText("Nothing is put aside any more").waitFor();
            visitor.assertNothingWentWrong();
        }
        String told = receiver.taken().toString();
        assertTrue(told.contains("A-1") && told.contains("A-2") && !told.contains("A-3"), told);
        for (String kind : List.of("verdicts-told-again", "verdicts-discarded")) {
            JsonNode change =
                    http.get("/api/v1/events?kind=" + kind).json().get("events").get(0);
            assertEquals("local", change.get("who").asText(), change::toString);
            assertEquals("records", change.at("/details/output").asText(), change::toString);
        }
    }
}
