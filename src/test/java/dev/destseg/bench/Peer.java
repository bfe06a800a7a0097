package dev.destseg.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;

/** The same computation by another program, a process that works when it is told to. */
final class Peer implements Contender {
    private final Process process;
    private final BufferedReader answers;
    private final Writer requests;
    private final String name;

    Peer(List<String> command) {
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            answers = process.inputReader();
            requests = process.outputWriter();
            name = read().replaceFirst("ready ", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double run() {
        try {
            requests.write("run\n");
            requests.flush();
            return Double.parseDouble(read());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("The other program stopped; what it said stands above");
        }
        return line;
    }

    /** At the end of its input the process ends. */
    @Override
    public void close() {
        try {
            requests.close();
            process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
