package dev.destseg.inference.tensorrt;

import dev.destseg.inference.nvidia.CudaFailure;
import org.bytedeco.cuda.cudart.CUgraphExec_st;
import org.bytedeco.cuda.cudart.CUgraph_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;

/** Copies and kernels that the GPU starts by itself, one after the other. What they read and write must stay where it is. */
final class CapturedGraph implements AutoCloseable {
    private final CUgraphExec_st graph;

    private CapturedGraph(CUgraphExec_st graph) {
        this.graph = graph;
    }

    /**
     * @param work what is to be captured, given to the stream; nothing of it is done yet
     * @throws CudaFailure when something in it cannot be captured
     */
    static CapturedGraph of(CUstream_st stream, Runnable work) {
        CudaFailure.check(
                cudart.cudaStreamBeginCapture(stream, cudart.cudaStreamCaptureModeThreadLocal), "capturing the graph");
        CUgraph_st recorded = new CUgraph_st();
        CUgraphExec_st graph = new CUgraphExec_st();
        try {
            int ended = captured(stream, work, recorded);
            CudaFailure.check(ended, "capturing the graph");
            CudaFailure.check(cudart.cudaGraphInstantiate(graph, recorded), "making the captured graph");
        } finally {
            if (!recorded.isNull()) {
                cudart.cudaGraphDestroy(recorded);
            }
            // Of a failure that was told already: TensorRT would take it for one of its own.
            cudart.cudaGetLastError();
        }
        return new CapturedGraph(graph);
    }

    private static int captured(CUstream_st stream, Runnable work, CUgraph_st recorded) {
        try {
            work.run();
        } catch (RuntimeException e) {
            cudart.cudaStreamEndCapture(stream, recorded);
            throw e;
        }
        return cudart.cudaStreamEndCapture(stream, recorded);
    }

    void launch(CUstream_st stream) {
        CudaFailure.check(cudart.cudaGraphLaunch(graph, stream), "starting the captured graph");
    }

    @Override
    public void close() {
        cudart.cudaGraphExecDestroy(graph);
    }
}
