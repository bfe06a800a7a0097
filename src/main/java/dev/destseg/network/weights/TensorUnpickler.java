package dev.destseg.network.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;

/**
 * Reads the pickle of a PyTorch file and can make nothing but numbers, strings, lists, dictionaries and tensors.
 *
 * <p>A pickle is a program. Only the instructions that PyTorch's files need are run; those that name, call or fill
 * objects are run here and never by the library, whose table of constructors therefore plays no part. The order of
 * dictionaries is kept, which the library does not do. One pickle at a time; not safe between threads.
 */
final class TensorUnpickler extends Unpickler {
    private static final int MAX_STRING_BYTES = 1 << 16;
    private static final int MAX_ELEMENTS = 1 << 27;

    /** Instructions that the library may run: they build values of bounded size out of what is on the stack. */
    private static final Set<Short> PLAIN = Set.of(
            Opcodes.PROTO,
            Opcodes.FRAME,
            Opcodes.STOP,
            Opcodes.MARK,
            Opcodes.TUPLE,
            Opcodes.TUPLE1,
            Opcodes.TUPLE2,
            Opcodes.TUPLE3,
            Opcodes.EMPTY_TUPLE,
            Opcodes.EMPTY_LIST,
            Opcodes.APPEND,
            Opcodes.APPENDS,
            Opcodes.NONE,
            Opcodes.NEWTRUE,
            Opcodes.NEWFALSE,
            Opcodes.BININT,
            Opcodes.BININT1,
            Opcodes.BININT2,
            Opcodes.LONG1,
            Opcodes.BINFLOAT,
            Opcodes.BINGET,
            Opcodes.LONG_BINGET,
            Opcodes.BINPUT,
            Opcodes.LONG_BINPUT,
            Opcodes.MEMOIZE,
            Opcodes.BINPERSID);

    private final Map<String, TorchStorage> storages = new LinkedHashMap<>();
    private long storageElements;
    private long tensorElements;

    /** What the pickle names: a function that makes something, or a type of storage. */
    private sealed interface Global permits Maker, StorageGlobal {}

    private enum Maker implements Global {
        DICTIONARY,
        TENSOR,
        PARAMETER
    }

    private record StorageGlobal(StorageType type) implements Global {}

    /**
     * Runs one pickle.
     *
     * @param source bounded by the caller; read up to the end of the pickle and no further
     * @return a {@link TorchTensor}, a Map in the order of the pickle, a List, a String, a Number, a Boolean or null
     * @throws MalformedWeightsException when the pickle is damaged or asks for anything else
     */
    Object read(InputStream source) throws IOException {
        try {
            return load(source);
        } catch (MalformedWeightsException e) {
            throw e;
        } catch (RuntimeException e) {
            // The library reports a pickle that makes no sense by whatever its stack or a cast throws.
            throw new MalformedWeightsException("a damaged pickle (" + e.getMessage() + ")");
        } finally {
            memo.clear(); // Not close(), which would close the source too.
        }
    }

    /** The storages that were named so far, by key. */
    Map<String, TorchStorage> storages() {
        return storages;
    }

    @Override
    protected Object dispatch(short key) throws IOException {
        if (PLAIN.contains(key)) {
            return super.dispatch(key);
        }
        switch (key) {
            case Opcodes.BINUNICODE, Opcodes.BINSTRING -> stack.add(string(4));
            case Opcodes.SHORT_BINUNICODE, Opcodes.SHORT_BINSTRING -> stack.add(string(1));
            case Opcodes.GLOBAL -> stack.add(global(line(), line()));
            case Opcodes.STACK_GLOBAL -> stackGlobal();
            case Opcodes.EMPTY_DICT -> stack.add(new LinkedHashMap<Object, Object>());
            case Opcodes.SETITEM -> setItem();
            case Opcodes.SETITEMS -> setItems();
            case Opcodes.REDUCE -> reduce();
            case Opcodes.BUILD -> build();
            default ->
                throw new MalformedWeightsException(
                        String.format("the pickle instruction 0x%02x, which no state dictionary needs", key));
        }
        return NO_RETURN_VALUE;
    }

    private String string(int lengthBytes) throws IOException {
        int length = 0;
        for (int i = 0; i < lengthBytes; i++) {
            length |= PickleUtils.readbyte(input) << 8 * i;
        }
        if (length < 0 || length > MAX_STRING_BYTES) {
            throw new MalformedWeightsException("a string of more than " + MAX_STRING_BYTES + " bytes");
        }
        return new String(PickleUtils.readbytes(input, length), StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = input.read(); c != '\n'; c = input.read()) {
            if (c < 0 || line.length() >= 256) {
                throw new MalformedWeightsException("the name of a type that does not end");
            }
            line.append((char) c);
        }
        return line.toString();
    }

