package dev.destseg.image;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point2d;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Tells for an angle how an image is shifted against a reference, by phase correlation, and how alike the two are then.
 *
 * <p>What phase correlation says of its own peak does not rank angles: it weighs all frequencies alike, and those that shrinking
 * has left empty are noise, so that of a drawn board, turned by a quarter, every right angle came after 18 wrong ones. The
 * coefficient of correlation of the pixels, a little blurred, since no angle is quite the right one, does.
 *
 * <p>Used by one thread; closing frees the native memory.
 */
final class ShiftSearch implements AutoCloseable {
    private static final int BLUR = 5;

    private final Size size;
    private final Mat wanted;
    private final Mat given;
    private final Mat window = new Mat();
    private final Mat turned = new Mat();
    private final Mat blurredWanted = new Mat();
    private final Mat blurredGiven = new Mat();

    ShiftSearch(Grey reference, Grey image) {
        this.size = new Size(reference.width(), reference.height());
        this.wanted = reference.matrix();
        this.given = image.matrix();
        opencv_imgproc.createHanningWindow(window, size, opencv_core.CV_32F);
        try (Size blur = new Size(BLUR, BLUR)) {
            opencv_imgproc.GaussianBlur(wanted, blurredWanted, blur, 0);
            opencv_imgproc.GaussianBlur(given, blurredGiven, blur, 0);
        }
    }

    /** The motion of this angle that fits best, in pixels of the reference. */
    Motion at(double degrees) {
        Motion turn = new Motion(degrees, 0, 0);
        Reference.turn(given, turn, size, turned, opencv_core.BORDER_REPLICATE);
        try (DoublePointer response = new DoublePointer(1);
                Point2d by = opencv_imgproc.phaseCorrelate(wanted, turned, window, response)) {
            Motion.Point centre = turn.toImage(by.x(), by.y());
            return new Motion(degrees, centre.x(), centre.y());
        }
    }

    /** How alike the reference and the image are that is laid over it so, from -1 to 1. */
    double similarity(Motion motion) {
        Reference.turn(blurredGiven, motion, size, turned, opencv_core.BORDER_REPLICATE);
        try (Mat result = new Mat()) {
            opencv_imgproc.matchTemplate(turned, blurredWanted, result, opencv_imgproc.TM_CCOEFF_NORMED);
            try (FloatPointer only = new FloatPointer(result.data())) {
                return only.get();
            }
        }
    }

    @Override
    public void close() {
        for (Mat matrix : new Mat[] {wanted, given, window, turned, blurredWanted, blurredGiven}) {
            matrix.close();
        }
        size.close();
    }
}
