package dev.destseg.inference.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CudaReasonTest {
    /** As ONNX Runtime 1.24 said it with CUDA 13 and no usable driver, shortened in its paths. */
    private static final String SAID =
            "/build/cuda_call.cc:129 std::conditional_t<THRW, void, onnxruntime::common::Status> onnxruntime::CudaCall(ERRTYPE,"
                    + " const char*) [with ERRTYPE = cudaError; bool THRW = true] CUDA failure 35: CUDA driver version is"
                    + " insufficient for CUDA runtime version ; GPU=-1 ; hostname=box ; file=/build/x.cc ; line=334 ;"
                    + " expr=cudaSetDevice(info_.device_id); ";

    @Test
    void leavesWhatFailedAndWhy() {
        assertEquals(
                "CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version", Cuda.reason(SAID));
        assertEquals(
                "CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED",
                Cuda.reason("x CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED ; GPU=0 ; hostname=box"));
    }

    @Test
    void leavesOtherMessagesAsTheyAre() {
        assertEquals("No such operator: Nul(7)", Cuda.reason("No such operator: Nul(7)"));
    }

    /** Nothing that could be installed would help there. */
    @Test
    void namesTensorRtOnMachinesThatThereIsNoCudaBuildFor() {
        String obstacle = Cuda.obstacle("linux-arm64").orElseThrow();
        assertTrue(obstacle.contains("linux-arm64; judge by TensorRT"), obstacle);
        assertFalse(obstacle.contains("x86_64"), obstacle);
    }
}
