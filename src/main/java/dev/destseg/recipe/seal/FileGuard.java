package dev.destseg.recipe.seal;

import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * Files that others on the machine must not read, or not write. File systems without such permissions are passed over.
 *
 * <p>The rule for secrets is PostgreSQL's for its keys: nobody but the owner, or the group too where the file belongs to
 * another user than the one who reads it, as {@code root:destseg 0640} of a service.
 */
public final class FileGuard {
    private static final String OWN_USER = System.getProperty("user.name", "");

    private FileGuard() {}

    /**
     * @param what names the file in messages, such as {@code The box key}
     * @throws InputException when others may read or change it
     * @throws IOException when there is no such file, or it cannot be asked
     */
    public static void requireSecret(Path file, String what) throws IOException {
        if (!hasPermissions(file)) {
            return;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        boolean own = Files.getOwner(file).getName().equals(OWN_USER);
        boolean open = permissions.contains(PosixFilePermission.OTHERS_READ)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)
                || permissions.contains(PosixFilePermission.GROUP_WRITE)
                || (own && permissions.contains(PosixFilePermission.GROUP_READ));
        if (open) {
            throw new InputException(what + " " + file
                    + " may be read or changed by others than its owner, so it is not used; do 'chmod "
                    + (own ? "600 " : "640 ") + file + "'");
        }
    }

    /**
     * @param what names the file in messages, such as {@code The policy}
     * @throws InputException when everybody may change it
     * @throws IOException when there is no such file, or it cannot be asked
     */
    public static void requireUnalterable(Path file, String what) throws IOException {
        if (hasPermissions(file) && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new InputException(what + " " + file
                    + " may be changed by everybody on this machine, so it is not used; do 'chmod o-w " + file + "'");
        }
    }

    private static boolean hasPermissions(Path file) throws IOException {
        return Files.getFileStore(file).supportsFileAttributeView("posix");
    }
}
