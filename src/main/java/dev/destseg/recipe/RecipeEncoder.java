package dev.destseg.recipe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.image.RegionOfInterest;
import dev.destseg.image.Resampling;

/** Turns a recipe into JSON; {@link RecipeDecoder} is its inverse. What is absent has no field. */
final class RecipeEncoder {
    static final int NEWEST_SCHEMA = 5;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private RecipeEncoder() {}

    static ObjectNode encode(Recipe recipe) {
        RecipeDescription description = recipe.description();
        ObjectNode node = NODES.objectNode();
        node.put("schema_version", schema(recipe));
        node.put("name", description.name());
        node.put("version", description.version());
        node.put("profile", description.profile());
        node.putObject("input_size")
                .put("width", description.inputSize().width())
                .put("height", description.inputSize().height());
        description.regionOfInterest().ifPresent(region -> node.set("region_of_interest", region(region)));
        description.tiling().ifPresent(tiling -> node.putObject("tiling")
                .put("width", tiling.whole().width())
                .put("height", tiling.whole().height())
                .put("overlap", tiling.overlap()));
        description.registration().ifPresent(registration -> node.putObject("registration")
                .put("degrees", registration.degrees())
                .put("shift", registration.shift())
                .put("similarity", registration.similarity()));
        if (description.resampling() != Resampling.TRIANGLE) {
            node.put("resampling", description.resampling().label());
        }
        node.set("threshold", threshold(description.threshold()));
        node.putObject("score")
                .put("map", description.score().map().label())
                .put("highest", description.score().highest());
        ArrayNode golden = node.putArray("golden");
        for (GoldenImage image : description.golden()) {
            golden.addObject()
                    .put("image", image.image())
                    .put("map", image.map())
                    .put("score", image.score());
        }
        description.goodTraits().ifPresent(good -> node.set("good_traits", goodTraits(good)));
        description.int8().ifPresent(int8 -> node.set("int8", int8(int8)));
        if (!description.requirements().isNone()) {
            node.set("requires", requirements(description.requirements()));
        }
        if (!description.zones().isEmpty()) {
            zones(description, node);
        }
        node.set("provenance", provenance(description.provenance()));
        ObjectNode files = node.putObject("files");
        recipe.files().forEach((path, file) -> files.putObject(path)
                .put("size", file.size())
                .put("digest", file.digest().toString()));
        return node;
    }

    /** Each recipe once, however many zones it judges. */
    private static void zones(RecipeDescription description, ObjectNode node) {
        ObjectNode recipes = node.putObject("recipes");
        ArrayNode zones = node.putArray("zones");
        for (Zone zone : description.zones()) {
            String digest = zone.recipe().digest().toString();
            recipes.set(digest, encode(zone.recipe()));
            ObjectNode each = zones.addObject().put("name", zone.name());
            zone.box().ifPresent(box -> each.set("box", region(box)));
            each.put("recipe", digest);
        }
    }

    private static ObjectNode region(RegionOfInterest region) {
        return NODES.objectNode()
                .put("left", region.left())
                .put("top", region.top())
                .put("right", region.right())
                .put("bottom", region.bottom());
    }

    /** The oldest that has all of it: software that does not know how a recipe judges must not judge by it. */
    private static int schema(Recipe recipe) {
        if (recipe.description().score().map() == ScoreMap.KNOWN) {
            return NEWEST_SCHEMA;
        }
        if (recipe.description().resampling() != Resampling.TRIANGLE) {
            return 4;
        }
        if (!recipe.description().zones().isEmpty()) {
            return 3;
        }
        boolean plain = recipe.description().tiling().isEmpty()
                && recipe.description().registration().isEmpty()
                && !recipe.files().containsKey(Recipe.IGNORED);
        return plain ? 1 : 2;
    }

    private static ObjectNode threshold(Threshold threshold) {
        ObjectNode node = NODES.objectNode()
                .put("value", threshold.value())
                .put("method", threshold.method())
                .put("reason", threshold.reason())
                .put("images", threshold.images());
        threshold.falseRejectBound().ifPresent(bound -> node.put("false_reject_bound", bound));
        threshold.confidence().ifPresent(confidence -> node.put("confidence", confidence));
        return node;
    }

    private static ObjectNode requirements(Requirements requirements) {
        ObjectNode node = NODES.objectNode();
        requirements.appliance().ifPresent(version -> node.put("appliance", version));
        ArrayNode platforms = node.putArray("platforms");
        requirements.platforms().forEach(platforms::add);
        return node;
    }

    private static ObjectNode int8(Int8Model int8) {
        ObjectNode node = NODES.objectNode()
                .put("calibration", int8.calibration())
                .put("images", int8.images())
                .put("score_tolerance", int8.scoreTolerance())
                .put("map_tolerance", int8.mapTolerance());
        ArrayNode inFloat = node.putArray("in_float");
        int8.inFloat().forEach(inFloat::add);
        int8.metrics().forEach(node.putObject("metrics")::put);
        return node;
    }

    private static ObjectNode goodTraits(GoodTraits good) {
        ObjectNode node = NODES.objectNode().put("images", good.images());
        node.set("brightness", range(good.brightness()));
        node.set("contrast", range(good.contrast()));
        node.set("sharpness", range(good.sharpness()));
        good.scores().ifPresent(scores -> node.set("scores", range(scores)));
        return node;
    }

    private static ObjectNode range(TraitRange range) {
        return NODES.objectNode()
                .put("mean", range.mean())
                .put("deviation", range.deviation())
                .put("lowest", range.lowest())
                .put("highest", range.highest());
    }

    private static ObjectNode provenance(Provenance provenance) {
        ObjectNode node = NODES.objectNode();
        ArrayNode data = node.putArray("data");
        for (DataDigest part : provenance.data()) {
            data.addObject()
                    .put("name", part.name())
                    .put("images", part.images())
                    .put("digest", part.digest().toString());
        }
        node.put("seed", provenance.seed());
        provenance.steps().forEach(node.putObject("steps")::put);
        provenance.settings().forEach(node.putObject("settings")::put);
        provenance.metrics().forEach(node.putObject("metrics")::put);
        node.put("tool_version", provenance.toolVersion());
        provenance.parent().ifPresent(parent -> node.put("parent", parent.toString()));
        provenance.teacher().ifPresent(teacher -> node.put("teacher", teacher.toString()));
        node.put("created", provenance.created().toString());
        return node;
    }
}
