package dev.destseg.line;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.InspectionService;
import dev.destseg.inspection.Settings;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.line.modbus.BoxState;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachinesThatPollTest {
    @TempDir
    private Path folder;

    private final ActiveRecipes recipes = new ActiveRecipes(new OnnxRuntime(), Settings.USUAL, Clock.systemUTC());
    private final InspectionService service =
            new InspectionService(recipes, Settings.USUAL, judged -> judged, done -> {}, Clock.systemUTC());

    @AfterEach
    void close() {
        service.close();
        recipes.close();
    }

    private MachinesThatPoll machines(Map<String, String> configured) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(LineSettings.class)
                .withMapping(ModbusSettings.class)
                .addDiscoveredConverters()
                .withDefaultValues(configured)
                .build();
        return new MachinesThatPoll(
                config.getConfigMapping(ModbusSettings.class),
                config.getConfigMapping(LineSettings.class),
                recipes,
                service);
    }

    private void activate() {
        recipes.activate("tiny", TinyRecipe.withThreshold(0.5).writeWithGolden(folder.resolve("tiny"), 51, 0.2));
    }

    @Test
    void aBoxWithStationsIsReadyWhenTheyHearSignals() {
        MachinesThatPoll machines = machines(Map.of("destseg.line.stations.press.trigger.url", "modbus:registers"));
        BoxState box = machines.box();
        activate();
        assertFalse(box.ready().getAsBoolean());

        machines.tellReady();

        assertTrue(box.ready().getAsBoolean());
    }

    @Test
    void aBoxWithoutStationsIsReadyWhenARecipeJudges() {
        BoxState box = machines(Map.of()).box();
        assertFalse(box.ready().getAsBoolean());

        activate();

        assertTrue(box.ready().getAsBoolean());
    }
}
