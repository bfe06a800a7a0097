package dev.destseg.inference.tensorrt;

/**
 * All that a plan depends on: one is of no use for another graph, on another GPU, or with another TensorRT or driver.
 *
 * @param model SHA-256 of the ONNX bytes, in hexadecimal digits
 * @param numbers that it may compute with
 * @param gpu name and compute capability, such as "NVIDIA L4 8.9"
 * @param tensorRt version of the library, such as 101501
 * @param driver version of CUDA that the driver is for, such as 13010
 * @param settings which settings of the builder made it: those of another version of the appliance may be others
 */
public record PlanKey(String model, Numbers numbers, String gpu, int tensorRt, int driver, int settings) {
    /** One line, the same for equal keys alone. */
    public String text() {
        return String.join(
                "|", model, numbers.runtime(), gpu, "TensorRT " + tensorRt, "CUDA " + driver, "settings " + settings);
    }

    /** What measured times of kernels depend on: as {@link #text}, without the graph and the settings. */
    public String machine() {
        return String.join("|", gpu, "TensorRT " + tensorRt, "CUDA " + driver);
    }
}
