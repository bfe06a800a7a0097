package dev.destseg.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.destseg.image.RegionOfInterest;
import dev.destseg.image.Resampling;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Turns the JSON of {@link RecipeEncoder} back; every error is an {@link IllegalArgumentException}. */
final class RecipeDecoder {
    private RecipeDecoder() {}

    static Recipe decode(JsonNode json) {
        return decode(new JsonFields("", json));
    }

    private static Recipe decode(JsonFields fields) {
        int schema = fields.integer("schema_version");
        if (schema < 1 || schema > RecipeEncoder.NEWEST_SCHEMA) {
            throw new IllegalArgumentException("schema version " + schema + " is unknown to this software, which knows "
                    + "1 to " + RecipeEncoder.NEWEST_SCHEMA + "; update it");
        }
        RecipeDescription description = description(fields);
        SortedMap<String, RecipeFile> files = fields.fields("files").map((all, path) -> file(all.fields(path)));
        fields.requireAllRead();
        return new Recipe(description, files);
    }

    private static RecipeDescription description(JsonFields fields) {
        JsonFields size = fields.fields("input_size");
        JsonFields score = fields.fields("score");
        RecipeDescription description = new RecipeDescription(
                fields.text("name"),
                fields.text("version"),
                fields.text("profile"),
                new InputSize(size.integer("width"), size.integer("height")),
                fields.optionalFields("region_of_interest").map(RecipeDecoder::region),
                fields.optionalFields("tiling").map(RecipeDecoder::tiling),
                fields.optionalFields("registration").map(RecipeDecoder::registration),
                fields.optionalText("resampling").map(Resampling::of).orElse(Resampling.TRIANGLE),
                threshold(fields.fields("threshold")),
                new ScoreDefinition(ScoreMap.of(score.text("map")), score.integer("highest")),
                fields.list(
                        "golden",
                        image -> new GoldenImage(image.text("image"), image.text("map"), image.number("score"))),
                fields.optionalFields("good_traits").map(RecipeDecoder::goodTraits),
                fields.optionalFields("int8").map(RecipeDecoder::int8),
                fields.optionalFields("requires")
                        .map(RecipeDecoder::requirements)
                        .orElse(Requirements.NONE),
                zones(fields),
                provenance(fields.fields("provenance")));
        size.requireAllRead();
        score.requireAllRead();
        return description;
    }

    private static List<Zone> zones(JsonFields fields) {
        SortedMap<String, Recipe> recipes = fields.optionalFields("recipes")
                .map(all -> all.map((each, digest) -> decode(each.fields(digest))))
                .orElse(new TreeMap<>());
        return fields.optionalList(
                "zones",
                zone -> new Zone(
                        zone.text("name"),
                        zone.optionalFields("box").map(RecipeDecoder::region),
                        recipe(recipes, zone.text("recipe"))));
    }

    private static Recipe recipe(SortedMap<String, Recipe> recipes, String digest) {
        Recipe found = recipes.get(digest);
        if (found == null || !found.digest().toString().equals(digest)) {
            throw new IllegalArgumentException("zones name the recipe " + digest + ", which is not among the recipes");
        }
        return found;
    }

    private static RegionOfInterest region(JsonFields fields) {
        RegionOfInterest region = new RegionOfInterest(
                fields.number("left"), fields.number("top"), fields.number("right"), fields.number("bottom"));
        fields.requireAllRead();
        return region;
    }

    private static Tiling tiling(JsonFields fields) {
        Tiling tiling =
                new Tiling(new InputSize(fields.integer("width"), fields.integer("height")), fields.integer("overlap"));
        fields.requireAllRead();
        return tiling;
    }

    private static Registration registration(JsonFields fields) {
        Registration registration =
                new Registration(fields.number("degrees"), fields.number("shift"), fields.number("similarity"));
        fields.requireAllRead();
        return registration;
    }

    private static Threshold threshold(JsonFields fields) {
        Threshold threshold = new Threshold(
                fields.number("value"),
                fields.text("method"),
                fields.text("reason"),
                fields.integer("images"),
                fields.optionalNumber("false_reject_bound"),
                fields.optionalNumber("confidence"));
        fields.requireAllRead();
        return threshold;
    }

    private static Requirements requirements(JsonFields fields) {
        Requirements requirements =
                new Requirements(fields.optionalText("appliance"), new TreeSet<>(fields.texts("platforms")));
        fields.requireAllRead();
        return requirements;
    }

    private static Int8Model int8(JsonFields fields) {
        Int8Model int8 = new Int8Model(
                fields.text("calibration"),
                fields.integer("images"),
                fields.texts("in_float"),
                fields.number("score_tolerance"),
                fields.number("map_tolerance"),
                fields.fields("metrics").map(JsonFields::number));
        fields.requireAllRead();
        return int8;
    }

    private static GoodTraits goodTraits(JsonFields fields) {
        GoodTraits good = new GoodTraits(
                fields.integer("images"),
                range(fields.fields("brightness")),
                range(fields.fields("contrast")),
                range(fields.fields("sharpness")),
                fields.optionalFields("scores").map(RecipeDecoder::range));
        fields.requireAllRead();
        return good;
    }

    private static TraitRange range(JsonFields fields) {
        TraitRange range = new TraitRange(
                fields.number("mean"), fields.number("deviation"), fields.number("lowest"), fields.number("highest"));
        fields.requireAllRead();
        return range;
    }

    private static Provenance provenance(JsonFields fields) {
        Provenance provenance = new Provenance(
                fields.list(
                        "data",
                        part -> new DataDigest(
                                part.text("name"), part.integer("images"), Sha256.parse(part.text("digest")))),
                fields.wide("seed"),
                fields.fields("steps").map(JsonFields::wide),
                fields.fields("settings").map(JsonFields::text),
                fields.fields("metrics").map(JsonFields::number),
                fields.text("tool_version"),
                fields.optionalText("parent").map(Sha256::parse),
                fields.optionalText("teacher").map(Sha256::parse),
                instant(fields.text("created")));
        fields.requireAllRead();
        return provenance;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("provenance.created must be a time as 2026-01-31T12:00:00Z", e);
        }
    }

    private static RecipeFile file(JsonFields fields) {
        RecipeFile file = new RecipeFile(fields.wide("size"), Sha256.parse(fields.text("digest")));
        fields.requireAllRead();
        return file;
    }
}
