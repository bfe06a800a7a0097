package dev.destseg.inspection.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.image.Box;
import dev.destseg.image.Image;
import dev.destseg.image.Region;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.inspection.Inspection;
import dev.destseg.inspection.Inspector;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.inspection.Verdict;
import dev.destseg.inspection.ZoneJudgement;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.StoredRecipe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is found again. */
class JournalTest {
    private static final Instant NOON = SmallJournal.NOON;

    @TempDir
    private Path folder;

    private Journal journal;

    @BeforeEach
    void open() {
        journal = SmallJournal.open(folder);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private InspectionEntry append(JudgedPart part) {
        return journal.append(part, Optional.empty(), Optional.empty());
    }

    @Test
    void whatWasSaidOfZonesComesBackAndIsExported() {
        JudgedPart plain = SmallJournal.defect(NOON);
        Sha256 recipe = Sha256.of(new byte[] {2});
        JudgedPart zoned = new JudgedPart(
                plain.origin(),
                plain.recipe(),
                plain.verdict(),
                plain.reason(),
                plain.score(),
                plain.threshold(),
                List.of(new Region(new Box(1, 2, 3, 4), 9, 0.875f, 2.25, 3.5, Optional.of("left"))),
                plain.timings(),
                List.of(
                        new ZoneJudgement(
                                "left", Verdict.DEFECT, Optional.empty(), OptionalDouble.of(0.75), 0.25, recipe),
                        new ZoneJudgement(
                                "right",
                                Verdict.CANNOT_JUDGE,
                                Optional.of("The image is too dark"),
                                OptionalDouble.empty(),
                                0.5,
                                recipe)));
        InspectionEntry kept = append(zoned);
        assertEquals(zoned, journal.queries().find(kept.id()).orElseThrow().part());
        assertEquals(
                "{\"zone\":\"left\",\"verdict\":\"DEFECT\",\"score\":0.75,\"threshold\":0.25,\"recipe\":\"" + recipe
                        + "\"}",
                EntryJson.of(kept).at("/zones/0").toString());
        assertEquals("left", EntryJson.of(kept).at("/regions/0/zone").asText());
    }

    @Test
    void anInspectionComesBackAsItWasAlsoAfterARestart() {
        InspectionEntry judged = journal.append(
                SmallJournal.defect(NOON.plusNanos(123_456_789)),
                SmallJournal.bytes("image"),
                SmallJournal.bytes("map"));
        InspectionEntry unjudged = append(SmallJournal.cannotJudge(
                new Origin(NOON, "Größe 2; DROP TABLE inspection", Optional.empty(), Optional.empty())));
        journal.close();
        journal = SmallJournal.open(folder);

        assertEquals(Optional.of(judged), journal.queries().find(judged.id()));
        assertEquals(Optional.of(unjudged), journal.queries().find(unjudged.id()));
        Sha256 image = judged.image().orElseThrow();
        assertArrayEquals(
                "image".getBytes(StandardCharsets.UTF_8),
                journal.queries().content(image).orElseThrow());
        assertEquals(Optional.empty(), journal.queries().content(Sha256.of(new byte[0])));
        assertEquals(Optional.empty(), journal.queries().find(new EntryId("00000000-0000-7000-8000-000000000000")));
    }

    @Test
    void anInspectionIsJournaledAsItWasJudged() {
        StoredRecipe recipe = TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("recipe"));
        Inspection inspection;
        try (Inspector inspector = Inspector.open(recipe, new OnnxRuntime(), 1)) {
            byte[] rgb = new byte[3 * TinyRecipe.SIZE * TinyRecipe.SIZE];
            Arrays.fill(rgb, 0, 3, (byte) 255);
            inspection = inspector.inspect(new Image(TinyRecipe.SIZE, TinyRecipe.SIZE, rgb));
        }
        JudgedPart part = JudgedPart.of(
                SmallJournal.origin(NOON),
                JudgingRecipe.of(recipe.recipe()),
                inspection,
                Map.of("waiting", Duration.ofMillis(3)));
        JudgedPart read =
                journal.queries().find(append(part).id()).orElseThrow().part();

        assertEquals(part, read);
        assertEquals(Verdict.DEFECT, read.verdict());
        assertEquals(inspection.score(), read.score());
        assertEquals(inspection.regions(), read.regions());
        assertEquals(inspection.recipe(), read.recipe().digest());
        assertEquals(inspection.timings().network(), read.timings().get("network"));
        assertEquals(
                Set.of("waiting", "preprocessing", "network", "postprocessing"),
                read.timings().keySet());
    }

