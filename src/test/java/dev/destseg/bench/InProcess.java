package dev.destseg.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Processes that judge at the same time, without Kafka. */
final class InProcess implements AutoCloseable {
    private final List<Process> processes = new ArrayList<>();
    private final List<BufferedReader> said = new ArrayList<>();

    /**
     * What was judged by all of them.
     *
     * @param rate images a second
     * @param processor milliseconds of the processor an image
     */
    record Load(double rate, double processor) {}

    /** Starts one more, with the options of Java that this process has. */
    void start(Path recipe, Path images, int threads, String cores, Path folder)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of(
                "-Ddestseg.inspection.threads=" + threads,
                "-cp",
                System.getProperty("java.class.path"),
                InProcessJudging.class.getName(),
                recipe.toString(),
                images.toString(),
                folder.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        processes.add(process);
        said.add(process.inputReader());
        CoresOf.give(process.toHandle(), cores);
    }

    Load judge(Duration time) throws IOException {
        for (Process each : processes) {
            Writer input = each.outputWriter();
            input.write(time.toSeconds() + "\n");
            input.flush();
        }
        int judged = 0;
        double seconds = 0;
        for (BufferedReader each : said) {
            String line = each.readLine();
            if (line == null) {
                throw new IOException("What judges in process has ended");
            }
            String[] figures = line.split(" ");
            judged += Integer.parseInt(figures[0]);
            seconds += Double.parseDouble(figures[1]);
        }
        return new Load(judged / (double) time.toSeconds(), 1e3 * seconds / judged);
    }

    @Override
    public void close() {
        for (Process each : processes) {
            each.destroyForcibly();
            try {
                each.getInputStream().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
