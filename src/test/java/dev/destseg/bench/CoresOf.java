package dev.destseg.bench;

import java.io.IOException;

/** On which cores a process runs, as {@code taskset} of util-linux sets it. */
final class CoresOf {
    private CoresOf() {}

    /**
     * Has all threads of a process, and those that it starts from now on, run there only.
     *
     * @param cores such as 0 or 1-3
     */
    static void give(ProcessHandle process, String cores) throws IOException, InterruptedException {
        String pid = Long.toString(process.pid());
        int code = new ProcessBuilder("taskset", "--all-tasks", "--cpu-list", "--pid", cores, pid)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("taskset does not give the cores " + cores + " to the process " + pid);
        }
    }
}
