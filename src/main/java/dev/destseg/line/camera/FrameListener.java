package dev.destseg.line.camera;

/** Sees every picture of a camera. */
public interface FrameListener {
    /** Sees none. */
    FrameListener NONE = frame -> false;

    /**
     * Looks at a picture, on the thread that reads the camera, which waits.
     *
     * @return whether the picture is kept beyond this call, so that its bytes may not be written over
     */
    boolean see(Frame frame);

    /** The camera is lost: nobody knows what happens in front of it until the next picture. */
    default void lose() {}
}
