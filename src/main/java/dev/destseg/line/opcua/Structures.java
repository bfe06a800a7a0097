package dev.destseg.line.opcua;

import dev.destseg.inspection.journal.JudgingRecipe;
import dev.destseg.line.opcua.nodeset.NodeSetNamespace;
import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.Sha256;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.milo.opcua.sdk.core.types.DynamicEnumType;
import org.eclipse.milo.opcua.sdk.core.types.DynamicStructType;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;

/**
 * The structures of OPC 40100-1. Every optional field is given, empty where there is nothing to say: Milo 1.0 encodes the mask
 * of optional fields wrongly when one is left out before another.
 *
 * @param types their definitions
 */
record Structures(NodeSetNamespace types) {
    private static final int RECIPE_ID_EXTERNAL = 3002;
    private static final int PRODUCT_ID = 3003;
    private static final int PART_ID = 3004;
    private static final int PROCESSING_TIMES = 3005;
    private static final int RESULT = 3006;
    private static final int CONFIGURATION_ID = 3008;
    private static final int RECIPE_ID_INTERNAL = 3013;
    private static final int MEAS_ID = 3015;
    private static final int JOB_ID = 3016;
    private static final int RESULT_ID = 3021;
    private static final int SYSTEM_STATE = 3023;
    private static final int SYSTEM_STATE_DESCRIPTION = 3024;

    DynamicStructType jobId(String id) {
        return structure(JOB_ID, Map.of("Id", id));
    }

    DynamicStructType resultId(String id) {
        return structure(RESULT_ID, Map.of("Id", id));
    }

    DynamicStructType partId(String id) {
        return structure(PART_ID, described(id));
    }

    DynamicStructType measId(String id) {
        return structure(MEAS_ID, described(id));
    }

    DynamicStructType productId(String id) {
        return structure(PRODUCT_ID, described(id));
    }

    private static Map<String, Object> described(String id) {
        return Map.of("Id", id, "Description", LocalizedText.english(""));
    }

    /** A recipe as people know it: by its name and version. */
    DynamicStructType externalRecipe(String name, String version) {
        return structure(RECIPE_ID_EXTERNAL, binary(name, version, Optional.empty(), ""));
    }

    /** A recipe as the box knows it: by its digest. */
    DynamicStructType recipe(Sha256 digest, RecipeDescription description) {
        return recipe(digest, description.name(), description.version());
    }

    /** One that has judged; names nothing where there was none. */
    private DynamicStructType recipe(JudgingRecipe recipe) {
        return recipe.isNone()
                ? structure(RECIPE_ID_INTERNAL, binary("", "", Optional.empty(), ""))
                : recipe(recipe.digest(), recipe.name(), recipe.version());
    }

    private DynamicStructType recipe(Sha256 digest, String name, String version) {
        return structure(RECIPE_ID_INTERNAL, binary(digest.toString(), version, Optional.of(digest), name));
    }

    /** What the box is: this software, of a version. */
    DynamicStructType configuration(String version) {
        return structure(CONFIGURATION_ID, binary("destseg-edge", version, Optional.empty(), ""));
    }

    private static Map<String, Object> binary(String id, String version, Optional<Sha256> digest, String description) {
        return Map.of(
                "Id", id,
                "Version", version,
                "Hash",
                        digest.map(known -> ByteString.of(HexFormat.of().parseHex(known.hex())))
                                .orElse(ByteString.NULL_VALUE),
                "HashAlgorithm", digest.map(known -> "SHA-256").orElse(""),
                "Description", LocalizedText.english(description));
    }

    DynamicStructType times(VisionResult result) {
        double milliseconds = result.processing().toNanos() / 1e6;
        return structure(
                PROCESSING_TIMES,
                Map.of(
                        "StartTime",
                        time(result.begun()),
                        "EndTime",
                        time(result.received().plus(result.total())),
                        "AcquisitionDuration",
                        0.0,
                        "ProcessingDuration",
                        milliseconds));
    }

    DynamicStructType result(VisionResult result, String version) {
        return structure(RESULT, fields(result, version));
    }

    /** The fields of a result by their names, which are those of its event, its variable and the method's outputs as well. */
    Map<String, Object> fields(VisionResult result, String version) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("ResultId", resultId(result.id()));
        fields.put("HasTransferableDataOnFile", false);
        fields.put("IsPartial", false);
        fields.put("IsSimulated", false);
        fields.put("ResultState", result.state());
        fields.put("MeasId", measId(result.measurement().orElse("")));
        fields.put("PartId", partId(result.part().orElse("")));
        fields.put(
                "ExternalRecipeId",
                externalRecipe(result.recipe().name(), result.recipe().version()));
        fields.put("InternalRecipeId", recipe(result.recipe()));
        fields.put("ProductId", productId(result.product()));
        fields.put("ExternalConfigurationId", configuration(version));
        fields.put("InternalConfigurationId", configuration(version));
        fields.put("JobId", jobId(result.job()));
        fields.put("CreationTime", time(result.received().plus(result.total())));
        fields.put("ProcessingTimes", times(result));
        fields.put("ResultContent", new Variant[] {new Variant(result.content())});
        return fields;
    }

    /** @param e10 value of SystemStateDataType, a state of SEMI E10 */
    DynamicStructType systemState(int e10, String words) {
        return structure(
                SYSTEM_STATE_DESCRIPTION,
                Map.of("State", new DynamicEnumType(types.dataType(SYSTEM_STATE), e10), "StateDescription", words));
    }

    private DynamicStructType structure(int type, Map<String, Object> members) {
        return new DynamicStructType(types.dataType(type), new LinkedHashMap<>(members));
    }

    private static DateTime time(Instant instant) {
        return new DateTime(instant);
    }
}
