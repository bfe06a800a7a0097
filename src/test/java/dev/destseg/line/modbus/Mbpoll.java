package dev.destseg.line.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.destseg.Programs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * mbpoll, a client of libmodbus.
 *
 * @param port on this machine that it speaks to
 */
public record Mbpoll(int port) {
    private static final Pattern VALUE = Pattern.compile("\\[(\\d+)]:\\s+(\\d+)");
    private static final String COILS = "0";
    private static final String HOLDING = "4";

    private record Said(int exit, String text) {}

    private Said run(String type, int first, List<String> more, List<String> values)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Programs.require("mbpoll").toString(), "-0", "-1", "-q", "-t", type, "-r", Integer.toString(first)));
        command.addAll(more);
        command.addAll(List.of("-p", Integer.toString(port), "127.0.0.1"));
        command.addAll(values);
        Process polling = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(polling.getInputStream().readAllBytes());
        return new Said(polling.waitFor(), said);
    }

    /** @param type 3 for input registers, 4 for holding registers */
    List<Integer> read(int type, int first, int count) throws IOException, InterruptedException {
        Said said = run(Integer.toString(type), first, List.of("-c", Integer.toString(count)), List.of());
        assertEquals(0, said.exit(), said.text());
        List<Integer> values = new ArrayList<>();
        Matcher matcher = VALUE.matcher(said.text());
        while (matcher.find()) {
            values.add(Integer.parseInt(matcher.group(2)));
        }
        assertEquals(count, values.size(), said.text());
        return values;
    }

    List<Integer> read(int first, int count) throws IOException, InterruptedException {
        return read(4, first, count);
    }

    /** Writes holding registers by one request. */
    void write(int first, int... values) throws IOException, InterruptedException {
        String refusal = refusal(HOLDING, first, values);
        assertEquals("", refusal);
    }

    void switchTo(int coil, boolean on) throws IOException, InterruptedException {
        String refusal = refusal(COILS, coil, on ? 1 : 0);
        assertEquals("", refusal);
    }

    /** What is said when registers cannot be written; nothing when they can. */
    String refusal(int first, int... values) throws IOException, InterruptedException {
        return refusal(HOLDING, first, values);
    }

    private String refusal(String type, int first, int... values) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("--"));
        for (int value : values) {
            words.add(Integer.toString(value));
        }
        Said said = run(type, first, List.of(), words);
        return said.text().contains("Written") ? "" : said.text();
    }
}
