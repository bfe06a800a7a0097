package dev.destseg.line.camera;

import dev.destseg.image.ImageStatistics;
import java.time.Instant;
import java.util.Optional;

/**
 * How a camera is doing.
 *
 * @param name of its station
 * @param address without passwords
 * @param frames pictures since the start
 * @param lastFrame when the last of them was taken
 * @param width of it in pixels, 0 before the first
 * @param height of it in pixels, 0 before the first
 * @param rate pictures a second, lately
 * @param looks exposure (brightness, contrast) and focus (sharpness) of the last second, of the middle of the picture
 * @param restarts how often it was spoken to anew
 * @param problem why no picture of it can be judged at present
 */
public record CameraState(
        String name,
        String address,
        long frames,
        Optional<Instant> lastFrame,
        int width,
        int height,
        double rate,
        Optional<ImageStatistics> looks,
        long restarts,
        Optional<String> problem) {}
