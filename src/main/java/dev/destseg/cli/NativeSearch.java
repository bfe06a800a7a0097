package dev.destseg.cli;

/** Which native libraries JavaCPP looks for when it loads those of OpenCV and ONNX Runtime. */
final class NativeSearch {
    private static final String EXTENSION = "org.bytedeco.javacpp.platform.extension";
    private static final String OF_GPU_BUILDS = "org/bytedeco/cuda/presets/cudart.class";

    private NativeSearch() {}

    /**
     * Without NVIDIA's in a build for processors alone, for the whole process; to be called before the first is loaded.
     * OpenCV's presets wish for two dozen libraries of CUDA, and each would be looked for under a dozen names in every
     * archive: 0.3 s of a start in which both cores are busy. One who set the property has the last word.
     *
     * @param build sees the classes of this build
     */
    static void narrow(ClassLoader build) {
        if (System.getProperty(EXTENSION) == null && build.getResource(OF_GPU_BUILDS) == null) {
            System.setProperty(EXTENSION, "");
        }
    }
}
