package dev.destseg.bench;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the resident memory of a Java process consists of: each mapping of its address space by the file behind it or by what
 * Java's native memory tracking (detail) says that the range is for. What is neither was taken by the C library.
 *
 * @param megabytes by what they are for, of 1,000,000 bytes
 */
record MemoryAccount(Map<String, Double> megabytes) {
    private static final Pattern RANGE =
            Pattern.compile("\\[0x([0-9a-f]+) - 0x([0-9a-f]+)] reserved \\d+KB for (.+?)(?: from)?\\s*");
    private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) \\S+ \\S+ \\S+ \\S+\\s*(.*)");
    private static final Pattern RESIDENT = Pattern.compile("Rss:\\s+(\\d+) kB");
    private static final Pattern ALLOCATED = Pattern.compile("\\(malloc=(\\d+)KB.*");
    private static final double KILOBYTE = 1024 / 1e6;
    private static final String BY_C = "taken by malloc";

    private record Range(BigInteger from, BigInteger to, String purpose) {
        boolean contains(BigInteger address) {
            return from.compareTo(address) <= 0 && address.compareTo(to) < 0;
        }
    }

    static MemoryAccount of(long pid) throws IOException, InterruptedException {
        List<String> tracked = tracked(pid);
        List<Range> ranges = ranges(tracked);
        Map<String, Double> account = new LinkedHashMap<>();
        String purpose = "";
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps"))) {
            Matcher mapping = MAPPING.matcher(line);
            Matcher resident = RESIDENT.matcher(line);
            if (mapping.matches()) {
                purpose = purpose(new BigInteger(mapping.group(1), 16), mapping.group(3), ranges);
            } else if (resident.matches()) {
                account.merge(purpose, Long.parseLong(resident.group(1)) * KILOBYTE, Double::sum);
            }
        }
        double java = allocatedByJava(tracked);
        account.merge(BY_C, -java, Double::sum);
        account.put("malloc by Java itself", java);
        return new MemoryAccount(account);
    }

    double total() {
        return megabytes.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private static String purpose(BigInteger address, String file, List<Range> ranges) {
        for (Range range : ranges) {
            if (range.contains(address)) {
                return "Java: " + range.purpose();
            }
        }
        if (!file.startsWith("/")) {
            return file.startsWith("[stack") ? "Java: Thread" : BY_C;
        }
        String name = file.substring(file.lastIndexOf('/') + 1);
        for (String library : List.of("onnxruntime", "opencv", "openblas", "dnnl", "sqlite", "jvm")) {
            if (name.contains(library)) {
                return "library: " + library;
            }
        }
        return name.endsWith(".jsa") || name.endsWith(".aot") ? "Java: archive of classes" : "other files";
    }

    private static List<Range> ranges(List<String> tracked) {
        List<Range> ranges = new ArrayList<>();
        for (String line : tracked) {
            Matcher range = RANGE.matcher(line);
            if (range.matches()) {
                ranges.add(new Range(
                        new BigInteger(range.group(1), 16), new BigInteger(range.group(2), 16), range.group(3)));
            }
        }
        return ranges;
    }

    /** Of the summary, where each kind of memory has a line. */
    private static double allocatedByJava(List<String> tracked) {
        double sum = 0;
        for (String line : tracked) {
            Matcher allocated = ALLOCATED.matcher(line.strip());
            if (line.startsWith("Virtual memory map")) {
                return sum;
            }
            if (allocated.matches()) {
                sum += Long.parseLong(allocated.group(1)) * KILOBYTE;
            }
        }
        return sum;
    }

    private static List<String> tracked(long pid) throws IOException, InterruptedException {
        String answer = Jcmd.ask(pid, "VM.native_memory", "detail");
        return answer.lines().toList();
    }
}
