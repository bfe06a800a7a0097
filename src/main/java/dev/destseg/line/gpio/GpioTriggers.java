package dev.destseg.line.gpio;

import dev.destseg.line.trigger.TriggerInput;
import dev.destseg.line.trigger.TriggerListener;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Triggers that come as edges of a line. Their numbers go on after those of before; edges that the kernel could not hand over
 * leave a gap. What comes while the box is away has no number.
 */
public final class GpioTriggers implements TriggerInput {
    private static final Map<String, Set<String>> CHOICES = Map.of(
            "edge", Set.of("rising", "falling"),
            "active", Set.of("high", "low"),
            "bias", Set.of("as-is", "pull-up", "pull-down", "disabled"));
    private static final String DEBOUNCE = "debounce";
    private static final Pattern MILLISECONDS = Pattern.compile("([0-9]{1,5})ms");
    private static final long MICROSECONDS = 1_000;

    private final GpioLine line;
    private final String wanted;
    private volatile long number;
    private @Nullable GpioProcess process;

    /**
     * @param url {@code gpio://gpiochip0/17}, perhaps with {@code edge}, {@code active}, {@code bias} and {@code debounce}
     * @param last number that was given before
     * @throws InputException for an address that names no line
     */
    public GpioTriggers(URI url, long last) {
        this.line = GpioLine.of(given(url.getHost()), given(url.getPath()).replaceFirst("^/", ""));
        this.wanted = wanted(url);
        this.number = last;
    }

    private static String given(@Nullable String part) {
        return part == null ? "" : part;
    }

    private String wanted(URI url) {
        Map<String, String> given =
                new HashMap<>(Map.of("edge", "rising", "active", "high", "bias", "as-is", DEBOUNCE, "5ms"));
        String query = given(url.getQuery());
        for (String part : query.isEmpty() ? new String[0] : query.split("&")) {
            String[] words = part.split("=", 2);
            if (!given.containsKey(words[0]) || words.length < 2) {
                throw unknown(url, part);
            }
            given.put(words[0], words[1]);
        }
        CHOICES.forEach((key, choices) -> {
            if (!choices.contains(given.get(key))) {
                throw unknown(url, key + "=" + given.get(key));
            }
        });
        Matcher debounce = MILLISECONDS.matcher(given.get(DEBOUNCE));
        if (!debounce.matches()) {
            throw unknown(url, DEBOUNCE + "=" + given.get(DEBOUNCE));
        }
        return String.join(
                ":",
                "in",
                line.line(),
                given.get("edge"),
                given.get("active"),
                given.get("bias"),
                Long.toString(Long.parseLong(debounce.group(1)) * MICROSECONDS));
    }

    private static InputException unknown(URI url, String part) {
        return new InputException("'" + part + "' in " + url + " means nothing; a GPIO line has edge=rising or falling,"
                + " active=high or low, bias=as-is, pull-up, pull-down or disabled, and debounce=5ms or another time");
    }

    /** As the program has it. */
    String wanted() {
        return wanted;
    }

    @Override
    public void connect(TriggerListener listener) throws IOException, InterruptedException {
        if (process != null && process.isAlive()) {
            return;
        }
        close();
        long before = number;
        process = GpioProcess.start(line.chip(), List.of(wanted), edge -> {
            number = before + Long.parseLong(edge.substring(edge.indexOf(' ') + 1));
            listener.accept(Long.toString(number));
        });
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
            process = null;
        }
    }
}
