package dev.destseg.line.bucket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.tensor.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://images/1.png",
                "s3://images/press 4//ü+%20.png",
                "s3://my.images-2_b/a/",
                "s3://images/.a/..b/c..png"
            })
    void isReadAsItIsWritten(String text) {
        assertEquals(text, ObjectName.parse(text).toString());
    }

    @Test
    void hasABucketAndAKeyThatStandsAsItIs() {
        assertEquals(new ObjectName("images", "a/b%2F.png"), ObjectName.parse("s3://images/a/b%2F.png"));
        assertEquals(new ObjectName("images", ""), ObjectName.parsePrefix("s3://images"));
        assertEquals(new ObjectName("images", "a/"), ObjectName.parsePrefix("s3://images/a/"));
    }

    @Test
    void isMeantByItsScheme() {
        assertTrue(ObjectName.isMeant("s3://"));
        assertFalse(ObjectName.isMeant("press/s3.png"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "images/1.png",
                "s3://",
                "s3:///1.png",
                "s3://images",
                "s3://images/",
                "s3://a/1",
                "s3://im ages/1",
                "s3://../1",
                "s3://images/a\nb",
                "s3://user:word@images/1",
                "s3://images/../secret/1.png",
                "s3://images/a/./1.png",
                "s3://images/a/..",
                "http://images/1"
            })
    void refusesWhatNamesNoObject(String text) {
        assertThrows(InputException.class, () -> ObjectName.parse(text));
    }

    @Test
    void refusesAKeyThatIsLongerThanStorageKnows() {
        ObjectName.parse("s3://images/" + "k".repeat(1024));
        assertThrows(InputException.class, () -> ObjectName.parse("s3://images/" + "ü".repeat(513)));
    }
}