    @Test
    void theSameImageTwiceIsOneFile() throws IOException {
        journal.append(SmallJournal.ok(NOON), SmallJournal.bytes("same"), SmallJournal.bytes("same"));
        journal.append(SmallJournal.ok(NOON), SmallJournal.bytes("same"), Optional.empty());
        List<Sha256> files = new ArrayList<>();
        journal.files().forEach(files::add);
        assertEquals(List.of(Sha256.of("same".getBytes(StandardCharsets.UTF_8))), files);
    }

    @Test
    void pagesAreNewestFirstAndStayTheSameWhenMoreIsAppended() {
        List<InspectionEntry> appended = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            appended.add(0, append(SmallJournal.ok(NOON.minusSeconds(i)))); // The order is that of writing.
        }
        List<InspectionEntry> listed = new ArrayList<>();
        Optional<EntryId> cursor = Optional.empty();
        List<Integer> sizes = new ArrayList<>();
        do {
            Page<InspectionEntry> page = journal.queries().list(InspectionFilter.ALL, cursor, 3);
            append(SmallJournal.ok(NOON));
            listed.addAll(page.entries());
            sizes.add(page.entries().size());
            cursor = page.next();
        } while (cursor.isPresent());

        assertEquals(appended, listed);
        assertEquals(List.of(3, 3, 1), sizes);
        assertEquals(
                Optional.empty(),
                journal.queries()
                        .list(InspectionFilter.ALL, Optional.empty(), 10)
                        .next());
    }

    @Test
    void filtersMeetEveryCondition() {
        InspectionEntry first = append(SmallJournal.ok(NOON));
        InspectionEntry second = append(SmallJournal.defect(NOON.plusSeconds(60)));
        Origin other = new Origin(NOON.plusSeconds(120), "lever", Optional.of("press 3"), Optional.of("50%_B\\1"));
        InspectionEntry third = append(SmallJournal.judged(other, Verdict.OK, 0.25));
        InspectionEntry fourth = append(SmallJournal.cannotJudge(other));

        finds(InspectionFilter.ALL, fourth, third, second, first);
        finds(InspectionFilter.ALL.withFrom(NOON.plusSeconds(60)), fourth, third, second);
        finds(InspectionFilter.ALL.withBefore(NOON.plusSeconds(60)), first);
        finds(InspectionFilter.ALL.withFrom(NOON.plusSeconds(60)).withBefore(NOON.plusSeconds(120)), second);
        finds(InspectionFilter.ALL.withVerdicts(Verdict.DEFECT, Verdict.CANNOT_JUDGE), fourth, second);
        finds(InspectionFilter.ALL.withProduct("lever"), fourth, third);
        finds(InspectionFilter.ALL.withProduct("' OR 1=1 --"));
        finds(InspectionFilter.ALL.withRecipe(SmallJournal.RECIPE.digest()), fourth, third, second, first);
        finds(InspectionFilter.ALL.withRecipe(Sha256.of(new byte[] {9})));
        finds(InspectionFilter.ALL.withScores(0.125, 0.25), third, first);
        finds(InspectionFilter.ALL.withText("PRESS 3"), fourth, third);
        finds(InspectionFilter.ALL.withText("a-1"), second, first);
        finds(InspectionFilter.ALL.withText("%_"), fourth, third);
        finds(InspectionFilter.ALL.withText("B\\"), fourth, third);
        finds(InspectionFilter.ALL.withText("5_%"));
        finds(InspectionFilter.ALL.withProduct("lever").withVerdicts(Verdict.OK).withText("press"), third);
    }

    @Test
    void theTimeOfTheImageIsKeptAndFound() {
        InspectionEntry unknown = append(SmallJournal.ok(NOON));
        Instant taken = NOON.minusMillis(80);
        Origin origin =
                new Origin(NOON, Optional.of(taken.plusNanos(1)), "flange", Optional.of("press 2"), Optional.empty());
        InspectionEntry known = append(SmallJournal.judged(origin, Verdict.OK, 0.125));

        finds(InspectionFilter.ALL, known, unknown);
        finds(InspectionFilter.ALL.withCaptured(Span.ANY.withFrom(taken).withBefore(NOON)), known);
        finds(InspectionFilter.ALL.withCaptured(Span.ANY.withBefore(taken)));
        finds(InspectionFilter.ALL.withCaptured(Span.ANY.withFrom(NOON)));
        assertEquals(
                Optional.of(taken),
                journal.queries().find(known.id()).orElseThrow().part().origin().captured());
        assertEquals(
                "2026-03-01T11:59:59.920Z", EntryJson.of(known).get("captured").asText());
    }

    @Test
    void aStationIsFoundByItsWholeName() {
        InspectionEntry entry = append(SmallJournal.ok(NOON));
        finds(InspectionFilter.ALL.withStation("press 2"), entry);
        finds(InspectionFilter.ALL.withStation("press"));
        finds(InspectionFilter.ALL.withStation("PRESS 2"));
    }

    @Test
    void textStationsAndTimesOfImagesAreLookedForInAnIndexAndNotInWholeRows() {
        assertPlan("SCAN inspection USING COVERING INDEX inspection_text", InspectionFilter.ALL.withText("a-1"));
        assertPlan(
                "SEARCH inspection USING COVERING INDEX inspection_station (station=?)",
                InspectionFilter.ALL.withStation("press 2"));
        assertPlan(
                "SEARCH inspection USING COVERING INDEX inspection_captured (captured>?)",
                InspectionFilter.ALL.withCaptured(Span.ANY.withFrom(NOON)));
    }

    /** The same index has what sums need. */
    private void assertPlan(String step, InspectionFilter filter) {
        List<String> list = plan(
                filter,
                "SELECT * FROM inspection WHERE id IN (SELECT id FROM inspection",
                " ORDER BY id DESC LIMIT 3)");
        assertTrue(list.contains(step), () -> String.join("\n", list));
        List<String> sums = plan(filter, "SELECT product, verdict, time, score FROM inspection", "");
        assertTrue(sums.contains(step), () -> String.join("\n", sums));
    }

    private List<String> plan(InspectionFilter filter, String head, String tail) {
        return journal.queries().read(connection -> {
            List<String> plan = new ArrayList<>();
            try (PreparedStatement statement =
                            Conditions.of(filter).prepare(connection, "EXPLAIN QUERY PLAN " + head, tail);
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    plan.add(row.getString("detail"));
                }
            }
            return plan;
        });
    }

    private void finds(InspectionFilter filter, InspectionEntry... expected) {
        assertEquals(
                List.of(expected),
                journal.queries().list(filter, Optional.empty(), 100).entries());
    }

    @Test
    void theLastFeedbackIsTheOpinionAndAllOfItIsKept() {
        InspectionEntry entry = append(SmallJournal.ok(NOON));
        Feedback first = new Feedback(entry.id(), NOON, "ana", Opinion.DEFECTIVE, List.of(new Box(1, 2, 3, 4)));
        Feedback second = new Feedback(entry.id(), NOON.plusSeconds(9), "ben", Opinion.GOOD, List.of());
        Numbered<Feedback> older = journal.append(first);
        Numbered<Feedback> newer = journal.append(second);

        assertEquals(List.of(newer, older), journal.queries().feedback(entry.id()));
        assertEquals(first, older.value());
        finds(InspectionFilter.ALL.withOpinion(Opinion.DEFECTIVE));
        InspectionEntry read = journal.queries().find(entry.id()).orElseThrow();
        assertEquals(Optional.of(Opinion.GOOD), read.opinion());
    }

    @Test
    void ratesCountWhatOperatorsConfirmed() {
        assertEquals(new FeedbackRates(0, 0, 0, 0), journal.queries().rates(InspectionFilter.ALL));
        confirm(Opinion.GOOD, SmallJournal.ok(NOON), SmallJournal.ok(NOON), SmallJournal.ok(NOON));
        confirm(Opinion.GOOD, SmallJournal.defect(NOON));
        confirm(Opinion.DEFECTIVE, SmallJournal.ok(NOON), SmallJournal.defect(NOON));
        confirm(Opinion.DEFECTIVE, SmallJournal.cannotJudge(SmallJournal.origin(NOON)));
        append(SmallJournal.defect(NOON));

        FeedbackRates rates = journal.queries().rates(InspectionFilter.ALL);

        assertEquals(new FeedbackRates(4, 1, 2, 1), rates);
        assertEquals(OptionalDouble.of(0.25), rates.falseRejectRate());
        assertEquals(OptionalDouble.of(0.5), rates.escapeRate());
        assertEquals(
                OptionalDouble.empty(),
                journal.queries()
                        .rates(InspectionFilter.ALL.withProduct("lever"))
                        .escapeRate());
    }

    private void confirm(Opinion opinion, JudgedPart... parts) {
        for (JudgedPart part : parts) {
            journal.append(new Feedback(append(part).id(), NOON, "ana", opinion, List.of()));
        }
    }

    @Test
    void countsByProductAndVerdict() {
        append(SmallJournal.ok(NOON));
        append(SmallJournal.ok(NOON));
        append(SmallJournal.defect(NOON));
        append(SmallJournal.cannotJudge(new Origin(NOON, "axle", Optional.empty(), Optional.empty())));
        assertEquals(
                List.of(
                        new VerdictCount("axle", Verdict.CANNOT_JUDGE, 1),
                        new VerdictCount("flange", Verdict.DEFECT, 1),
                        new VerdictCount("flange", Verdict.OK, 2)),
                journal.queries().counts(InspectionFilter.ALL));
    }

    @Test
    void changesAreListedByKind() {
        ObjectNode details = JsonNodeFactory.instance.objectNode().put("recipe", "sha256:1");
        Numbered<Event> activation = journal.append(new Event(NOON, Event.ACTIVATION, "ana", details));
        details.put("recipe", "changed afterwards");
        Numbered<Event> training =
                journal.append(new Event(NOON, Event.TRAINING, "destseg", JsonNodeFactory.instance.objectNode()));
        journal.append(new Event(NOON, Event.TRAINING, "destseg", JsonNodeFactory.instance.objectNode()));

        Page<Numbered<Event>> first = journal.queries().events(Optional.of(Event.TRAINING), Optional.empty(), 1);
        Page<Numbered<Event>> second = journal.queries().events(Optional.of(Event.TRAINING), first.next(), 1);
        assertEquals(List.of(training), second.entries());
        assertEquals(Optional.empty(), second.next());
        List<Numbered<Event>> activations = journal.queries()
                .events(Optional.of(Event.ACTIVATION), Optional.empty(), 10)
                .entries();
        assertEquals(List.of(activation), activations);
        assertEquals(
                "sha256:1", activations.get(0).value().details().path("recipe").textValue());
    }

    @Test
    void exportsEveryInspectionOfTheFilterHoweverMany() throws IOException {
        for (int i = 0; i < Page.LARGEST + 2; i++) {
            append(SmallJournal.ok(NOON));
        }
        append(SmallJournal.defect(NOON));
        InspectionFilter ok = InspectionFilter.ALL.withVerdicts(Verdict.OK);
        assertEquals(Page.LARGEST + 3, export(ok, ExportFormat.CSV).split("\r\n").length);
        assertEquals(Page.LARGEST + 2, export(ok, ExportFormat.JSON_LINES).split("\n").length);
    }

    @Test
    void exportsAsCommaSeparatedValuesThatASpreadsheetDoesNotExecute() throws IOException {
        Origin origin = new Origin(NOON, "a,\"b\"", Optional.of("=1+1"), Optional.empty());
        InspectionEntry entry = append(SmallJournal.judged(origin, Verdict.OK, 0.125));
        String[] lines = export(InspectionFilter.ALL, ExportFormat.CSV).split("\r\n", -1);
        assertEquals(
                entry.id() + ",2026-03-01T12:00:00Z,\"a,\"\"b\"\"\",'=1+1,,OK,,0.125,0.5,flange,3,"
                        + SmallJournal.RECIPE.digest() + ",1,70.123456,,,,",
                lines[1]);
        assertEquals(lines[0].split(",").length, 18);
        assertEquals("", lines[2]);
    }

    @Test
    void exportsAsJsonLines() throws IOException {
        InspectionEntry entry = append(SmallJournal.defect(NOON));
        assertEquals(
                "{\"id\":\"" + entry.id() + "\",\"time\":\"2026-03-01T12:00:00Z\",\"product\":\"flange\","
                        + "\"station\":\"press 2\",\"part_number\":\"A-17\",\"verdict\":\"DEFECT\",\"score\":0.75,"
                        + "\"threshold\":0.5,\"recipe\":{\"name\":\"flange\",\"version\":\"3\",\"digest\":\""
                        + SmallJournal.RECIPE.digest() + "\"},\"regions\":[{\"x\":1,\"y\":2,\"width\":3,\"height\":4,"
                        + "\"area\":9,\"peak\":0.875,\"centroid_x\":2.25,\"centroid_y\":3.5}],"
                        + "\"timings_ms\":{\"network\":70.123456}}\n",
                export(InspectionFilter.ALL, ExportFormat.JSON_LINES));
    }

    @Test
    void anExportThatCannotBeWrittenSaysSo() {
        append(SmallJournal.ok(NOON));
        InspectionExport export = new InspectionExport(journal.queries(), InspectionFilter.ALL, ExportFormat.CSV);
        IOException failure = assertThrows(
                IOException.class,
                () -> export.writeTo(new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("disconnected");
                    }
                }));
        assertTrue(failure.getMessage().contains("disconnected"), failure.getMessage());
    }

    private String export(InspectionFilter filter, ExportFormat format) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        new InspectionExport(journal.queries(), filter, format).writeTo(output);
        return output.toString(StandardCharsets.UTF_8);
    }
}
