package dev.destseg.inspection.checks;

import dev.destseg.recipe.Sha256;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers the last frame of each station, to notice a camera that sends the same frame again and again: no two real
 * frames are equal to the last bit. Of an image without a station nothing is remembered, for people may well judge one
 * twice, and the same part may be sent again when an answer was lost. Safe between threads.
 */
public final class FrameMemory {
    private static final int MOST_STATIONS = 256;

    private final Map<String, Frame> last = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Frame> eldest) {
            return size() > MOST_STATIONS;
        }
    };

    private record Frame(Sha256 digest, Optional<String> part) {}

    /** Whether a station has just sent these bytes for something else than this part. */
    public boolean repeats(String station, byte[] image, Optional<String> part) {
        Frame frame = new Frame(Sha256.of(image), part);
        Frame before;
        synchronized (last) {
            before = last.put(station, frame);
        }
        return before != null
                && before.digest().equals(frame.digest())
                && (part.isEmpty() || !part.equals(before.part()));
    }
}
