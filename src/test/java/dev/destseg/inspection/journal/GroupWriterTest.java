package dev.destseg.inspection.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class GroupWriterTest {
    @TempDir
    private Path folder;

    private SQLiteDataSource database;
    private GroupWriter writer;

    @BeforeEach
    void open() throws SQLException {
        database = SmallJournal.database(folder);
        writer = new GroupWriter(database.getConnection());
        writer.write(connection -> update(connection, "CREATE TABLE number (value INTEGER PRIMARY KEY)"));
    }

    @AfterEach
    void close() throws SQLException {
        writer.close();
    }

    private static int update(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private int insert(int value) {
        return writer.write(connection -> update(connection, "INSERT INTO number VALUES (" + value + ")"));
    }

    private int count() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM number")) {
            return row.getInt(1);
        }
    }

    @Test
    void whatReturnedIsSeenByOthers() throws SQLException {
        assertEquals(1, insert(1));
        assertEquals(1, count());
    }

    @Test
    void ofManyAtOnceThoseThatFailLeaveTheOthersAlone() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(16);
        List<Callable<Integer>> inserts = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            int value = i / 2; // Each of 200 values twice, and the second time it is refused.
            inserts.add(() -> insert(value));
        }
        int refused = 0;
        try {
            for (Future<Integer> insert : writers.invokeAll(inserts)) {
                refused += failure(insert) ? 1 : 0;
            }
        } finally {
            writers.shutdown();
        }
        assertEquals(200, refused);
        assertEquals(200, count());
    }

    @Test
    void whatIsBegunIsWrittenInItsOrderAndNobodyWaitsMeanwhile() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        List<Integer> order = new ArrayList<>();
        List<Supplier<Integer>> begun = new ArrayList<>();
        begun.add(writer.begin(connection -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return 0;
        }));
        for (int i = 1; i <= 3; i++) {
            int value = i;
            begun.add(writer.begin(connection -> {
                order.add(value);
                update(connection, "INSERT INTO number VALUES (" + value + ")");
                return value;
            }));
        }
        assertEquals(0, count());
        release.countDown();
        assertEquals(List.of(0, 1, 2, 3), begun.stream().map(Supplier::get).toList());
        assertEquals(List.of(1, 2, 3), order);
        assertEquals(3, count());
    }

    private static boolean failure(Future<Integer> insert) throws InterruptedException {
        try {
            insert.get();
            return false;
        } catch (ExecutionException e) {
            assertTrue(e.getCause().getMessage().contains("UNIQUE"), e.getCause()::getMessage);
            return true;
        }
    }

    @Test
    void aWriteThatFailsHalfWayLeavesNothing() throws SQLException {
        IllegalStateException failure = new IllegalStateException("half way");
        CompletionException thrown = assertThrows(
                CompletionException.class,
                () -> writer.write(connection -> {
                    update(connection, "INSERT INTO number VALUES (7)");
                    throw failure;
                }));
        assertSame(failure, thrown.getCause());
        assertEquals(0, count());
        assertEquals(1, insert(7));
    }

    @Test
    void closingTwiceIsHarmlessAndNothingIsWrittenAfterwards() throws SQLException {
        insert(1);
        writer.close();
        writer.close();
        assertThrows(IllegalStateException.class, () -> insert(2));
        assertEquals(1, count());
    }

    @Test
    void evenAnErrorKeepsNobodyWaiting() {
        CompletionException thrown = assertThrows(
                CompletionException.class,
                () -> writer.write(connection -> {
                    throw new StackOverflowError();
                }));
        assertTrue(thrown.getCause() instanceof StackOverflowError, thrown::toString);
        assertEquals(1, insert(1));
    }
}
