package dev.destseg.line.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.FreePort;
import dev.destseg.Pictures;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.CompletedInspection;
import dev.destseg.inspection.InspectionRequest;
import dev.destseg.inspection.InspectionService;
import dev.destseg.inspection.Settings;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.inspection.TriggerStamp;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What mbpoll, a client of libmodbus, reads while a recipe judges that takes brightness for anomaly. */
class ModbusAnswersTest {
    private static final String HOST = "127.0.0.1";

    @TempDir
    private Path folder;

    private final ActiveRecipes recipes = new ActiveRecipes(new OnnxRuntime(), Settings.USUAL, Clock.systemUTC());
    private final Semaphore told = new Semaphore(0);
    private final AtomicBoolean ready = new AtomicBoolean();
    private final AtomicBoolean busy = new AtomicBoolean();
    private int port;
    private ModbusAnswers answers;
    private InspectionService inspections;

    @BeforeEach
    void start() throws IOException {
        port = FreePort.find();
        answers = ModbusAnswers.start(HOST, port, List.of("press", "lathe"), new BoxState(ready::get, busy::get));
        inspections = new InspectionService(recipes, Settings.USUAL, kept -> kept, this::tell, Clock.systemUTC());
        recipes.activate("tiny", TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("tiny")));
    }

    @AfterEach
    void stop() {
        inspections.close();
        recipes.close();
        answers.close();
    }

    private List<Integer> read(int type, int first, int count) throws Exception {
        return new Mbpoll(port).read(type, first, count);
    }

    private void judge(int grey, TriggerStamp trigger) throws Exception {
        inspections
                .submit(new InspectionRequest(Pictures.png(grey, 16), Optional.empty(), Optional.empty(), trigger))
                .get();
        told.acquire();
    }

    private void tell(CompletedInspection judged) {
        answers.tell(judged);
        told.release();
    }

    @Test
    void aMachineReadsTheLastVerdictOfItsStationAndWhichTriggerItAnswers() throws Exception {
        assertEquals(List.of(0, 0, 0, 0, 0, 0), read(3, 20, 6));
        judge(250, new TriggerStamp("lathe", 0, 70_000));
        List<Integer> lathe = read(3, 20, 6);
        assertEquals(List.of(0, 1, 1, 4_464, 2), lathe.subList(0, 5));
        assertTrue(lathe.get(5) > 5_000 && lathe.get(5) <= 10_000, lathe::toString);
        judge(10, new TriggerStamp("lathe", 0, 70_001));
        assertEquals(List.of(0, 2, 1, 4_465, 1), read(4, 20, 5));
        assertEquals(List.of(0, 0, 0, 0, 0, 0), read(3, 10, 6));
    }

    @Test
    void whatCannotBeJudgedHasACodeOfItsOwnAndNoScore() throws Exception {
        inspections
                .cannotJudge(
                        new InspectionRequest(
                                new byte[0], Optional.empty(), Optional.empty(), new TriggerStamp("press", 0, 9)),
                        "There is no picture")
                .get();
        told.acquire();
        assertEquals(List.of(0, 1, 0, 9, 3, 65_535), read(3, 10, 6));
    }

    @Test
    void whoeverComesAfterItFindsThePortFreeAtOnce() throws Exception {
        for (int time = 0; time < 200; time++) {
            try (ModbusSocket machine = new ModbusSocket(port)) {
                machine.write(0, 1);
                answers.close();
            }
            answers = ModbusAnswers.start(HOST, port, List.of("press"), new BoxState(ready::get, busy::get));
        }
    }

    @Test
    void theHeartBeatsAndTellsWhetherTheBoxCanJudgeAndWhetherItDoes() throws Exception {
        assertEquals(List.of(1), read(3, 0, 1));
        int before = read(3, 1, 1).get(0);
        ready.set(true);
        busy.set(true);
        List<Integer> state = read(3, 1, 3);
        while (state.get(0) == before || state.get(1) != 1 || state.get(2) != 1) {
            Thread.sleep(20);
            state = read(3, 1, 3);
        }
    }

    @Test
    void refusesAnAddressThatIsTaken() {
        String message = assertThrows(
                        InputException.class,
                        () -> ModbusAnswers.start(HOST, port, List.of(), new BoxState(ready::get, busy::get)))
                .getMessage();
        assertTrue(message.contains(HOST + ":" + port), message);
    }
}
