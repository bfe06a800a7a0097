package dev.destseg.inspection.checks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

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

    /** Two checksums, which processors compute at memory speed, since whoever sends an image waits for them. */
    private record Frame(int length, long crc32, long crc32c, Optional<String> part) {
        static Frame of(byte[] image, Optional<String> part) {
            return new Frame(image.length, sum(new CRC32(), image), sum(new CRC32C(), image), part);
        }

        private static long sum(Checksum checksum, byte[] image) {
            checksum.update(image);
            return checksum.getValue();
        }

        boolean isSameImage(Frame other) {
            return length == other.length && crc32 == other.crc32 && crc32c == other.crc32c;
        }
    }

    /**
     * Whether a station has just sent these bytes for something else than this part. Asked in the order in which a station
     * sends, or else the first of two equal frames is taken for the repeated one.
     */
    public boolean repeats(String station, byte[] image, Optional<String> part) {
        Frame frame = Frame.of(image, part);
        Frame before;
        synchronized (last) {
            before = last.put(station, frame);
        }
        return before != null && before.isSameImage(frame) && (part.isEmpty() || !part.equals(before.part()));
    }
}
