package dev.destseg.inspection.journal;

import dev.destseg.recipe.Sha256;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files of one inspection, kept from deletion until its row is committed. Not thread-safe. */
final class Loans implements AutoCloseable {
    private final ContentFiles files;
    private final List<ContentFiles.Loan> loans = new ArrayList<>();

    Loans(ContentFiles files) {
        this.files = files;
    }

    Optional<Sha256> store(Optional<byte[]> bytes) throws IOException {
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        ContentFiles.Loan loan = files.store(bytes.get());
        loans.add(loan);
        return Optional.of(loan.digest());
    }

    @Override
    public void close() {
        loans.forEach(ContentFiles.Loan::close);
    }
}