    private void stackGlobal() {
        String name = (String) stack.pop();
        String module = (String) stack.pop();
        stack.add(global(module, name));
    }

    private static Global global(String module, String name) {
        String full = module + "." + name;
        switch (full) {
            case "collections.OrderedDict":
                return Maker.DICTIONARY;
            case "torch._utils._rebuild_tensor_v2":
                return Maker.TENSOR;
            case "torch._utils._rebuild_parameter":
                return Maker.PARAMETER;
            default:
                if (module.equals("torch")) {
                    return StorageType.ofTorch(name).map(StorageGlobal::new).orElseThrow(() -> refused(full));
                }
                throw refused(full);
        }
    }

    private static MalformedWeightsException refused(String full) {
        return new MalformedWeightsException("an object of the type " + printable(full)
                + ", which is not allowed: only tensors and plain values are read; save the state dictionary alone");
    }

    /** Keeps control characters of a hostile file off the terminal. */
    private static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }

    private void setItem() {
        Object value = stack.pop();
        Object key = stack.pop();
        put(dictionary(stack.peek()), key, value);
    }

    private void setItems() {
        List<Object> items = stack.pop_all_since_marker();
        Map<Object, Object> dictionary = dictionary(stack.peek());
        if (items.size() % 2 != 0) {
            throw new MalformedWeightsException("a dictionary with a key without value");
        }
        for (int i = 0; i < items.size(); i += 2) {
            put(dictionary, items.get(i), items.get(i + 1));
        }
    }

    private static void put(Map<Object, Object> dictionary, Object key, Object value) {
        if (!(key instanceof String || key instanceof Number)) {
            throw new MalformedWeightsException("a dictionary with a key that is neither a string nor a number");
        }
        if (dictionary.containsKey(key)) {
            throw new MalformedWeightsException("a dictionary with the key " + printable(key.toString()) + " twice");
        }
        dictionary.put(key, value);
    }

    @SuppressWarnings("unchecked") // Every map on the stack is one of ours, made with these types.
    private static Map<Object, Object> dictionary(Object value) {
        return (Map<Object, Object>) value;
    }

    private void reduce() {
        Object[] arguments = (Object[]) stack.pop();
        if (!(stack.pop() instanceof Maker maker)) {
            throw new MalformedWeightsException("a call of something that is no function");
        }
        stack.add(
                switch (maker) {
                    case DICTIONARY -> emptyDictionary(arguments);
                    case TENSOR -> tensor(arguments);
                    case PARAMETER -> (TorchTensor) arguments[0];
                });
    }

    private static Map<Object, Object> emptyDictionary(Object[] arguments) {
        if (arguments.length != 0) {
            throw new MalformedWeightsException("a dictionary in a form that PyTorch does not write");
        }
        return new LinkedHashMap<>();
    }

    /** Drops what is attached to a dictionary: PyTorch keeps the versions of modules there. */
    private void build() {
        stack.pop();
        dictionary(stack.peek());
    }

    private TorchTensor tensor(Object[] arguments) {
        TorchTensor tensor = new TorchTensor(
                (TorchStorage) arguments[0], integer(arguments[1]), integers(arguments[2]), integers(arguments[3]));
        tensorElements += tensor.elements();
        requireBounded(tensorElements);
        return tensor;
    }

    /** The tuple that names a storage: "storage", its type, its key, the device and the number of elements. */
    @Override
    protected Object persistentLoad(Object identifier) {
        Object[] parts = (Object[]) identifier;
        if (parts.length < 5 || parts.length > 6 || !"storage".equals(parts[0])) {
            throw new MalformedWeightsException("a reference to something that is no storage");
        }
        if (parts.length == 6 && parts[5] != null) {
            throw new MalformedWeightsException("a view of a storage, as only very old PyTorch wrote it;"
                    + " load and save the weights with a newer one");
        }
        TorchStorage storage =
                new TorchStorage(((StorageGlobal) parts[1]).type(), (String) parts[2], integer(parts[4]));
        TorchStorage known = storages.putIfAbsent(storage.key(), storage);
        if (known == null) {
            storageElements += storage.elements();
            requireBounded(storageElements);
        } else if (!known.equals(storage)) {
            throw new MalformedWeightsException("two storages with the key " + printable(storage.key()));
        }
        return storage;
    }

    private static void requireBounded(long elements) {
        if (elements > MAX_ELEMENTS) {
            throw new MalformedWeightsException("tensors of more than " + MAX_ELEMENTS + " elements together");
        }
    }

    private static int integer(Object value) {
        if (!(value instanceof Integer || value instanceof Long)) {
            throw new MalformedWeightsException("something else where an integer must stand");
        }
        return Math.toIntExact(((Number) value).longValue());
    }

    private static int[] integers(Object tuple) {
        Object[] values = (Object[]) tuple;
        int[] integers = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            integers[i] = integer(values[i]);
        }
        return integers;
    }
}
