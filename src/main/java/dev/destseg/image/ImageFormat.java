package dev.destseg.image;

import java.util.Optional;

/** The file formats that are read. Whatever else the decoder knows is refused: less to attack. */
enum ImageFormat {
    JPEG,
    PNG,
    BMP,
    TIFF;

    /** The format that the first bytes announce. */
    static Optional<ImageFormat> of(byte[] file) {
        if (startsWith(file, 0xFF, 0xD8, 0xFF)) {
            return Optional.of(JPEG);
        }
        if (startsWith(file, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n')) {
            return Optional.of(PNG);
        }
        if (startsWith(file, 'B', 'M')) {
            return Optional.of(BMP);
        }
        if (startsWith(file, 'I', 'I', 42, 0) || startsWith(file, 'M', 'M', 0, 42)) {
            return Optional.of(TIFF);
        }
        return Optional.empty();
    }

    private static boolean startsWith(byte[] file, int... signature) {
        if (file.length < signature.length) {
            return false;
        }
        for (int i = 0; i < signature.length; i++) {
            if ((file[i] & 0xFF) != signature[i]) {
                return false;
            }
        }
        return true;
    }
}
