package dev.destseg.network.weights;

import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Shape;

/**
 * A tensor of a PyTorch file as a view of a storage: element (i, j, ...) lies at offset + i * strides[0] + j * strides[1]
 * + ... elements.
 */
final class TorchTensor {
    private final TorchStorage storage;
    private final int offset;
    private final int[] extents;
    private final int[] strides;
    private final int elements;

    /**
     * @throws MalformedWeightsException when an element would lie outside the storage, or when there are more elements
     *     than in the storage
     */
    TorchTensor(TorchStorage storage, int offset, int[] extents, int[] strides) {
        this.storage = storage;
        this.offset = offset;
        this.extents = extents.clone();
        this.strides = strides.clone();
        this.elements = checkedElements();
    }

    TorchStorage storage() {
        return storage;
    }

    int elements() {
        return elements;
    }

    private int checkedElements() {
        if (extents.length != strides.length || offset < 0) {
            throw new MalformedWeightsException("a tensor whose extents, strides and offset do not belong together");
        }
        long count = 1;
        long last = offset;
        for (int axis = 0; axis < extents.length; axis++) {
            if (extents[axis] < 0 || strides[axis] < 0) {
                throw new MalformedWeightsException("a tensor with a negative extent or stride");
            }
            // Both stay far below overflow: each step is checked against the storage, which is an int.
            count *= extents[axis];
            last += Math.multiplyFull(Math.max(extents[axis] - 1, 0), strides[axis]);
            if (count > storage.elements() || (count > 0 && last >= storage.elements())) {
                throw new MalformedWeightsException("a tensor that reaches outside its storage " + storage.key());
            }
        }
        if (extents.length == 0 && last >= storage.elements()) {
            throw new MalformedWeightsException("a tensor that reaches outside its storage " + storage.key());
        }
        return (int) count;
    }

    /** @param values the elements of the storage; shared with the result when the tensor is all of them, in order */
    FloatTensor of(float[] values) {
        Shape shape = Shape.of(extents);
        if (isWhole()) {
            return new FloatTensor(shape, values);
        }
        float[] gathered = new float[elements];
        int[] index = new int[extents.length];
        for (int i = 0; i < elements; i++) {
            gathered[i] = values[position(index)];
            advance(index);
        }
        return new FloatTensor(shape, gathered);
    }

    private boolean isWhole() {
        if (offset != 0 || elements != storage.elements()) {
            return false;
        }
        int expected = 1;
        for (int axis = extents.length - 1; axis >= 0; axis--) {
            if (extents[axis] > 1 && strides[axis] != expected) {
                return false;
            }
            expected *= extents[axis];
        }
        return true;
    }

    private int position(int[] index) {
        int position = offset;
        for (int axis = 0; axis < index.length; axis++) {
            position += index[axis] * strides[axis];
        }
        return position;
    }

    private void advance(int[] index) {
        for (int axis = index.length - 1; axis >= 0; axis--) {
            index[axis]++;
            if (index[axis] < extents[axis]) {
                return;
            }
            index[axis] = 0;
        }
    }
}
