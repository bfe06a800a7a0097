package dev.destseg.bench;

import dev.destseg.inspection.InspectionRefusedException;
import dev.destseg.inspection.InspectionRequest;
import dev.destseg.recipe.RecipeReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Judges images in a process that is started for it, with queue, checks, networks and journal, and as many images under way as a
 * member of a group has: what members are compared with. Arguments are a recipe, a folder of images, and a folder for the
 * journal. Each line of input is a number of seconds to judge for, and answered by how many were judged and the seconds of the
 * processor that it took; in between nothing is done.
 */
final class InProcessJudging {
    private static final int UNDER_WAY = 6;
    private static final int MOST_FILES = 100;

    private final OwnAppliance own;
    private final List<byte[]> files;
    private int next;

    private InProcessJudging(OwnAppliance own, List<byte[]> files) {
        this.own = own;
        this.files = files;
    }

    public static void main(String[] arguments) throws Exception {
        List<byte[]> files = files(Path.of(arguments[1]));
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        try (OwnAppliance own = OwnAppliance.of(
                RecipeReader.read(Path.of(arguments[0])), PlantBenchmark.PRODUCT, Path.of(arguments[2]))) {
            InProcessJudging judging = new InProcessJudging(own, files);
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                System.out.println(judging.judge(Duration.ofSeconds(Long.parseLong(line))));
            }
        }
    }

    /** The first hundred of a folder, by name. */
    static List<byte[]> files(Path folder) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.sorted().limit(MOST_FILES).map(InProcessJudging::bytes).toList();
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }

    /** From a moment in which images are under way to another one: none of them is counted whose time is not. */
    private String judge(Duration time) throws InterruptedException {
        Deque<CompletableFuture<?>> underWay = new ArrayDeque<>();
        judgeUntil(System.nanoTime() + PlantBenchmark.SETTLING.toNanos(), underWay);
        ProcessorTime here = new ProcessorTime(List.of(ProcessHandle.current()));
        int judged = judgeUntil(System.nanoTime() + time.toNanos(), underWay);
        String figures = judged + " " + here.seconds();
        underWay.forEach(CompletableFuture::join);
        return figures;
    }

    private int judgeUntil(long end, Deque<CompletableFuture<?>> underWay) throws InterruptedException {
        int judged = 0;
        while (System.nanoTime() < end) {
            underWay.add(submit(files.get(next++ % files.size())));
            if (underWay.size() >= UNDER_WAY) {
                underWay.remove().join();
                judged++;
            }
        }
        return judged;
    }

    private CompletableFuture<?> submit(byte[] image) throws InterruptedException {
        while (true) {
            try {
                return own.service()
                        .submit(new InspectionRequest(
                                image,
                                Optional.of(own.product()),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()));
            } catch (InspectionRefusedException full) {
                Thread.sleep(1);
            }
        }
    }
}
